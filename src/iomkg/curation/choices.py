"""What may be decided on an item of the queue: a key each, and the judgement it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from iomkg import lookup
from iomkg.curation import linked, typed
from iomkg.curation.making import Maker
from iomkg.errors import UsageError
from iomkg.explain import Said
from iomkg.judgements import Judgement, Kind
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, release_graph, term
from iomkg.namespaces import release as release_iri
from iomkg.naming import property_name
from iomkg.waiting import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """`key` decides; `label` says what, and `means` what comes of it; `asks` is a question to answer first, empty when
    none is needed, and `offers` tells what may be answered, where that is a list. `make` gets the answer, and makes the
    judgements, which hold together or not at all."""

    key: str
    label: str
    make: Callable[[str], tuple[Judgement, ...]]
    asks: str = ""
    offers: Callable[[], tuple[str, ...]] = tuple
    means: str = ""


def choices(make: Maker, item: Item) -> list[Choice]:
    """The decisions an item allows, the likeliest first."""
    return list(_BY_KIND[item.kind](make, item))


def _claims(make: Maker, item: Item) -> Iterator[Choice]:
    """The decisions on a claim, or on all claims of a fact together."""
    yield Choice("a", "accept", lambda _: _on_all(make, "accept", item.said), means="the text says so; it is believed")
    yield Choice(
        "r",
        "reject",
        lambda _: _on_all(make, "reject", item.said),
        means="the text does not say so; what is said of a thing goes with what it is",
    )
    offers = partial(_allowed, make, item.said)
    if len(item.said) == 1:
        claim = item.said[0].claim
        if item.said[0].predicate == RDF + "type" and not offers():
            return  # it is of one class, or not there
        yield Choice("c", "correct", lambda value: (_corrected(make, claim, value),), "the right value", offers)
    else:
        asks = "the number of the part and its right value, such as 2 Spain; the other parts are accepted"
        yield Choice("c", "correct a part", lambda typed: _with_part(make, item.said, typed), asks, offers)


def _on_all(make: Maker, kind: Kind, said: Sequence[Said]) -> tuple[Judgement, ...]:
    return tuple(make.on_claim(kind, each.claim) for each in said)


def _with_part(make: Maker, said: Sequence[Said], typed: str) -> tuple[Judgement, ...]:
    number, _, value = typed.strip().partition(" ")
    if not number.isdecimal() or not 1 <= int(number) <= len(said) or not value.strip():
        raise UsageError(f"{typed!r} is no part with its right value; write 1 to {len(said)}, a space, and the value")
    wrong = said[int(number) - 1]
    others = [each for each in said if each != wrong]
    return (_corrected(make, wrong.claim, value.strip()), *_on_all(make, "accept", others))


def _allowed(make: Maker, said: Sequence[Said]) -> tuple[str, ...]:
    """A line for each claim whose value is one of a list."""
    found = [(number, each, allowed(make, each)) for number, each in enumerate(said, start=1)]
    return tuple(
        (f"{number}. " if len(said) > 1 else "") + f"{each.property} one of: {', '.join(values)}"
        for number, each, values in found
        if values
    )


def _pair(make: Maker, item: Item) -> Iterator[Choice]:
    pair = item.iri
    yield Choice("m", "merge: they are one", lambda _: (make.merge(linked.entities(make.draft, pair)),))
    yield Choice("d", "different", lambda _: (make.split(*linked.apart(make.draft, pair)),))


def _body(make: Maker, item: Item) -> Iterator[Choice]:
    yield Choice("a", "accept it as a body of its own", lambda _: _on_all(make, "accept", item.said))
    yield Choice(
        "m",
        "merge it with a known one",
        lambda name: (make.merge([item.iri, lookup.entity(make.draft, name)]),),
        "the name or IRI of the body it is",
    )
    yield Choice("r", "reject: it is no body", lambda _: _on_all(make, "reject", item.said))


def _conflict(make: Maker, item: Item) -> Iterator[Choice]:
    for number, said in enumerate(item.said[:9], start=1):
        yield Choice(str(number), f"prefer {said.value.text}", _preferring(make, said))


def _preferring(make: Maker, said: Said) -> Callable[[str], tuple[Judgement, ...]]:
    return lambda _: _on_all(make, "prefer", [said])


def _lost(make: Maker, item: Item) -> Iterator[Choice]:
    yield Choice("x", "undo it", lambda _: (make.undo(item.iri.removeprefix(f"{ID}judgement/")),))


_BY_KIND: dict[str, Callable[[Maker, Item], Iterator[Choice]]] = {
    "claim": _claims,
    "pair": _pair,
    "money": _pair,
    "body": _body,
    "conflict": _conflict,
    "disagreement": _claims,
    "judgement": _lost,
}


def _corrected(make: Maker, claim: str, written: str) -> Judgement:
    return make.on_claim("correct", claim, corrected_value(make, claim, written))


def corrected_value(make: Maker, claim: str, written: str) -> Term:
    """The term for a value typed for a claim. Raises UsageError when it does not fit the claim's property."""
    draft = make.draft
    predicate, subject = (draft.objects(claim, RDF + part)[0].value for part in ("predicate", "subject"))
    if predicate == RDF + "type":
        return typed.kind(subject, written)
    key = draft.objects(claim, term("inRelease"))[0].value.rsplit("/", 1)[1]
    language = draft.objects(release_iri(key), term("language"), release_graph(key))[0].value
    return typed.value(draft, predicate, written, language)


def allowed(make: Maker, said: Said) -> tuple[str, ...]:
    """What may stand in a claim's place, where that is one of a list; nothing where it is not."""
    if said.predicate == RDF + "type":
        return tuple(property_name(kind) for kind in typed.kinds(said.subject) if kind != said.value.iri)
    return typed.entries(make.draft, said.predicate)
