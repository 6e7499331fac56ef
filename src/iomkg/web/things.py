"""The page of a thing: facts with the sentences behind them, parts, what sources disagree on, what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import vocabulary
from iomkg.answers import Sentence, labels
from iomkg.answers.evidence import sentences
from iomkg.draft import Draft
from iomkg.explain import Explainer, Said
from iomkg.model import Term
from iomkg.namespaces import BASE, NS, RDF, SKOS, VIEW_GRAPH, kind_of, release_graph, shortened, term
from iomkg.naming import grouped
from iomkg.show import HELD, PARTS, reading_order
from iomkg.store import Store
from iomkg.web import overview
from iomkg.web.content import Dispute, Group, Part, Quotation, Row, Side, Thing, Value, Words
from iomkg.web.quotes import Quoted, quoted
from iomkg.web.rendering import Page, term_name

_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel", term("name"), term("acronym"), term("title"))
_MOST_VALUES: Final = 40
_MOST_PARTS: Final = 60
_SUMS: Final = frozenset(map(term, ("amount", "equivalentAmount", "goodsValue", "quantity")))
_INNER: Final = ("membership", "segment")
_SILENT: Final = frozenset({RDF + "type", SKOS + "broaderTransitive", SKOS + "inScheme", term("within")})
_UNTOLD: Final = frozenset(
    (*_NAMES, *HELD, *_SILENT, *map(term, ("releaseKey", "sourceHash", "effectiveOn", "textSketch", "headline")))
)
#: Kinds of things that sources speak of often and disagree on never are not asked for.
_DISPUTED: Final = ("project", "funding", "event", "output", "agency", "organisation", "person")
Fact = tuple[str, str, Term]


class ThingPage:
    """Gathers what the page of one thing says."""

    def __init__(self, store: Store, page: Page) -> None:
        self._store = store
        self._page = page
        self._said: dict[Fact, tuple[Sentence, ...]] = {}
        self._labels: dict[str, str] = {}

    def content(self, iri: str) -> Thing:
        """The content of the page, for the template."""
        own = self._facts(iri)
        parts = self._parts(iri)
        named_by = self._named_by(iri)
        facts = [*own, *(fact for _, found in parts for part in found for fact in self._facts(part))]
        shown = [fact for fact in facts if fact[1] not in _NAMES]
        self._said = sentences(self._store, shown)
        mentioned = {iri, *(part for _, inner in parts for part in inner)}
        mentioned |= {subject for _, _, subjects in named_by for subject in subjects}
        mentioned |= {value.value for _, _, value in facts if isinstance(value, NamedNode)}
        self._labels = labels(self._store, mentioned, self._page.language)
        project = kind_of(iri) == "project"
        told = (sentence for of_fact in self._said.values() for sentence in of_fact)
        return Thing(
            iri=iri,
            path=iri.removeprefix(BASE),
            name=self._name(iri),
            kinds=self._kinds(own, iri),
            also=self._also(own, iri),
            facts=self._rows(own),
            parts=tuple(self._group(predicate, found) for predicate, found in parts),
            conflicts=self._conflicts(iri),
            missing=self._missing(iri, own, parts),
            named_by=self._named_rows(named_by),
            sums=overview.sums(facts, self._labels) if project else (),
            moments=overview.moments(self._page, iri, facts, told, self._labels) if project else (),
        )

    def _facts(self, iri: str) -> list[Fact]:
        graph = release_graph(iri.rsplit("/", 1)[1]) if kind_of(iri) == "release" else VIEW_GRAPH
        return [
            (iri, quad.predicate.value, quad.object)
            for quad in self._store.quads(iri, None, None, graph)
            if isinstance(quad.object, NamedNode | Literal)
        ]

    def _parts(self, iri: str) -> list[tuple[str, list[str]]]:
        found: list[tuple[str, list[str]]] = []
        for predicate in PARTS:
            pointing = (quad.subject for quad in self._store.quads(None, predicate, iri, VIEW_GRAPH))
            found.append((predicate, sorted({node.value for node in pointing if isinstance(node, NamedNode)})))
        for predicate in HELD:
            held = (q.object for q in self._store.quads(iri, predicate, None, VIEW_GRAPH))
            found.append((predicate, sorted({node.value for node in held if isinstance(node, NamedNode)})))
        return [(predicate, inner) for predicate, inner in found if inner]

    def _named_by(self, iri: str) -> list[tuple[str, str, list[str]]]:
        """What points to the thing, its parts left out, by kind and property."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in self._store.quads(None, None, iri, VIEW_GRAPH):
            subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            kind = kind_of(subject)
            predicate = quad.predicate.value
            if kind and kind not in _INNER and predicate not in (*PARTS, *HELD, *_SILENT):
                found[kind, predicate].add(subject)
        return [(kind, predicate, sorted(subjects)) for (kind, predicate), subjects in sorted(found.items())]

    def _group(self, predicate: str, inner: list[str]) -> Group:
        key = f"part_{predicate.removeprefix(NS)}"
        heading = self._page.words.get(key) or term_name(predicate, self._page.language)
        shown = tuple(
            Part(Words(self._name(part)), self._rows(fact for fact in self._facts(part) if fact[1] != predicate))
            for part in inner[:_MOST_PARTS]
        )
        return Group(heading, shown, max(0, len(inner) - _MOST_PARTS))

    def _rows(self, facts: Iterable[Fact]) -> tuple[Row, ...]:
        by_property: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact[1] not in _UNTOLD:
                by_property[fact[1]].append(fact)
        return tuple(
            _row(term_name(predicate, self._page.language), map(self._value, by_property[predicate]))
            for predicate in sorted(by_property, key=reading_order)
        )

    def _value(self, fact: Fact) -> Value:
        said = self._said.get(fact, ())
        told = self._page.counted(len(said), "one_sentence", "sentences")
        return Value(self._named(fact[1], fact[2]), tuple(quotation(self._page, each) for each in said), told)

    def _named(self, predicate: str, value: Term) -> Words:
        if isinstance(value, NamedNode):
            return Words(self._name(value.value), self._page.of(value.value))
        text = grouped(value.value) if predicate in _SUMS else value.value
        return Words(text, text if _is_address(text) else None, value.language)

    def _name(self, iri: str) -> str:
        return self._labels.get(iri) or shortened(iri)

    def _kinds(self, own: Iterable[Fact], iri: str) -> tuple[str, ...]:
        classes = {value.value for _, predicate, value in own if predicate == RDF + "type"}
        above = {higher for kind in classes for higher in vocabulary.load().ancestors(kind)}
        named = sorted(term_name(kind, self._page.language) for kind in classes - above if kind.startswith(NS))
        return tuple(named) or (kind_of(iri) or "",)

    def _also(self, own: Iterable[Fact], iri: str) -> tuple[str, ...]:
        names = {value.value for _, predicate, value in own if predicate in _NAMES and isinstance(value, Literal)}
        return tuple(sorted(names - {self._name(iri)}, key=str.casefold))

    def _conflicts(self, iri: str) -> tuple[Dispute, ...]:
        if kind_of(iri) not in _DISPUTED:
            return ()
        return tuple(
            Dispute(
                dispute.property,
                tuple(
                    Side(side.said.value.text, _told(self._page, side.said))
                    for side in (dispute.chosen, *dispute.others)
                ),
            )
            for dispute in Explainer(Draft(self._store)).disputes(iri)
        )

    def _missing(self, iri: str, own: Iterable[Fact], parts: Iterable[tuple[str, list[str]]]) -> tuple[str, ...]:
        """What no source says of a project."""
        if kind_of(iri) != "project":
            return ()
        has = {predicate for _, predicate, _ in own}
        sums = any(p == term("amount") for _, inner in parts for part in inner for _, p, _ in self._facts(part))
        known = {
            "donor": term("hasDonor") in has,
            "sum": sums,
            "duration": bool(has & {term("durationMonths"), term("start"), term("end")}),
            "place": term("targetsPlace") in has,
            "implementer": term("hasImplementer") in has,
        }
        return tuple(self._page.words[f"missing_{name}"] for name, there in known.items() if not there)

    def _named_rows(self, found: Iterable[tuple[str, str, list[str]]]) -> tuple[Row, ...]:
        language = self._page.language
        return tuple(
            _row(
                f"{term_name(NS + kind.title().replace('-', ''), language)} ({term_name(predicate, language)})",
                (Value(Words(self._name(subject), self._page.of(subject))) for subject in subjects),
            )
            for kind, predicate, subjects in found
        )


def quotation(page: Page, said: Sentence) -> Quotation:
    """A sentence behind a fact, shortened as it may be published."""
    return _quotation(page, quoted(said.quote, said.worded), said.release, said.headline, said.publisher, said.date,
                      said.url, page.words[said.status], said.confidence)  # fmt: skip


def _told(page: Page, said: Said) -> Quotation:
    """The same of what `explain` says."""
    worded = said.quote[slice(*said.worded_at)] if said.worded_at else ""
    origin = said.origin
    return _quotation(page, quoted(said.quote, worded), origin.iri, origin.headline, origin.publisher,
                      origin.published, origin.url, said.status, said.confidence)  # fmt: skip


def _quotation(
    page: Page,
    parts: Quoted,
    release: str,
    headline: str | None,
    publisher: str | None,
    date: str | None,
    url: str | None,
    status: str,
    confidence: float,
) -> Quotation:
    return Quotation(
        before=parts.before,
        marked=parts.marked,
        after=parts.after,
        headline=headline or shortened(release),
        href=page.of(release),
        publisher=publisher,
        date=date,
        # An address that is no web address would be run or opened by a browser.
        url=url if url and _is_address(url) else None,
        status=status,
        confidence=f"{confidence:.2f}",
    )


def _row(name: str, values: Iterable[Value]) -> Row:
    ordered = sorted(values, key=lambda value: (value.named.text.casefold(), value.named.language or ""))
    return Row(name, tuple(ordered[:_MOST_VALUES]), max(0, len(ordered) - _MOST_VALUES))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(character.isspace() for character in text)
