"""Makes judgements: each says for people, and for finding it again, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from iomkg import judgements, missed, rulings
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Judgement, Kind, ThingRef
from iomkg.links import members_of
from iomkg.model import Term
from iomkg.namespaces import (
    JUDGEMENTS_GRAPH,
    RDF,
    claims_graph,
    is_hashed,
    kind_of,
    release,
    release_graph,
    release_key_of,
    shortened,
    term,
)
from iomkg.naming import Names
from iomkg.store import Store


@dataclass(slots=True)
class Maker:
    """Makes one curator's judgements on what a store holds; `reason` goes with each."""

    store: Store
    draft: Draft
    by: str
    reason: str = ""
    blind: bool = False

    def on_claim(self, kind: Kind, claim: str, value: Term | None = None) -> Judgement:
        """Accept, reject, prefer or correct the claim with this IRI."""
        told = {
            q.predicate.value: q.object for q in self.draft.quads(claim) if isinstance(q.object, NamedNode | Literal)
        }
        if told[term("method")].value in missed.METHODS:
            raise UsageError(f"{shortened(claim)} is a curator's own; undo the judgement that made it instead")
        key = told[term("inRelease")].value.rsplit("/", 1)[1]
        return Judgement(
            kind,
            self.by,
            judgements.now(),
            self.reason,
            release=key,
            source=self._of_release(key, "sourceHash"),
            claim=claim,
            saying=told[term("saying")].value,
            about=told[term("subjectAsWorded")].value,
            predicate=told[RDF + "predicate"].value,
            was=str(told[RDF + "object"]),
            quote=told[term("quote")].value,
            value=str(value) if value is not None else "",
            blind=self.blind,
        )

    def add(
        self, key: str, field: str, value: Term, quote: str, worded: str, project: str | None, given: str = ""
    ) -> Judgement:
        """A fact the reader missed: a field or property of a project (or other thing) of the release, and its quote;
        `given` is the sum of a donor.

        Raises UsageError when the release's text does not hold the quote, or the quote not the wording.
        """
        text = self.store.text(self._of_release(key, "textHash"))
        if text is None:
            raise UsageError(f"the text of release {key} is not kept here; load it again, then add the fact")
        where = missed.where(quote, text)
        if where is None:
            raise UsageError(f"the text of release {key} does not hold “{quote[:60]}”; copy the quote from the text")
        exact = text[where[0] : where[1]]
        if len(exact) > missed.MOST_CHARACTERS:
            raise UsageError(f"the quote has {len(exact)} characters; give the sentence alone, three at most")
        if missed.where(worded, exact) is None:
            raise UsageError(f"the quote does not hold “{worded[:60]}”; give with --worded its words for the value")
        return Judgement(
            "add",
            self.by,
            judgements.now(),
            self.reason,
            release=key,
            source=self._of_release(key, "sourceHash"),
            predicate=field,
            value=str(value),
            quote=exact,
            worded=" ".join(worded.split()),
            sum=given,
            things=(self.thing(project),) if project else (),
            blind=self.blind,
        )

    def withdraw(self, key: str) -> Judgement:
        """Take a release out of the view."""
        source = self._of_release(key, "sourceHash")
        return Judgement("withdraw", self.by, judgements.now(), self.reason, release=key, source=source)

    def merge(self, entities: Sequence[str]) -> Judgement:
        """Make entities of the view one. Raises UsageError for things of different kinds, or two that are curated."""
        entities = list(dict.fromkeys(entities))
        lasting = [iri for iri in entities if not is_hashed(iri) and kind_of(iri) != "release"]
        if len(entities) < 2:
            raise UsageError("a merge is of two things or more, and these are one already")
        read = {kind_of(iri) for iri in entities if iri not in lasting}
        if len({_family(iri) for iri in entities}) > 1 or len(read) > 1:
            raise UsageError(f"things of different kinds cannot be one: {', '.join(map(shortened, entities))}")
        if len(lasting) > 1:
            raise UsageError(
                f"{' and '.join(map(shortened, lasting))} are different in the reference data; change it there"
            )
        survivor = lasting[0] if lasting else min(entities, key=lambda iri: (-len(members_of(self.draft, iri)), iri))
        return Judgement(
            "merge",
            self.by,
            judgements.now(),
            self.reason,
            things=tuple(self._entity(iri) for iri in entities),
            survivor=survivor,
            replaced=tuple(iri for iri in entities if iri != survivor and kind_of(iri) != "release"),
        )

    def split(self, thing: str, others: Sequence[str]) -> Judgement:
        """Say that a thing of a release is none of some others (things, or entities with a lasting IRI)."""
        things = (self.thing(thing), *(self._entity(iri) for iri in others))
        return Judgement("split", self.by, judgements.now(), self.reason, things=things)

    def undo(self, identity: str) -> Judgement:
        """Take a judgement back. Raises UsageError for one that another took back before."""
        known = judgements.of_quads(self.draft.quads(None, term("judgementRecord"), None, JUDGEMENTS_GRAPH))
        if identity not in {judgement.id for judgement in rulings.standing(known)}:
            raise UsageError(f"judgement {identity[:8]} is undone already; undo what undid it to bring it back")
        return Judgement("undo", self.by, judgements.now(), self.reason, undoes=identity)

    def thing(self, iri: str) -> ThingRef:
        """A thing of a release, with the claim that says what it is."""
        key = release_key_of(iri)
        if key is None:
            return ThingRef(iri, name=Names(self.draft).entity(iri))
        for claim in sorted(self.draft.subjects(RDF + "subject", NamedNode(iri), claims_graph(key))):
            if NamedNode(RDF + "type") in self.draft.objects(claim, RDF + "predicate", claims_graph(key)):
                said, worded = (
                    self.draft.objects(claim, term(name), claims_graph(key))[0].value
                    for name in ("saying", "subjectAsWorded")
                )
                return ThingRef(iri, said, worded)
        raise UsageError(f"no claim says what {shortened(iri)} is; nothing can be judged of it")

    def _entity(self, iri: str) -> ThingRef:
        """An entity by its lasting IRI, else by the smallest of its things."""
        if not is_hashed(iri) and release_key_of(iri) is None:
            return ThingRef(iri, name=Names(self.draft).entity(iri))
        members = [iri] if release_key_of(iri) else members_of(self.draft, iri)
        if not members:
            raise UsageError(f"no release speaks of {shortened(iri)}")
        return self.thing(members[0])

    def _of_release(self, key: str, name: str) -> str:
        values = self.draft.objects(release(key), term(name), release_graph(key))
        return values[0].value if values else ""


def _family(iri: str) -> str:
    """The kind of an entity; readers take an agency for an organisation, or one kind of place for another."""
    kind = kind_of(iri) or ""
    return "body" if kind in _BODIES else "place" if kind in _PLACES else kind


_BODIES = ("organisation", "agency", "state")
_PLACES = ("place", "country", "area", "settlement", "border-post", "region")
