"""How well coders agree: Krippendorff's alpha for values, F1 for lists, each with its interval.

Alpha is computed here because the packages that have it are under the GPL or bring NumPy and pandas for forty lines.
Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C, nominal data.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeVar

from iomkg import vocabulary
from iomkg.curation.coding import Codes

T = TypeVar("T")
FEWEST: Final = 10  # units below which a figure says nothing
_RESAMPLES: Final = 1000
_SEED: Final = 20261130


@dataclass(frozen=True, slots=True)
class Agreement:
    """One variable: `measure` is `alpha` or `F1`, `units` the claims or releases coded by two coders or more, `value`
    None where it is undefined (nothing varies), `low` and `high` the bounds of its 95 % interval."""

    predicate: str
    measure: str
    units: int
    coders: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def says_something(self) -> bool:
        """Whether there are enough units."""
        return self.value is not None and self.units >= FEWEST


def agreement(codes: Codes) -> list[Agreement]:
    """The agreement of each variable that two coders coded: alpha of its values; F1 too where there may be many."""
    rules = vocabulary.load()
    found: list[Agreement] = []
    for predicate, claims in sorted(codes.values.items()):
        units = [tuple(by_coder.values()) for _, by_coder in sorted(claims.items()) if len(by_coder) > 1]
        if units:
            coders = len({coder for by_coder in claims.values() if len(by_coder) > 1 for coder in by_coder})
            found.append(_measured(predicate, "alpha", units, coders, alpha))
    for predicate, releases in sorted(codes.lists.items()):
        if rules.rule(predicate) != vocabulary.ALL:
            continue
        lists = [tuple(by_coder.values()) for _, by_coder in sorted(releases.items()) if len(by_coder) > 1]
        if lists:
            coders = len({coder for by_coder in releases.values() if len(by_coder) > 1 for coder in by_coder})
            found.append(_measured(predicate, "F1", lists, coders, f1))
    return found


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha of nominal values; each unit holds the values its coders gave, two at least.

    None when all values are the same, so that nothing could have differed.
    """
    coincidences: dict[tuple[str, str], float] = defaultdict(float)
    for unit in units:
        for n, one in enumerate(unit):
            for m, other in enumerate(unit):
                if n != m:
                    coincidences[one, other] += 1 / (len(unit) - 1)
    totals: dict[str, float] = defaultdict(float)
    for (one, _), count in coincidences.items():
        totals[one] += count
    whole = sum(totals.values())
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    if not expected:
        return None
    observed = sum(count for (a, b), count in coincidences.items() if a != b)
    return 1 - (whole - 1) * observed / expected


def f1(lists: Sequence[Sequence[Set[str]]]) -> float | None:
    """The F1 of lists of values, over all pairs of coders; None when all lists are empty."""
    common = sizes = 0
    for by_coder in lists:
        for one, other in combinations(by_coder, 2):
            common += 2 * len(one & other)
            sizes += len(one) + len(other)
    return common / sizes if sizes else None


def _measured(
    predicate: str, measure: str, units: Sequence[T], coders: int, of: Callable[[Sequence[T]], float | None]
) -> Agreement:
    low, high = _interval(units, of)
    return Agreement(predicate, measure, len(units), coders, of(units), low, high)


def _interval(units: Sequence[T], of: Callable[[Sequence[T]], float | None]) -> tuple[float | None, float | None]:
    """The 95 % interval by the bootstrap over units; the same units give the same interval."""
    dice = random.Random(_SEED)
    drawn = (of(dice.choices(units, k=len(units))) for _ in range(_RESAMPLES))
    values = sorted(value for value in drawn if value is not None)
    if not values:
        return None, None
    return values[int(len(values) * 0.025)], values[min(int(len(values) * 0.975), len(values) - 1)]
