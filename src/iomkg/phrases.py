"""The words that go with answers, in English, French and Spanish: data/answers/ has a file for each language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg import resources
from iomkg.model import Language

_SIGNS: Final = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
_BETWEEN: Final = re.compile(r"(; |, )")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language. What it has no word for is called as a query calls it, in English."""

    language: Language
    words: Mapping[str, Mapping[str, str]]
    counts: Mapping[str, Sequence[str]]

    def line(self, key: str, *placed: str, **named: str) -> str:
        """A line with its parts put in."""
        return self.words["lines"][key].format(*placed, **named)

    def counted(self, number: int, noun: str) -> str:
        """`no rows`, `1 row`, `3,000 rows`."""
        *none, one, several = self.counts[noun]
        chosen = none[0] if none and not number else one if number == 1 else several
        return chosen.format(self.number(f"{number:,}"))

    def reason(self, code: str, told: str = "") -> str:
        """Why a sum does not count; `told` completes the words of reasons that need it."""
        return self.words["reasons"][code].format(told)

    def column(self, name: str) -> str:
        """What a column or a parameter is called: `durationMonths` as words."""
        plain = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
        return self.words["columns"].get(name) or plain.replace("_", " ").strip()

    def field(self, name: str) -> str:
        """What a field of a release is called."""
        return self.words["fields"].get(name, name)

    def value(self, text: str) -> str:
        """What our own words in a cell are in this language, several of them one by one: `inside, project undated`."""
        known = self.words["values"]
        return known.get(text) or "".join(known.get(part, part) for part in _BETWEEN.split(text))

    def number(self, grouped: str) -> str:
        """A number as this language writes it: `3,000.5` or `3 000,5`."""
        return grouped if self.language == "en" else grouped.translate(_SIGNS)

    def either(self, texts: Iterable[str]) -> str:
        """`A`, `A or B`, `A, B or C`."""
        return self._joined("or", texts)

    def both(self, texts: Iterable[str]) -> str:
        """`A`, `A and B`, `A, B and C`."""
        return self._joined("and", texts)

    def _joined(self, key: str, texts: Iterable[str]) -> str:
        *first, last = texts
        return self.line(key, ", ".join(first), last) if first else last


@cache
def phrases(language: Language) -> Phrases:
    """The words of a language."""
    read = tomllib.loads((resources.data() / "answers" / f"{language}.toml").read_text(encoding="utf-8"))
    return Phrases(language, read, read.pop("counts"))
