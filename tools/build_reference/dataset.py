"""A data set in the making: triples about curated entities, and what its header says about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from iomkg.namespaces import DCTERMS, GRAPH, RDF, SCHEME, SKOS, XSD, concept, entity, slug, term

TYPE = RDF + "type"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
LANGUAGES = ("en", "fr", "es")

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+$")


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: text with a language tag or the IRI of a datatype, or plain text with neither."""

    text: str
    language: str = ""
    datatype: str = ""


Object = str | Value
Triple = tuple[str, str, Object]


@dataclass(frozen=True, slots=True)
class Header:
    """Who made the facts and under which terms. `sources` are IRIs or plain references."""

    title: str
    description: str
    licence: str
    attribution: str
    sources: tuple[str, ...]


@dataclass(slots=True)
class Dataset:
    """One Turtle file. `name` is its stem, and the last part of the IRI its header describes."""

    name: str
    header: Header
    triples: set[Triple] = field(default_factory=set)

    @property
    def iri(self) -> str:
        return f"{GRAPH}reference/{self.name}"

    def typed(self, subject: str, class_name: str) -> None:
        """State the exact class, a name of the ontology or a full IRI."""
        self.link(subject, TYPE, class_name if ":" in class_name else term(class_name))

    def link(self, subject: str, predicate: str, target: str) -> None:
        self.triples.add((subject, _predicate(predicate), target))

    def text(self, subject: str, predicate: str, text: str, language: str = "") -> None:
        """A string, in a language when one is given. An empty text states nothing."""
        if clean := " ".join(unicodedata.normalize("NFC", text).split()):
            self.triples.add((subject, _predicate(predicate), Value(clean, language)))

    def decimal(self, subject: str, predicate: str, number: Decimal) -> None:
        plain = format(number.normalize(), "f")
        self.triples.add((subject, _predicate(predicate), Value(plain, datatype=XSD + "decimal")))

    def integer(self, subject: str, predicate: str, number: int) -> None:
        self.triples.add((subject, _predicate(predicate), Value(str(number), datatype=XSD + "integer")))

    def date(self, subject: str, predicate: str, iso: str) -> None:
        self.triples.add((subject, _predicate(predicate), Value(iso, datatype=XSD + "date")))

    def true(self, subject: str, predicate: str) -> None:
        self.triples.add((subject, _predicate(predicate), Value("true", datatype=XSD + "boolean")))

    def source(self, subject: str, source: str) -> None:
        """Where a fact comes from: a link when it is a web address, else a plain reference."""
        if _IRI.match(source):
            self.link(subject, DCTERMS + "source", source)
        else:
            self.text(subject, DCTERMS + "source", source)

    def names(self, subject: str, preferred: Mapping[str, str], others: Mapping[str, Iterable[str]]) -> None:
        """One preferred name per language and the other names, leaving out those that repeat a preferred one."""
        for language, name in preferred.items():
            self.text(subject, PREF_LABEL, name, language)
        for language, names in others.items():
            for name in names:
                if name != preferred.get(language):
                    self.text(subject, ALT_LABEL, name, language)

    def acronyms(self, subject: str, acronyms: Iterable[str]) -> None:
        for acronym in acronyms:
            self.text(subject, term("acronym"), acronym)

    def identifier(self, subject: str, scheme: str, value: str, source: str) -> None:
        """Give an entity an identifier of `scheme`, and describe that identifier once."""
        node = entity("identifier", scheme, slug(value))
        self.link(subject, term("hasIdentifier"), node)
        self.typed(node, "Identifier")
        self.link(node, term("identifierScheme"), concept("identifier-scheme", scheme))
        self.text(node, term("identifierValue"), value)
        self.source(node, source)

    def in_scheme(self, subject: str, scheme: str) -> None:
        self.link(subject, SKOS + "inScheme", SCHEME + scheme)

    def subjects(self, class_name: str) -> set[str]:
        """The subjects stated to be of a class of the ontology."""
        wanted = term(class_name)
        return {s for s, p, o in self.triples if p == TYPE and o == wanted}


def _predicate(name: str) -> str:
    return name if ":" in name else term(name)
