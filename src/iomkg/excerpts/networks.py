"""An excerpt as a network in GraphML: things and what their facts name are nodes, the facts between them edges."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Final

from lxml import etree
from pyoxigraph import NamedNode

from iomkg.answers import labels
from iomkg.engine import batches
from iomkg.model import Language
from iomkg.namespaces import ID, RDF, SCHEME, VIEW_GRAPH, kind_of, shortened, term
from iomkg.sorting import sorted_lines
from iomkg.store import Store

_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_VALUES: Final = ("date", "identifier")
#: What nodes and edges have, by the keys GraphML knows them by.
_NODE: Final = {"label": "name", "kind": "kind", "iri": "iri"}
_EDGE: Final = {"label": "relation", "iri": "property"}
#: How lines begin, so that nodes sort first.
_FIRST: Final = "1"
_THEN: Final = "2"
_LEFT_OUT: Final = frozenset((RDF + "type", term("within")))


def write(store: Store, things: Iterable[str], stream: IO[bytes], language: Language) -> None:
    """Write the network of some things: nodes first, by their IRIs."""
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML}):
            for what, keys in (("node", _NODE), ("edge", _EDGE)):
                for name, title in keys.items():
                    told = {"id": f"{what}-{name}", "for": what, "attr.name": title, "attr.type": "string"}
                    xml.write(etree.Element(f"{{{_GRAPHML}}}key", told))
            with xml.element(f"{{{_GRAPHML}}}graph", edgedefault="directed"):
                for line in sorted_lines(_lines(store, things, language)):
                    what, *told = json.loads(line)
                    xml.write(_node(*told) if what == _FIRST else _edge(*told))


def _lines(store: Store, things: Iterable[str], language: Language) -> Iterator[bytes]:
    """A line for every node and edge; many come more than once."""
    for some in batches(things):
        facts = [
            (thing, quad.predicate.value, quad.object.value)
            for thing in some
            for quad in store.quads(thing, None, None, VIEW_GRAPH)
            if isinstance(quad.object, NamedNode) and _is_thing(quad.object.value)
            and quad.predicate.value not in _LEFT_OUT
        ]  # fmt: skip
        found = {*some, *(value for _, _, value in facts)}
        named = labels(store, {*found, *(predicate for _, predicate, _ in facts)}, language)
        for iri in found:
            yield _line(_FIRST, iri, named.get(iri) or shortened(iri), kind_of(iri) or "concept")
        for subject, predicate, value in facts:
            yield _line(_THEN, subject, predicate, value, named.get(predicate) or shortened(predicate))


def _line(*told: str) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _is_thing(iri: str) -> bool:
    return iri.startswith((ID, SCHEME)) and kind_of(iri) not in _VALUES


def _node(iri: str, label: str, kind: str) -> etree._Element:
    element = etree.Element(f"{{{_GRAPHML}}}node", id=shortened(iri))
    return _with(element, "node", {"label": label, "kind": kind, "iri": iri})


def _edge(subject: str, predicate: str, value: str, label: str) -> etree._Element:
    element = etree.Element(f"{{{_GRAPHML}}}edge", source=shortened(subject), target=shortened(value))
    return _with(element, "edge", {"label": label, "iri": predicate})


def _with(element: etree._Element, what: str, told: dict[str, str]) -> etree._Element:
    for name, text in told.items():
        etree.SubElement(element, f"{{{_GRAPHML}}}data", key=f"{what}-{name}").text = text
    return element
