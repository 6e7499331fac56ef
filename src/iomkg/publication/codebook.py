"""The codebook: every column of the tables, every term of the ontology, every entry of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import vocabulary
from iomkg.namespaces import NS, OWL, RDF, RDFS, SCHEME, SKOS, shortened
from iomkg.tables import TABLES

_LISTS: Final = ("lists.ttl", "themes.ttl", "functions.ttl")


def of_version(version: str) -> str:
    """The codebook of a published version, as Markdown."""
    parts = [f"# Codebook of version {version}", "", "## Tables", "", *tables()]
    quads = vocabulary.quads_of("iomkg.ttl")
    for heading, kinds in (("Classes", ("Class",)), ("Properties", ("ObjectProperty", "DatatypeProperty"))):
        wanted = {NamedNode(OWL + kind) for kind in kinds}
        named = sorted({q.subject.value for q in quads if q.predicate.value == RDF + "type" and q.object in wanted
                        and isinstance(q.subject, NamedNode) and q.subject.value.startswith(NS)})  # fmt: skip
        parts += [f"## {heading}", ""]
        parts += [
            f"- **{shortened(iri)}** {_said(quads, iri, SKOS + 'definition') or _said(quads, iri, RDFS + 'comment')}"
            for iri in named
        ]
        parts.append("")
    return "\n".join([*parts, "## Lists", "", *lists()]) + "\n"


def tables() -> Iterator[str]:
    """A section for each table that a version holds, with its columns."""
    for table in TABLES:
        yield from (f"### {table.name}.csv", "", f"{table.says}.", "", "| column | type | says |", "|---|---|---|")
        for column in table.columns:
            kind = "IRI, label beside it" if column.kind == "thing" else column.kind
            yield f"| `{column.name}` | {kind} | {column.says} |"
        yield ""


def lists() -> Iterator[str]:
    """A section for each list of the ontology, with its entries."""
    for file in _LISTS:
        yield from _lists(vocabulary.quads_of(file))


def _lists(quads: list[Quad]) -> Iterator[str]:
    schemes: dict[str, list[str]] = {}
    for quad in quads:
        if quad.predicate.value == SKOS + "inScheme" and isinstance(quad.subject, NamedNode):
            schemes.setdefault(getattr(quad.object, "value", ""), []).append(quad.subject.value)
    for scheme, concepts in sorted(schemes.items()):
        yield from (f"### {scheme.removeprefix(SCHEME)}", "")
        for iri in sorted(concepts):
            note = _said(quads, iri, SKOS + "definition") or _said(quads, iri, SKOS + "scopeNote")
            code, label = iri.removeprefix(scheme).strip("/"), _said(quads, iri, SKOS + "prefLabel")
            yield f"- `{code}` {label}: {note}" if note else f"- `{code}` {label}"
        yield ""


def _said(quads: list[Quad], iri: str, predicate: str) -> str:
    texts = {q.object.value for q in quads if q.subject == NamedNode(iri) and q.predicate.value == predicate
             and isinstance(q.object, Literal) and q.object.language == "en"}  # fmt: skip
    return " ".join(min(texts, default="").split())
