"""Measure how often claims are right, and print what their confidences are worth.

usage: python -m tools.calibrate --scorer SCORER [--write FILE] FOLDER...

Each FOLDER holds releases/ and gold/. The table is out of fold: the confidence of a claim comes from the claims of
other releases alone. --write keeps the counts of all releases where iomkg looks for them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.judging import Judged, judged, scorer

from iomkg.claims.calibration import Calibration, Count
from iomkg.errors import IomkgError

FOLDS = 10
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.5, 0.6), (0.0, 0.5))
FEWEST = 60


@dataclass(frozen=True, slots=True)
class Rated:
    """A judged claim with the confidence others give it."""

    judged: Judged
    confidence: float


def counts(found: Iterable[Judged]) -> list[Count]:
    """How many claims of each method and strength were judged, and how many right."""
    total: Counter[tuple[str, float]] = Counter()
    right: Counter[tuple[str, float]] = Counter()
    for each in found:
        key = each.claim.method, each.claim.confidence
        total[key] += 1
        right[key] += each.right
    return [Count(*key, total[key], right[key]) for key in sorted(total)]


def out_of_fold(found: Sequence[Judged]) -> Iterator[Rated]:
    """Each claim with the confidence learned from the releases of the other folds."""
    for fold in range(FOLDS):
        learned = Calibration(counts(each for each in found if _fold(each.release) != fold))
        for each in found:
            if _fold(each.release) == fold:
                yield Rated(each, learned.confidence(each.claim.method, each.claim.confidence))


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927)."""
    share, squared = right / total, z * z
    middle = (share + squared / (2 * total)) / (1 + squared / total)
    half = z * math.sqrt(share * (1 - share) / total + squared / (4 * total * total)) / (1 + squared / total)
    return middle - half, middle + half


def table(rated: Sequence[Rated]) -> Iterator[str]:
    """The lines of the table: by band of confidence, then by field for the claims given 0.9 or more."""
    yield f"{'confidence':16}{'claims':>8}{'right':>8}{'share':>8}   95% interval"
    for low, high in BANDS:
        yield _line(f"{low:.1f} to {min(high, 1):.1f}", [r for r in rated if low <= r.confidence < high])
    sure = [r for r in rated if r.confidence >= 0.9]
    right = sum(r.judged.right for r in rated)
    reached = sum(r.judged.right for r in sure)
    yield f"{reached} of {right} right claims ({reached / right:.3f}) are given 0.9 or more"
    yield ""
    yield f"{'0.9 or more':16}{'claims':>8}{'right':>8}{'share':>8}   95% interval"
    for field in sorted({r.judged.field for r in rated}):
        yield _line(field, [r for r in sure if r.judged.field == field])


def _line(name: str, rated: Sequence[Rated]) -> str:
    total, right = len(rated), sum(r.judged.right for r in rated)
    if total < FEWEST:
        return f"{name:16}{total:8}{right:8}   too few to say"
    low, high = wilson(right, total)
    return f"{name:16}{total:8}{right:8}{right / total:8.3f}   {low:.3f} to {high:.3f}"


def _fold(release: str) -> int:
    return int(hashlib.sha256(release.encode()).hexdigest(), 16) % FOLDS


def main() -> int:
    """Print the table; the exit code is 1 when a release cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--scorer", type=Path, required=True, metavar="SCORER", help="the scoring script")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the counts here")
    parser.add_argument("--check", type=Path, metavar="FOLDER", help="print the table of releases left out of it all")
    options = parser.parse_args()
    likeness = scorer(options.scorer)
    try:
        found = [each for folder in options.folders for each in judged(folder, likeness)]
        apart = list(judged(options.check, likeness)) if options.check else []
    except IomkgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"out of fold, {len({each.release for each in found})} releases")
    print(*table(list(out_of_fold(found))), sep="\n")
    learned = counts(found)
    if apart:
        calibration = Calibration(learned)
        rated = [Rated(each, calibration.confidence(each.claim.method, each.claim.confidence)) for each in apart]
        print(f"\n{options.check}, {len({each.release for each in apart})} releases, none of them learned from")
        print(*table(rated), sep="\n")
    if options.write:
        with options.write.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("method", "strength", "judged", "right"))
            writer.writerows((c.method, c.strength, c.judged, c.right) for c in learned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
