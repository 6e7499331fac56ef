"""Reading the links graph: which entity of the view a release-scoped thing belongs to, and whose voice a release is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from iomkg.draft import Draft
from iomkg.namespaces import DCTERMS, LINKS_GRAPH, RDF, claims_graph, release_key_of, term


def entity_of(draft: Draft, iri: str) -> str:
    """The IRI in the view of anything a release names: a scoped thing's entity, else the IRI itself."""
    linked = draft.objects(iri, term("linkedTo"), LINKS_GRAPH) if release_key_of(iri) else ()
    return linked[0].value if linked else iri


def successor_of(draft: Draft, entity: str) -> str:
    """The entity of the view that took the place of one that was merged into it; else the same."""
    after = draft.objects(entity, DCTERMS + "isReplacedBy", LINKS_GRAPH)
    return after[0].value if after else entity


def members_of(draft: Draft, entity: str) -> list[str]:
    """The release-scoped things that are one entity, sorted."""
    return sorted(draft.subjects(term("linkedTo"), NamedNode(entity), LINKS_GRAPH))


class Homes:
    """`entity_of` and `members_of`, remembering what was read: of a draft whose links stand still."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def of(self, iri: str) -> str:
        """The IRI in the view of anything a release names."""
        if iri not in self._known:
            self._known[iri] = entity_of(self._draft, iri)
        return self._known[iri]

    def members(self, entity: str) -> list[str]:
        """The release-scoped things that are one entity, sorted."""
        if entity not in self._members:
            self._members[entity] = members_of(self._draft, entity)
        return self._members[entity]


def claims_about(draft: Draft, iri: str) -> Iterator[Quad]:
    """The statements `claim rdf:subject iri`, whose graphs are those of the claims."""
    key = release_key_of(iri)
    # Of what a release introduces only that release makes claims: one graph to look in, not all.
    return draft.quads(None, RDF + "subject", iri, claims_graph(key) if key else None)


def spoken_of(draft: Draft, release: str) -> set[str]:
    """The entities that a release makes claims about."""
    graph = claims_graph(release.rsplit("/", 1)[1])
    subjects = (q.object for q in draft.quads(None, RDF + "subject", None, graph))
    return {entity_of(draft, subject.value) for subject in subjects if isinstance(subject, NamedNode)}


def voice_of(draft: Draft, release: str) -> str:
    """The voice a release is heard in; its own IRI where the links do not know it."""
    voices = draft.objects(release, term("hasVoice"), LINKS_GRAPH)
    return voices[0].value if voices else release


def releases_of(draft: Draft, voice: str) -> list[str]:
    """The releases that are one voice, sorted."""
    return sorted(draft.subjects(term("hasVoice"), NamedNode(voice), LINKS_GRAPH))


def spoke_on(draft: Draft, release: str) -> str:
    """The ISO day on which the voice of a release was first heard, empty when unknown."""
    days = draft.objects(voice_of(draft, release), term("spokeOn"), LINKS_GRAPH)
    return days[0].value if days else ""


def voices_among(draft: Draft, releases: Iterable[str]) -> int:
    """How many voices some releases are."""
    return len({voice_of(draft, release) for release in releases})
