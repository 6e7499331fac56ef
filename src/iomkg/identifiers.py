"""Identifiers named by their value: `id:identifier/iati/XM-DAC-1-2`, so that all who give a code name one thing.

Like a stated date, such an identifier says by its IRI what it is. Those of the reference data have IRIs and statements
of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from iomkg import terms
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, concept, term

PREFIX: Final = ID + "identifier/"
# The schemes whose codes structured sources state.
STATED: Final = ("iati", "org-id", "eu-contract", "eutf", "table", "geonames", "openstreetmap", "gaul", "salb", "gadm")
_IRI: Final = re.compile(re.escape(PREFIX) + r"(?P<scheme>" + "|".join(STATED) + r")/(?P<value>[^/]+)")
_KEPT: Final = "-._~!$&'()*+,;=:@"  # what an IRI's step may hold as it is


def identifier(scheme: str, value: str) -> str:
    """The IRI of a code of a scheme, as its publisher writes it."""
    return f"{PREFIX}{scheme}/{quote(value, safe=_KEPT)}"


def parts_of(iri: str) -> tuple[str, str] | None:
    """The scheme and the code of an identifier named by its value; None for any other IRI."""
    found = _IRI.fullmatch(iri)
    return (found["scheme"], unquote(found["value"])) if found else None


def codes_of(iri: str) -> str:
    """The list of codes an identifier is of, by its IRI: its scheme, and for a row of a table that table too."""
    scheme, _, value = iri.removeprefix(PREFIX).partition("/")
    return f"{scheme}/{value.partition(':')[0]}" if scheme == "table" else scheme


def triples(iri: str) -> Iterator[tuple[str, str, Term]]:
    """What the IRI of an identifier named by its value says."""
    parts = parts_of(iri)
    if parts is None:
        raise ValueError(f"{iri} is not the IRI of an identifier named by its value")
    yield iri, RDF + "type", NamedNode(term("Identifier"))
    yield iri, term("identifierScheme"), NamedNode(concept("identifier-scheme", parts[0]))
    yield iri, term("identifierValue"), terms.text(parts[1])
