"""How likely a claim is right, as measured on releases with gold records.

A rule gives a claim a strength: what its writer thought of the cue. Here the strength gives way to a confidence: a
logistic regression on the claim's traits, fitted to how often readers found such claims right. `data/calibration.csv`
holds the weights, with the counts they rest on for people to check; `tools/calibrate.py` makes it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from iomkg import resources
from iomkg.claims import traits
from iomkg.errors import DataError
from iomkg.model import Claim, Document
from iomkg.namespaces import kind_of, term

FILE: Final = "calibration.csv"
ALWAYS: Final = "always"  # the trait that every claim has
_SURE: Final = 0.99
_WHOLE: Final = ("participation", "role", "event", "person")
_PARTICIPANT: Final = term("participant")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a trait adds to the log-odds of a claim, and how many claims with it were judged, and were right."""

    trait: str
    weight: float
    judged: int
    right: int


class Calibration:
    """From the traits of a claim to a confidence."""

    def __init__(self, weights: Iterable[Weight]) -> None:
        self._weights: Mapping[str, float] = {each.trait: each.weight for each in weights}

    def confidence(self, found: Sequence[str], strength: float) -> float:
        """How likely a claim with these traits (its rule's family first) is right, 0.99 at most.

        The strength itself for a family of rules that nobody judged.
        """
        if found[0] not in self._weights:
            return strength
        odds = self._weights.get(ALWAYS, 0.0) + sum(self._weights.get(trait, 0.0) for trait in found)
        return round(min(1 / (1 + math.exp(-odds)), _SURE), 3)

    def calibrated(self, document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims with confidences in place of strengths.

        What one rule says of a participation, a role, an event or a person stands or falls together.
        """
        every = list(zip(claims, traits.of_claims(document, claims), strict=True))
        telling: dict[tuple[str, str], tuple[str, ...]] = {}
        for claim, found in every:
            if kind_of(claim.subject.iri) in _WHOLE:
                telling.setdefault(_part(claim), found)
                if claim.predicate == _PARTICIPANT:
                    telling[_part(claim)] = found
        return tuple(
            Claim(
                claim.subject,
                claim.predicate,
                claim.object,
                claim.worded,
                claim.evidence,
                self.confidence(telling.get(_part(claim), found), claim.confidence),
                claim.method,
                claim.occurrence,
            )
            for claim, found in every
        )


def _part(claim: Claim) -> tuple[str, str]:
    return claim.subject.iri, claim.method


@cache
def load() -> Calibration:
    """The calibration that comes with iomkg; DataError when its file cannot be read."""
    return Calibration(read(resources.data() / FILE))


def read(path: Path) -> list[Weight]:
    """The weights of a file with the columns trait, weight, judged, right; DataError when it is no such file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows: list[Mapping[str, str]] = list(csv.DictReader(file))
            return [Weight(r["trait"], float(r["weight"]), int(r["judged"]), int(r["right"])) for r in rows]
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error!r}); run `make calibrate` or reinstall iomkg") from None
