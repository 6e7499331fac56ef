"""What the SPARQL endpoint can do, as RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple

from iomkg.namespaces import RDF
from iomkg.web.negotiation import TRIPLES
from iomkg.web.sparql import TRIPLE_FORMS

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "JSON-LD", "N-Triples", "RDF_XML",
)  # fmt: skip


def description(endpoint: str, kind: str) -> bytes:
    """The description of the endpoint at an address, in one of the forms of triples (a media type)."""
    service = BlankNode("service")
    said = [
        (RDF + "type", _SD + "Service"),
        (_SD + "endpoint", endpoint),
        (_SD + "supportedLanguage", _SD + "SPARQL11Query"),
        *((_SD + "resultFormat", _FORMATS + name) for name in _RESULTS),
    ]
    triples = [Triple(service, NamedNode(predicate), NamedNode(value)) for predicate, value in said]
    prefixes = {"sd": _SD} if kind == TRIPLES["ttl"] else None
    return pyoxigraph.serialize(triples, format=TRIPLE_FORMS[kind], prefixes=prefixes) or b""
