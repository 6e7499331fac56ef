"""Agreement figures: against published examples, and on codings made with the commands."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode
from tests.curation.conftest import Desk, picture

from iomkg.curation import coding
from iomkg.curation.reliability import Agreement, agreement, alpha, f1
from iomkg.judgements import Judgement
from iomkg.namespaces import term
from iomkg.rulings import Rulings

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): the data of section C, four observers.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def test_alpha_is_what_its_author_computes() -> None:
    units = [[v for v in column if v != "."] for column in zip(*(row.split() for row in OBSERVERS), strict=True)]
    assert alpha([unit for unit in units if len(unit) > 1]) == pytest.approx(0.743, abs=0.0005)


def test_alpha_at_its_ends() -> None:
    assert alpha([("a", "a"), ("b", "b")] * 20) == 1
    assert alpha([("a", "a")] * 20) is None
    assert alpha([("a", "b"), ("b", "a")] * 500) == pytest.approx(-1, abs=0.01)


def test_f1_of_lists() -> None:
    assert f1([({"a", "b"}, {"b", "c"})]) == 0.5
    assert f1([({"a"}, {"a"}), (set(), {"b"})]) == pytest.approx(2 / 3)
    assert f1([(set(), set())]) is None


def code(desk: Desk, coder: str, claim: str, kind: str) -> Judgement:
    make = desk.make
    make.by, make.blind = coder, True
    assert kind in ("accept", "reject")
    return make.on_claim("accept" if kind == "accept" else "reject", claim)


def test_blind_codings_are_compared_and_change_nothing(desk: Desk) -> None:
    before = picture(desk.store)
    claims = desk.claims("hasTheme")[:12]
    desk.judge(*(code(desk, "Luis", claim, "accept") for claim in claims))
    desk.judge(*(code(desk, "Mia", claim, "reject" if n < 3 else "accept") for n, claim in enumerate(claims)))
    assert picture(desk.store) == before
    assert Rulings(desk.made).standing == ()
    found = {each.measure: each for each in agreement(coding.codes(desk.made)) if each.predicate == term("hasTheme")}
    assert (found["alpha"].units, found["alpha"].coders) == (12, 2)
    assert found["alpha"].says_something
    assert found["alpha"].low is not None
    assert found["alpha"].value is not None
    assert found["alpha"].low <= found["alpha"].value < 1
    assert found["F1"].value is not None
    assert 0.5 < found["F1"].value < 1


def test_who_codes_blind_is_asked_what_they_have_not_coded(desk: Desk) -> None:
    key = desk.release_of(desk.claims("title")[0])
    every = coding.items(desk.make.draft, "Luis", key)
    desk.judge(code(desk, "Luis", every[0].iri, "accept"), desk.make.on_claim("accept", every[1].iri))
    assert [item.iri for item in coding.items(desk.make.draft, "Luis", key)] == [item.iri for item in every[1:]]
    assert all(item.reason == "" for item in every), "nothing tells what others made of a claim"
    coded = {desk.object(item.iri) for item in every}
    assert NamedNode(term("Project")) not in coded


def test_few_units_say_nothing() -> None:
    assert not Agreement("p", "alpha", 9, 2, 1.0, 1.0, 1.0).says_something
