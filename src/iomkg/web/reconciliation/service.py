"""Candidates for the rows of a client's list, suggestions as one types, and the values that a client fetches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.answers import labels
from iomkg.draft import Draft
from iomkg.folding import fold
from iomkg.matching import TYPES, Candidate, Given, Matched
from iomkg.model import Language, Term
from iomkg.namespaces import ID, RDF, VIEW_GRAPH, term
from iomkg.naming import Names
from iomkg.web import entities
from iomkg.web.bench import Bench
from iomkg.web.protocol import ProtocolError
from iomkg.web.reconciliation import catalogue
from iomkg.web.reconciliation.asked import Condition, Query

_MOST_SCORED: Final = 60  # candidates looked at where some may be left out
_UNLIKE: Final = 0.9  # what is left of a score where a property is known and is another
_SUGGESTED: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A thing: the end of its IRI from `id/` on, its name, the types it is of, and what is told of it. Of a candidate
    also its score within 0..1, whether it is certain, and which of the properties asked for it has."""

    id: str
    name: str
    types: tuple[str, ...]
    told: str = ""
    score: float = 0.0
    match: bool = False
    features: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A value: a literal, or a thing or an entry of a list with its name; `id` is empty for all but things."""

    value: Term
    name: str
    id: str = ""


class Service:
    """Answers from one snapshot of the store. Making what it matches against takes a second or so, once for a type."""

    def __init__(self, bench: Bench, language: Language) -> None:
        self._bench = bench
        self._language = language

    def candidates(self, query: Query) -> tuple[Found, ...]:
        """The things a row may mean, the best first. Raises ProtocolError for a type or property that there is not."""
        wanted = [catalogue.classes_of(name) for name in query.types or tuple(TYPES)]
        others = tuple(each for each in query.conditions if each.property not in catalogue.KNOWN_BY)
        for each in others:
            catalogue.check(each.property)
        given = self._given(query)
        ranked: dict[str, Candidate] = {}
        features: dict[str, tuple[tuple[str, bool], ...]] = {}
        for kind, classes in wanted:
            for candidate in self._bench.matcher(kind).match(given, _MOST_SCORED).candidates:
                if classes & self._classes(candidate.iri):
                    judged = self._judged(candidate, others)
                    if judged is not None:
                        ranked[candidate.iri], features[candidate.iri] = judged
        ordered = sorted(ranked.values(), key=lambda each: (-each.score, each.iri))
        certain = Matched(given, tuple(ordered)).proposed
        shown = ordered[: query.limit]
        named = labels(self._bench.store, [each.iri for each in shown], self._language)
        return tuple(
            replace(
                self._found(each.iri, named),
                told="; ".join(each.reasons),
                score=each.score,
                match=each is certain,
                features=features[each.iri],
            )
            for each in shown
        )

    def things(self, prefix: str, start: int = 0) -> tuple[Found, ...]:
        """The things with a name that begins so, twenty from the one numbered `start`."""
        hits = [hit.iri for hit in self._bench.index.find(prefix, 500) if self._types(hit.iri)]
        own = [ID + prefix] if entities.known(self._bench.store, ID + prefix) else []
        shown = list(dict.fromkeys([*own, *hits]))[start : start + _SUGGESTED]
        named = labels(self._bench.store, shown, self._language)
        return tuple(self._found(iri, named) for iri in shown)

    def types(self, prefix: str) -> tuple[tuple[str, str], ...]:
        """The types that are called so, or have a word that begins so: ids and names."""
        return self._beginning(prefix, {each: catalogue.type_name(each, self._language) for each in catalogue.types()})

    def properties(self, prefix: str, kind: str | None = None) -> tuple[tuple[str, str], ...]:
        """Likewise the properties, of things of a type or of all; those a row is known by are among them."""
        known = (*(catalogue.KNOWN_BY if kind is None else ()), *catalogue.properties(kind))
        return self._beginning(prefix, {each: catalogue.property_name(each, self._language) for each in known})

    def values(self, thing: str, name: str, most: int = 0) -> tuple[Named, ...]:
        """The values of a property of a thing, by name; `most` of them unless it is 0.

        Raises ProtocolError for what is no id of a thing, and for a property that there is not.
        """
        if not _is_id(thing):
            raise ProtocolError(400, f"{thing!r} is no id")
        catalogue.check(name)
        found = self._terms(ID + thing, name)
        iris = [value.value for value in found if isinstance(value, NamedNode)]
        named = labels(self._bench.store, iris, self._language)
        values = [
            Named(value, named.get(value.value, value.value), value.value.removeprefix(ID) if _is_thing(value) else "")
            if isinstance(value, NamedNode)
            else Named(value, value.value)
            for value in found
        ]
        ordered = sorted(values, key=lambda each: (fold(each.name), str(each.value)))
        return tuple(ordered[: most or None])

    def _given(self, query: Query) -> Given:
        known = {each.property: each.values[0] for each in query.conditions if each.values}
        country = known.get("country", "")
        named = labels(self._bench.store, [ID + country], "en") if "/" in country and _is_id(country) else {}
        return Given(0, query.name, known.get("identifier", ""), named.get(ID + country, country))

    def _judged(
        self, candidate: Candidate, conditions: Iterable[Condition]
    ) -> tuple[Candidate, tuple[tuple[str, bool], ...]] | None:
        """A candidate by the properties asked for, and which it has; None where one that is required is not so."""
        score, features = candidate.score, []
        for condition in conditions:
            found = self._terms(candidate.iri, condition.property)
            own = {text for value in found for text in self._texts(value)}
            has = [fold(value) in own for value in condition.values]
            fits = {"any": any(has), "all": all(has), "none": not any(has)}[condition.quantifier]
            if condition.required and not fits:
                return None
            if found and not fits:
                score *= _UNLIKE
            features.append((condition.property, fits))
        return replace(candidate, score=round(score, 3)), tuple(features)

    def _texts(self, value: Term) -> set[str]:
        """All that a value may be called, folded."""
        if isinstance(value, Literal):
            return {fold(value.value)}
        called = {name.text for name in self._names.labels(value.value)} | {self._names.entity(value.value)}
        return {
            fold(text) for text in (*called, value.value, value.value.removeprefix(ID), value.value.rsplit("/")[-1])
        }

    def _terms(self, iri: str, name: str) -> list[Term]:
        store = self._bench.store
        if name.startswith(catalogue.BACKWARDS):
            quads = store.quads(None, term(name.removeprefix(catalogue.BACKWARDS)), iri, VIEW_GRAPH)
            return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]
        quads = store.quads(iri, term(name), None, VIEW_GRAPH)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode | Literal)]

    def _found(self, iri: str, named: dict[str, str]) -> Found:
        return Found(iri.removeprefix(ID), named.get(iri, iri.removeprefix(ID)), self._types(iri))

    def _types(self, iri: str) -> tuple[str, ...]:
        return catalogue.types_of(self._classes(iri))

    def _classes(self, iri: str) -> set[str]:
        return {quad.object.value for quad in self._bench.store.quads(iri, RDF + "type", None, VIEW_GRAPH)
                if isinstance(quad.object, NamedNode)}  # fmt: skip

    def _beginning(self, prefix: str, named: dict[str, str]) -> tuple[tuple[str, str], ...]:
        wanted = fold(prefix.strip())
        fitting = [
            (key, name)
            for key, name in named.items()
            if fold(key).startswith(wanted) or any(fold(name)[at:].startswith(wanted) for at in _starts(fold(name)))
        ]
        return tuple(fitting)

    @cached_property
    def _names(self) -> Names:
        return Names(Draft(self._bench.store))


def _starts(name: str) -> list[int]:
    return [0, *(at + 1 for at, letter in enumerate(name) if letter in " -")]


def _is_thing(value: NamedNode) -> bool:
    return value.value.startswith(ID)


def _is_id(text: str) -> bool:
    try:
        NamedNode(ID + text)
    except ValueError:
        return False
    return True
