"""What can be asked: `data/questions/intents.toml`, the questions of the library by the words they are asked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from iomkg.errors import DataError
from iomkg.namespaces import concept
from iomkg.queries import Parameter, Query, library
from iomkg.questions.vocabulary import read


@dataclass(frozen=True, slots=True)
class Slot:
    """Which names may fill a parameter: the roles they may stand in, best first, and of which kinds they have to be,
    any the parameter takes where none is listed."""

    roles: tuple[str, ...]
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Intent:
    """A question of the library and the concepts that ask it.

    `heads` are what is asked for, one of which has to come first; `needs` have to be there, in any of the ways each
    lists; `takes` may be. `slots` are the parameters that names fill, `values` those that concepts fill, `required`
    those that may not stay at their default, `one_of` those of which one may not, `fixed` what the question sets by
    itself. `tells` are the themes of which the answer tells anyway.
    """

    query: Query
    heads: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()
    takes: frozenset[str] = frozenset()
    slots: Mapping[str, Slot] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)
    tells: frozenset[str] = frozenset()

    def parameter(self, name: str) -> Parameter:
        """The parameter of its query that has this name."""
        return next(parameter for parameter in self.query.parameters if parameter.name == name)


@cache
def intents() -> tuple[Intent, ...]:
    """All that can be asked, in the order of the file. Raises DataError for one that names no question or parameter."""
    return tuple(_intent(entry) for entry in read("intents")["intent"])


@cache
def heads() -> frozenset[str]:
    """The concepts that can be what is asked for."""
    return frozenset(head for intent in intents() for head in intent.heads)


def _intent(entry: Mapping[str, Any]) -> Intent:
    name = entry.get("query", "")
    query = library().get(name)
    if query is None:
        raise DataError(f"data/questions/intents.toml: {name!r} is no question of the library")
    if strange := sorted(entry.keys() - _KEYS):
        raise DataError(f"data/questions/intents.toml, {name}: {strange[0]!r} is nothing an intent has")
    intent = Intent(
        query=query,
        heads=frozenset(entry.get("heads", ())),
        needs=tuple(frozenset(ways.split("|")) for ways in entry.get("needs", ())),
        takes=frozenset(entry.get("takes", ())),
        slots={parameter: _slot(written) for parameter, written in entry.get("slots", {}).items()},
        values=entry.get("values", {}),
        required=frozenset(entry.get("required", ())),
        one_of=frozenset(entry.get("one_of", ())),
        fixed=entry.get("fixed", {}),
        tells=frozenset(concept("theme", code) for code in entry.get("tells", ())),
    )
    declared = {parameter.name for parameter in query.parameters}
    used = {*intent.slots, *intent.values, *intent.required, *intent.one_of, *intent.fixed}
    if unknown := sorted(used - declared):
        raise DataError(f"data/questions/intents.toml, {name}: {unknown[0]!r} is none of its parameters")
    return intent


def _slot(written: list[str] | Mapping[str, list[str]]) -> Slot:
    if isinstance(written, list):
        return Slot(tuple(written))
    return Slot(tuple(written["roles"]), frozenset(written["kinds"]))


_KEYS: Final = {"query", "heads", "needs", "takes", "slots", "values", "required", "one_of", "fixed", "tells"}
