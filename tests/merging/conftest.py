"""A small world: releases written as claims by hand, merged by the real graphs, linking and view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg import graphs, linking, terms, view
from iomkg.draft import Draft
from iomkg.links import entity_of
from iomkg.model import Block, Claim, Document, Evidence, Language, Release, Source, Term, Thing
from iomkg.namespaces import (
    RDF,
    REFERENCE_GRAPH,
    claims_graph,
    digest,
    expanded,
    kind_of,
    release_graph,
    release_key_of,
    scoped,
    stated_date,
    term,
)
from iomkg.store import Store

type_of = RDF + "type"


def node(name: str) -> NamedNode:
    return NamedNode(expanded(name))


REFERENCE: tuple[tuple[str, str, Term], ...] = (
    ("id:state/ita", "rdf:type", node("iomkg:State")),
    ("id:state/ita", "skos:prefLabel", terms.text("Italy", "en")),
    ("id:state/ner", "rdf:type", node("iomkg:State")),
    ("id:state/deu", "rdf:type", node("iomkg:State")),
    ("id:agency/ita/maeci", "rdf:type", node("iomkg:Agency")),
    ("id:agency/ita/maeci", "iomkg:ofState", node("id:state/ita")),
    ("id:agency/ita/maeci", "iomkg:hasFunction", node("scheme:body-function/ministry-foreign-affairs")),
    ("id:organisation/iom", "rdf:type", node("iomkg:IntergovernmentalOrganisation")),
    ("id:region/west-africa", "rdf:type", node("iomkg:Region")),
    ("id:country/ner", "rdf:type", node("iomkg:Country")),
    ("id:country/ner", "iomkg:directlyWithin", node("id:region/west-africa")),
    ("id:country/mli", "rdf:type", node("iomkg:Country")),
    ("id:area/ne-7", "rdf:type", node("iomkg:AdministrativeArea")),
    ("id:area/ne-7", "iomkg:directlyWithin", node("id:country/ner")),
    ("scheme:body-function/ministry", "rdf:type", node("iomkg:BodyFunction")),
    ("scheme:body-function/ministry-foreign-affairs", "rdf:type", node("iomkg:BodyFunction")),
    ("scheme:body-function/ministry-foreign-affairs", "skos:broader", node("scheme:body-function/ministry")),
    ("scheme:body-function/national-police", "rdf:type", node("iomkg:BodyFunction")),
    ("scheme:body-function/governorate", "rdf:type", node("iomkg:BodyFunction")),
    ("scheme:body-function/governorate", "iomkg:functionLevel", node("scheme:function-level/regional")),
    ("scheme:body-function/embassy", "rdf:type", node("iomkg:BodyFunction")),
    *(
        (f"scheme:body-function/{function}", "iomkg:oneOfAKind", terms.boolean(True))
        for function in ("ministry-foreign-affairs", "national-police", "governorate", "embassy")
    ),
    *(
        (f"scheme:body-function/{function}", "iomkg:functionLevel", node("scheme:function-level/national"))
        for function in ("ministry-foreign-affairs", "national-police")
    ),
    ("scheme:source-class/donor-iati", "iomkg:sourceRank", terms.integer(1)),
    ("scheme:source-class/release-by-party", "iomkg:sourceRank", terms.integer(3)),
    ("scheme:source-class/news", "iomkg:sourceRank", terms.integer(4)),
)
Said = tuple[str, str, Term | str] | tuple[str, str, Term | str, float]


@dataclass
class World:
    """`tell` loads a release given as (thing, predicate, value[, confidence]) rows: `project/1`, `title`, …"""

    store: Store

    def tell(
        self,
        key: str,
        *rows: Said,
        published: str | None = None,
        source_class: str = "release-by-party",
        text: str = "",
        language: Language = "en",
        publisher: str | None = None,
    ) -> None:
        document = _document(key, published, source_class, text or f"Headline of {key}", language, publisher)
        stated = [_claim(key, row) for row in rows]
        draft = Draft(self.store)
        before = _things(draft, key)
        for graph, quads in (
            (release_graph(key), graphs.release_quads(document, stated)),
            (claims_graph(key), graphs.claims_quads(document, stated)),
        ):
            draft.remove(set(draft.quads(graph=graph)) - set(quads))
            draft.add(quads)
        linked = linking.relink(draft, _things(draft, key), before)
        view.refresh(draft, linked.entities | {entity_of(draft, claim.subject.iri) for claim in stated})
        self.store.commit(draft.change())

    def facts(self, thing: str) -> set[tuple[str, str]]:
        """The view's facts on an entity or on the entity of `key:project/1`, shortened, values as text."""
        iri = self.entity(thing)
        graph = "https://w3id.org/iomkg/graph/view"
        return {
            (q.predicate.value.rsplit("#", 1)[-1], _plain(q.object)) for q in self.store.quads(iri, None, None, graph)
        }

    def values(self, thing: str, name: str) -> list[str]:
        return sorted(value for predicate, value in self.facts(thing) if predicate == name)

    def entity(self, thing: str) -> str:
        key, _, local = thing.partition(":")
        if local and "/" in local and key not in ("id", "https"):
            kind, _, number = local.partition("/")
            return entity_of(Draft(self.store), scoped(key, kind, int(number)))
        return expanded(thing)

    def draft(self) -> Draft:
        return Draft(self.store)


def _things(draft: Draft, key: str) -> set[str]:
    subjects = {q.subject.value for q in draft.quads(graph=release_graph(key)) if isinstance(q.subject, NamedNode)}
    return {iri for iri in subjects if release_key_of(iri) or kind_of(iri) == "release"}


def _plain(value: object) -> str:
    return value.value.removeprefix("https://w3id.org/iomkg/") if isinstance(value, NamedNode | Literal) else str(value)


def _document(
    key: str, published: str | None, source_class: str, text: str, language: Language, publisher: str | None
) -> Document:
    source = Source(
        name=f"{key}.txt",
        sha256=digest(key),
        media_type="text/plain",
        source_class=source_class,
        publisher=publisher,
    )
    return Document(
        release=Release(key=key, source=source, body=text),
        text=text,
        language=language,
        blocks=(Block("headline", 0, len(text)),),
        sentences=((0, len(text)),),
        headline=(0, len(text)),
        published=published,
    )


def _iri(key: str, local: str) -> str:
    kind, _, number = local.partition("/")
    return scoped(key, kind, int(number)) if number.isdigit() else expanded(local)


def _claim(key: str, row: Said) -> Claim:
    local, name, value = row[0], row[1], row[2]
    confidence = row[3] if len(row) == 4 else 0.95
    predicate = type_of if name == "a" else term(name)
    if isinstance(value, str):
        if name == "a":
            value = NamedNode(term(value))
        elif value.startswith("date:"):
            value = NamedNode(stated_date(value.removeprefix("date:")))
        else:
            value = NamedNode(_iri(key, value))
    quote = f"{key} says: {local} {name} {value}"
    return Claim(
        subject=Thing(_iri(key, local), local),
        predicate=predicate,
        object=value,
        worded=str(value),
        evidence=Evidence(quote, 0, len(quote)),
        confidence=confidence,
        method="test/by-hand",
    )


def _new_world() -> World:
    store = Store.memory()
    graph = NamedNode(REFERENCE_GRAPH)
    quads = [Quad(node(s), node(p), o, graph) for s, p, o in REFERENCE]
    store.load_graphs([*quads, *view.reference_view(quads)])
    return World(store)


@pytest.fixture
def world() -> World:
    return _new_world()


@pytest.fixture
def new_world() -> Callable[[], World]:
    """Makes as many worlds as a test wants to compare."""
    return _new_world
