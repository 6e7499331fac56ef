"""The links graph as the ledger of what is linked: keys, profiles, homes and doubtful pairs, of one kind of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import terms
from iomkg.draft import Draft
from iomkg.linking import voices
from iomkg.linking.clusters import Pair
from iomkg.linking.grades import Likeness
from iomkg.linking.signatures import Signature, Signatures, blocking_keys, glance, sign
from iomkg.links import entity_of, releases_of, voice_of
from iomkg.model import Term
from iomkg.namespaces import ID, LINKS_GRAPH, RDF, digest, kind_of, release, release_graph, release_key_of, term
from iomkg.rulings import Rulings

_GRAPH: Final = NamedNode(LINKS_GRAPH)
_ANCHORS: Final = {"funding": "fundedProject", "event": "ofProject"}
_OWN: Final = ("linkKey", "linkProfile", "linkComponent")


class Ledger:
    """Reads and writes what the links graph holds about the things of one kind."""

    def __init__(self, draft: Draft, kind: str, rulings: Rulings) -> None:
        self._draft = draft
        self.rulings = rulings
        self._kind = kind
        self._home = term("hasVoice" if kind == "release" else "linkedTo")
        self._signatures = Signatures(draft, voices.sign if kind == "release" else sign)
        self._glances: dict[str, Signature] = {}
        self._voices: dict[str, str] = {}
        #: The keys of the releases that are one voice with a release.
        self._company: dict[str, frozenset[str]] = {}
        self._alone: dict[str, bool] = {}
        self._profiles: dict[str, str | None] = {}

    def enter(self, iri: str) -> None:
        """Write down afresh under which keys a thing meets others."""
        signature = self._signatures.of(iri)
        self._profiles[iri] = signature.digest
        self._write(iri, "linkKey", set(self._keys(iri, signature)))
        self._write(iri, "linkProfile", (signature.digest,))

    def signature(self, iri: str) -> Signature:
        """What is compared of a thing."""
        return self._signatures.of(iri, self.profile(iri))

    def glance(self, iri: str) -> Signature:
        """What a thing's own statements tell of it, read sooner than its signature is gathered."""
        if iri not in self._glances:
            self._glances[iri] = glance(self._draft, iri)
        return self._glances[iri]

    def profile(self, iri: str) -> str | None:
        """The digest of a thing's signature, as it was entered."""
        if iri not in self._profiles:
            self._profiles[iri] = next(iter(self._read(iri, "linkProfile")), None)
        return self._profiles[iri]

    def meeting(self, iri: str) -> list[str]:
        """The other things with a key in common, and those a judgement is about together with this; sorted."""
        found = {o for o in self.rulings.partners(iri) if kind_of(o) == self._kind and self.profile(o)}
        for key in self._draft.objects(iri, term("linkKey"), LINKS_GRAPH):
            found.update(self._draft.subjects(term("linkKey"), key, LINKS_GRAPH))
        return sorted(found - {iri})

    def home(self, iri: str) -> str:
        """The entity (of a release, the voice) a thing belongs to; the thing itself when it has none yet."""
        homes = self._draft.objects(iri, self._home, LINKS_GRAPH)
        return homes[0].value if homes else iri

    def at_home(self, entity: str) -> list[str]:
        """The things that are one entity, sorted."""
        return sorted(self._draft.subjects(self._home, NamedNode(entity), LINKS_GRAPH))

    def component(self, iri: str) -> set[str]:
        """What certain pairs connected to a thing when it was linked last."""
        found = {iri, *self.at_home(self.home(iri))}
        for name in self._read(iri, "linkComponent"):
            found.update(self._draft.subjects(term("linkComponent"), terms.text(name), LINKS_GRAPH))
        return {other for other in found if kind_of(other) == self._kind}

    def one_voice(self, one: str, other: str) -> bool:
        """Whether two releases of one voice speak of these things."""
        key, other_key = release_key_of(one), release_key_of(other)
        if key is None or other_key is None or key == other_key:
            return False
        if key not in self._company:
            releases = releases_of(self._draft, self._voice(key))
            self._company[key] = frozenset(iri.rsplit("/", 1)[1] for iri in releases)
        return other_key in self._company[key]

    def alone(self, iri: str) -> bool:
        """Whether a thing is the only one of its kind in its release."""
        if iri not in self._alone:
            graph = release_graph(release_key_of(iri) or "")
            kinds = self._draft.objects(iri, RDF + "type", graph)
            alike = {other for kind in kinds for other in self._draft.subjects(RDF + "type", kind, graph)}
            self._alone[iri] = alike == {iri}
        return self._alone[iri]

    def place(self, iri: str, entity: str) -> str | None:
        """Give a thing its home; the home it had before, None when that is the same."""
        before = self.home(iri)
        if before == entity:
            return None
        self._write(iri, self._home, (NamedNode(entity),))
        return before

    def mark(self, component: Iterable[str], name: str | None) -> None:
        """Remember what a component that a cut parts consists of; with None, that these are in none."""
        for iri in component:
            self._write(iri, "linkComponent", (name,) if name else ())

    def forget(self, iri: str) -> None:
        """Take everything that stands of a thing out of the ledger, its pairs included."""
        self.drop_pairs(iri)
        self._draft.remove(list(self._draft.quads(iri, None, None, LINKS_GRAPH)))

    def unlist(self, iri: str) -> None:
        """A thing that is known by its parts is compared with none: no keys, no pairs."""
        self.drop_pairs(iri)
        for name in _OWN:
            self._write(iri, name, ())

    def pairs(self, iri: str) -> dict[Pair, Likeness]:
        """The doubtful pairs written down of a thing."""
        found: dict[Pair, Likeness] = {}
        for link in self._links(iri):
            left, right, score, reason = (
                self._draft.objects(link, term(name), LINKS_GRAPH)[0].value
                for name in ("linkLeft", "linkRight", "linkScore", "linkReason")
            )
            found[left, right] = Likeness(float(score), reason)
        return found

    def drop_pairs(self, iri: str) -> set[str]:
        """Remove the doubtful pairs of a thing; return the other halves."""
        others = {half for found in self.pairs(iri) for half in found} - {iri}
        for link in self._links(iri):
            self._draft.remove(list(self._draft.quads(link, None, None, LINKS_GRAPH)))
        return others

    def write_pairs(self, doubtful: Mapping[Pair, Likeness]) -> None:
        """Write down pairs that wait for a judgement."""
        for (left, right), alike in doubtful.items():
            self._draft.remove(list(self._draft.quads(_link(left, right), None, None, LINKS_GRAPH)))
            node = NamedNode(_link(left, right))
            said: tuple[tuple[str, Term], ...] = (
                (RDF + "type", NamedNode(term("Link"))),
                (term("linkLeft"), NamedNode(left)),
                (term("linkRight"), NamedNode(right)),
                (term("linkScore"), terms.decimal(f"{alike.score:.3f}")),
                (term("linkReason"), terms.text(alike.reason)),
            )
            self._draft.add(Quad(node, NamedNode(predicate), value, _GRAPH) for predicate, value in said)

    def erase_pairs(self, pairs: Iterable[Pair]) -> None:
        """Remove doubtful pairs."""
        for left, right in pairs:
            self._draft.remove(list(self._draft.quads(_link(left, right), None, None, LINKS_GRAPH)))

    def _links(self, iri: str) -> list[str]:
        sides = ("linkLeft", "linkRight")
        return [link for side in sides for link in self._draft.subjects(term(side), NamedNode(iri), LINKS_GRAPH)]

    def _keys(self, iri: str, signature: Signature) -> Iterable[str]:
        if self._kind == "release":
            yield from voices.blocking_keys(signature)
            return
        yield from blocking_keys(signature)
        key = release_key_of(iri) or ""
        if self._kind in _ANCHORS:
            anchors = self._draft.objects(iri, term(_ANCHORS[self._kind]), release_graph(key))
            yield from (f"{self._kind}@{entity_of(self._draft, anchor.value)}" for anchor in anchors)
            if not anchors:
                yield from (f"event|{k}|{d}" for k in signature.get("eventKind") for d in signature.get("date"))
        voice = self._voice(key)
        if len(releases_of(self._draft, voice)) > 1:
            yield f"{self._kind}@{voice}"

    def _voice(self, key: str) -> str:
        if key not in self._voices:
            self._voices[key] = voice_of(self._draft, release(key))
        return self._voices[key]

    def _read(self, iri: str, name: str) -> list[str]:
        return [value.value for value in self._draft.objects(iri, term(name), LINKS_GRAPH)]

    def _write(self, iri: str, name: str, values: Iterable[str | Term]) -> None:
        predicate = NamedNode(name if "://" in name else term(name))
        wanted = {
            Quad(NamedNode(iri), predicate, terms.text(value) if isinstance(value, str) else value, _GRAPH)
            for value in values
        }
        standing = set(self._draft.quads(iri, predicate, None, LINKS_GRAPH))
        self._draft.remove(standing - wanted)
        self._draft.add(wanted - standing)


def _link(left: str, right: str) -> str:
    return f"{ID}link/{digest(left, right)[:24]}"
