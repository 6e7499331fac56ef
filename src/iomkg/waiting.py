"""What waits for a curator: doubtful claims, pairs that may be one, bodies nobody knows, sources that disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import judged
from iomkg.disagreements import disputed
from iomkg.draft import Draft
from iomkg.explain import Explainer, Said, origin
from iomkg.graphs import MACHINE
from iomkg.links import entity_of, members_of
from iomkg.model import Term
from iomkg.namespaces import LINKS_GRAPH, RDF, claims_graph, concept, is_hashed, kind_of, release_key_of, term
from iomkg.naming import Names
from iomkg.rulings import Rulings, loaded

_DOUBTFUL: Final = NamedNode(concept("claim-status", "doubtful"))
_BODIES: Final = ("agency", "organisation")
_MOST_SENTENCES: Final = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide: `iri` is the claim's, the pair's or the body's, `reason` says why it waits."""

    kind: str
    iri: str
    title: str
    reason: str
    said: tuple[Said, ...]


class Queue:
    """What waits in one store, which must not change meanwhile."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._explainer = Explainer(draft)
        self._names = Names(draft)
        self._rulings = Rulings.of(draft)
        self._kinds: dict[str, Callable[[], Iterator[Item]]] = {
            "pair": self._pairs,
            "money": self._money,
            "body": self._bodies,
            "conflict": self._conflicts,
            "disagreement": self._disagreements,
            "judgement": self._lost,
        }

    def items(self, kind: str, predicate: str = "") -> Iterator[Item]:
        """The items of one of `KINDS`, in an order that does not depend on the order of loads; of claims, with a
        `predicate`, those by that property."""
        return self._claims(predicate) if kind == "claim" else self._kinds[kind]()

    def _claims(self, predicate: str) -> Iterator[Item]:
        for claim in sorted(self._draft.subjects(term("claimStatus"), _DOUBTFUL)):
            if predicate and NamedNode(predicate) not in self._draft.objects(claim, RDF + "predicate"):
                continue
            said = self._explainer.claim(claim)
            about = self._names.entity(entity_of(self._draft, said.subject))
            unsure = said.confidence < said.threshold
            reason = f"{said.confidence:.2f} sure, {said.threshold:.2f} needed" if unsure else "a rule warns about it"
            yield Item("claim", claim, f"{about}: {said.property} {said.value.text}", reason, (said,))

    def _pairs(self) -> Iterator[Item]:
        return (item for kind, item in self._links() if kind != "funding")

    def _money(self) -> Iterator[Item]:
        return (item for kind, item in self._links() if kind == "funding")

    def _links(self) -> Iterator[tuple[str, Item]]:
        is_link = NamedNode(term("Link"))
        for link in sorted(self._draft.subjects(RDF + "type", is_link, LINKS_GRAPH)):
            left, right = (self._one(link, side).value for side in ("linkLeft", "linkRight"))
            kind = kind_of(left) or ""
            names = [self._named(iri) for iri in (left, right)]
            reason = f"{self._one(link, 'linkReason').value} ({float(self._one(link, 'linkScore').value):.2f} alike)"
            said = tuple(said for iri in (left, right) for said in self._first_said(iri))
            yield (
                kind,
                Item("money" if kind == "funding" else "pair", link, f"{kind}: {' = '.join(names)}?", reason, said),
            )

    def _named(self, iri: str) -> str:
        """What one half of a pair is called; a release, which may be one voice with another, by its headline."""
        if kind_of(iri) == "release" and release_key_of(iri) is None:
            return origin(self._draft, iri).headline
        return self._names.entity(entity_of(self._draft, iri))

    def _bodies(self) -> Iterator[Item]:
        linked = {q.object.value for q in self._draft.quads(None, term("linkedTo")) if isinstance(q.object, NamedNode)}
        # One known by function and state has a composed name; one that only its name tells apart has a hash.
        for entity in sorted(iri for iri in linked if kind_of(iri) in _BODIES and is_hashed(iri)):
            members = members_of(self._draft, entity)
            if self._confirmed(members):
                continue
            releases = len({release_key_of(member) for member in members})
            reason = f"not in the reference data; {releases} {'release names' if releases == 1 else 'releases name'} it"
            said = self._first_said(members[0])[:1]
            yield Item("body", entity, self._names.entity(entity), reason, said)

    def _conflicts(self) -> Iterator[Item]:
        for dispute in self._explainer.all_disputes():
            chosen, others = dispute.chosen.said, tuple(side.said for side in dispute.others)
            if self._draft.objects(chosen.claim, term("preferredOn")):
                continue
            title = f"{dispute.entity.text}: {dispute.property} {chosen.value.text}"
            reason = f"others say {', '.join(dict.fromkeys(said.value.text for said in others))}"
            yield Item("conflict", chosen.claim, title, reason, (chosen, *others)[:_MOST_SENTENCES])

    def _confirmed(self, members: Iterable[str]) -> bool:
        """Whether a curator accepted that these things are what their releases say they are."""
        return any(
            said.coder != MACHINE and said.status == "accepted" for iri in members for said in self._first_said(iri)
        )

    def _disagreements(self) -> Iterator[Item]:
        """Claims on which two curators' last judgements differ."""
        for claim, found in disputed(self._rulings.standing):
            if not self._draft.objects(claim, term("claimStatus")):
                continue
            said = self._explainer.claim(claim)
            about = self._names.entity(entity_of(self._draft, said.subject))
            reason = "; ".join(f"{j.by}: {j.kind}" + (f" ({j.reason})" if j.reason else "") for j in found)
            yield Item("disagreement", claim, f"{about}: {said.property} {said.value.text}", reason, (said,))

    def _lost(self) -> Iterator[Item]:
        """Judgements on loaded releases that no longer find what they are about."""
        keys = {key for judgement in self._rulings.standing for key in loaded(self._draft, judgement)}
        lost = {j.id: j for key in keys for j in judged.lost(self._draft, key, self._rulings)}
        lost |= {j.id: j for j in self._rulings.standing if self._rulings.lost(j)}
        for judgement in sorted(lost.values(), key=lambda one: one.rank):
            about = judgement.about or judgement.worded or ", ".join(thing.name for thing in judgement.things)
            reason = f"no longer said: “{judgement.quote}”" if judgement.quote else "no release speaks of it any more"
            yield Item("judgement", judgement.iri, f"{judgement.by}: {judgement.kind} {about}", reason, ())

    def _first_said(self, thing: str) -> tuple[Said, ...]:
        """The claim by which a release introduces a thing: what it is."""
        graph = claims_graph(release_key_of(thing) or "")
        claims = self._draft.subjects(RDF + "subject", NamedNode(thing), graph)
        kinds = [c for c in claims if self._draft.objects(c, RDF + "predicate", graph) == [NamedNode(RDF + "type")]]
        return tuple(sorted(map(self._explainer.claim, kinds), key=lambda s: (s.start, s.claim))[:1])

    def _one(self, iri: str, name: str) -> Literal | NamedNode:
        value: Term = self._draft.objects(iri, term(name), LINKS_GRAPH)[0]
        return value


def still_waits(draft: Draft, item: Item) -> bool:
    """Whether an item found earlier waits still: decisions on other items may have decided it."""
    if item.kind == "claim":
        return _DOUBTFUL in draft.objects(item.iri, term("claimStatus"))
    if item.kind in ("pair", "money"):
        return next(draft.quads(item.iri, None, None, LINKS_GRAPH), None) is not None
    return True


KINDS: Final = {
    "claim": "Claims too unsure to be believed",
    "pair": "Things that may be the same",
    "money": "Fundings that may be the same money",
    "body": "Bodies the reference data do not know",
    "conflict": "Facts on which sources disagree",
    "disagreement": "Claims on which curators disagree",
    "judgement": "Judgements that no longer find what they are about",
}
