"""A gate's findings, and the standard SHACL report made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import SH, URIRef

from iomkg.model import Finding, Report, Severity
from iomkg.namespaces import BASE
from iomkg.validation.terms import Term

SHAPES: Final = BASE + "shape/"


@dataclass(frozen=True, slots=True, eq=False)
class ShapeFinding(Finding):
    """A finding with what a standard report needs besides: the constraint component, the value as a term.

    It equals a plain Finding of the same content.
    """

    component: str = ""
    term: Term | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and content(self) == content(other)

    def __hash__(self) -> int:
        return hash(content(self))


def finding_of(
    shape: URIRef,
    severity: Severity,
    message: str,
    component: str,
    focus: Term,
    path: str | None,
    value: Term | None,
) -> ShapeFinding:
    """A finding about the node `focus`, its terms as text; a value that is the node itself is left out."""
    return ShapeFinding(
        severity,
        text_of(focus),
        str(shape).removeprefix(SHAPES),
        message,
        str(path) if path is not None else None,
        text_of(value) if value is not None and value != focus else None,
        component=component,
        term=value,
    )


def text_of(term: Term) -> str:
    """How a finding names a node or value."""
    return str(term) if isinstance(term, ox.BlankNode) else term.value


def report_of(found: Iterable[ShapeFinding]) -> Report:
    """The findings as a report: sorted, and one where a value fails several constraints of a shape, with the first
    constraint by name."""
    kept: dict[tuple[str, ...], ShapeFinding] = {}
    for finding in sorted(found, key=lambda one: (*content(one), one.component, str(one.term))):
        kept.setdefault(content(finding), finding)
    return Report(tuple(kept.values()))


def as_shacl_report(report: Report) -> str:
    """The report as a standard SHACL validation report in Turtle; the same report gives the same text.

    `sh:conforms` is the standard's: false as soon as there is any result, Warnings and Infos included.
    """
    lines = [
        f"@prefix sh: <{SH}> .",
        f"@prefix shape: <{SHAPES}> .",
        "",
        "[] a sh:ValidationReport ;",
        f"    sh:conforms {'false' if report.findings else 'true'}",
    ]
    for finding in report.findings:
        lines[-1] += " ;"
        lines += ["    sh:result [", *(f"        {line} ;" for line in _result(finding)), "    ]"]
    lines[-1] += " ."
    return "\n".join(lines) + "\n"


def _result(finding: Finding) -> Iterator[str]:
    # Findings that no gate made come from check queries, which are SPARQL.
    component = finding.component if isinstance(finding, ShapeFinding) else str(SH.SPARQLConstraintComponent)
    value = finding.term if isinstance(finding, ShapeFinding) else finding.value and ox.Literal(finding.value)
    yield "a sh:ValidationResult"
    yield f"sh:resultSeverity sh:{finding.severity}"
    yield f"sh:sourceShape shape:{finding.shape}"
    yield f"sh:sourceConstraintComponent <{component}>"
    yield f"sh:focusNode {finding.focus if finding.focus.startswith('_:') else ox.NamedNode(finding.focus)}"
    if finding.path:
        yield f"sh:resultPath {ox.NamedNode(finding.path)}"
    if value:
        yield f"sh:value {value}"
    yield f"sh:resultMessage {ox.Literal(finding.message, language='en')}"


def content(finding: Finding) -> tuple[str, ...]:
    """All that a finding says, in the order findings are sorted by."""
    return (
        finding.focus,
        finding.shape,
        finding.path or "",
        finding.value or "",
        finding.severity,
        finding.message,
    )
