"""Names for people: what to call an entity, a property or a value where an IRI would say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import stated_dates, vocabulary
from iomkg.draft import Draft
from iomkg.folding import bounded, fold
from iomkg.links import entity_of, members_of
from iomkg.model import Term
from iomkg.namespaces import (
    DCTERMS,
    RDF,
    RDFS,
    REFERENCE_GRAPH,
    SKOS,
    VIEW_GRAPH,
    XSD,
    is_hashed,
    kind_of,
    release_graph,
    release_key_of,
    shortened,
    term,
)

_LABEL: Final = SKOS + "prefLabel"
_LANGUAGES: Final = ("en", "fr", "es")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# What has no name of its own is called by the values of these properties, joined.
COMPOSED: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "participation": (", ", ("participant", "role")),
    "role": (", ", ("holder", "roleTitle", "roleIn")),
    "event": (", ", ("eventKind", "date", "place")),
    "output": (": ", ("outputKind", "quantityStated")),
    "identifier": (" ", ("identifierScheme", "identifierValue")),
    "segment": (" in ", ("segmentKind", "segmentPlace")),
    "membership": ("", ("memberPlace",)),
    "funding": (" ", ("stage", "fundingKind", "amountQualifier", "currency", "amount", "donor")),
    "contribution": (" ", ("currency", "amount", "contributor")),
}
_SUMS: Final = (term("amount"), term("equivalentAmount"), term("goodsValue"))
_UNNAMED: Final = {"event": "event", "output": "output"}
_MOST_JOINED: Final = 3
_MOST_DIGITS: Final = 7
_OUTSIDE: Final = {
    RDF + "type": "is a",
    _LABEL: "label",
    SKOS + "altLabel": "also called",
    SKOS + "Concept": "list entry",
    SKOS + "broader": "broader",
    SKOS + "broaderTransitive": "broader, in the end",
    SKOS + "definition": "definition",
    SKOS + "scopeNote": "scope note",
    SKOS + "note": "note",
    SKOS + "inScheme": "in the list",
    SKOS + "notation": "code",
    DCTERMS + "source": "source",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A term with words for it. `iri` is None for a literal, `language` for anything but a text in a language (in
    several, with commas, where one text stands for all)."""

    text: str
    iri: str | None = None
    language: str | None = None

    @property
    def with_language(self) -> str:
        """`Níger (es)`; the text alone where there is no language."""
        return f"{self.text} ({self.language})" if self.language else self.text

    @property
    def with_iri(self) -> str:
        """With its short IRI where only that tells it from others: it has no name a curator chose."""
        uncurated = self.iri is not None and (is_hashed(self.iri) or release_key_of(self.iri) is not None)
        return f"{self.text} ({shortened(self.iri or '')})" if uncurated else self.text


class Names:
    """Finds words for what a store holds, remembering them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[str, str] = {}
        self._things: dict[str, list[str]] = {}

    def of(self, value: Term) -> Named:
        """Words for an entity or a literal."""
        if isinstance(value, Literal):
            return Named(value.value, None, value.language)
        return Named(self.entity(value.value), value.value)

    def value(self, predicate: str, value: Term) -> Named:
        """Words for a value of a property: sums with their thousands set apart, days written out."""
        if isinstance(value, Literal) and predicate in _SUMS:
            return Named(grouped(value.value))
        if isinstance(value, Literal) and value.datatype.value == XSD + "date":
            return Named(date_in_words(value.value))
        return self.of(value)

    def entity(self, iri: str) -> str:
        """What an entity is called: its label, else what its facts say it is, else its shortened IRI."""
        if iri not in self._known:
            self._known[iri] = shortened(iri)  # a guard for entities that name each other
            words = _terms().get(iri) or self._label(iri) or self._description(iri)
            self._known[iri] = words or shortened(iri)
        return self._known[iri]

    def part(self, iri: str, seen_from: str) -> str:
        """What an entity is called on the page of another: a participation there is its role in something."""
        who = {value.value for value in self._values(iri, term("participant"))}
        if seen_from not in who:
            return self.entity(iri)
        return self._joined(iri, " in ", "role", "inProject", "inEvent")

    def labels(self, iri: str) -> list[Named]:
        """Every label and further name, the best known languages first."""
        found = {
            (value.value, value.language)
            for predicate in (_LABEL, SKOS + "altLabel", term("name"), term("title"))
            for value in self._values(iri, predicate)
            if isinstance(value, Literal)
        }
        acronyms = {(value.value, None) for value in self._values(iri, term("acronym"))}
        return distinct(Named(text, None, language) for text, language in sorted(found | acronyms, key=_by_language))

    def kinds(self, iri: str) -> list[str]:
        """The names of the most exact classes of an entity."""
        rules = vocabulary.load()
        found = {value.value for value in self._values(iri, RDF + "type")}
        above = {ancestor for kind in found for ancestor in rules.ancestors(kind)}
        ours = {kind for kind in found - above if kind in _terms()}
        return sorted(property_name(kind) for kind in ours or found - above)

    def _label(self, iri: str) -> str | None:
        for predicate in (_LABEL, term("title"), term("name")):
            labels = [value for value in self._values(iri, predicate) if isinstance(value, Literal)]
            if labels:
                best = min(((v.value, v.language) for v in labels), key=_by_language)[0]
                return self._of_its_state(iri, best)
        return None

    def _of_its_state(self, iri: str, label: str) -> str:
        """A body's label with its state before it, unless it says so itself: there are many foreign ministries."""
        states = self._values(iri, term("ofState"))
        if not states or any(says(label, name.text) for state in states for name in self.labels(state.value)):
            return label
        return f"{self._joined(iri, '', 'ofState')} – {label}"

    def _description(self, iri: str) -> str | None:
        """Words for what has no name of its own, from its facts."""
        lexical = stated_dates.lexical_of(iri)
        if lexical:
            return date_in_words(lexical)
        kind = kind_of(iri) or ""
        if kind == "funding":
            what = self._joined(iri, " ", "stage", "fundingKind") or "funding"
            return _phrase(what, "of", self._sum(iri), "from", self._joined(iri, "", "donor"))
        if kind == "contribution":
            return _phrase(self._sum(iri), "from", self._joined(iri, "", "contributor"))
        if kind == "project":
            place, donors = self._joined(iri, "", "targetsPlace"), self._joined(iri, "", "hasDonor")
            return _phrase("untitled project", "in", place, "funded by", donors)
        separator, properties = COMPOSED.get(kind, ("", ()))
        return self._joined(iri, separator, *properties) or _UNNAMED.get(kind)

    def _sum(self, iri: str) -> str:
        amounts = [value.value for value in self._values(iri, term("amount"))]
        currencies = [value.value.rsplit("/", 1)[1] for value in self._values(iri, term("currency"))]
        qualifier = self._joined(iri, "", "amountQualifier")
        words = [qualifier if qualifier != "exact" else "", *currencies, *(grouped(amount) for amount in amounts)]
        return " ".join(filter(None, words)) if amounts else ""

    def _joined(self, iri: str, separator: str, *properties: str) -> str:
        """The names of the values of some properties, each property's as a list."""
        parts = (_listed({self.of(value).text for value in self._values(iri, term(name))}) for name in properties)
        return separator.join(filter(None, parts))

    def _values(self, iri: str, predicate: str) -> list[Term]:
        """Of the view; of the reference data for what the view does not hold, such as entries of lists; of releases for
        what is too doubtful for either."""
        found = self._draft.objects(iri, predicate, VIEW_GRAPH) or self._draft.objects(iri, predicate, REFERENCE_GRAPH)
        return found or self._stated(iri, predicate)

    def _stated(self, iri: str, predicate: str) -> list[Term]:
        """What releases state of a thing that the view does not hold."""
        graphs = ((thing, release_graph(release_key_of(thing) or "")) for thing in self._unseen(iri))
        values = {value for thing, graph in graphs for value in self._draft.objects(thing, predicate, graph)}
        return [NamedNode(entity_of(self._draft, v.value)) if isinstance(v, NamedNode) else v for v in values]

    def _unseen(self, iri: str) -> list[str]:
        """The things of releases that an entity is of which the view does not tell what it is; none of any other."""
        if iri not in self._things:
            seen = bool(self._draft.objects(iri, RDF + "type", VIEW_GRAPH))
            self._things[iri] = [] if seen else [iri] if release_key_of(iri) else members_of(self._draft, iri)
        return self._things[iri]


def distinct(values: Iterable[Named]) -> list[Named]:
    """Each text once, with all the languages it has, in the order they first come."""
    languages: dict[tuple[str, str | None], list[str]] = {}
    for value in values:
        languages.setdefault((value.text, value.iri), []).extend(filter(None, (value.language,)))
    return [Named(text, iri, ", ".join(found) or None) for (text, iri), found in languages.items()]


def says(label: str, name: str) -> bool:
    """Whether a label holds a name, as whole words."""
    text, wanted = fold(label), fold(name)
    start = text.find(wanted)
    return start >= 0 and bounded(text, start, start + len(wanted))


def _phrase(start: str, *rest: str) -> str:
    """`start`, then each joining word with what follows it, left out together when nothing follows."""
    return start + "".join(f" {join} {text}" for join, text in zip(rest[::2], rest[1::2], strict=True) if text)


def _listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`, `A, B, C and 2 more`."""
    *first, last = sorted(names) or [""]
    if len(first) >= _MOST_JOINED:
        first, last = first[:_MOST_JOINED], f"{len(first) + 1 - _MOST_JOINED} more"
    return f"{', '.join(first)} and {last}" if first else last


def property_name(iri: str) -> str:
    """The English name of a property or class: `has donor`."""
    return _OUTSIDE.get(iri) or _terms().get(iri) or shortened(iri)


def phrase(property_: str, value: str) -> str:
    """A property with its value: `is an agency`, `works in Niger`."""
    return f"{property_}{'n' if property_ == _OUTSIDE[RDF + 'type'] and value[:1] in 'aeiou' else ''} {value}"


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers within 0..1 with two digits, or as many more as show that they differ."""
    for digits in range(2, _MOST_DIGITS):
        texts = f"{one:.{digits}f}", f"{other:.{digits}f}"
        if texts[0] != texts[1]:
            return texts
    return f"{one:.2f}", f"{other:.2f}"


def grouped(number: str) -> str:
    """A number with its thousands set apart: `3,000,000`."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else number


def date_in_words(lexical: str) -> str:
    """A stated date for people: `16 February 2022`, `February 2022`, `16 February (year not stated)`."""
    if lexical.startswith("--"):
        return f"{int(lexical[5:])} {_MONTHS[int(lexical[2:4]) - 1]} (year not stated)"
    year, *rest = lexical.split("-")
    numbers = [int(part) for part in rest]
    day = f"{numbers[1]} " if len(numbers) > 1 else ""
    month = f"{_MONTHS[numbers[0] - 1]} " if numbers else ""
    return f"{day}{month}{year}"


@cache
def _terms() -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in vocabulary.quads_of("iomkg.ttl")
        if quad.predicate.value == RDFS + "label"
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == "en"
    }


def _by_language(label: tuple[str, str | None]) -> tuple[int, str, str]:
    text, language = label
    return (_LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES), language or "", text)
