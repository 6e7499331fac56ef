"""Claims picked by what they have in common, to be judged in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from iomkg.draft import Draft
from iomkg.namespaces import RDF, claims_graph, concept, term


@dataclass(frozen=True, slots=True)
class Filter:
    """What picked claims have in common: empty texts and None pick all. `above` and `below` bound the confidence,
    `above` included; `method` is a rule, or the beginning of its name up to a slash."""

    predicate: str = ""
    method: str = ""
    release: str = ""
    above: float | None = None
    below: float | None = None
    status: str = "doubtful"

    @property
    def narrows(self) -> bool:
        """Whether it picks by more than the status."""
        return bool(self.predicate or self.method or self.release) or self.above is not None or self.below is not None


def selected(draft: Draft, wanted: Filter) -> list[str]:
    """The IRIs of the claims a filter picks, sorted."""
    return sorted(claim for claim in _of_status(draft, wanted) if _fits(draft, claim, wanted))


def _of_status(draft: Draft, wanted: Filter) -> Iterator[str]:
    graph = claims_graph(wanted.release) if wanted.release else None
    yield from draft.subjects(term("claimStatus"), NamedNode(concept("claim-status", wanted.status)), graph)


def _fits(draft: Draft, claim: str, wanted: Filter) -> bool:
    told = {q.predicate.value: q.object.value for q in draft.quads(claim) if isinstance(q.object, NamedNode | Literal)}
    confidence, method = float(told[term("confidence")]), told[term("method")]
    return (
        (not wanted.predicate or told[RDF + "predicate"] == wanted.predicate)
        and (not wanted.method or method == wanted.method or method.startswith(wanted.method + "/"))
        and (wanted.above is None or confidence >= wanted.above)
        and (wanted.below is None or confidence < wanted.below)
    )
