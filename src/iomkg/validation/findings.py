"""A gate's findings, and the standard SHACL report made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import SH

from iomkg.model import Finding, Report
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
