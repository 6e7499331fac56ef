"""What a store would be had it never known some names: things, claims, judgements, texts and its whole history.

Every quad has images without the names: none for what is about a person of that name, itself for nearly all others.
What a commit changed is worked out anew on the images, so that going back still leads to what the store was, without
the names.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import graphs, history, judgements, terms
from iomkg.draft import Draft
from iomkg.forgotten import Names
from iomkg.history import Delta, Occasion
from iomkg.judgements import Judgement, ThingRef
from iomkg.namespaces import JUDGEMENTS_GRAPH, LOG_GRAPH, RDF, kind_of, term
from iomkg.store import Store

_NAME: Final = term("name")
_LOG: Final = NamedNode(LOG_GRAPH)
_JUDGEMENTS: Final = NamedNode(JUDGEMENTS_GRAPH)
_DELTA: Final = term("delta")
_PEOPLE: Final = ("person", "role")
# What says something of a person or of a role by pointing to it goes with it.
_ABOUT: Final = frozenset(
    (RDF + "subject", RDF + "object", *(term(name) for name in ("holder", "linkLeft", "linkRight")))
)


class Purge:
    """A store without some names. `things` are the IRIs that go; `texts` the new texts by the hashes of the old."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._newest = history.last(store)
        self.things = self._gone()
        self.texts = {
            text_hash: names.redacted(text)
            for text_hash in store.text_hashes()
            if (text := store.text(text_hash)) and names.within(text)
        }
        self._hashes = {old: graphs.text_hash(text) for old, text in self.texts.items()}
        self.judgements = self._judged()
        self.affected = {quad for quad in self.known() if self.images(quad) != (quad,)}

    def known(self) -> Iterator[Quad]:
        """All that the store holds, its log apart."""
        return (quad for quad in self._store.quads() if quad.graph_name != _LOG)

    def images(self, quad: Quad) -> tuple[Quad, ...]:
        """What stands for a quad: nothing, itself, or the same without the names."""
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or subject.value in self.things:
            return ()
        if quad.graph_name == _JUDGEMENTS and subject.value in self.judgements:
            record = quad.predicate.value == term("judgementRecord")
            made = self.judgements[subject.value]
            return tuple(judgements.quads([made])) if record and made is not None else ()
        if isinstance(value, NamedNode):
            return () if value.value in self.things else (quad,)
        if not isinstance(value, Literal):
            return (quad,)
        if value.value in self._hashes and quad.predicate.value == term("textHash"):
            return (Quad(subject, quad.predicate, terms.text(self._hashes[value.value]), quad.graph_name),)
        if not self._names.within(value.value):
            return (quad,)
        text = self._names.redacted(value.value)
        written = Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
        return (Quad(subject, quad.predicate, written, quad.graph_name),)

    def kept_text(self, old: str) -> str:
        """The hash of the text that takes the place of one."""
        return self._hashes[old]

    def log(self, draft: Draft) -> Iterator[Quad]:
        """The log without the names, and with the entry of the purge.

        `draft` is the store without the names, its log apart.
        """
        rewritten = _Rewriting(self, self._store)
        final = rewritten.last_delta(draft)
        packed = dict(rewritten.packed(0 if self._newest is None else self._newest.number))
        for quad in self._store.quads(graph=LOG_GRAPH):
            subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if quad.predicate.value == _DELTA and subject in packed:
                continue
            if quad.predicate.value != term("lastCommit"):
                yield from self._logged(quad)
        for subject, pieces in packed.items():
            yield from (Quad(NamedNode(subject), NamedNode(_DELTA), Literal(piece), _LOG) for piece in pieces)
        yield from history.entry(self._newest, Occasion("forget"), final)

    def _logged(self, quad: Quad) -> tuple[Quad, ...]:
        if isinstance(quad.object, NamedNode) and quad.object.value in self.judgements:
            made = self.judgements[quad.object.value]
            return (Quad(quad.subject, quad.predicate, NamedNode(made.iri), _LOG),) if made else ()
        return (quad,) if quad.predicate.value == _DELTA else self.images(quad)

    def _gone(self) -> set[str]:
        """The persons of these names, their roles, and the claims and pairs that speak of them, now and ever."""
        persons: set[str] = set()
        about: dict[str, set[str]] = {}
        past = (quad for delta in self._deltas() for quad in (*delta.added, *delta.removed))
        for quad in itertools.chain(self.known(), past):
            if not isinstance(quad.subject, NamedNode):
                continue
            subject, value = quad.subject.value, quad.object
            if isinstance(value, Literal):
                if quad.predicate.value == _NAME and kind_of(subject) == "person" and self._names.within(value.value):
                    persons.add(subject)
            elif isinstance(value, NamedNode) and kind_of(value.value) in _PEOPLE and quad.predicate.value in _ABOUT:
                about.setdefault(value.value, set()).add(subject)
        found: set[str] = set()
        ahead = persons
        while ahead:
            found |= ahead
            ahead = {subject for iri in ahead for subject in about.get(iri, ())} - found
        return found

    def _deltas(self) -> Iterator[Delta]:
        for number in range(1, 1 + (0 if self._newest is None else self._newest.number)):
            yield history.delta_of(self._store, number)

    def _judged(self) -> dict[str, Judgement | None]:
        """The judgements that change, by IRI: to one without the names, or to none."""
        records = self._store.quads(None, term("judgementRecord"), None, JUDGEMENTS_GRAPH)
        found: dict[str, Judgement | None] = {}
        for judgement in judgements.of_quads(records):
            undone = found.get(f"{judgement.iri.rsplit('/', 1)[0]}/{judgement.undoes}", judgement)
            made = self._without(judgement) if undone is not None else None
            if made is not None and undone is not None and undone is not judgement:
                made = replace(made, undoes=undone.id)
            if made != judgement:
                found[judgement.iri] = made
        return found

    def _without(self, judgement: Judgement) -> Judgement | None:
        if judgement.claim in self.things or any(thing.iri in self.things for thing in judgement.things):
            return None
        told = {name: value for name, value in judgement.told().items() if isinstance(value, str)}
        clear = {name: self._names.redacted(value) for name, value in told.items() if self._names.within(value)}
        things = tuple(ThingRef(t.iri, t.saying, self._names.redacted(t.name)) for t in judgement.things)
        if not clear and things == judgement.things:
            return judgement
        return replace(judgement, **clear, things=things)  # type: ignore[arg-type]  # all of `clear` are texts


class _Rewriting:
    """The deltas of a store's commits on the images of their quads, from the newest back.

    Several quads may have one image: it comes with the first of them and goes with the last, so they are counted.
    """

    def __init__(self, purge: Purge, store: Store) -> None:
        self._purge = purge
        self._store = store
        self._shared = {image for quad in purge.affected for image in purge.images(quad)}
        newest = history.last(store)
        for number in range(1, 1 + (0 if newest is None else newest.number)):
            delta = history.delta_of(store, number)
            for quad in (*delta.added, *delta.removed):
                images = purge.images(quad)
                if images != (quad,):
                    self._shared.update(images)
        self._counts: Counter[Quad] = Counter(
            image for quad in purge.known() for image in purge.images(quad) if image in self._shared
        )

    def last_delta(self, draft: Draft) -> Delta:
        """What leads from the images of what stands to what is to stand."""
        change = history.of_change(self._store, draft.change())
        plain = [frozenset(q for q in quads if self._is_plain(q)) for quads in (change.added, change.removed)]
        stood = {image for image in self._shared if self._counts[image] > 0}
        stands = {image for image in self._shared if draft.holds(image)}
        return Delta(plain[0] | (stands - stood), plain[1] | (stood - stands))

    def packed(self, newest: int) -> Iterator[tuple[str, list[str]]]:
        """The commits whose deltas change, by IRI, with their new deltas as they are packed."""
        for number in range(newest, 0, -1):
            delta = history.delta_of(self._store, number)
            came, went = (Counter(i for q in quads for i in self._images(q)) for quads in (delta.added, delta.removed))
            touched = came.keys() | went.keys()
            kept = [frozenset(q for q in quads if self._is_plain(q)) for quads in (delta.added, delta.removed)]
            added, removed = set(kept[0]), set(kept[1])
            for image in touched:
                now = self._counts[image]
                before = now - came[image] + went[image]
                self._counts[image] = before
                if now > 0 >= before:
                    added.add(image)
                elif before > 0 >= now:
                    removed.add(image)
            if (added, removed) != (set(delta.added), set(delta.removed)):
                yield history.iri_of(number), list(history.packed(Delta(frozenset(added), frozenset(removed))))

    def _images(self, quad: Quad) -> tuple[Quad, ...]:
        """The images that are counted."""
        return tuple(image for image in self._purge.images(quad) if image in self._shared)

    def _is_plain(self, quad: Quad) -> bool:
        return quad not in self._shared and self._purge.images(quad) == (quad,)
