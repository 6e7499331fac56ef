"""Confidences are measured shares, learned from other releases than the ones they are given to."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tools.calibrate import Rated, fitted, out_of_fold, table, wilson
from tools.judging import Judged

from iomkg import claims, documents, mentions
from iomkg.claims import calibration
from iomkg.claims.calibration import Calibration, Weight
from iomkg.claims.traits import of_claims
from iomkg.errors import DataError
from iomkg.model import Claim, Evidence, Release, Source, Thing
from iomkg.namespaces import term
from iomkg.reference import Reference
from iomkg.terms import text


def judged(release: str, right: bool, method: str = "donor/a", strength: float = 0.9, head: bool = False) -> Judged:
    claim = Claim(Thing("x", "x"), term("donor"), text("y"), "y", Evidence("y", 0, 1), strength, method)
    rule = ("donor", method, f"{method} {strength:g}", f"donor head={head}")
    return Judged(release, "donors", claim, right, rule)


def many(share: float, number: int, **told: object) -> list[Judged]:
    """So many judged claims, of which a share is right."""
    return [judged(f"r{n}", n < share * number, **told) for n in range(number)]  # type: ignore[arg-type]


def confidence(learned: list[Weight], each: Judged) -> float:
    return Calibration(learned).confidence(each.traits, each.claim.confidence)


def test_a_confidence_is_the_share_of_right_claims_where_many_were_judged() -> None:
    learned = fitted([*many(0.8, 1000, method="donor/a"), *many(0.97, 1000, method="donor/b")])
    assert confidence(learned, judged("x", True, "donor/a")) == pytest.approx(0.8, abs=0.02)
    assert confidence(learned, judged("x", True, "donor/b")) == pytest.approx(0.97, abs=0.02)


def test_circumstances_tell_claims_of_one_rule_apart() -> None:
    learned = fitted([*many(0.95, 300, head=True), *many(0.6, 300, head=False)])
    assert confidence(learned, judged("x", True, head=True)) > 0.9
    assert confidence(learned, judged("x", True, head=False)) < 0.7


def test_few_judgements_are_drawn_towards_the_family() -> None:
    learned = fitted([*many(0.9, 400, method="donor/a"), *many(0, 8, method="donor/b")])
    assert 0.3 < confidence(learned, judged("x", True, "donor/b")) < 0.9
    assert confidence(learned, judged("x", True, "donor/new")) > 0.6


def test_a_family_nobody_judged_keeps_its_strength() -> None:
    assert Calibration(fitted(many(0.5, 100))).confidence(("output", "output/builds"), 0.83) == 0.83


def test_no_confidence_is_certainty() -> None:
    assert Calibration([Weight("people", 99.0, 10, 10)]).confidence(("people",), 0.9) == 0.99


def test_the_file_that_comes_with_iomkg_holds_possible_counts() -> None:
    kept = calibration.read(calibration.resources.data() / calibration.FILE)
    assert all(0 <= each.right <= each.judged for each in kept)
    assert kept[0].trait == calibration.ALWAYS


def test_a_file_that_is_no_calibration_is_named(tmp_path: Path) -> None:
    (tmp_path / "calibration.csv").write_text("trait,weight\ndonor/a,high\n")
    with pytest.raises(DataError, match=r"calibration\.csv cannot be read"):
        calibration.read(tmp_path / "calibration.csv")


def test_traits_tell_how_a_claim_stands_in_its_release() -> None:
    release = Release(
        "k",
        Source("a.txt", "0" * 64, "text/plain"),
        "Spain pays\n\nThe project is funded by Spain in Chad, says Spain.",
    )
    document = documents.compose(release)
    reference = Reference.load()
    stated = claims.stated(document, mentions.find(document, reference), reference)
    (donor,) = [
        found
        for claim, found in zip(stated, of_claims(document, stated), strict=True)
        if claim.predicate == term("donor")
    ]
    assert donor[0] == "donor"
    assert {"donor head=True", "donor projects=1", "donor times=3", "donor lang=en", "donor object=state"} <= set(donor)


def test_a_release_never_teaches_its_own_confidence() -> None:
    chance = random.Random(1)
    found = [judged(f"r{number % 40}", chance.random() < 0.8) for number in range(400)]
    confidences = [rated.confidence for rated in out_of_fold(found)]
    turned = [judged(each.release, not each.right if each.release == "r7" else each.right) for each in found]
    changed = list(out_of_fold(turned))
    own = [rated.confidence for rated in changed if rated.judged.release == "r7"]
    before = [c for c, rated in zip(confidences, changed, strict=True) if rated.judged.release == "r7"]
    assert own == before
    assert [rated.confidence for rated in changed] != confidences


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(8, 10)  # Newcombe 1998, table I: 0.4902 to 0.9433
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


def test_the_table_says_what_it_cannot_say() -> None:
    lines = list(table([Rated(judged(f"r{n}", n % 20 != 0), 0.95) for n in range(100)]))
    assert lines[1].split() == ["0.9", "to", "1.0", "100", "95", "0.950", "0.888", "to", "0.978"]
    assert lines[2].endswith("too few to say")
    assert "95 of 95 right claims (1.000) are given 0.9 or more" in lines
