"""The whole store against everything it promises: both gates, the check queries, a basis for every fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import queries, view
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.model import Finding, Severity
from iomkg.namespaces import ID, RDF, RELEASE_GRAPHS, VIEW_GRAPH, claims_graph, release, shortened
from iomkg.store import Store
from iomkg.validation import Gate

_TYPE: Final = NamedNode(RDF + "type")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which part of the store; `focus` is the IRI it is about. Only Violations are faults of the
    store, the rest are remarks."""

    part: str
    severity: Severity
    focus: str
    message: str


def faults(store: Store) -> Iterator[Fault]:
    """Everything wrong with a store, part by part. A sound store has no Violation."""
    draft = Draft(store)
    keys = sorted(g.removeprefix(RELEASE_GRAPHS) for g in store.graphs() if g.startswith(RELEASE_GRAPHS))
    gate = Gate.release()
    for key in keys:
        stated = list(draft.quads(graph=RELEASE_GRAPHS + key))
        yield from _of_gate(f"release {key}", gate.check(stated, classes_of(draft, stated)).findings)
        yield from _unclaimed(draft, key, stated)
    seen = list(draft.quads(graph=VIEW_GRAPH))
    yield from _of_gate("view", Gate.view().check(seen, (q for q in seen if q.predicate == _TYPE)).findings)
    for entity, predicate, value in view.unfounded(draft):
        said = f"{shortened(predicate)} {_shown(value)}"
        yield Fault("view", "Violation", entity, f"{said} rests on nothing; load its release again")
    for query in queries.checks().values():
        for row in store.select(query.sparql).rows:
            about = " ".join(_shown(value) for value in row[1:] if value is not None)
            focus = _shown(row[0]) if row[0] is not None else ""
            message = query.summary.get("en") or query.description or query.name
            yield Fault(f"check {query.name}", "Violation", focus, f"{message} {about}".strip())


def _of_gate(part: str, findings: Iterable[Finding]) -> Iterator[Fault]:
    for finding in findings:
        yield Fault(part, finding.severity, finding.focus, f"{finding.message} ({finding.shape})")


def _unclaimed(draft: Draft, key: str, stated: Iterable[Quad]) -> Iterator[Fault]:
    """Triples of a release graph that no claim states; a check query finds claims without their triple."""
    told: dict[str, dict[str, str]] = {}
    for quad in draft.quads(graph=claims_graph(key)):
        told.setdefault(str(quad.subject), {})[quad.predicate.value] = str(quad.object)
    claimed = {tuple(claim.get(RDF + part) for part in ("subject", "predicate", "object")) for claim in told.values()}
    for quad in stated:
        triple = (str(quad.subject), str(quad.predicate), str(quad.object))
        if triple not in claimed and not _is_context(quad, key):
            said = f"{shortened(quad.predicate.value)} {_shown(quad.object)}"
            yield Fault(f"release {key}", "Violation", _shown(quad.subject), f"no claim states {said}; load it again")


def _is_context(quad: Quad, key: str) -> bool:
    """The release's own description and the calendar's facts need no claim: they follow from the source."""
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    return subject == release(key) or subject.startswith(ID + "date/")


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return shortened(term.value)
    return term.value if isinstance(term, Literal) else str(term)
