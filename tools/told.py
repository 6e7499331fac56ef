"""Releases told in a file, sentence by sentence, brought through gates, links and view as if they had been read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from iomkg import graphs, history
from iomkg.draft import Draft
from iomkg.history import Occasion
from iomkg.judged import Judged
from iomkg.model import Block, Claim, Document, Evidence, Release, Source, Thing
from iomkg.namespaces import ID, LINKS_GRAPH, PREFIXES, SCHEME, digest, release_key_of, term
from iomkg.pipeline import landing
from iomkg.rulings import Rulings
from iomkg.store import Store

_LISTS = {
    "theme": "theme", "stage": "funding-stage", "kind": "funding-kind", "currency": "currency", "role": "role",
    "qualifier": "amount-qualifier", "covers": "covers", "flow": "funding-flow", "event": "event-kind",
    "output": "output-kind", "status": "output-status", "function": "body-function",
}  # fmt: skip
_PROLOGUE = f"@base <{ID}> ." + "".join(
    f"@prefix {prefix}: <{iri}> ."
    for prefix, iri in {**PREFIXES, **{name: f"{SCHEME}{of}/" for name, of in _LISTS.items()}}.items()
)
_SURE, _UNSURE = 0.95, 0.2
_HASHED = re.compile(r"/[0-9a-f]{12}$")


def load(store: Store, file: Path) -> None:
    """Load the releases of a file, each in a commit of its own."""
    gates = landing.Gates()
    for told in tomllib.loads(file.read_text("utf-8"))["release"]:
        draft = Draft(store)
        landed = landing.land(draft, {told["key"]: _graphs(told)}, Rulings.of(draft), gates)
        assert landed.report.conforms, landed.report.violations
        history.commit(store, draft, Occasion("load", told["key"], f"{told['key']}.txt"))


def names(store: Store, file: Path) -> dict[str, str]:
    """What entities of the view that no reference data names are called in tests: by the first release of the file
    that tells of them, as in `borders-fr/funding/1`."""
    order = [told["key"] for told in tomllib.loads(file.read_text("utf-8"))["release"]]
    found: dict[str, tuple[int, str]] = {}
    for quad in store.quads(None, term("linkedTo"), None, LINKS_GRAPH):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode)
        key = release_key_of(quad.subject.value)
        if key and _HASHED.search(quad.object.value):
            name = order.index(key), quad.subject.value.removeprefix(f"{ID}release/")
            found[quad.object.value] = min(name, found.get(quad.object.value, name))
    return {iri: name for iri, (_, name) in found.items()}


def _graphs(told: Mapping[str, Any]) -> Judged:
    document = _document(told)
    claims = tuple(_claims(told, document))
    return Judged(tuple(graphs.release_quads(document, claims)), tuple(graphs.claims_quads(document, claims)))


def _sentences(told: Mapping[str, Any]) -> list[tuple[str, str, float]]:
    """Each sentence with its facts and how sure they are."""
    sure = [(sentence, facts, _SURE) for sentence, facts in told["said"]]
    return sure + [(sentence, facts, _UNSURE) for sentence, facts in told.get("doubted", ())]


def _document(told: Mapping[str, Any]) -> Document:
    whole, spans = "", []
    for sentence, *_ in _sentences(told):
        spans.append((len(whole), len(whole) + len(sentence)))
        whole += sentence + "\n"
    source = Source(
        name=f"{told['key']}.txt",
        sha256=digest(whole, told["key"]),
        media_type="text/plain",
        url=f"https://example.org/{told['key']}",
        publisher=told["publisher"],
        source_class=told.get("class", "release-by-party"),
    )
    return Document(
        release=Release(key=told["key"], source=source, body=whole),
        text=whole,
        language=told["language"],
        blocks=(Block("headline", *spans[0]), Block("paragraph", spans[0][1] + 1, len(whole))),
        sentences=tuple(spans),
        headline=spans[0],
        published=told.get("published"),
    )


def _claims(told: Mapping[str, Any], document: Document) -> Iterator[Claim]:
    for number, (sentence, facts, confidence) in enumerate(_sentences(told)):
        start, end = document.sentences[number]
        turtle = _PROLOGUE + facts.replace("<~", f"<release/{told['key']}/")
        for triple in parse(turtle, RdfFormat.TURTLE):
            assert isinstance(triple.subject, NamedNode)
            assert isinstance(triple.object, NamedNode | Literal)
            yield Claim(
                subject=Thing(triple.subject.value, "/".join(triple.subject.value.split("/")[-2:])),
                predicate=triple.predicate.value,
                object=triple.object,
                worded=triple.object.value.rsplit("/", 1)[-1],
                evidence=Evidence(sentence, start, end),
                confidence=confidence,
                method="told/test",
            )
