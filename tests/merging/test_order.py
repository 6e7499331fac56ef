"""Links and view do not depend on the order of loading, nor on what stood before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iomkg import terms

TITLES = (
    "Appui à la gestion des frontières du Liptako Gourma",
    "Appui à la gestion des frontières dans le Liptako Gourma",
    "Appui à la gestion concertée des frontières Liptako Gourma",
    "Retour volontaire assisté depuis le Niger vers la région",
    None,
)
# Two texts, one of them also with a sentence more: what is reposted. Nothing of it is read here, only compared.
TEXT = "Officers of four services were trained at the lake, and boats, radios and generators were handed over to them. "
TEXTS = ("", TEXT * 2, f"{TEXT * 2} First told elsewhere.", "Young people learn masonry, solar energy and trade. " * 4)
PUBLISHERS = (None, "IOM", "Example newspaper")
DONORS = ("id:state/ita", "id:agency/ita/maeci", "id:state/deu")


@st.composite
def releases(draw):
    """A release's rows: a project, its funding, a body, an event, each drawn from a few values so that they meet."""
    rows = [("project/1", "a", "Project"), ("funding/1", "a", "Funding"), ("funding/1", "fundedProject", "project/1")]
    title = draw(st.sampled_from(TITLES))
    if title:
        rows.append(("project/1", "title", terms.text(title, "fr")))
    countries = draw(st.sets(st.sampled_from(("id:country/ner", "id:country/mli")), min_size=1))
    rows += [("project/1", "targetsPlace", country) for country in countries]
    rows += [("funding/1", "donor", d) for d in draw(st.sets(st.sampled_from(DONORS), min_size=1, max_size=2))]
    if draw(st.booleans()):
        rows.append(("project/1", "durationMonths", terms.integer(draw(st.sampled_from((18, 24))))))
    amount = draw(st.sampled_from((None, 3000000, 2950000, 5000000)))
    if amount:
        rows += [("funding/1", "amount", terms.decimal(amount)), ("funding/1", "currency", "scheme:currency/EUR")]
    name = draw(st.sampled_from(("Saheli", "Association du Liptako", None)))
    if name:
        rows += [
            ("organisation/1", "a", "OtherOrganisation", draw(st.sampled_from((0.95, 0.3)))),
            ("organisation/1", "name", terms.text(name, "fr")),
            ("participation/1", "a", "Participation"),
            ("participation/1", "participant", "organisation/1"),
            ("participation/1", "inProject", "project/1"),
            ("participation/1", "role", draw(st.sampled_from(("scheme:role/implementing", "scheme:role/partner")))),
        ]
    date = draw(st.sampled_from((None, "date:--02-16", "date:2022-02-16", "date:2022-02", "date:2022-04-04")))
    if date:
        rows += [
            ("event/1", "a", "Event"),
            ("event/1", "eventKind", "scheme:event-kind/launch"),
            ("event/1", "ofProject", "project/1"),
            ("event/1", "date", date),
        ]
    if draw(st.booleans()):
        rows += [
            ("person/1", "a", "Person"),
            ("person/1", "name", terms.text("Awa Sarr", "fr")),
            ("role/1", "a", "PublicRole"),
            ("role/1", "holder", "person/1"),
            ("role/1", "roleTitle", terms.text(draw(st.sampled_from(("Directrice", "Porte-parole"))), "fr")),
        ]
    source = {
        "published": draw(st.sampled_from((None, "2020-01-01", "2022-05-01", "2022-05-03"))),
        "text": draw(st.sampled_from(TEXTS)),
        "language": draw(st.sampled_from(("en", "fr"))),
        "publisher": draw(st.sampled_from(PUBLISHERS)),
    }
    return tuple(rows), source


def same_in_any_order(new_world, data) -> None:
    told = data.draw(st.lists(releases(), min_size=2, max_size=6))
    # A repost, and a version in the other language: the same rows from another source.
    for rows, source in data.draw(st.lists(st.sampled_from(told), max_size=2)):
        changed: dict[str, Any] = data.draw(st.sampled_from(({"publisher": "Mirror"}, {"language": "es", "text": ""})))
        told.append((rows, {**source, **changed}))
    keyed = [(f"r{number}", rows, source) for number, (rows, source) in enumerate(told)]
    hashes = set()
    for order in (keyed, data.draw(st.permutations(keyed))):
        world = new_world()
        for key, rows, source in order:
            world.tell(key, *rows, **source)
        hashes.add(world.store.canonical_hash())
    assert len(hashes) == 1


def same_after_replacements(new_world, data) -> None:
    told = data.draw(st.lists(st.tuples(releases(), releases()), min_size=2, max_size=4))
    lived, fresh = new_world(), new_world()
    for number, (old, _) in enumerate(told):
        lived.tell(f"r{number}", *old[0], **old[1])
    numbered = list(enumerate(new for _, new in told))
    for number, new in numbered:
        lived.tell(f"r{number}", *new[0], **new[1])
    for number, new in data.draw(st.permutations(numbered)):
        fresh.tell(f"r{number}", *new[0], **new[1])
    assert lived.store.canonical_hash() == fresh.store.canonical_hash()


FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(FEW, max_examples=400)


@FEW
@given(st.data())
def test_any_order_gives_the_same_graph(new_world, data):
    same_in_any_order(new_world, data)


@FEW
@given(st.data())
def test_replacing_releases_leaves_no_trace_of_what_they_said(new_world, data):
    same_after_replacements(new_world, data)


@pytest.mark.prove
@MANY
@given(st.data())
def test_four_hundred_orders_give_the_same_graph(new_world, data):
    same_in_any_order(new_world, data)


@pytest.mark.prove
@MANY
@given(st.data())
def test_four_hundred_replacements_leave_no_trace(new_world, data):
    same_after_replacements(new_world, data)
