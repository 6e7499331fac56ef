"""What a person reads as one fact waits as one item, called by names, and one decision judges all its claims."""

from __future__ import annotations

import pytest
from tests.curation.conftest import Desk
from tests.doubting import doubt, things

from iomkg.curation.choices import choices
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.namespaces import RDF, kind_of, term
from iomkg.waiting import KINDS, Item, Queue, still_waiting

BALKE = "Balke - Security and Stabilization Project in Northern Chad"
TCHAD = "/release/06275f3394d56dc5/"


def of_chad(desk: Desk, kind: str) -> str:
    """The first thing of a kind in the sample on northern Chad."""
    return next(thing for thing in things(desk.store, kind) if TCHAD in thing)


def fact(desk: Desk, thing: str) -> Item:
    """The item on a thing that is made doubtful."""
    doubt(desk.store, [thing])
    (item,) = [i for i in Queue(Draft(desk.store)).items("claim") if any(said.subject == thing for said in i.said)]
    return item


def decide(desk: Desk, item: Item, key: str, answer: str = "") -> None:
    (choice,) = [choice for choice in choices(desk.make, item) if choice.key == key]
    desk.judge(*choice.make(answer))


@pytest.mark.parametrize(
    ("kind", "title", "claims"),
    [
        ("participation", f"International Organization for Migration: implementing in {BALKE}", 4),
        ("funding", f"announced budget of EUR 5,000,000 for {BALKE}", 8),
        ("output", f"service: 4,550 individuals of {BALKE}", 6),
        ("project", f"{BALKE}: is a project", 2),
    ],
)
def test_a_fact_is_one_item_that_says_names(desk: Desk, kind: str, title: str, claims: int) -> None:
    item = fact(desk, of_chad(desk, kind)) if kind != "project" else of_project(desk)
    assert (item.title, len(item.said), item.reason) == (title, claims, "0.31 sure, 0.43 needed")


def of_project(desk: Desk) -> Item:
    """Whether there is a project is one fact with its title; where it works and on what are others."""
    doubt(desk.store, [of_chad(desk, "project")])
    items = [i for i in Queue(Draft(desk.store)).items("claim") if TCHAD in i.said[0].subject]
    assert len(items) > 5
    (whole,) = [item for item in items if len(item.said) > 1]
    assert {said.predicate for said in whole.said} == {RDF + "type", term("title")}
    return whole


def test_a_person_waits_with_the_role_that_is_held(desk: Desk) -> None:
    role = of_chad(desk, "role")
    (holder,) = (o.value for o in Draft(desk.store).objects(role, term("holder")))
    doubt(desk.store, [holder, role])
    items = [i for i in Queue(Draft(desk.store)).items("claim") if i.said[0].subject in (holder, role)]
    assert [item.title for item in items] == [
        "Ingrid Halvorsen, IOM Chad Chief of Mission, International Organization for Migration"
    ]
    assert {kind_of(said.subject) for said in items[0].said} == {"person", "role"}


def test_no_item_of_any_kind_is_called_by_an_id(desk: Desk) -> None:
    kinds = ("participation", "funding", "event", "output", "place", "agency", "role", "person", "organisation")
    doubt(desk.store, [thing for kind in kinds for thing in things(desk.store, kind)])
    queue = Queue(Draft(desk.store))
    titles = [item.title for kind in KINDS for item in queue.items(kind)]
    assert len(titles) > 50
    assert [title for title in titles if "id:" in title] == []


def test_one_decision_judges_all_claims_of_a_fact_and_undoing_brings_them_back(desk: Desk) -> None:
    item = fact(desk, of_chad(desk, "participation"))
    (thing,) = {said.subject for said in item.said}
    claims = [said.claim for said in item.said]
    decide(desk, item, "r")
    assert {desk.status(claim) for claim in claims} == {"rejected"}
    assert [(j.kind, j.claim) for j in desk.made] == [("reject", claim) for claim in claims]
    assert still_waiting(Draft(desk.store), item) is None
    desk.judge(*(desk.make.undo(judgement.id) for judgement in desk.made[:]))
    assert still_waiting(Draft(desk.store), item) == item
    decide(desk, item, "a")
    assert {desk.status(claim) for claim in claims} == {"accepted"}
    roles = desk.values(desk.about(claims[0]), "role")
    assert [role.rsplit("/", 1)[1] for role in roles] == ["implementing"], thing


def test_a_part_is_corrected_and_the_rest_accepted(desk: Desk) -> None:
    item = fact(desk, of_chad(desk, "participation"))
    number = [said.predicate for said in item.said].index(term("role")) + 1
    (choice,) = [choice for choice in choices(desk.make, item) if choice.key == "c"]
    assert any(line.startswith(f"{number}. role one of: accountable, ") for line in choice.offers())
    for wrong in ("partner", "9 partner", f"{number}", f"{number} chef"):
        with pytest.raises(UsageError):
            choice.make(wrong)
    decide(desk, item, "c", f"{number} partner")
    roles = desk.values(desk.about(item.said[0].claim), "role")
    assert [role.rsplit("/", 1)[1] for role in roles] == ["partner"]
    statuses = {said.predicate: desk.status(said.claim) for said in item.said}
    assert statuses.pop(term("role")) == "rejected"
    assert set(statuses.values()) == {"accepted"}


def test_the_parts_of_a_fact_can_be_decided_one_by_one(desk: Desk) -> None:
    item = fact(desk, of_chad(desk, "participation"))
    parts = Queue(Draft(desk.store)).parts(item)
    assert [part.iri for part in parts] == [said.claim for said in item.said]
    assert f"International Organization for Migration, implementing of {BALKE}: role implementing" in [
        part.title for part in parts
    ]
    decide(desk, parts[1], "a")
    left = still_waiting(Draft(desk.store), item)
    assert left is not None
    assert [said.claim for said in left.said] == [said.claim for said in (item.said[0], *item.said[2:])]


def test_what_a_thing_is_is_corrected_to_what_it_can_be(desk: Desk) -> None:
    queue = Queue(Draft(desk.store))
    (item,) = [item for item in queue.items("claim") if item.title.startswith("San: ")]
    assert item.title == "San: is an administrative area; lies directly within Burkina Faso"
    (being,) = [part for part in queue.parts(item) if part.said[0].predicate == RDF + "type"]
    (choice,) = [choice for choice in choices(desk.make, being) if choice.key == "c"]
    assert choice.offers() == ("is a one of: settlement, border post",)
    with pytest.raises(UsageError, match=r"is nothing that a place can be; one of: administrative area, settlement"):
        choice.make("village")
    decide(desk, being, "c", "Settlement")
    assert term("Settlement") in desk.values(desk.about(being.iri), RDF + "type")


def test_a_property_picks_the_facts_with_a_claim_of_it(desk: Desk) -> None:
    item = fact(desk, of_chad(desk, "participation"))
    assert list(Queue(Draft(desk.store)).items("claim", term("role"))) == [item]
