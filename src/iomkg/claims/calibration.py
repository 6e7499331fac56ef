"""How often claims of a kind are right, as measured on releases with gold records.

A rule gives a claim a strength: what its writer thought of the cue. Here the strength becomes a confidence: the share
of the claims of that method and strength that readers found right, drawn towards the share of the method and of its
family where few were judged, and less half its standard error. `data/calibration.csv` holds the counts;
`tools/calibrate.py` makes it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from iomkg import resources
from iomkg.errors import DataError
from iomkg.model import Claim

FILE: Final = "calibration.csv"
_WEIGHT: Final = 10.0  # so many claims of the wider kind count as much as those of the kind itself
_CAUTION: Final = 0.5  # standard errors
_SURE: Final = 0.99


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims of a method and strength were judged, and how many were right."""

    method: str
    strength: float
    judged: int
    right: int


class Calibration:
    """From a method and a strength to a confidence."""

    def __init__(self, counts: Iterable[Count]) -> None:
        self._sums: dict[tuple[str, float | None], tuple[int, int]] = {}
        self._known: dict[tuple[str, float], float] = {}  # as many as there are rules
        for count in counts:
            family = count.method.partition("/")[0]
            for key in {(count.method, count.strength), (count.method, None), (family, None)}:
                judged, right = self._sums.get(key, (0, 0))
                self._sums[key] = judged + count.judged, right + count.right

    def confidence(self, method: str, strength: float) -> float:
        """The measured share; the strength itself for a family of methods nobody judged."""
        known = self._known.get((method, strength))
        if known is None:
            known = self._known[(method, strength)] = self._measured(method, strength)
        return known

    def _measured(self, method: str, strength: float) -> float:
        family = method.partition("/")[0]
        if (family, None) not in self._sums:
            return strength
        share, judged = strength, 0
        for key in ((family, None), (method, None), (method, strength)):
            judged, right = self._sums.get(key, (0, 0))
            share = (right + _WEIGHT * share) / (judged + _WEIGHT)
        error = math.sqrt(share * (1 - share) / (judged + _WEIGHT))
        return round(min(share - _CAUTION * error, _SURE), 3)

    def calibrated(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims with confidences in place of strengths."""
        return tuple(
            Claim(
                claim.subject,
                claim.predicate,
                claim.object,
                claim.worded,
                claim.evidence,
                self.confidence(claim.method, claim.confidence),
                claim.method,
                claim.occurrence,
            )
            for claim in claims
        )


@cache
def load() -> Calibration:
    """The calibration that comes with iomkg; DataError when its file cannot be read."""
    return Calibration(read(resources.data() / FILE))


def read(path: Path) -> list[Count]:
    """The counts of a file with the columns method, strength, judged, right; DataError when it is no such file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows: list[Mapping[str, str]] = list(csv.DictReader(file))
            return [Count(r["method"], float(r["strength"]), int(r["judged"]), int(r["right"])) for r in rows]
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error!r}); run `make calibrate` or reinstall iomkg") from None
