"""What a judgement on one thing changes in those that are recognised by it."""

from __future__ import annotations

from collections.abc import Callable

from tests.merging.conftest import World

from iomkg import linking, terms
from iomkg.curation.making import Maker
from iomkg.namespaces import LINKS_GRAPH, entity, scoped, term
from iomkg.rulings import Rulings


def test_a_project_is_recognised_by_what_its_implementer_is_judged_to_be(new_world: Callable[[], World]) -> None:
    world = new_world()
    world.tell(
        "r",
        ("project/1", "a", "Project"),
        ("project/1", "targetsPlace", "id:country/ner"),
        ("project/1", "durationMonths", terms.integer(18)),
        ("funding/1", "a", "Funding"),
        ("funding/1", "fundedProject", "project/1"),
        ("funding/1", "donor", "id:state/ita"),
        ("organisation/1", "a", "OtherOrganisation"),
        ("organisation/1", "name", terms.text("Saheli", "fr")),
        ("participation/1", "a", "Participation"),
        ("participation/1", "participant", "organisation/1"),
        ("participation/1", "inProject", "project/1"),
        ("participation/1", "role", "scheme:role/implementing"),
    )
    body, project = scoped("r", "organisation", 1), scoped("r", "project", 1)
    assert any("saheli" in key for key in _keys(world, project))
    draft = world.draft()
    merged = Maker(world.store, draft, "Ana", "one body").merge(
        [world.entity("r:organisation/1"), entity("organisation", "iom")]
    )
    rulings = Rulings([merged])
    linking.relink(draft, rulings.bind(draft, ["r"]) | {body}, set(), rulings)
    world.store.commit(draft.change())
    assert not any("saheli" in key for key in _keys(world, project))
    assert any("id/organisation/iom" in key for key in _keys(world, project))


def _keys(world: World, iri: str) -> set[str]:
    return {q.object.value for q in world.draft().quads(iri, term("linkKey"), None, LINKS_GRAPH)}
