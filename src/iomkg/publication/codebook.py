"""The codebook: every column of the tables, every term of the ontology, every entry of its lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    said = _Said(quads)
    for heading, kinds in (("Classes", ("Class",)), ("Properties", ("ObjectProperty", "DatatypeProperty"))):
        wanted = {NamedNode(OWL + kind) for kind in kinds}
        named = sorted({q.subject.value for q in quads if q.predicate.value == RDF + "type" and q.object in wanted
                        and isinstance(q.subject, NamedNode) and q.subject.value.startswith(NS)})  # fmt: skip
        parts += [f"## {heading}", ""]
        parts += [f"- **{shortened(iri)}** {said.of(iri, SKOS + 'definition', RDFS + 'comment')}" for iri in named]
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
    said = _Said(quads)
    schemes: dict[str, list[str]] = {}
    for quad in quads:
        if quad.predicate.value == SKOS + "inScheme" and isinstance(quad.subject, NamedNode):
            schemes.setdefault(getattr(quad.object, "value", ""), []).append(quad.subject.value)
    for scheme, concepts in sorted(schemes.items()):
        yield from (f"### {scheme.removeprefix(SCHEME)}", "")
        for iri in sorted(concepts):
            note = said.of(iri, SKOS + "definition", SKOS + "scopeNote")
            code, label = iri.removeprefix(scheme).strip("/"), said.of(iri, SKOS + "prefLabel")
            yield f"- `{code}` {label}: {note}" if note else f"- `{code}` {label}"
        yield ""


class _Said:
    """What an ontology or a list says of its terms in English, by term and property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for quad in quads:
            told, about = quad.object, quad.subject
            if isinstance(told, Literal) and told.language == "en" and isinstance(about, NamedNode):
                key = (about.value, quad.predicate.value)
                self._texts[key] = min(self._texts.get(key, told.value), told.value)

    def of(self, iri: str, *predicates: str) -> str:
        """What is said by the first of the properties that says anything, on one line; empty when none does."""
        said = (self._texts[iri, predicate] for predicate in predicates if (iri, predicate) in self._texts)
        return " ".join(next(said, "").split())
