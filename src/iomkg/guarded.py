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

_SHORTEST: Final = 2  # letters; shorter needles are everywhere
_Needles = frozenset[str]


class Guarded:
    """One pattern, or several of which any may match; `search` and `finditer` are those of `re.Pattern`."""

    __slots__ = ("_always", "_automaton", "_patterns")

    def __init__(self, *patterns: str) -> None:
        self._patterns = tuple(re.compile(pattern) for pattern in patterns)
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

    def may_match(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a stretch of text holds what a match needs."""
        if self._always:
            return True
        end = len(text) if end is None else end
        return self._automaton is not None and next(self._automaton.iter(text, start, end), None) is not None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The leftmost match of any of the patterns."""
        end = len(text) if end is None else end
        best: re.Match[str] | None = None
        for number in self._possible(text, start, end):
            found = self._patterns[number].search(text, start, end)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches of each pattern, one pattern after the other."""
        end = len(text) if end is None else end
        for number in self._possible(text, start, end):
            yield from self._patterns[number].finditer(text, start, end)

    def _possible(self, text: str, start: int, end: int) -> Iterable[int]:
        if self._automaton is None:
            return self._always
        found = {number for _, numbers in self._automaton.iter(text, start, end) for number in numbers}
        return sorted(found.union(self._always)) if found else self._always


def needles_of(pattern: str) -> _Needles:
    """Plain texts of which every match of a pattern holds at least one; empty when none are known."""
    try:
        parser = importlib.import_module("re._parser")  # Python's own; a Python without it merely searches longer
    except ImportError:
        return frozenset()
    found = _needed(parser.parse(pattern))
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
        _, flags, _, inner = argument
        return frozenset() if flags & re.IGNORECASE else _needed(inner)
    if name == "BRANCH":
        each = [_needed(alternative) for alternative in argument[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = argument
        return _needed(inner) if least else frozenset()
    return _needed(argument) if name == "ATOMIC_GROUP" else frozenset()
