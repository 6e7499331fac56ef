"""The nodes a shape is for."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from iomkg.namespaces import RDF


@dataclass(frozen=True, slots=True)
class Targets:
    """The nodes a shape is for: instances of classes, and subjects of properties."""

    classes: tuple[URIRef, ...]
    properties: tuple[URIRef, ...]

    @property
    def pattern(self) -> str:
        """SPARQL that finds them, as ?this."""
        each = [f"?this <{RDF}type> <{kind}>" for kind in self.classes]
        each += [f"?this <{used}> ?target{number}" for number, used in enumerate(self.properties)]
        return f"{each[0]} ." if len(each) == 1 else " UNION ".join(f"{{ {one} }}" for one in each)
