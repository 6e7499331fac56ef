"""A project at one look: sums in order, bars for those that can be compared, days as exact as stated."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from iomkg.answers import Sentence
from iomkg.namespaces import ID, concept, term
from iomkg.web import overview
from iomkg.web.rendering import Asked, Page
from iomkg.web.settings import Settings


def funding(number: int, amount: str = "", currency: str = "EUR") -> list[overview.Fact]:
    iri = f"{ID}funding/{number:012}"
    found: list[overview.Fact] = [(iri, term("donor"), NamedNode(ID + "state/jpn"))]
    if amount:
        found += [(iri, term("amount"), Literal(amount)),
                  (iri, term("currency"), NamedNode(concept("currency", currency)))]  # fmt: skip
    return found


def test_sums_are_compared_within_a_currency_only():
    facts = [*funding(1, "250"), *funding(2, "1000000"), *funding(3, "70", "JPY"), *funding(4), *funding(5, "-5")]
    found = overview.sums(facts, {ID + "state/jpn": "Japan"})
    assert [(each.amount, each.share) for each in found] == [
        ("EUR 1,000,000", 100), ("EUR 250", 1), ("EUR -5", None), ("JPY 70", None), ("", None),
    ]  # fmt: skip
    assert {each.donors for each in found} == {"Japan"}


def test_days_stand_in_order_as_exact_as_stated(tmp_path):
    project, event = ID + "project/000000000001", ID + "event/000000000002"
    facts = [
        (project, term("end"), NamedNode(ID + "date/2024")),
        (project, term("start"), NamedNode(ID + "date/2022-02-16")),
        (event, term("date"), NamedNode(ID + "date/--05-01")),
        (project, term("title"), Literal("Not a day")),
    ]
    said = Sentence(
        claim=ID + "claim/a",
        quote="It begins.",
        worded="begins",
        confidence=0.9,
        status="machine-coded",
        release=ID + "release/a",
        headline="It begins",
        publisher="IOM",
        date="2022-03-01",
    )
    page = Page(Settings(tmp_path), Asked("en", "/"))
    found = overview.moments(page, project, facts, [said, said], {event: "training"})
    assert [(each.day, each.own) for each in found] == [
        ("2022-02-16", True), ("2022-03-01", False), ("2024", True), ("--05-01", False),
    ]  # fmt: skip
    assert found[1].told == "Told by IOM: It begins"
    assert found[1].href == "/page/id/release/a?lang=en"
    assert found[3].told.startswith("training (")
