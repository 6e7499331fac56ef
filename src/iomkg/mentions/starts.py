"""Where a value can begin: at a number, or at a word that can open it. Patterns are tried there and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import ahocorasick

# A number with all that goes on with it: no value begins within.
_NUMBER: Final = re.compile(r"\d[\w.,]*")
_FIRST_WORD: Final = re.compile(r"[\s-]")


class Starts:
    """The places in a folded text where a number or one of some words begins; of several words, the first."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in words:
            first = _FIRST_WORD.split(word, maxsplit=1)[0]
            self._automaton.add_word(first, len(first))
        self._automaton.make_automaton()

    def of(self, folded: str) -> list[int]:
        """The places in order."""
        found = {number.start() for number in _NUMBER.finditer(folded)}
        for last, length in self._automaton.iter(folded):
            start = last + 1 - length
            if not (start and folded[start - 1].isalpha() and folded[start].isalpha()):
                found.add(start)
        return sorted(found)


def matches(pattern: re.Pattern[str], folded: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at some places, none overlapping another."""
    reached = 0
    for start in starts:
        if start >= reached and (match := pattern.match(folded, start)):
            reached = match.end()
            yield match
