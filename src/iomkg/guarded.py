"""Patterns tried only on texts that hold one of the plain texts they cannot do without.

Most patterns match in few texts, and to find that out by trying them at every character is what costs. The plain texts
are worked out from the pattern itself; where that is not possible, it is simply tried.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import ahocorasick

from iomkg.folding import fold

_SHORTEST: Final = 2  # letters; shorter needles are everywhere
_Needles = frozenset[str]


class Guarded:
    """One pattern, or several of which any may match; `search` and `finditer` are those of `re.Pattern`.

    Where the patterns are for a text as written, `folded` is that text folded, in which the needles are looked for.
    """

    __slots__ = ("_always", "_automaton", "_patterns")

    def __init__(self, *patterns: str) -> None:
        self._patterns: list[str | re.Pattern[str]] = list(patterns)  # compiled when first tried
        self._always: tuple[int, ...] = ()
        by_needle: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            needles = needles_of(pattern)
            if not needles:
                self._always += (number,)
            for needle in needles:
                by_needle.setdefault(needle, []).append(number)
        self._automaton = ahocorasick.Automaton() if by_needle else None
        if self._automaton is not None:
            for needle, numbers in by_needle.items():
                self._automaton.add_word(needle, numbers)
            self._automaton.make_automaton()

    def __getitem__(self, number: int) -> re.Pattern[str]:
        pattern = self._patterns[number]
        if isinstance(pattern, str):
            pattern = self._patterns[number] = re.compile(pattern)
        return pattern

    def search(
        self, text: str, start: int = 0, end: int | None = None, folded: str | None = None
    ) -> re.Match[str] | None:
        """The leftmost match of any of the patterns."""
        end = len(text) if end is None else end
        best: re.Match[str] | None = None
        for pattern in self.possible(text if folded is None else folded, start, end):
            found = pattern.search(text, start, end)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def finditer(
        self, text: str, start: int = 0, end: int | None = None, folded: str | None = None
    ) -> Iterator[re.Match[str]]:
        """The matches of each pattern, one pattern after the other."""
        end = len(text) if end is None else end
        for number in self.numbers(text if folded is None else folded, start, end):
            yield from self[number].finditer(text, start, end)

    def possible(self, folded: str, start: int, end: int) -> Iterator[re.Pattern[str]]:
        """The patterns that may match in a stretch of text, in their order."""
        return (self[number] for number in self.numbers(folded, start, end))

    def numbers(self, folded: str, start: int, end: int) -> Iterable[int]:
        """The numbers of the patterns that may match in a stretch of text, in order."""
        if self._automaton is None:
            return self._always
        found = {number for _, numbers in self._automaton.iter(folded, start, end) for number in numbers}
        return sorted(found.union(self._always)) if found else self._always


def needles_of(pattern: str) -> _Needles:
    """Plain texts of which every match of a pattern holds at least one, folded; empty when none are known."""
    try:
        parser = importlib.import_module("re._parser")  # Python's own; a Python without it merely searches longer
    except ImportError:
        return frozenset()
    found = frozenset(map(fold, _needed(parser.parse(pattern))))
    telling = all(len(needle) >= _SHORTEST or not needle.isalnum() for needle in found)
    return found if telling else frozenset()


def _needed(sequence: Iterable[tuple[Any, Any]]) -> _Needles:
    """The needles of a parsed sequence: those of its element whose shortest needle is the longest."""
    options: list[_Needles] = []
    run = ""
    for operation, argument in sequence:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            options.append(frozenset([run]))
            run = ""
        options.append(_needed_by(name, argument))
    if run:
        options.append(frozenset([run]))
    return max(options, key=lambda needles: min(map(len, needles), default=0), default=frozenset())


def _needed_by(name: str, argument: Any) -> _Needles:
    if name == "SUBPATTERN":
        return _needed(argument[-1])
    if name == "BRANCH":
        each = [_needed(alternative) for alternative in argument[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _needed(argument[-1]) if argument[0] else frozenset()
    if name == "ASSERT":
        ahead, inner = argument
        return _needed(inner) if ahead > 0 else frozenset()  # what stands before may lie outside the stretch
    return _needed(argument) if name == "ATOMIC_GROUP" else frozenset()
