"""Everything wrong with a store, part by part."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import queries
from iomkg.checking.bases import unclaimed, unfounded
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.model import Finding, Severity, Term
from iomkg.namespaces import RELEASE_GRAPHS, VIEW_GRAPH, claims_graph, release_graph, shortened
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
        return self.finding.severity


def faults(store: Store) -> Iterator[Fault]:
    """Everything wrong with a store, part by part. A sound store has no Violation."""
    draft = Draft(store)
    keys = [g.removeprefix(RELEASE_GRAPHS) for g in store.graphs() if g.startswith(RELEASE_GRAPHS)]
    yield from _of_releases(store, draft, keys)
    for finding in Gate.view().check_store(lambda sparql: store.select(sparql).rows).findings:
        yield Fault("view", finding)
    for entity, predicate, value in unfounded(store, draft):
        message = f"{shortened(predicate)} {_shown(value)} rests on nothing; load its release again"
        yield Fault("view", Finding("Violation", entity, "fact-without-basis", message, predicate, value.value))
    yield from _of_checks(store)


def _of_releases(store: Store, draft: Draft, keys: Iterable[str]) -> Iterator[Fault]:
    gate = Gate.release()
    remaining = iter(keys)
    while batch := list(itertools.islice(remaining, _BATCH)):
        stated = {key: _stated(draft, key) for key in batch}
        reports = gate.check_all(
            {release_graph(key): (quads, classes_of(draft, quads)) for key, quads in stated.items()}
        )
        orphans = unclaimed(store, batch)
        for key in batch:
            findings = [*reports[release_graph(key)].findings, *map(_unclaimed, orphans.get(key, ()))]
            yield from (Fault(f"release {key}", finding, key) for finding in findings)


def _stated(draft: Draft, key: str) -> list[Quad]:
    return [*draft.quads(graph=release_graph(key)), *draft.quads(graph=claims_graph(key))]


def _unclaimed(triple: tuple[Term, Term, Term]) -> Finding:
    subject, predicate, value = triple
    message = f"no claim states {shortened(predicate.value)} {_shown(value)}; load it again"
    return Finding("Violation", subject.value, "triple-without-claim", message, predicate.value, value.value)


def _of_checks(store: Store) -> Iterator[Fault]:
    for query in queries.checks().values():
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
