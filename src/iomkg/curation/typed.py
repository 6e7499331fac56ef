"""From a value as a curator types it to a term: numbers, dates, names in any language, entries of lists."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from iomkg import lookup, missed, terms, vocabulary
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.folding import fold
from iomkg.model import Term
from iomkg.namespaces import (
    RDF,
    SKOS,
    VIEW_GRAPH,
    XSD,
    concept,
    expanded,
    is_hashed,
    kind_of,
    shortened,
    stated_date,
    term,
)
from iomkg.naming import property_name

_LANGUAGE_STRING: Final = RDF + "langString"
_ACTING: Final = frozenset(map(term, ("Actor", "Payer")))
_MOST_ENTRIES: Final = 40  # of a list that is shown whole
# What may be taken for each other; whatever else releases introduce is of one class.
_KINDS: Final = {
    "place": ("AdministrativeArea", "Settlement", "BorderPost"),
    "organisation": ("IntergovernmentalOrganisation", "NonGovernmentalOrganisation", "OtherOrganisation"),
}
# The properties behind the fields of `iomkg add`, for the kind of value they take.
_BEHIND: Final = {
    "title": "title",
    "project": "title",
    "acronym": "acronym",
    "duration": "durationMonths",
    "start": "start",
    "end": "end",
    "place": "targetsPlace",
    "theme": "hasTheme",
    "route": "alongRoute",
    "donor": "donor",
    "implementer": "participant",
    "partner": "participant",
    "output": "outputKind",
}


def value(draft: Draft, name: str, typed: str, language: str, new: bool = False) -> Term:
    """The term for `typed` as a value of a property (an IRI) or of a field of `iomkg add`.

    With `new`, a name that nothing is called names a body no one knows yet. Raises UsageError when the value does
    not fit.
    """
    try:
        return _term(draft, name, typed, language, new)
    except terms.TermError as error:
        raise UsageError(str(error)) from error


def _term(draft: Draft, name: str, typed: str, language: str, new: bool) -> Term:
    if name == "budget":
        return terms.text(money(draft, typed))
    predicate = term(_BEHIND[name]) if name in _BEHIND else name
    rules = vocabulary.load()
    if predicate in rules.lists:
        return _listed(draft, rules.lists[predicate], predicate, typed)
    return _of_range(draft, rules.ranges.get(predicate, ""), predicate, typed, language, new)


def money(draft: Draft, typed: str) -> str:
    """A sum as typed, where it is an amount with the code of a currency that is known; else raises UsageError."""
    try:
        _, currency = terms.money(typed)
    except terms.TermError as error:
        raise UsageError(str(error)) from error
    if not any(draft.quads(concept("currency", currency), None, None, VIEW_GRAPH)):
        raise UsageError(f"{currency!r} is no currency that is known; give its code by ISO 4217, such as EUR or XOF")
    return typed


def predicate(name: str) -> str:
    """The IRI of the property a curator names, or of the one behind a field. Raises UsageError for an unknown one."""
    found = prop(name)
    return term(_BEHIND.get(found, "amount")) if found in missed.FIELDS else found


def prop(name: str) -> str:
    """A field of `iomkg add`, or the IRI of the property a curator names. Raises UsageError for an unknown one."""
    if name in missed.FIELDS:
        return name
    iri = expanded(name if ":" in name else f"iomkg:{name}")
    rules = vocabulary.load()
    if iri not in rules.view_rules or rules.rule(iri) == vocabulary.OUTSIDE_VIEW:
        raise UsageError(f"no property {name!r}; use {', '.join(missed.FIELDS)}, or a property of the ontology")
    return iri


def _of_range(draft: Draft, range_: str, predicate: str, typed: str, language: str, new: bool) -> Term:
    if range_ == XSD + "integer":
        if not typed.strip().isdecimal():
            raise UsageError(f"{property_name(predicate)} is a whole number, and {typed!r} is not; write it in digits")
        return terms.integer(int(typed))
    if range_ == XSD + "decimal":
        return terms.decimal(typed)
    if range_ == term("StatedDate"):
        terms.date_literal(typed)
        return NamedNode(stated_date(typed))
    if range_ == _LANGUAGE_STRING:
        return terms.text(typed, language)
    if range_.startswith(XSD):
        return terms.text(typed)
    if new:
        return terms.text(typed, language)
    return NamedNode(_acting_or_lying(draft, _entity(draft, typed), range_))


def _acting_or_lying(draft: Draft, iri: str, range_: str) -> str:
    """A state and its territory are called alike: the one that can stand where the value stands."""
    if range_ in _ACTING and kind_of(iri) == "country":
        return next(iter(draft.subjects(term("hasTerritory"), iri, VIEW_GRAPH)), iri)
    if range_ == term("Place") and kind_of(iri) == "state":
        return next((place.value for place in draft.objects(iri, term("hasTerritory"), VIEW_GRAPH)), iri)
    return iri


def _entity(draft: Draft, typed: str) -> str:
    iri = lookup.entity(draft, typed)
    if is_hashed(iri) or kind_of(iri) == "release":
        raise UsageError(
            f"{typed!r} is {shortened(iri)}, which only releases know, so its IRI may change: "
            "give its name with --new, and merge the two afterwards"
        )
    return iri


def kinds(thing: str) -> tuple[str, ...]:
    """The classes that a thing of a release may be of, by IRI: one, or those of all bodies or places."""
    return tuple(map(term, _KINDS.get(kind_of(thing) or "", ())))


def kind(thing: str, typed: str) -> NamedNode:
    """The class a curator names for a thing. Raises UsageError for one that it cannot be."""
    for iri in kinds(thing):
        if fold(typed) in (fold(property_name(iri)), fold(shortened(iri)), fold(shortened(iri).partition(":")[2])):
            return NamedNode(iri)
    words = (kind_of(thing) or "").replace("-", " ")
    among = f"one of: {', '.join(map(property_name, kinds(thing)))}" if kinds(thing) else "reject it if it is none"
    raise UsageError(f"{typed!r} is nothing that a {words} can be; {among}")


def entries(draft: Draft, predicate: str) -> tuple[str, ...]:
    """The codes of the list that a property takes its values from; none for other properties, or a long list."""
    scheme = vocabulary.load().lists.get(predicate)
    codes = (
        sorted(iri.rsplit("/", 1)[1] for iri in draft.subjects(SKOS + "inScheme", scheme, VIEW_GRAPH)) if scheme else []
    )
    return tuple(codes) if len(codes) <= _MOST_ENTRIES else ()


def _listed(draft: Draft, scheme: str, predicate: str, typed: str) -> NamedNode:
    """The entry of a list whose code or label, in any language, is typed."""
    entries = draft.subjects(SKOS + "inScheme", scheme, VIEW_GRAPH)
    wanted = fold(typed)
    labels = {
        iri: {fold(label.value) for label in draft.objects(iri, SKOS + "prefLabel", VIEW_GRAPH)} for iri in entries
    }
    for iri, names in sorted(labels.items()):
        if wanted in names or typed in (iri, iri.rsplit("/", 1)[1]) or expanded(typed) == iri:
            return NamedNode(iri)
    codes = ", ".join(sorted(iri.rsplit("/", 1)[1] for iri in labels))
    raise UsageError(f"{property_name(predicate)} is an entry of a list, and {typed!r} is not in it; one of: {codes}")
