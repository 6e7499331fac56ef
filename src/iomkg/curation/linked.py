"""From what a curator types to the things or entities a merge or a split is about."""

from __future__ import annotations

from pyoxigraph import NamedNode

from iomkg import lookup
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.links import entity_of, members_of
from iomkg.namespaces import ID, LINKS_GRAPH, RDF, expanded, is_hashed, kind_of, release_key_of, shortened, term

_LINKS = ID + "link/"


def entities(draft: Draft, typed: str) -> list[str]:
    """The entity that is meant; both halves' entities for the id of a pair (`link/…`)."""
    halves = _halves(draft, typed)
    if halves:
        return [half if kind_of(half) == "release" else entity_of(draft, half) for half in halves]
    return [lookup.entity(draft, typed)]


def things(draft: Draft, typed: str) -> list[str]:
    """The thing of a release that is meant, or what stands for an entity: its lasting IRI, else all its things."""
    iri = _scoped(typed)
    if iri:
        return [iri]
    entity = lookup.entity(draft, typed)
    members = members_of(draft, entity)
    return members if is_hashed(entity) and members else [entity]


def apart(draft: Draft, typed: str) -> tuple[str, list[str]]:
    """A thing, and the others it is parted from: the other half of a pair, or what its entity holds besides it."""
    halves = _halves(draft, typed)
    if halves:
        one, other = halves
        if kind_of(one) == "release":
            return one, [other]
        return one, members_of(draft, entity_of(draft, other)) or [other]
    iri = _scoped(typed)
    if iri is None:
        raise UsageError(f"{typed!r} is one thing; name what it is to be parted from, or a thing of a release")
    if next(draft.quads(iri), None) is None:
        raise UsageError(f"no release speaks of {shortened(iri)}; `iomkg explain RELEASE` shows its things")
    entity = entity_of(draft, iri)
    others = [member for member in members_of(draft, entity) if member != iri]
    if not is_hashed(entity) and entity != iri:
        others = [entity]
    if not others:
        raise UsageError(f"{shortened(iri)} stands for itself already; nothing is linked to it")
    return iri, others


def _halves(draft: Draft, typed: str) -> list[str]:
    """The two halves of a doubtful pair, given its id or the beginning of one; nothing for anything else."""
    iri = expanded(typed.strip())
    iri = iri if "://" in iri else ID + iri
    if not iri.startswith(_LINKS):
        return []
    pairs = draft.subjects(RDF + "type", NamedNode(term("Link")), LINKS_GRAPH)
    found = sorted({pair for pair in pairs if pair.startswith(iri)})
    if len(found) != 1:
        raise UsageError(f"{len(found) or 'no'} pairs begin with {typed!r}; `iomkg queue --kind pair` shows their ids")
    return [draft.objects(found[0], term(side), LINKS_GRAPH)[0].value for side in ("linkLeft", "linkRight")]


def _scoped(typed: str) -> str | None:
    iri = expanded(typed.strip())
    iri = iri if "://" in iri else ID + iri
    return iri if release_key_of(iri) else None
