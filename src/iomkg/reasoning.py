"""Whether graphs make sense together under OWL 2 DL: owlready2 hands them to HermiT, which runs on Java."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Final

import owlready2
from owlready2.base import OwlReadyInconsistentOntologyError, OwlReadyJavaError
from rdflib import OWL, RDF, RDFS, Graph, Literal
from rdflib.term import Node

from iomkg.errors import DataError, IomkgError

_MERGED: Final = "https://w3id.org/iomkg/merged"
_BUILT_IN_ANNOTATIONS: Final = frozenset({RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo})


@dataclass(frozen=True, slots=True)
class Consistency:
    """What HermiT says of graphs taken together.

    `consistent` is False when no world can be as they say; HermiT then names no classes. `unsatisfiable` are the IRIs,
    in order, of the classes that can have no instance.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """True when the graphs are consistent and every class can have an instance."""
        return self.consistent and not self.unsatisfiable


def check_consistency(graphs: Sequence[Graph]) -> Consistency:
    """What HermiT says of the union of `graphs`, which must hold the ontology when data is to be judged by it.

    Nothing is fetched: `owl:imports` are left out. Annotations say nothing to a reasoner and are left out too. Literals
    of datatypes that OWL 2 does not have (`xsd:date`) are not looked into; the shapes check those.

    Raises DataError when a literal has no value in its datatype, IomkgError when Java cannot be run or HermiT gives up.
    """
    axioms = _axioms(graphs).serialize(format="nt", encoding="utf-8")
    with closing(owlready2.World()) as world, _working_files_in_a_folder_of_their_own():
        world.get_ontology(_MERGED).load(fileobj=io.BytesIO(axioms))
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except OwlReadyInconsistentOntologyError:
            return Consistency(consistent=False)
        except OSError as error:
            raise IomkgError(
                f"cannot run Java ({owlready2.JAVA_EXE}), which the HermiT reasoner needs: "
                "install a Java runtime of version 11 or later (Debian: openjdk-17-jre-headless)"
            ) from error
        except OwlReadyJavaError as error:
            raise IomkgError(f"HermiT cannot reason over these graphs: {_first_reason(str(error))}") from error
        nothing_can_be = {found.iri for found in world.inconsistent_classes()} - {str(OWL.Nothing)}
        return Consistency(consistent=True, unsatisfiable=tuple(sorted(nothing_can_be)))


def _axioms(graphs: Sequence[Graph]) -> Graph:
    """The triples that mean something to a reasoner, as one graph."""
    annotations: set[Node] = set(_BUILT_IN_ANNOTATIONS)
    headers: set[Node] = set()
    for graph in graphs:
        annotations.update(graph.subjects(RDF.type, OWL.AnnotationProperty))
        headers.update(graph.subjects(RDF.type, OWL.Ontology))
    axioms = Graph()
    for subject, predicate, value in chain.from_iterable(graphs):
        if subject in headers or predicate in annotations:
            continue
        if isinstance(value, Literal) and value.ill_typed:
            raise DataError(f"{value.n3()} has no value in its datatype: correct it at {subject}, {predicate}")
        axioms.add((subject, predicate, value))
    return axioms


@contextmanager
def _working_files_in_a_folder_of_their_own() -> Iterator[None]:
    """owlready2 leaves its working file behind when HermiT fails or finds an inconsistency."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="iomkg-reasoning-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def _first_reason(java_output: str) -> str:
    """The line of Java's output that says what went wrong, without the stack trace."""
    lines = [line.strip() for line in java_output.splitlines() if "Exception" in line or "Error" in line]
    return lines[0] if lines else "no reason given"
