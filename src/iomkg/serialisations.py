"""The standard serialisations of RDF: their names, and the suffixes of file names that ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation, and the suffixes of file names that ask for it."""

    serialisation: RdfFormat
    suffixes: tuple[str, ...]

    @property
    def holds_graphs(self) -> bool:
        """Whether triples keep the names of their graphs."""
        return self.serialisation.supports_datasets


FORMATS: Final[Mapping[str, Format]] = {
    "turtle": Format(RdfFormat.TURTLE, (".ttl",)),
    "trig": Format(RdfFormat.TRIG, (".trig",)),
    "ntriples": Format(RdfFormat.N_TRIPLES, (".nt",)),
    "nquads": Format(RdfFormat.N_QUADS, (".nq",)),
    "json-ld": Format(RdfFormat.JSON_LD, (".jsonld", ".json")),
    "rdf-xml": Format(RdfFormat.RDF_XML, (".rdf", ".xml", ".owl")),
}
# A format is called by its name, or as the suffix that asks for it: `ntriples`, `nt`.
FORMAT_NAMES: Final[Mapping[str, Format]] = {
    **FORMATS,
    **{suffix.removeprefix("."): known for known in FORMATS.values() for suffix in known.suffixes},
}
