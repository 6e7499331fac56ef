"""What a release says of one of its things, gathered for comparison: a pure function of its graph and the reference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.draft import Draft
from iomkg.namespaces import NS, REFERENCE_GRAPH, concept, kind_of, release_graph, release_key_of, term

_SHINGLE: Final = 3
_STOP_WORDS: Final = frozenset(
    {
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "project"),
        *("au", "aux", "avec", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour"),
        *("un", "une", "sur", "projet", "programme", "al", "con", "del", "e", "el", "los", "las", "para", "por"),
        *("una", "y", "proyecto"),
    }
)
_NUMERALS: Final = re.compile(r"\b(?:[ivx]{1,4}|\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Signature:
    """`values` holds, by property name, folded texts, IRIs or numbers as text; the last four hold keys of bodies.

    Keys of a body are its curated IRI, or its state and function, or its folded name; `donor_states` are the states
    behind the donors.
    """

    iri: str
    kind: str
    values: Mapping[str, frozenset[str]]
    raw: Mapping[str, frozenset[str]]
    donors: frozenset[str] = frozenset()
    donor_states: frozenset[str] = frozenset()
    implementers: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()

    def get(self, name: str) -> frozenset[str]:
        """The values of one property, empty when nothing is said of it."""
        return self.values.get(name, frozenset())


@cache
def fold(text: str) -> str:
    """Lower case without diacritics or punctuation, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain.casefold()).strip()


def content_words(folded: str) -> list[str]:
    """The words of a folded title that carry meaning, in order."""
    return [word for word in folded.split() if word not in _STOP_WORDS]


def numerals(folded: str) -> frozenset[str]:
    """Phase numbers in a folded title (`ii`, `2`): two phases of one programme are two projects."""
    return frozenset(_NUMERALS.findall(folded))


def sign(draft: Draft, iri: str) -> Signature:
    """Gather what the release that introduced `iri` says of it."""
    graph = release_graph(release_key_of(iri) or "")
    values: dict[str, set[str]] = {}
    raw: dict[str, set[str]] = {}
    for quad in draft.quads(iri, None, None, graph):
        name = quad.predicate.value.removeprefix(NS)
        if isinstance(quad.object, Literal):
            values.setdefault(name, set()).add(fold(quad.object.value))
            raw.setdefault(name, set()).add(quad.object.value)
        elif isinstance(quad.object, NamedNode):
            values.setdefault(name, set()).add(quad.object.value)
            raw.setdefault(name, set()).add(quad.object.value)
    kind = kind_of(iri) or ""
    frozen = {name: frozenset(found) for name, found in values.items()}
    kept = {name: frozenset(found) for name, found in raw.items()}
    if kind == "project":
        return _project(draft, iri, graph, frozen, kept)
    if kind == "funding":
        donors = frozen.get("donor", frozenset())
        return Signature(iri, kind, frozen, kept, *_keys(draft, donors), money=_money(kept))
    return Signature(iri, kind, frozen, kept)


def blocking_keys(signature: Signature) -> frozenset[str]:
    """Words under which things that may be the same meet. Fundings, events and the like meet at their project."""
    kind, get = signature.kind, signature.get
    names = get("name") | get("acronym")
    if kind == "agency":
        states = get("ofState") or {"?"}
        named = names | get("hasFunction")
        return frozenset(f"agency|{state}|{name}" for state in states for name in named)
    if kind in ("organisation", "person", "place"):
        return frozenset(f"{kind}|{name}" for name in names)
    if kind == "project":
        return frozenset(f"project|{key}" for key in _project_keys(signature))
    if kind == "event" and not get("ofProject"):
        return frozenset(f"event|{one}|{date}" for one in get("eventKind") for date in get("date"))
    return frozenset()


def body_keys(draft: Draft, iri: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of a body, curated or scoped, and the states it belongs to."""
    key = release_key_of(iri)
    graph = release_graph(key) if key else REFERENCE_GRAPH
    states = frozenset(_iris(draft, iri, "ofState", graph))
    functions = _iris(draft, iri, "hasFunction", graph)
    keys = {f"{state}|{function}" for state in states for function in functions}
    if key is None:
        keys.add(iri)
    else:
        keys.update(fold(o.value) for o in draft.objects(iri, term("name"), graph))
    own = frozenset((iri,)) if kind_of(iri) == "state" else frozenset()
    return frozenset(keys), states | own


def _project(
    draft: Draft, iri: str, graph: str, values: Mapping[str, frozenset[str]], raw: Mapping[str, frozenset[str]]
) -> Signature:
    fundings = draft.subjects(term("fundedProject"), iri, graph)
    donors = frozenset(d for funding in fundings for d in _iris(draft, funding, "donor", graph))
    shares = draft.subjects(term("inProject"), iri, graph)
    implementing = NamedNode(concept("role", "implementing"))
    bodies = frozenset(
        body
        for share in shares
        if implementing in draft.objects(share, term("role"), graph)
        for body in _iris(draft, share, "participant", graph)
    )
    money = frozenset(
        f"{amount.value} {currency}"
        for funding in fundings
        for amount in draft.objects(funding, term("amount"), graph)
        for currency in _iris(draft, funding, "currency", graph)
    )
    donor_keys, donor_states = _keys(draft, donors)
    return Signature(iri, "project", values, raw, donor_keys, donor_states, _keys(draft, bodies)[0], money)


def _project_keys(signature: Signature) -> set[str]:
    keys = {f"acronym {acronym}" for acronym in signature.get("acronym") if len(acronym) > 2}
    for title in signature.get("title"):
        words = content_words(title)
        runs = range(max(1, len(words) - _SHINGLE + 1))
        keys.update(" ".join(words[i : i + _SHINGLE]) for i in runs if words)
    countries = " ".join(sorted(p for p in signature.get("targetsPlace") if kind_of(p) == "country"))
    if countries:
        keys.update(f"{donor} in {countries}" for donor in signature.donors)
    return keys


def _keys(draft: Draft, bodies: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    found = [body_keys(draft, body) for body in sorted(bodies)]
    return frozenset().union(*(k for k, _ in found)), frozenset().union(*(s for _, s in found))


def _money(raw: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(f"{a} {c}" for a in raw.get("amount", ()) for c in raw.get("currency", ()))


def _iris(draft: Draft, subject: str, name: str, graph: str) -> list[str]:
    return [o.value for o in draft.objects(subject, term(name), graph) if isinstance(o, NamedNode)]
