"""The view rules: what holds where sources agree, add to each other, or disagree."""

from __future__ import annotations

from decimal import Decimal

from iomkg import terms, view
from iomkg.namespaces import RDF, term

TITLE = terms.text("Better Border Management and Safer Communities in Niger and Mali", "en")


def project(duration: int | None = None, *more):
    rows = [
        ("project/1", "a", "Project"),
        ("project/1", "title", TITLE),
        ("project/1", "targetsPlace", "id:country/ner"),
    ]
    if duration:
        rows.append(("project/1", "durationMonths", terms.integer(duration)))
    return (*rows, *more)


def funding(*donors: str):
    rows = [("funding/1", "a", "Funding"), ("funding/1", "fundedProject", "project/1")]
    return (*rows, *(("funding/1", "donor", donor) for donor in donors))


def test_a_release_gives_its_project_types_label_and_facts(world):
    world.tell("r1", *project(18))
    assert world.facts("r1:project/1") == {
        (["http://www.w3.org/1999/02/22-rdf-syntax-ns", "type"][-1], "ns#Project"),
        ("title", TITLE.value),
        ("prefLabel", TITLE.value),
        ("durationMonths", "18"),
        ("targetsPlace", "id/country/ner"),
    }


def test_the_later_release_wins_a_dispute_and_the_loser_is_a_conflict(world):
    world.tell("r1", *project(18))
    world.tell("r2", *project(24), published="2022-04-05")
    assert world.entity("r1:project/1") == world.entity("r2:project/1")
    assert world.values("r1:project/1", "durationMonths") == ["24"]
    (conflict,) = view.conflicts_of(world.draft(), world.entity("r1:project/1"))
    assert conflict.predicate == term("durationMonths")
    assert (conflict.chosen[0].value.value, [told[0].value.value for told in conflict.others]) == ("24", ["18"])


def test_a_donors_own_data_outranks_a_later_release(world):
    world.tell("r1", *project(18), published="2020-01-01", source_class="donor-iati")
    world.tell("r2", *project(24), published="2022-04-05")
    assert world.values("r1:project/1", "durationMonths") == ["18"]


def test_a_surer_claim_outranks_a_later_one(world):
    world.tell("r1", *project(), ("project/1", "durationMonths", terms.integer(18), 0.95), published="2020-01-01")
    world.tell("r2", *project(), ("project/1", "durationMonths", terms.integer(24), 0.8), published="2022-01-01")
    assert world.values("r1:project/1", "durationMonths") == ["18"]


def test_a_doubtful_claim_stands_in_its_release_but_not_in_the_view(world):
    world.tell("r1", *project(), ("project/1", "durationMonths", terms.integer(18), 0.1))
    assert world.values("r1:project/1", "durationMonths") == []
    graph = "https://w3id.org/iomkg/graph/release/r1"
    assert [q.object.value for q in world.store.quads(None, term("durationMonths"), None, graph)] == ["18"]


def test_donors_add_up_and_stand_on_the_project_too(world):
    world.tell("r1", *project(), *funding("id:agency/ita/maeci"))
    world.tell("r2", *project(), *funding("id:state/deu"))
    assert world.values("r1:project/1", "hasDonor") == ["id/agency/ita/maeci", "id/state/deu"]


def test_a_ministry_says_more_than_its_state(world):
    world.tell("r1", *project(), *funding("id:state/ita"))
    assert world.values("r1:project/1", "hasDonor") == ["id/state/ita"]
    world.tell("r2", *project(), *funding("id:agency/ita/maeci"))
    assert world.values("r1:project/1", "hasDonor") == ["id/agency/ita/maeci"]


def test_withdrawing_a_statement_takes_its_facts_and_dates_away(world):
    launch = (
        ("event/1", "a", "Event"),
        ("event/1", "eventKind", "scheme:event-kind/launch"),
        ("event/1", "date", "date:--02-16"),
        ("event/1", "ofProject", "project/1"),
    )
    world.tell("r1", *project(18), *launch)
    assert world.values("id:date/--02-16", "dateStated") == ["--02-16"]
    before = world.entity("r1:event/1")
    world.tell("r1", *project(18))
    assert world.facts(before) == set()
    assert world.facts("id:date/--02-16") == set()


def test_a_voice_for_what_reference_data_say_is_weighed_against_its_rival(world):
    ministry = "id:agency/ita/maeci"
    world.tell("r1", *project(), (ministry, "ofState", "id:state/deu", 0.7))
    assert world.values(ministry, "ofState") == ["id/state/deu", "id/state/ita"]
    world.tell("r2", *project(), (ministry, "ofState", "id:state/ita", 0.95))
    assert world.values(ministry, "ofState") == ["id/state/ita"]


def test_one_more_voice_for_the_only_value_changes_nothing_but_who_says_so(world):
    world.tell("r1", *project(18))
    before = world.facts("r1:project/1")
    world.tell("r2", *project(18), published="2023-01-01")
    assert world.facts("r1:project/1") == before
    world.tell("r3", *project(24), published="2022-01-01")
    assert world.values("r1:project/1", "durationMonths") == ["18"]
    world.tell("r4", *project(24), published="2024-01-01")
    assert world.values("r1:project/1", "durationMonths") == ["24"]


def test_closures_follow_containment(world):
    world.tell("r1", *project(), ("place/1", "a", "Settlement"), ("place/1", "name", terms.text("Assamaka", "en")),
               ("place/1", "directlyWithin", "id:area/ne-7"), ("project/1", "targetsPlace", "place/1"))  # fmt: skip
    assert world.values("r1:place/1", "within") == ["id/area/ne-7", "id/country/ner", "id/region/west-africa"]


def test_something_no_one_says_what_it_is_never_enters_the_view(world):
    world.tell("r1", *project(), ("organisation/1", "a", "OtherOrganisation", 0.2), *funding("organisation/1"))
    assert world.values("r1:project/1", "hasDonor") == []
    assert world.facts("r1:organisation/1") == set()


def test_every_fact_has_a_basis_and_a_smuggled_one_is_found(world):
    world.tell("r1", *project(18), *funding("id:agency/ita/maeci"))
    entity = world.entity("r1:project/1")
    kinds = {
        (fact.predicate.rsplit("#", 1)[-1], basis.kind, basis.rule)
        for fact in view.facts_of(world.draft(), entity)
        for basis in fact.bases
    }
    assert kinds == {
        ("type", "stated", ""),
        ("title", "stated", ""),
        ("prefLabel", "derived", "label"),
        ("durationMonths", "stated", ""),
        ("targetsPlace", "stated", ""),
        ("hasDonor", "derived", "donor-of-project"),
    }
    assert list(view.unfounded(world.draft())) == []
    draft = world.draft()
    from pyoxigraph import NamedNode, Quad

    smuggled = (NamedNode(entity), NamedNode(term("durationMonths")), terms.integer(99))
    draft.add([Quad(*smuggled, NamedNode("https://w3id.org/iomkg/graph/view"))])
    assert list(view.unfounded(draft)) == [(entity, term("durationMonths"), terms.integer(99))]


def test_funding_with_a_rounded_amount_is_the_same_money(world):
    def money(amount: str):
        return (
            ("funding/1", "amount", terms.decimal(Decimal(amount))),
            ("funding/1", "currency", "scheme:currency/EUR"),
        )

    world.tell("r1", *project(), *funding("id:agency/ita/maeci"), *money("2900000"))
    world.tell("r2", *project(), *funding("id:state/ita"), *money("2874316"))
    world.tell("r3", *project(), *funding("id:state/ita"), *money("3500000"))
    assert world.entity("r1:funding/1") == world.entity("r2:funding/1")
    assert world.entity("r3:funding/1") != world.entity("r1:funding/1")
    assert RDF  # the type of a funding is stated, so it stands in the view
    assert world.values("r1:funding/1", "type") == ["ns#Funding"]


def test_an_amount_whose_currency_is_doubtful_stays_out_with_it(world):
    sum_of_money = (
        ("funding/1", "amount", terms.decimal(Decimal(3000000)), 0.95),
        ("funding/1", "currency", "scheme:currency/EUR", 0.3),
    )
    world.tell("r1", *project(), *funding("id:agency/ita/maeci"), *sum_of_money)
    assert world.values("r1:funding/1", "amount") == []
    assert world.values("r1:funding/1", "donor") == ["id/agency/ita/maeci"]
