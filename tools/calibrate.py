"""Measure how often claims are right, and print what their confidences are worth.

usage: python -m tools.calibrate --scorer SCORER [--write FILE] FOLDER...

Each FOLDER holds releases/ and gold/. The table is out of fold: the confidence of a claim comes from the claims of
other releases alone. --write keeps the weights learned from all releases where iomkg looks for them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.judging import Judged, judged, scorer

from iomkg.claims.calibration import ALWAYS, Calibration, Weight
from iomkg.errors import IomkgError

FOLDS = 10
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.5, 0.6), (0.0, 0.5))
FEWEST = 60
RAREST = 5  # judged claims with a trait, below which it says nothing
RIDGE = 0.18


@dataclass(frozen=True, slots=True)
class Rated:
    """A judged claim with the confidence others give it."""

    judged: Judged
    confidence: float


def fitted(found: Sequence[Judged]) -> list[Weight]:
    """The weights of a logistic regression on the traits of judged claims, those of rare traits left out.

    Drawn towards none at all (ridge), less strongly the more right claims are to be given 0.9: see
    docs/how-well-it-reads.md for what was tried.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    judged_with: Counter[str] = Counter()
    right_with: Counter[str] = Counter()
    for each in found:
        judged_with.update(each.traits)
        right_with.update(each.traits if each.right else ())
    kept = sorted(trait for trait, number in judged_with.items() if number >= RAREST)
    place = {trait: number for number, trait in enumerate(kept)}
    cells = [(row, place[trait]) for row, each in enumerate(found) for trait in each.traits if trait in place]
    rows, columns = zip(*cells, strict=True)
    table = csr_matrix(([1.0] * len(cells), (rows, columns)), shape=(len(found), len(kept)))
    model = LogisticRegression(C=RIDGE, max_iter=1000).fit(table, [each.right for each in found])
    right = sum(each.right for each in found)
    always = Weight(ALWAYS, round(float(model.intercept_[0]), 4), len(found), right)
    weights = zip(kept, model.coef_[0], strict=True)
    return [always, *(Weight(t, round(float(w), 4), judged_with[t], right_with[t]) for t, w in weights)]


def out_of_fold(found: Sequence[Judged]) -> Iterator[Rated]:
    """Each claim with the confidence learned from the releases of the other folds."""
    for fold in range(FOLDS):
        if any(_fold(each.release) == fold for each in found):
            learned = Calibration(fitted([each for each in found if _fold(each.release) != fold]))
            yield from (_rated(each, learned) for each in found if _fold(each.release) == fold)


def _rated(each: Judged, learned: Calibration) -> Rated:
    return Rated(each, learned.confidence(each.traits, each.claim.confidence))


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
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the weights here")
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
    learned = fitted(found)
    if apart:
        rated = [_rated(each, Calibration(learned)) for each in apart]
        print(f"\n{options.check}, {len({each.release for each in apart})} releases, none of them learned from")
        print(*table(rated), sep="\n")
    if options.write:
        with options.write.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("trait", "weight", "judged", "right"))
            writer.writerows((each.trait, each.weight, each.judged, each.right) for each in learned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
