"""Everything wrong with a store, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import queries
from iomkg.checking.bases import unclaimed, unfounded
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.model import Finding, Severity, Term
from iomkg.namespaces import RELEASE_GRAPHS, VIEW_GRAPH, claims_graph, release_graph, shortened
from iomkg.queries import Query
from iomkg.store import Store
from iomkg.validation import Gate

# As many releases are held in memory at once, some thousand quads each.
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding and the part of the store it is in. Only Violations are faults of the store, the rest are remarks.

    `key` is of the release it is in, None when it is in none.
    """

    part: str
    finding: Finding
    key: str | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is, as its shape says."""
        return self.finding.severity


#: A part of the work of checking a store.
Step: TypeAlias = Callable[[], Iterator[Fault]]


def faults(store: Store) -> Iterator[Fault]:
    """Everything wrong with a store, part by part. A sound store has no Violation."""
    for step in steps(store):
        yield from step()


def steps(store: Store) -> list[Step]:
    """What there is to check, in order: releases by the batch, the view, what its facts rest on, the check queries."""
    draft = Draft(store)
    keys = [g.removeprefix(RELEASE_GRAPHS) for g in store.graphs() if g.startswith(RELEASE_GRAPHS)]
    gate = Gate.release()
    batches = [keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH)]
    return [
        *(partial(_of_releases, store, draft, gate, batch) for batch in batches),
        partial(_of_view, store),
        partial(_of_bases, store, draft),
        *(partial(_of_check, store, query) for query in queries.checks().values()),
    ]


def _of_releases(store: Store, draft: Draft, gate: Gate, keys: Sequence[str]) -> Iterator[Fault]:
    stated = {key: _stated(draft, key) for key in keys}
    reports = gate.check_all({release_graph(key): (quads, classes_of(draft, quads)) for key, quads in stated.items()})
    orphans = unclaimed(store, keys)
    for key in keys:
        findings = [*reports[release_graph(key)].findings, *map(_unclaimed, orphans.get(key, ()))]
        yield from (Fault(f"release {key}", finding, key) for finding in findings)


def _of_view(store: Store) -> Iterator[Fault]:
    for finding in Gate.view().check_store(lambda sparql: store.select(sparql).rows).findings:
        yield Fault("view", finding)


def _of_bases(store: Store, draft: Draft) -> Iterator[Fault]:
    for entity, predicate, value in unfounded(store, draft):
        message = f"{shortened(predicate)} {_shown(value)} rests on nothing; load its release again"
        yield Fault("view", Finding("Violation", entity, "fact-without-basis", message, predicate, value.value))


def _stated(draft: Draft, key: str) -> list[Quad]:
    return [*draft.quads(graph=release_graph(key)), *draft.quads(graph=claims_graph(key))]


def _unclaimed(triple: tuple[Term, Term, Term]) -> Finding:
    subject, predicate, value = triple
    message = f"no claim states {shortened(predicate.value)} {_shown(value)}; load it again"
    return Finding("Violation", subject.value, "triple-without-claim", message, predicate.value, value.value)


def _of_check(store: Store, query: Query) -> Iterator[Fault]:
    for row in store.select(query.sparql).rows:
        about = " ".join(_shown(value) for value in row[1:] if value is not None)
        focus = row[0].value if row[0] is not None else VIEW_GRAPH
        message = query.summary.get("en") or query.description or query.name
        finding = Finding("Violation", focus, query.name, f"{message} {about}".strip())
        yield Fault(f"check {query.name}", finding)


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return shortened(term.value)
    return term.value if isinstance(term, Literal) else str(term)
