"""What is known of one thing, gathered for comparison: what its release says, and the reference data behind it.

Only what a comparison looks at is gathered, so that the many copies of one release have one signature between them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import ClassVar, Final

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.draft import Draft
from iomkg.linking.words import content_words, fold
from iomkg.links import entity_of
from iomkg.namespaces import (
    NS,
    REFERENCE_GRAPH,
    XSD,
    concept,
    digest,
    kind_of,
    release_graph,
    release_key_of,
    term,
)

_STEM: Final = 6  # letters of a word of a title
_FEWEST_WORDS, _MOST_WORDS = 4, 9
_RUN: Final = 4
_MANY_WORDS: Final = 8
_MOST_REMEMBERED: Final = 20_000
# What was paid, often in many pieces: no source tells a project by one of them.
_PAID: Final = frozenset(concept("funding-stage", stage) for stage in ("disbursed", "expended"))
_NATIONAL: Final = concept("function-level", "national")
# The properties that a comparison of two things of a kind looks at.
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "place": ("name", "directlyWithin", "hasIdentifier"),
    "organisation": ("name", "acronym", "hasIdentifier"),
    "agency": ("name", "acronym", "ofState", "hasFunction", "hasJurisdiction"),
    "person": ("name",),
    "project": ("title", "acronym", "hasIdentifier", "targetsPlace", "durationMonths", "start", "end"),
    "funding": (
        "fundingKind",
        "covers",
        "stage",
        "flow",
        "currency",
        "amount",
        "donor",
        "paidBy",
        "statedOn",
        "transactionType",
        "providerActivity",
        "receiverActivity",
    ),
    "event": ("eventKind", "date", "place"),
    "output": ("outputKind", "quantity", "place", "ofProject"),
    "participation": ("participant", "inProject", "inEvent", "role"),
    "role": ("holder", "roleIn", "roleTitle"),
}

_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("title", "acronym", "hasIdentifier", "targetsPlace"),
    "release": ("textSketch", "language", "publishedOn"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """`values` holds, by name, folded texts, IRIs or numbers as text: the properties compared, and what was gathered
    from the nodes around (`donors`, `donorStates`, `implementers`, `money` of a project, `payers` of a funding and so
    on). Two signatures with the same content are equal, whatever thing they are of.

    Keys of a body are its curated IRI, or its state and function, or its folded name.
    """

    kind: str
    values: Mapping[str, frozenset[str]]
    digest: str

    @classmethod
    def of(cls, kind: str, values: Mapping[str, Iterable[str]]) -> Signature:
        """A signature of these values; a name without values is as good as none."""
        kept = {name: frozenset(found) for name, found in sorted(values.items())}
        said = (f"{name}\x1e" + "\x1e".join(sorted(found)) for name, found in kept.items() if found)
        return cls(kind, kept, digest(kind, *said))

    def get(self, name: str) -> frozenset[str]:
        """The values of one name, empty when nothing is said of it."""
        return self.values.get(name, frozenset())

    def only(self, names: Iterable[str]) -> Signature:
        """The same with these values alone."""
        return Signature.of(self.kind, {name: self.get(name) for name in names})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signature) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Signatures:
    """The signatures of the things of a draft; those whose profile stands in the links are gathered once for all."""

    _by_digest: ClassVar[OrderedDict[str, Signature]] = OrderedDict()

    def __init__(self, draft: Draft, gather: Callable[[Draft, str], Signature]) -> None:
        self._draft = draft
        self._gather = gather
        self._of: dict[str, Signature] = {}

    def of(self, iri: str, profile: str | None = None) -> Signature:
        """The signature of a thing; `profile` is its digest where that is known to hold."""
        if iri not in self._of:
            known = self._by_digest.get(profile) if profile else None
            self._of[iri] = known or self._remembered(self._gather(self._draft, iri))
        return self._of[iri]

    def _remembered(self, signature: Signature) -> Signature:
        self._by_digest[signature.digest] = signature
        if len(self._by_digest) > _MOST_REMEMBERED:
            self._by_digest.popitem(last=False)
        return signature


def sign(draft: Draft, iri: str) -> Signature:
    """Gather what is compared of a release-scoped thing."""
    kind = kind_of(iri) or ""
    graph = release_graph(release_key_of(iri) or "")
    compared = _COMPARED.get(kind, ())
    values: dict[str, set[str]] = {}
    for quad in draft.quads(iri, None, None, graph):
        name = quad.predicate.value.removeprefix(NS)
        if name in compared and isinstance(quad.object, NamedNode | Literal):
            values.setdefault(name, set()).add(_comparable(quad.object))
    gather = _AROUND.get(kind)
    if gather:
        gather(draft, iri, graph, values)
    return Signature.of(kind, values)


def glance(draft: Draft, iri: str) -> Signature:
    """What a thing's own statements tell of it at little cost: a part of its signature, for looking only.

    It has no digest, which costs more than the look: never to be compared as a whole.
    """
    kind = kind_of(iri) or ""
    graph = release_graph(release_key_of(iri) or iri.rsplit("/", 1)[1])
    told = (lambda node: node.value) if kind == "release" else _comparable
    return Signature(
        kind,
        {
            name: frozenset(
                told(node) for node in draft.objects(iri, term(name), graph) if isinstance(node, NamedNode | Literal)
            )
            for name in _TOLD_BY[kind]
        },
        digest="",
    )


def blocking_keys(signature: Signature) -> frozenset[str]:
    """Words under which things that may be the same meet. Fundings and events of a project meet at their project."""
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
    if kind == "funding" and get("transactionType"):
        # What one activity gives, another may tell as received: the same sum at the same stage from the same payer.
        sums = [" ".join((*get("amount"), *get("currency"), *get("stage")))]
        return frozenset(f"money|{payer}|{told}" for payer in get("payers") for told in sums)
    return frozenset()


def body_keys(draft: Draft, iri: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of a body, curated or scoped, and the states it belongs to; one recognised as curated has those."""
    home = entity_of(draft, iri)
    iri = home if release_key_of(iri) and _is_curated(draft, home) else iri
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


def rounded(amount: str) -> str:
    """An amount to one significant digit, under which a sum and its rounding usually meet."""
    return f"{Decimal(amount):.0e}"


def _comparable(value: NamedNode | Literal) -> str:
    if isinstance(value, NamedNode):
        return value.value
    return fold(value.value) if value.language or value.datatype.value == XSD + "string" else value.value


def _around_project(draft: Draft, iri: str, graph: str, values: dict[str, set[str]]) -> None:
    values["targetsPlace"] = {p for p in values.get("targetsPlace", ()) if kind_of(p) == "country"}
    fundings = draft.subjects(term("fundedProject"), iri, graph)
    donors = {donor for funding in fundings for donor in _iris(draft, funding, "donor", graph)}
    implementing = NamedNode(concept("role", "implementing"))
    bodies = {
        body
        for share in draft.subjects(term("inProject"), iri, graph)
        if implementing in draft.objects(share, term("role"), graph)
        for body in _iris(draft, share, "participant", graph)
    }
    values["money"] = {
        f"{amount.value} {currency}"
        for funding in fundings
        if not _PAID.intersection(_iris(draft, funding, "stage", graph))
        for amount in draft.objects(funding, term("amount"), graph)
        for currency in _iris(draft, funding, "currency", graph)
    }
    values["donors"], values["donorStates"] = _keys(draft, donors)
    values["implementers"], _ = _keys(draft, bodies)


def _around_funding(draft: Draft, iri: str, graph: str, values: dict[str, set[str]]) -> None:
    """`activities` are the identifiers of the projects it is of, by which the other end of a transaction names them."""
    paying = values.pop("donor", set()) | values.pop("paidBy", set())
    values["payers"] = {_payer(draft, payer) for payer in paying}
    if "transactionType" in values:
        projects = _iris(draft, iri, "fundedProject", graph)
        values["activities"] = {code for project in projects for code in _iris(draft, project, "hasIdentifier", graph)}


def _is_curated(draft: Draft, iri: str) -> bool:
    return next(draft.quads(iri, None, None, REFERENCE_GRAPH), None) is not None


def _payer(draft: Draft, donor: str) -> str:
    """One word for a donor: its state's IRI, with a body's function or name behind it; else its IRI or name."""
    home = entity_of(draft, donor)
    donor = home if release_key_of(donor) and _is_curated(draft, home) else donor
    if kind_of(donor) == "state":
        return donor
    key = release_key_of(donor)
    graph = release_graph(key) if key else REFERENCE_GRAPH
    if key and _iris(draft, donor, "hasIdentifier", graph):
        return home  # known by its identifier, whatever its name
    names = sorted(fold(o.value) for o in draft.objects(donor, term("name"), graph)) if key else [donor]
    what = min(_iris(draft, donor, "hasFunction", graph), default=names[0] if names else donor)
    state = min(_iris(draft, donor, "ofState", graph), default="")
    return f"{state}|{what}" if state else what


def _around_agency(draft: Draft, iri: str, graph: str, values: dict[str, set[str]]) -> None:
    """`somewhere` says that it serves an area or a host country that its release does not tell."""
    values["hasJurisdiction"] = {entity_of(draft, place) for place in values.get("hasJurisdiction", ())}
    values["nameLanguages"] = {
        name.language for name in draft.objects(iri, term("name"), graph) if isinstance(name, Literal) and name.language
    }
    functions = values.get("hasFunction", set())
    levels = {o.value for f in functions for o in draft.objects(f, term("functionLevel"), REFERENCE_GRAPH)}
    if levels - {_NATIONAL} and not values["hasJurisdiction"]:
        values["somewhere"] = {"yes"}
    if any(one_of_a_kind(draft, function) for function in functions):
        values["unique"] = {"yes"}


def _around_person(draft: Draft, iri: str, graph: str, values: dict[str, set[str]]) -> None:
    roles = draft.subjects(term("holder"), iri, graph)
    values["posts"] = {fold(o.value) for role in roles for o in draft.objects(role, term("roleTitle"), graph)}
    values["bodies"], _ = _keys(draft, {body for role in roles for body in _iris(draft, role, "roleIn", graph)})


def _around_event(draft: Draft, _iri: str, _graph: str, values: dict[str, set[str]]) -> None:
    """`around` holds what the places lie in, all the way up."""
    places = values.get("place", set())
    values["around"] = {above for place in places for above in _upwards(draft, place)}
    values["place"] = {entity_of(draft, place) for place in places}


def _around_output(draft: Draft, _iri: str, _graph: str, values: dict[str, set[str]]) -> None:
    for name in ("ofProject", "place"):
        values[name] = {entity_of(draft, iri) for iri in values.get(name, ())}


def _upwards(draft: Draft, place: str) -> set[str]:
    """The places a place lies in: what its release says of a place of its own, then the reference data."""
    found: set[str] = set()
    ahead = [place]
    while ahead:
        here = ahead.pop()
        key = release_key_of(here)
        above = _iris(draft, here, "directlyWithin", release_graph(key) if key else REFERENCE_GRAPH)
        ahead.extend(iri for iri in above if iri not in found)
        found.update(above)
    return found


_AROUND: Final[Mapping[str, Callable[[Draft, str, str, dict[str, set[str]]], None]]] = {
    "project": _around_project,
    "funding": _around_funding,
    "agency": _around_agency,
    "person": _around_person,
    "event": _around_event,
    "output": _around_output,
}


def one_of_a_kind(draft: Draft, function: str) -> bool:
    """Whether a state has one body of this function (or one in each area, in each host country)."""
    return terms.boolean(True) in draft.objects(function, term("oneOfAKind"), REFERENCE_GRAPH)


def serves_the_state(draft: Draft, function: str) -> bool:
    """Whether a body of this function serves the whole state, so that no place has to be told."""
    return _NATIONAL in {o.value for o in draft.objects(function, term("functionLevel"), REFERENCE_GRAPH)}


def _project_keys(signature: Signature) -> set[str]:
    """A title alone may be another's acronym; facts meet where a donor, the countries and two facts more agree.

    Keys are as narrow as the likenesses they serve allow, so that what a project meets does not grow with the graph.
    """
    keys = {f"acronym {name}" for name in signature.get("acronym") if len(name) > 2}
    keys.update(f"called {identifier}" for identifier in signature.get("hasIdentifier"))
    for title in signature.get("title"):
        words = content_words(title)
        if len(words) == 1 and len(words[0]) > 2:
            keys.add(f"acronym {words[0]}")
        keys.update(_title_keys([word[:_STEM] for word in words]))
    countries = " ".join(sorted(signature.get("targetsPlace")))
    if countries:
        facts = combinations(sorted(_facts(signature)), 2)
        told = [f"{fact}, {more}" for (name, fact), (other, more) in facts if name != other]
        keys.update(f"{donor} in {countries}, {both}" for donor in signature.get("donors") for both in told)
    return keys


def _title_keys(stems: list[str]) -> Iterator[str]:
    """Titles alike enough to name one project differ in one word of a few, or in few of many.

    In whatever order they stand, a few words meet as a whole and without any one of them; of many words, each run of
    four does. A run of a few words may be a common phrase, so that the others' first letters have to agree as well.
    Beginnings of words stand for words: an ending or a misspelling there parts nothing.
    """
    if not stems:
        return
    yield " ".join(sorted(stems))
    if _FEWEST_WORDS <= len(stems) <= _MOST_WORDS:
        yield from (" ".join(sorted(stems[:i] + stems[i + 1 :])) for i in range(len(stems)))
    for i in range(len(stems) - _RUN + 1) if len(stems) > _RUN else ():
        others = sorted(stem[0] for stem in stems[:i] + stems[i + _RUN :]) if len(stems) < _MANY_WORDS else []
        yield " ".join((*stems[i : i + _RUN], *others))


def _facts(signature: Signature) -> set[tuple[str, str]]:
    names = ("durationMonths", "start", "end", "implementers")
    facts = {(name, f"{name} {value}") for name in names for value in signature.get(name)}
    sums = (money.split() for money in signature.get("money"))
    return facts | {("money", f"{rounded(amount)} {currency}") for amount, currency in sums}


def _keys(draft: Draft, bodies: Iterable[str]) -> tuple[set[str], set[str]]:
    found = [body_keys(draft, body) for body in sorted(bodies)]
    return set().union(*(k for k, _ in found)), set().union(*(s for _, s in found))


def _iris(draft: Draft, subject: str, name: str, graph: str) -> list[str]:
    return [o.value for o in draft.objects(subject, term(name), graph) if isinstance(o, NamedNode)]
