"""Names compared with known ones: the known name that has the same words, in any order and nearly so spelt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

_LIKE_ENOUGH: Final = 92  # of 100
# Two texts can be so alike only when the shorter has this share of the longer one's letters.
_SHARE: Final = _LIKE_ENOUGH / (200 - _LIKE_ENOUGH)


class Namesakes:
    """Known folded names, in an order in which the earlier is preferred."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._sorted = tuple(_in_order(name) for name in self._names)
        self._by_length: dict[int, tuple[list[int], list[str]]] = {}

    def best(self, name: str) -> str | None:
        """The known name most like a folded one, if any is like enough."""
        ordered = _in_order(name)
        numbers, candidates = self._of_length(len(ordered))
        found = process.extractOne(ordered, candidates, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
        return None if found is None else self._names[numbers[found[2]]]

    def _of_length(self, length: int) -> tuple[list[int], list[str]]:
        """The names of nearly this length, as numbers and with their words in order."""
        known = self._by_length.get(length)
        if known is None:
            least, most = int(length * _SHARE), int(length / _SHARE) + 1
            numbers = [i for i, ordered in enumerate(self._sorted) if least <= len(ordered) <= most]
            known = self._by_length[length] = numbers, [self._sorted[i] for i in numbers]
        return known


def _in_order(name: str) -> str:
    return " ".join(sorted(name.split()))
