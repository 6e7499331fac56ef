"""A table of a TOML file, read key by key: what is not as it should be is an error that names the file and the key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from iomkg.errors import DataError
from iomkg.unseen import excerpt, visible

T = TypeVar("T")


class Settings:
    """`name` is the file's, `where` the path of the table in it, empty for the whole."""

    def __init__(self, told: Mapping[str, Any], name: str, where: str) -> None:
        self._told = told
        self._name = name
        self._where = where

    def __contains__(self, key: str) -> bool:
        return key in self._told

    def wrong(self, key: str, what: str) -> DataError:
        """The error that says what is wrong with a key."""
        at = f"{self._where}, {key}" if self._where else key
        return DataError(f"the mapping {visible(self._name)}, {visible(at)}: {what}")

    def only(self, *known: str) -> None:
        """Refuse keys beside the known ones."""
        for key in self._told:
            if key not in known:
                raise self.wrong(key, f"is no key here; known: {', '.join(known)}")

    def none_of(self, keys: Iterable[str], why: str) -> None:
        """Refuse some keys, which have no meaning here."""
        for key in keys:
            if key in self._told:
                raise self.wrong(key, why)

    def table(self, key: str) -> Settings:
        """The table under a key, an empty one when it is not there."""
        told = self._told.get(key, {})
        if not isinstance(told, dict):
            raise self.wrong(key, f"is a table; write [{key}] on a line of its own")
        return Settings(told, self._name, f"[{key}]")

    def tables(self, key: str) -> list[Settings]:
        """The tables of a list of tables."""
        told = self._told.get(key, [])
        if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
            raise self.wrong(key, f"is a list of tables; write [[{key}]] before each, in two brackets")
        return [Settings(each, self._name, f"[[{key}]] {i}") for i, each in enumerate(told, start=1)]

    def text(self, key: str, strip: bool = True) -> str:
        """A text, or a date written without quotation marks; empty when it is not there."""
        told = self._told.get(key, "")
        if isinstance(told, dt.date):
            return told.isoformat()
        if not isinstance(told, str):
            raise self.wrong(key, f"is {told!r}; it is a text, in quotation marks")
        return told.strip() if strip else told

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single one will do."""
        told = self._told.get(key, [])
        told = [told] if isinstance(told, str) else told
        if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
            raise self.wrong(key, 'is a list of texts: ["one", "another"]')
        return tuple(each.strip() for each in told if each.strip())

    def one_of(self, key: str, known: Iterable[str]) -> str:
        """One of the known words; empty when it is not there."""
        told, known = self.text(key, strip=False), tuple(known)
        if told and told not in known:
            raise self.wrong(key, f"is {told!r}; it is one of {', '.join(map(repr, known))}")
        return told

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        told = self._told.get(key, default)
        if not isinstance(told, bool):
            raise self.wrong(key, f"is {told!r}; it is true or false")
        return told

    def number(self, key: str, default: int) -> int:
        """A whole number above zero."""
        told = self._told.get(key, default)
        if not isinstance(told, int) or isinstance(told, bool) or told < 1:
            raise self.wrong(key, f"is {told!r}; it is a whole number above zero")
        return told

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; a single one will do."""
        told = self._told.get(key, [])
        told = told if isinstance(told, list) else [told]
        if not all(isinstance(each, int) and not isinstance(each, bool) for each in told):
            raise self.wrong(key, "is a whole number, or a list of them")
        return tuple(told)

    def values(self, key: str, check: Callable[[str], str]) -> dict[str, str]:
        """A table of texts, each of whose values is checked."""
        told = self._told.get(key, {})
        if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
            raise self.wrong(key, 'says what words mean: { "AA" = "Federal Foreign Office" }')
        checked = {}
        for words, meant in told.items():
            try:
                checked[words] = check(meant)
            except ValueError as error:
                raise self.wrong(key, f"{excerpt(words)!r}: {error}") from error
        return checked

    def checked(self, key: str, check: Callable[[str], T]) -> T | None:
        """A text as `check` reads it; None when it is not there."""
        told = self.text(key)
        if not told:
            return None
        try:
            return check(told)
        except ValueError as error:
            raise self.wrong(key, str(error)) from error
