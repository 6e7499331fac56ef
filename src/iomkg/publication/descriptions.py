"""What a version holds, as VoID and DCAT: every count is counted, every graph has its licence and source."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from iomkg.namespaces import BASE, DCTERMS, GRAPH, ID, LOG_GRAPH, RDF, XSD

VOID: Final = "void.ttl"
DCAT: Final = "dcat.ttl"
_VOID: Final = "http://rdfs.org/ns/void#"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_SPDX: Final = "http://spdx.org/rdf/terms#"
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_PREFIXES: Final = {"void": _VOID, "dcat": _DCAT, "dcterms": DCTERMS, "spdx": _SPDX, "xsd": XSD}
_MEDIA: Final = {
    ".nq.gz": "application/n-quads", ".nt.gz": "application/n-triples", ".ttl.gz": "text/turtle",
    ".jsonld.gz": "application/ld+json", ".rdf.gz": "application/rdf+xml", ".csv": "text/csv",
    ".tsv": "text/tab-separated-values", ".json": "application/json", ".md": "text/markdown",
}  # fmt: skip


def dataset(version: str) -> str:
    """The IRI of a version as a dataset."""
    return f"{BASE}dataset/{version}"


def write_void(folder: Path, quads: Iterable[Quad], version: str) -> Path:
    """Write counts of the published quads, whole and by graph, class and property; give the file."""
    triples: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    subjects: set[str] = set()
    objects: set[str] = set()
    licences: list[Quad] = []
    for quad in quads:
        graph = getattr(quad.graph_name, "value", "")
        if graph == LOG_GRAPH:
            continue
        subject, predicate, value = str(quad.subject), quad.predicate.value, quad.object
        triples[graph] += 1
        properties[predicate] += 1
        subjects.add(subject)
        objects.add(str(value))
        if predicate == RDF + "type" and isinstance(value, NamedNode):
            classes[value.value] += 1
        if subject.startswith(f"<{GRAPH}") and predicate.startswith(DCTERMS):
            licences.append(quad)
    entities = sum(subject.startswith(f"<{ID}") for subject in subjects)
    this = dataset(version)
    said: list[Triple] = [
        _to(this, RDF + "type", _VOID + "Dataset"),
        _to(this, DCTERMS + "license", LICENCE),
        *(_count(this, name, number) for name, number in (
            ("triples", triples.total()), ("entities", entities), ("classes", len(classes)),
            ("properties", len(properties)), ("distinctSubjects", len(subjects)), ("distinctObjects", len(objects)),
        )),
        Triple(NamedNode(this), NamedNode(_VOID + "uriSpace"), Literal(BASE)),
    ]  # fmt: skip
    said += _parts(this, "classPartition", "class", "entities", classes)
    said += _parts(this, "propertyPartition", "property", "triples", properties)
    for graph, number in sorted(triples.items()):
        said += [_to(this, _VOID + "subset", graph), _to(graph, RDF + "type", _VOID + "Dataset")]
        said += [_count(graph, "triples", number), _to(graph, DCTERMS + "license", LICENCE)]
    said += [quad.triple for quad in licences]
    return _written(folder / VOID, said)


def write_dcat(folder: Path, files: Iterable[Path], version: str, made: dt.datetime, before: str | None) -> Path:
    """Write the version as a dataset with its files, their sizes and checksums; give the file."""
    this = dataset(version)
    said = [
        _to(this, RDF + "type", _DCAT + "Dataset"),
        _text(this, DCTERMS + "title", "iomkg: who governs migration, with whose money, where, and who says so", "en"),
        _to(this, DCTERMS + "license", LICENCE),
        Triple(NamedNode(this), NamedNode(DCTERMS + "issued"), _moment(made)),
        Triple(NamedNode(this), NamedNode(_DCAT + "version"), Literal(version)),
    ]
    if before:
        said.append(_to(this, _DCAT + "previousVersion", dataset(before)))
    for path in files:
        name = path.relative_to(folder).as_posix()
        said += _distribution(this, name, path)
    return _written(folder / DCAT, said)


def _distribution(this: str, name: str, path: Path) -> Iterator[Triple]:
    node = f"{this}/{name}"
    kind = next((media for suffix, media in _MEDIA.items() if name.endswith(suffix)), "application/octet-stream")
    yield _to(this, _DCAT + "distribution", node)
    yield _to(node, RDF + "type", _DCAT + "Distribution")
    yield _text(node, DCTERMS + "title", name)
    yield _to(node, _DCAT + "mediaType", f"https://www.iana.org/assignments/media-types/{kind}")
    if name.endswith(".gz"):
        yield _to(node, _DCAT + "compressFormat", "https://www.iana.org/assignments/media-types/application/gzip")
    size = Literal(str(path.stat().st_size), datatype=NamedNode(XSD + "nonNegativeInteger"))
    yield Triple(NamedNode(node), NamedNode(_DCAT + "byteSize"), size)
    yield _text(node, _SPDX + "checksumValue", checksum(path))


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parts(this: str, partition: str, of: str, counts: str, counted: Counter[str]) -> Iterator[Triple]:
    for number, (iri, found) in enumerate(sorted(counted.items()), start=1):
        node = f"{this}/{partition}/{number}"
        yield _to(this, _VOID + partition, node)
        yield _to(node, _VOID + of, iri)
        yield _count(node, counts, found)


def _to(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _text(subject: str, predicate: str, text: str, language: str | None = None) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(text, language=language))


def _count(subject: str, name: str, number: int) -> Triple:
    return Triple(NamedNode(subject), NamedNode(_VOID + name), Literal(number))


def _moment(made: dt.datetime) -> Literal:
    return Literal(made.isoformat(), datatype=NamedNode(XSD + "dateTime"))


def _written(path: Path, said: Iterable[Triple]) -> Path:
    ordered = sorted(set(said), key=str)
    path.write_bytes(pyoxigraph.serialize(ordered, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b"")
    return path
