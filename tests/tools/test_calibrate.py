"""Confidences are measured shares, learned from other releases than the ones they are given to."""

from __future__ import annotations

import random

import pytest
from tools.calibrate import Rated, counts, out_of_fold, table, wilson
from tools.judging import Judged

from iomkg.claims import calibration
from iomkg.claims.calibration import Calibration, Count
from iomkg.errors import DataError
from iomkg.model import Claim, Evidence, Thing
from iomkg.namespaces import term
from iomkg.terms import text


def judged(release: str, right: bool, method: str = "donor/a", strength: float = 0.9) -> Judged:
    claim = Claim(Thing("x", "x"), term("donor"), text("y"), "y", Evidence("y", 0, 1), strength, method)
    return Judged(release, "donors", claim, right)


def test_a_confidence_is_the_share_of_right_claims_where_many_were_judged() -> None:
    learned = Calibration([Count("donor/a", 0.9, 1000, 800), Count("donor/b", 0.5, 1000, 970)])
    assert learned.confidence("donor/a", 0.9) == pytest.approx(0.8, abs=0.01)
    assert learned.confidence("donor/b", 0.5) == pytest.approx(0.97, abs=0.01)


def test_few_judgements_are_drawn_towards_the_method_and_its_family() -> None:
    learned = Calibration([Count("donor/a", 0.9, 1, 0), Count("donor/a", 0.7, 99, 97), Count("donor/b", 0.9, 100, 60)])
    assert 0.75 < learned.confidence("donor/a", 0.9) < learned.confidence("donor/a", 0.7)
    assert 0.6 < learned.confidence("donor/new", 0.9) < 0.9


def test_a_family_nobody_judged_keeps_its_strength() -> None:
    assert Calibration([Count("donor/a", 0.9, 100, 50)]).confidence("output/builds", 0.83) == 0.83


def test_no_confidence_is_certainty() -> None:
    assert Calibration([Count("people/role", 0.9, 10**6, 10**6)]).confidence("people/role", 0.9) == 0.99


def test_the_file_that_comes_with_iomkg_holds_possible_counts() -> None:
    kept = calibration.read(calibration.resources.data() / calibration.FILE)
    assert all(0 <= count.right <= count.judged and 0 < count.strength <= 1 for count in kept)


def test_a_file_that_is_no_calibration_is_named(tmp_path) -> None:
    (tmp_path / "calibration.csv").write_text("method,strength\ndonor/a,high\n")
    with pytest.raises(DataError, match=r"calibration\.csv cannot be read"):
        calibration.read(tmp_path / "calibration.csv")


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


def test_counts_are_kept_by_method_and_strength() -> None:
    found = [judged("r", True), judged("s", False), judged("s", True, strength=0.7)]
    assert counts(found) == [Count("donor/a", 0.7, 1, 1), Count("donor/a", 0.9, 2, 1)]


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(8, 10)  # Newcombe 1998, table I: 0.4902 to 0.9433
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


def test_the_table_says_what_it_cannot_say() -> None:
    lines = list(table([Rated(judged(f"r{n}", n % 20 != 0), 0.95) for n in range(100)]))
    assert lines[1].split() == ["0.9", "to", "1.0", "100", "95", "0.950", "0.888", "to", "0.978"]
    assert lines[2].endswith("too few to say")
    assert "95 of 95 right claims (1.000) are given 0.9 or more" in lines
