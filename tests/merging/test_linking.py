"""Which things are the same: projects, bodies, fundings, events; certain, doubtful, never."""

from __future__ import annotations

import pytest

from iomkg import terms
from iomkg.namespaces import LINKS_GRAPH, term

PART = "some of the donors in common, same amount"
OTHER_SUM = "possibly the same money: same donor, different amounts"
LONG = "Améliorer la gestion des frontières au Niger et au Mali, avec un accent sur la route {}"


def project(title: str | None, *more, country: str = "ner"):
    rows = [("project/1", "a", "Project"), ("project/1", "targetsPlace", f"id:country/{country}")]
    if title:
        rows.append(("project/1", "title", terms.text(title, "fr")))
    return (*rows, *more)


def body(number: int, function: str, name: str, *, state: str = "ner", place: str | None = None):
    rows = [
        (f"agency/{number}", "a", "Agency"),
        (f"agency/{number}", "name", terms.text(name, "fr")),
        (f"agency/{number}", "ofState", f"id:state/{state}"),
        (f"agency/{number}", "hasFunction", f"scheme:body-function/{function}"),
    ]
    return (*rows, *([(f"agency/{number}", "hasJurisdiction", place)] if place else []))


def doubtful(world) -> list[tuple[str, float]]:
    scores = world.store.quads(None, term("linkScore"), None, LINKS_GRAPH)
    reasons = {q.subject: q.object.value for q in world.store.quads(None, term("linkReason"), None, LINKS_GRAPH)}
    return sorted((reasons[q.subject], float(q.object.value)) for q in scores)


def test_a_title_worded_a_little_otherwise_is_the_same_project(world):
    world.tell("r1", *project(LONG.format("méditerranéenne centrale")))
    world.tell("r2", *project(LONG.format("de la Méditerranée centrale")))
    assert world.entity("r1:project/1") == world.entity("r2:project/1")


def test_two_phases_are_two_projects(world):
    world.tell("r1", *project("Appui à la gestion des frontières du Liptako, phase II"))
    world.tell("r2", *project("Appui à la gestion des frontières du Liptako, phase III"))
    assert world.entity("r1:project/1") != world.entity("r2:project/1")
    assert doubtful(world) == []


def test_the_same_title_elsewhere_waits_for_a_judgement(world):
    world.tell("r1", *project("Appui intégré aux communautés frontalières vulnérables"))
    world.tell("r2", *project("Appui intégré aux communautés frontalières vulnérables", country="mli"))
    assert world.entity("r1:project/1") != world.entity("r2:project/1")
    assert doubtful(world) == [("same title, different countries", 0.7)]


def unnamed():
    return (
        ("project/1", "durationMonths", terms.integer(18)),
        ("project/1", "hasTheme", "scheme:theme/border-management"),
        ("funding/1", "a", "Funding"),
        ("funding/1", "fundedProject", "project/1"),
        ("funding/1", "donor", "id:agency/ita/maeci"),
        ("funding/1", "amount", terms.decimal(3000000)),
        ("funding/1", "currency", "scheme:currency/EUR"),
    )


def test_unnamed_projects_with_the_same_facts_wait_for_a_judgement(world):
    world.tell("r1", *project(None, *unnamed()))
    world.tell("r2", *project(None, *unnamed()))
    assert world.entity("r1:project/1") != world.entity("r2:project/1")
    assert doubtful(world) == [("same donor, countries, duration, amount", 0.7)]


def test_a_body_is_its_state_and_function_in_any_language(world):
    world.tell("r1", *body(1, "national-police", "Police nationale"))
    world.tell("r2", *body(1, "national-police", "Policía Nacional"))
    assert world.entity("r1:agency/1") == world.entity("r2:agency/1") == world.entity("id:agency/ner/national-police")
    world.tell("r3", *body(1, "ministry-foreign-affairs", "Farnesina", state="ita"))
    assert world.entity("r3:agency/1") == world.entity("id:agency/ita/maeci")


def test_a_governorate_is_known_by_its_place_and_a_bare_ministry_by_its_name(world):
    world.tell("r1", *body(1, "governorate", "Gouvernorat de Zinder", place="id:area/ne-7"),
               *body(2, "governorate", "Gouvernorat"), *body(3, "ministry", "Ministère du Plan"))  # fmt: skip
    world.tell("r2", *body(1, "ministry", "Ministère du Plan"), *body(2, "ministry", "Ministère du Plan", state="deu"))
    assert world.entity("r1:agency/1") == world.entity("id:agency/ner/governorate/ne-7")
    assert world.entity("r1:agency/2").startswith("https://w3id.org/iomkg/id/agency/")
    assert world.entity("r1:agency/2") != world.entity("r1:agency/1")
    assert world.entity("r1:agency/3") == world.entity("r2:agency/1")
    assert world.entity("r2:agency/2") != world.entity("r2:agency/1")


def test_an_embassy_is_known_by_its_host(world):
    world.tell("r1", *body(1, "embassy", "Ambassade", state="ita", place="id:country/ner"))
    world.tell("r2", *body(1, "embassy", "Ambassade", state="ita", place="id:country/mli"))
    world.tell("r3", *body(1, "embassy", "Ambassade d'Italie", state="ita"))
    entities = [world.entity(f"r{number}:agency/1") for number in (1, 2, 3)]
    assert len(set(entities)) == 3
    assert entities[0] == world.entity("id:agency/ita/embassy/ner")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("date:2022-02-16", "date:2022-02-16", True),
        ("date:--02-16", "date:2022-02-16", True),
        ("date:2022-02", "date:2022-02-16", True),
        ("date:--02-16", "date:2022-04-04", False),
    ],
)
def test_events_are_one_when_their_dates_agree(world, one, other, same):
    title = LONG.format("centrale")
    for key, date in (("r1", one), ("r2", other)):
        launch = (
            ("event/1", "a", "Event"),
            ("event/1", "eventKind", "scheme:event-kind/launch"),
            ("event/1", "date", date),
            ("event/1", "ofProject", "project/1"),
        )
        world.tell(key, *project(title, *launch))
    assert (world.entity("r1:event/1") == world.entity("r2:event/1")) is same


def test_a_part_in_a_project_is_one_whoever_tells_it(world):
    part = (
        ("participation/1", "a", "Participation"),
        ("participation/1", "participant", "id:organisation/iom"),
        ("participation/1", "inProject", "project/1"),
        ("participation/1", "role", "scheme:role/implementing"),
    )
    for key in ("r1", "r2"):
        world.tell(key, *project(LONG.format("centrale"), *part))
    assert world.entity("r1:participation/1") == world.entity("r2:participation/1")
    assert world.values("r1:project/1", "hasImplementer") == ["id/organisation/iom"]


def test_one_release_never_merges_its_own_things(world):
    two = [(name.replace("/1", "/2"), *rest) for name, *rest in project(LONG.format("centrale"))]
    world.tell("r1", *project(LONG.format("centrale")), *two)
    assert world.entity("r1:project/1") != world.entity("r1:project/2")


def test_a_role_is_one_whoever_names_it(world):
    def speaker(title: str):
        return (
            ("person/1", "a", "Person"),
            ("person/1", "name", terms.text("Awa Sarr", "fr")),
            ("role/1", "a", "PublicRole"),
            ("role/1", "holder", "person/1"),
            ("role/1", "roleTitle", terms.text(title, "fr")),
            ("role/1", "roleIn", "id:organisation/iom"),
        )

    world.tell("r1", *speaker("Cheffe de mission"))
    world.tell("r2", *speaker("cheffe de mission"))
    world.tell("r3", *speaker("Directrice"))
    assert world.entity("r1:role/1") == world.entity("r2:role/1") != world.entity("r3:role/1")
    assert world.entity("r1:person/1") == world.entity("r3:person/1")


def person(name: str, *, post: str | None = None, body_: str | None = None):
    rows = [("person/1", "a", "Person"), ("person/1", "name", terms.text(name, "fr"))]
    if post or body_:
        rows += [("role/1", "a", "PublicRole"), ("role/1", "holder", "person/1")]
    if post:
        rows.append(("role/1", "roleTitle", terms.text(post, "fr")))
    if body_:
        rows.append(("role/1", "roleIn", body_))
    return rows


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person("Awa Sarr", post="Directrice"), person("Awa Sarr", post="directrice"), True),
        (person("Awa Sarr", body_="id:organisation/iom"), person("Awa SARR", body_="id:organisation/iom"), True),
        (person("Awa Sarr", post="Directrice"), person("Awa Sarr", post="Mairesse"), False),
        (person("Awa Sarr"), person("Awa Sarr"), False),
    ],
)
def test_a_name_is_certain_only_with_the_post_or_the_body(world, one, other, same):
    world.tell("r1", *one)
    world.tell("r2", *other)
    assert (world.entity("r1:person/1") == world.entity("r2:person/1")) is same
    assert doubtful(world) == ([] if same else [("same full name, not the same post or body", 0.75)])


def test_two_ministries_of_one_state_are_not_one_for_being_ministries(world):
    world.tell("r1", *body(1, "ministry", "Ministère du Plan"))
    world.tell("r2", *body(1, "ministry", "Ministère de l'Hydraulique"))
    assert world.entity("r1:agency/1") != world.entity("r2:agency/1")
    assert doubtful(world) == []


def test_an_acronym_alone_waits_for_a_judgement(world):
    for key, name in (
        ("r1", "Direction de la surveillance du territoire"),
        ("r2", "Direction des services techniques"),
    ):
        world.tell(key, *body(1, "directorate", name), ("agency/1", "acronym", terms.text("DST")))
    assert world.entity("r1:agency/1") != world.entity("r2:agency/1")
    assert doubtful(world) == [("same acronym and state", 0.8)]


def test_an_acronym_is_the_only_name_a_later_release_has(world):
    donor = (
        ("funding/1", "a", "Funding"),
        ("funding/1", "fundedProject", "project/1"),
        ("funding/1", "donor", "id:state/ita"),
    )
    world.tell("r1", *project("Promotion des mobilités sûres et informées", *donor),
               ("project/1", "acronym", terms.text("PROMSI")))  # fmt: skip
    world.tell("r2", *project("PROMSI", *donor))
    world.tell("r3", *project("le projet PROMSI"))
    assert world.entity("r1:project/1") == world.entity("r2:project/1") != world.entity("r3:project/1")
    assert [reason for reason, _ in doubtful(world)] == ["same acronym"]


@pytest.mark.parametrize(
    ("donors", "amounts", "same", "reason"),
    [
        (("id:state/ita", "id:agency/ita/maeci"), (3000000, 2986000), True, None),
        (("id:state/ita", "id:state/deu"), (3000000, 3000000), False, None),
        (("id:state/ita", "id:state/ita id:state/deu"), (3000000, 3000000), False, PART),
        (("id:state/ita", "id:state/ita"), (3000000, 3500000), False, OTHER_SUM),
    ],
)  # fmt: skip
def test_fundings_are_one_when_donors_agree_and_amounts_round(world, donors, amounts, same, reason):
    for key, payers, amount in zip(("r1", "r2"), donors, amounts, strict=True):
        sums = (
            ("funding/1", "a", "Funding"),
            ("funding/1", "fundedProject", "project/1"),
            *(("funding/1", "donor", payer) for payer in payers.split()),
            ("funding/1", "amount", terms.decimal(amount)),
            ("funding/1", "currency", "scheme:currency/EUR"),
        )
        world.tell(key, *project(LONG.format("centrale"), *sums))
    assert (world.entity("r1:funding/1") == world.entity("r2:funding/1")) is same
    assert [found for found, _ in doubtful(world)] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("covers", "reasons"),
    [
        (("total", "total"), ["possibly the same money: the whole cost of one project, twice"]),
        (("total", "component"), []),
        (("contribution", "contribution"), []),
    ],
)
def test_two_whole_costs_of_one_project_are_possibly_one_whoever_pays(world, covers, reasons):
    for key, part, amount in zip(("r1", "r2"), covers, (4200000, 4600000), strict=True):
        sums = (
            ("funding/1", "a", "Funding"),
            ("funding/1", "fundedProject", "project/1"),
            ("funding/1", "covers", f"scheme:covers/{part}"),
            ("funding/1", "amount", terms.decimal(amount)),
            ("funding/1", "currency", "scheme:currency/CAD"),
        )
        world.tell(key, *project(LONG.format("centrale"), *sums))
    assert world.entity("r1:funding/1") != world.entity("r2:funding/1")
    assert [found for found, _ in doubtful(world)] == reasons


@pytest.mark.parametrize(("place", "same"), [("id:country/ner", True), ("id:country/mli", False)])
def test_events_may_lie_one_in_the_place_of_the_other(world, place, same):
    for key, where in (("r1", "id:area/ne-7"), ("r2", place)):
        rows = (
            ("event/1", "a", "Event"),
            ("event/1", "eventKind", "scheme:event-kind/launch"),
            ("event/1", "date", "date:2022-02-16"),
            ("event/1", "place", where),
            ("event/1", "ofProject", "project/1"),
        )
        world.tell(key, *project(LONG.format("centrale"), *rows))
    assert (world.entity("r1:event/1") == world.entity("r2:event/1")) is same


def test_two_entities_ask_for_one_judgement_however_many_releases_speak_of_them(world):
    for number in range(3):
        world.tell(f"r{number}", *project("Appui intégré aux communautés frontalières vulnérables"))
        world.tell(f"s{number}", *project("Appui intégré aux communautés frontalières vulnérables", country="mli"))
    assert doubtful(world) == [("same title, different countries", 0.7)]
