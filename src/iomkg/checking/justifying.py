"""Why statements contradict each other: a smallest set of them that still does (Junker's QuickXplain)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Justification(Generic[T]):
    """Statements that contradict each other, in the order they were given. When `minimal`, each is needed for that;
    else time was up before all could be tried."""

    statements: tuple[T, ...]
    minimal: bool


class OutOfTimeError(Exception):
    """The time for a search is up."""


def justified(
    groups: Sequence[Sequence[T]], contradictory: Callable[[Sequence[T]], bool], seconds: float
) -> Justification[T]:
    """A smallest contradictory set among statements that are contradictory together.

    Whole groups (say, all that is said of one thing) are dropped before single statements. `contradictory` may take
    long; no call of it begins after `seconds`.
    """
    deadline = time.monotonic() + seconds
    kept: list[Sequence[T]] = list(groups)

    def tried(some: Sequence[Sequence[T]]) -> bool:
        if time.monotonic() > deadline:
            raise OutOfTimeError
        return contradictory([one for group in some for one in group])

    try:
        kept = _needed([], [], kept, tried)
        kept = _needed([], [], [[one] for group in kept for one in group], tried)
    except OutOfTimeError:
        return Justification(_in_order(groups, kept), minimal=False)
    return Justification(_in_order(groups, kept), minimal=True)


def _needed(
    given: list[Sequence[T]],
    new: list[Sequence[T]],
    among: list[Sequence[T]],
    tried: Callable[[Sequence[Sequence[T]]], bool],
) -> list[Sequence[T]]:
    """What of `among` is needed, beside what is `given`; `new` is what was given last."""
    if new and tried(given):
        return []
    if len(among) == 1:
        return among
    half = len(among) // 2
    first, second = among[:half], among[half:]
    of_second = _needed([*given, *first], first, second, tried)
    of_first = _needed([*given, *of_second], of_second, first, tried)
    return [*of_first, *of_second]


def _in_order(groups: Sequence[Sequence[T]], kept: Sequence[Sequence[T]]) -> tuple[T, ...]:
    wanted = [one for group in kept for one in group]
    return tuple(one for group in groups for one in group if one in wanted)
