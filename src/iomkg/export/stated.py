"""What one release states, looked up by thing and property: the reading side of an export."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import identifiers, stated_dates
from iomkg.namespaces import NS, kind_of, release_key_of

_COMPLETE = re.compile(r"\d{4}-\d\d-\d\d")


class Stated:
    """The statements of a release graph, but for those `without` (a thing and a property)."""

    def __init__(self, quads: Iterable[Quad], without: set[tuple[str, str]]) -> None:
        self._said: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self._things: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            subject, predicate = quad.subject.value, quad.predicate.value
            if (subject, predicate) in without:
                continue
            self._said[subject, predicate.removeprefix(NS)].append(quad.object)
            if release_key_of(subject):
                self._things[kind_of(subject) or ""].add(subject)
        for values in self._said.values():
            values.sort(key=lambda term: (_number(term.value), str(term)))

    def things(self, kind: str) -> list[str]:
        """The things of a kind, in the order of their numbers."""
        return sorted(self._things[kind], key=_number)

    def all(self, thing: str, name: str) -> list[str]:
        """The values of a property, those that are things in the order of their numbers."""
        return [term.value for term in self._said.get((thing, name), ())]

    def one(self, thing: str, name: str) -> str:
        """The first value of a property, empty when there is none."""
        return next(iter(self.all(thing, name)), "")

    def text(self, thing: str, name: str) -> str:
        """The first value of a property, of a stated date its lexical form; empty when there is none."""
        found = self.one(thing, name)
        return stated_dates.lexical_of(found) or found

    def texts(self, thing: str, name: str, language: str) -> list[tuple[str, str]]:
        """The texts of a property with their languages, those in `language` first."""
        found = [
            (term.value, term.language or "") for term in self._said.get((thing, name), ()) if isinstance(term, Literal)
        ]
        return sorted(found, key=lambda text: (text[1] != language, text[1], text[0]))

    def code_of(self, thing: str, name: str) -> str:
        """The code of the first identifier that a property names, empty when there is none."""
        found = self.one(thing, name)
        return value(found) if found else ""

    def first_identifier(self, project: str) -> str:
        """The identifier under which an activity is published: its wording on the project, not one it had before."""
        others = {self.text(other, "code").casefold() for other in self.things("other-identifier")}
        codes = [value(iri) for iri in self.all(project, "hasIdentifier")]
        return next((found for found in codes if found.casefold() not in others), codes[0] if codes else "")


def code(iri: str) -> str:
    """The last step of an IRI of a list: its code."""
    return iri.rsplit("/", 1)[-1]


def value(iri: str) -> str:
    """The code that an identifier named by its value holds; the IRI itself for another."""
    parts = identifiers.parts_of(iri)
    return parts[1] if parts else iri


def day(lexical: str, late: bool = False) -> str:
    """A stated date as a day, as IATI wants it: the first it may be, or the last; empty for what has no year."""
    if not lexical or _COMPLETE.fullmatch(lexical):
        return lexical
    date = stated_dates.parse(lexical)
    return (date.latest if late else date.earliest) or ""


def _number(iri: str) -> int:
    last = iri.rsplit("/", 1)[-1]
    return int(last) if last.isdigit() and release_key_of(iri) else 0
