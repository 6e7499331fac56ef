"""What may be decided on an item of the queue: a key each, and the judgement it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from iomkg import lookup
from iomkg.curation import linked, typed
from iomkg.curation.making import Maker
from iomkg.judgements import Judgement
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, release_graph, term
from iomkg.namespaces import release as release_iri
from iomkg.waiting import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """`key` decides; `label` says what; `asks` is a question to answer first, empty when none is needed. `make` gets
    the answer."""

    key: str
    label: str
    make: Callable[[str], Judgement]
    asks: str = ""


def choices(make: Maker, item: Item) -> list[Choice]:
    """The decisions an item allows, the likeliest first."""
    return list(_BY_KIND[item.kind](make, item))


def on_claim(make: Maker, claim: str) -> Iterator[Choice]:
    """The decisions any claim allows."""
    yield Choice("a", "accept", lambda _: make.on_claim("accept", claim))
    yield Choice("r", "reject", lambda _: make.on_claim("reject", claim))
    yield Choice("c", "correct", lambda value: _corrected(make, claim, value), "the right value")


def _claim(make: Maker, item: Item) -> Iterator[Choice]:
    yield from on_claim(make, item.iri)


def _pair(make: Maker, item: Item) -> Iterator[Choice]:
    pair = item.iri
    yield Choice("m", "merge: they are one", lambda _: make.merge(linked.entities(make.draft, pair)))
    yield Choice("d", "different", lambda _: make.split(*linked.apart(make.draft, pair)))


def _body(make: Maker, item: Item) -> Iterator[Choice]:
    claim = item.said[0].claim
    yield Choice("a", "accept it as a body of its own", lambda _: make.on_claim("accept", claim))
    yield Choice(
        "m",
        "merge it with a known one",
        lambda name: make.merge([item.iri, lookup.entity(make.draft, name)]),
        "the name or IRI of the body it is",
    )
    yield Choice("r", "reject: it is no body", lambda _: make.on_claim("reject", claim))


def _conflict(make: Maker, item: Item) -> Iterator[Choice]:
    for number, said in enumerate(item.said[:9], start=1):
        yield Choice(str(number), f"prefer {said.value.text}", _preferring(make, said.claim))


def _preferring(make: Maker, claim: str) -> Callable[[str], Judgement]:
    return lambda _: make.on_claim("prefer", claim)


def _lost(make: Maker, item: Item) -> Iterator[Choice]:
    yield Choice("x", "undo it", lambda _: make.undo(item.iri.removeprefix(f"{ID}judgement/")))


_BY_KIND: dict[str, Callable[[Maker, Item], Iterator[Choice]]] = {
    "claim": _claim,
    "pair": _pair,
    "money": _pair,
    "body": _body,
    "conflict": _conflict,
    "disagreement": _claim,
    "judgement": _lost,
}


def _corrected(make: Maker, claim: str, written: str) -> Judgement:
    return make.on_claim("correct", claim, corrected_value(make, claim, written))


def corrected_value(make: Maker, claim: str, written: str) -> Term:
    """The term for a value typed for a claim. Raises UsageError when it does not fit the claim's property."""
    draft = make.draft
    predicate = draft.objects(claim, RDF + "predicate")[0].value
    key = draft.objects(claim, term("inRelease"))[0].value.rsplit("/", 1)[1]
    language = draft.objects(release_iri(key), term("language"), release_graph(key))[0].value
    return typed.value(draft, predicate, written, language)
