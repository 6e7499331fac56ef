"""Links and view do not depend on the order of loading, nor on what stood before."""

from __future__ import annotations

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
    return tuple(rows), draw(st.sampled_from((None, "2020-01-01", "2022-05-01")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_gives_the_same_graph(new_world, data):
    told = data.draw(st.lists(releases(), min_size=2, max_size=6))
    keyed = [(f"r{number}", rows, day) for number, (rows, day) in enumerate(told)]
    hashes = set()
    for order in (keyed, data.draw(st.permutations(keyed))):
        world = new_world()
        for key, rows, day in order:
            world.tell(key, *rows, published=day)
        hashes.add(world.store.canonical_hash())
    assert len(hashes) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_replacing_releases_leaves_no_trace_of_what_they_said(new_world, data):
    told = data.draw(st.lists(st.tuples(releases(), releases()), min_size=2, max_size=4))
    lived, fresh = new_world(), new_world()
    for number, (old, _) in enumerate(told):
        lived.tell(f"r{number}", *old[0], published=old[1])
    for number, (_, new) in enumerate(told):
        lived.tell(f"r{number}", *new[0], published=new[1])
        fresh.tell(f"r{number}", *new[0], published=new[1])
    assert lived.store.canonical_hash() == fresh.store.canonical_hash()
