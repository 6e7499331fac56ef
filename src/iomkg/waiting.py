"""What waits for a curator: doubtful facts, pairs that may be one, bodies nobody knows, sources that disagree.

What a person reads as one fact may be several claims: who takes part, in which role, in which project. They wait as
one item, to be decided together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import judged, terms
from iomkg.disagreements import disputed
from iomkg.draft import Draft
from iomkg.explain import Explainer, Said, origin
from iomkg.graphs import MACHINE
from iomkg.links import entity_of, members_of
from iomkg.model import Term
from iomkg.namespaces import (
    LINKS_GRAPH,
    RDF,
    claims_graph,
    concept,
    is_hashed,
    kind_of,
    release_graph,
    release_key_of,
    term,
)
from iomkg.naming import Names, phrase, told_apart
from iomkg.rulings import Rulings, loaded

_DOUBTFUL: Final = NamedNode(concept("claim-status", "doubtful"))
_REJECTED: Final = NamedNode(concept("claim-status", "rejected"))
_BODIES: Final = ("agency", "organisation")
_MOST_SENTENCES: Final = 2
_TYPE: Final = RDF + "type"
# Of this there are many facts, each by itself; anything else is told in one.
_MANY_FACTS: Final = "project"
# What says no more of a thing than that it is there and what it is called.
_BEING: Final = frozenset((_TYPE, term("title"), term("name"), term("acronym")))
# Told with the thing they belong to: who held a role, which sum has shares.
_TO_WHOLE: Final = term("holder")
_OF_WHOLE: Final = term("hasContribution")
# What is described by what is said of it, once that is told whole.
_DESCRIBED: Final = ("participation", "funding", "event", "output", "person", "contribution")
# What a thing belongs to, for what is not known without it.
_CONTEXT: Final = ("inProject", "inEvent", "ofProject", "fundedProject")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide: `iri` is the claim's, the pair's or the body's, `reason` says why it waits. Of a doubtful
    fact `said` are all its claims, which one decision judges, and `iri` the first one's."""

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
        `predicate`, the facts with a claim of that property."""
        return self._facts(predicate) if kind == "claim" else self._kinds[kind]()

    def parts(self, item: Item) -> list[Item]:
        """The claims of a doubtful fact, each an item of its own."""
        return [self._fact((said,)) for said in item.said]

    def _facts(self, predicate: str) -> Iterator[Item]:
        facts: dict[str, list[str]] = {}
        wanted: set[str] = set()
        for claim in sorted(self._draft.subjects(term("claimStatus"), _DOUBTFUL)):
            (about,) = (value.value for value in self._draft.objects(claim, RDF + "subject"))
            (name,) = (value.value for value in self._draft.objects(claim, RDF + "predicate"))
            alone = kind_of(about) == _MANY_FACTS and name not in _BEING
            fact = claim if alone or release_key_of(about) is None else self._whole(about)
            facts.setdefault(fact, []).append(claim)
            if predicate in ("", name):
                wanted.add(fact)
        for fact, claims in facts.items():
            if fact in wanted:
                yield self._fact(sorted(map(self._explainer.claim, claims), key=partial(_place, fact)))

    def _whole(self, thing: str) -> str:
        """What a thing is told with: the person who holds a role, the sum a share is of; mostly itself."""
        graph = release_graph(release_key_of(thing) or "")
        holders = [holder.value for holder in self._draft.objects(thing, _TO_WHOLE, graph)]
        sums = self._draft.subjects(_OF_WHOLE, NamedNode(thing), graph)
        return min((iri for iri in (*holders, *sums) if release_key_of(iri)), default=thing)

    def _fact(self, said: Sequence[Said]) -> Item:
        unsure = [each for each in said if each.confidence < each.threshold]
        reason = "a rule warns about it"
        if unsure:
            least = min(unsure, key=lambda each: each.confidence - each.threshold)
            reason = "{} sure, {} needed".format(*told_apart(least.confidence, least.threshold))
        return Item("claim", said[0].claim, self._told(said), reason, tuple(said))

    def _told(self, said: Sequence[Said]) -> str:
        """Claims of one fact in a line. Where it is in doubt whether the thing is there at all, it is the fact."""
        about = said[0].subject
        name = self._names.entity(entity_of(self._draft, about))
        context = self._stated(about, *_CONTEXT) if release_key_of(about) else ""
        whole = f"{name} {'for' if kind_of(about) == 'funding' else 'of'} {context}" if context else name
        if len(said) == 1 or said[0].predicate != _TYPE or kind_of(about) not in _DESCRIBED:
            told = (phrase(each.property, each.value.text) for each in said if each.value.text != name)
            return f"{whole}: {'; '.join(dict.fromkeys(told))}"
        if kind_of(about) == "participation":
            return f"{self._stated(about, 'participant')}: {self._stated(about, 'role')} in {context}"
        parts = {each.subject: self._names.entity(entity_of(self._draft, each.subject)) for each in said}
        further = [text for thing, text in parts.items() if thing != about]
        if kind_of(about) == "person":
            return "; ".join(further) or name
        return "; ".join((whole, *further))

    def _stated(self, thing: str, *names: str) -> str:
        """What the release of a thing states of it, in words."""
        graph = release_graph(release_key_of(thing) or "")
        values = (value for name in names for value in self._draft.objects(thing, term(name), graph))
        iris = (entity_of(self._draft, value.value) for value in values if isinstance(value, NamedNode))
        return " and ".join(sorted(map(self._names.entity, iris)))

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
            title = f"{dispute.entity.text}: {phrase(dispute.property, chosen.value.text)}"
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
            reason = "; ".join(f"{j.by}: {j.kind}" + (f" ({j.reason})" if j.reason else "") for j in found)
            yield Item("disagreement", claim, self._told((said,)), reason, (said,))

    def _lost(self) -> Iterator[Item]:
        """Judgements on loaded releases that no longer find what they are about."""
        keys = {key for judgement in self._rulings.standing for key in loaded(self._draft, judgement)}
        lost = {j.id: j for key in keys for j in judged.lost(self._draft, key, self._rulings)}
        lost |= {j.id: j for j in self._rulings.standing if self._rulings.lost(j)}
        for judgement in sorted(lost.values(), key=lambda one: one.rank):
            about = judgement.about or judgement.worded or ", ".join(thing.name for thing in judgement.things)
            quote = f": “{judgement.quote}”" if judgement.quote else ""
            reason = f"what it is about is there no more{quote}"
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


def _place(whole: str, said: Said) -> tuple[bool, bool, int, str]:
    """Where a claim stands in the telling of a fact: what the thing is comes first."""
    return said.subject != whole, said.predicate != _TYPE, said.start, said.claim


def still_waiting(draft: Draft, item: Item) -> Item | None:
    """What waits still of an item found earlier; None when decisions on other items have decided it."""
    if item.kind == "claim":
        said = tuple(each for each in item.said if _DOUBTFUL in draft.objects(each.claim, term("claimStatus")))
        return replace(item, iri=said[0].claim, said=said) if said else None
    waits = _WAITS.get(item.kind)
    return item if waits is None or waits(draft, item) else None


def _is_pair(draft: Draft, item: Item) -> bool:
    return next(draft.quads(item.iri, None, None, LINKS_GRAPH), None) is not None


def _is_unknown(draft: Draft, item: Item) -> bool:
    coders = {coder for said in item.said for coder in draft.objects(said.claim, term("codedBy"))}
    return bool(members_of(draft, item.iri)) and coders == {terms.text(MACHINE)}


def _is_disputed(draft: Draft, item: Item) -> bool:
    claims = [said.claim for said in item.said]
    believed = [claim for claim in claims if _REJECTED not in draft.objects(claim, term("claimStatus"))]
    return len(believed) > 1 and not any(draft.objects(claim, term("preferredOn")) for claim in claims)


_WAITS: Final[Mapping[str, Callable[[Draft, Item], bool]]] = {
    "pair": _is_pair,
    "money": _is_pair,
    "body": _is_unknown,
    "conflict": _is_disputed,
}

KINDS: Final = {
    "claim": "Facts too unsure to be believed",
    "pair": "Things that may be the same",
    "money": "Fundings that may be the same money",
    "body": "Bodies the reference data do not know",
    "conflict": "Facts on which sources disagree",
    "disagreement": "Claims on which curators disagree",
    "judgement": "Judgements that no longer find what they are about",
}
