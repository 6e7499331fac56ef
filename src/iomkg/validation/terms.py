"""Terms between pyoxigraph, which reads and writes the graph, and rdflib, on which pySHACL works."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from iomkg.namespaces import XSD

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
RdflibNode: TypeAlias = URIRef | BNode
RdflibTerm: TypeAlias = URIRef | BNode | Literal

# What the lexical forms of the vocabulary's datatypes look like. rdflib takes more ("1_8", "NaN" as a decimal), logs a
# traceback where it takes less, and cannot compare some of what it took.
_FORMS: Final = {
    "integer": re.compile(r"[+-]?[0-9]{1,300}", re.ASCII),
    "decimal": re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})", re.ASCII),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII),
    "boolean": re.compile(r"true|false|1|0"),
}
TEXTS: Final = frozenset(XSD + name for name in ("string", "anyURI", "gYear", "gYearMonth", "gMonthDay"))
# Values with no readable form get this datatype while they are judged, so that no datatype or range fits them.
_UNREADABLE: Final = "urn:iomkg:unreadable:"


def to_rdflib(term: Any) -> RdflibTerm:
    """A pyoxigraph term in rdflib."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return Literal(term.value)  # rdflib holds "x" and "x"^^xsd:string for different
    if datatype not in TEXTS and not _readable(term.value, datatype):
        datatype = _UNREADABLE + datatype
    return Literal(term.value, datatype=URIRef(datatype), normalize=False)


def from_rdflib(term: RdflibTerm) -> Term:
    """An rdflib term in pyoxigraph."""
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        datatype = str(term.datatype or XSD + "string").removeprefix(_UNREADABLE)
        return ox.Literal(str(term), datatype=ox.NamedNode(datatype))
    return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))


def _readable(lexical: str, datatype: str) -> bool:
    form = _FORMS.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    if form is None or not form.fullmatch(lexical):
        return False
    if form is not _FORMS["date"]:
        return True
    try:
        dt.date.fromisoformat(lexical)
    except ValueError:
        return False
    return True
