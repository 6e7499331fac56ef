"""Reading the links graph: which entity of the view a release-scoped thing belongs to."""

from __future__ import annotations

from pyoxigraph import NamedNode

from iomkg.draft import Draft
from iomkg.namespaces import LINKS_GRAPH, term


def entity_of(draft: Draft, iri: str) -> str:
    """The IRI in the view of anything a release names: a scoped thing's entity, else the IRI itself."""
    linked = draft.objects(iri, term("linkedTo"), LINKS_GRAPH)
    return linked[0].value if linked else iri


def members_of(draft: Draft, entity: str) -> list[str]:
    """The release-scoped things that are one entity, sorted."""
    return sorted(draft.subjects(term("linkedTo"), NamedNode(entity), LINKS_GRAPH))
