"""From the graphs of releases to the whole picture: judged, checked, linked, viewed and checked again.

Loading and judging both end here. Nothing is written: a draft becomes what the store would be, and a report says
whether it may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from iomkg import judged, linking, view
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.judged import Judged
from iomkg.judgements import Judgement
from iomkg.model import Finding, Report
from iomkg.namespaces import (
    RDF,
    VIEW_GRAPH,
    claims_graph,
    kind_of,
    release_graph,
    release_key_of,
    term,
)
from iomkg.namespaces import release as release_iri
from iomkg.rulings import Rulings


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of some releases' graphs. `report` is of the gate that refuses them, or of both; `refused_by` the
    key of the release the first gate refuses, empty when the second does; `lost` are judgements that no longer find
    what they are about; `entities` those of the view that were computed anew."""

    report: Report
    refused_by: str | None = None
    lost: tuple[Judgement, ...] = ()
    entities: frozenset[str] = frozenset()
    changed: bool = True


class Gates:
    """Both gates, whose shapes are read once."""

    def __init__(self) -> None:
        # Here, because it brings pySHACL and rdflib, which reading alone needs not.
        from iomkg.validation import Gate

        self.release = Gate.release()
        self.view = Gate.view()


def land(
    draft: Draft,
    releases: Mapping[str, Judged],
    rulings: Rulings,
    gates: Gates,
    before: Iterable[str] = (),
    relinked: Iterable[str] = (),
) -> Landed:
    """Bring a draft from the reader's graphs of these releases (by key) to the view.

    `before` are things that stood and may be gone; `relinked` things to be linked anew although their releases stand
    as they are. After a refusal the draft is of no use.
    """
    findings: list[Finding] = []
    gone = {iri for key in releases for iri in _introduced(draft, release_graph(key))} | set(before)
    lost: list[Judgement] = []
    subjects: set[str] = set()
    for key, own in releases.items():
        ruled = judged.apply(draft, key, own, rulings)
        lost.extend(ruled.lost)
        report = gates.release.check([*ruled.stated, *ruled.said], classes_of(draft, [*ruled.stated, *ruled.said]))
        if not report.conforms:
            return Landed(report, key, tuple(lost))
        findings.extend(report.findings)
        subjects.update(_subjects(draft.quads(None, RDF + "subject", None, claims_graph(key))))
        replace(draft, release_graph(key), ruled.stated)
        replace(draft, claims_graph(key), judged.doubt(ruled.said, report.warnings))
        subjects.update(_subjects(draft.quads(None, RDF + "subject", None, claims_graph(key))))
    if not draft.changed:
        return Landed(Report(tuple(findings)), None, tuple(lost), changed=False)
    bound = rulings.bind(draft, releases)
    touched = {iri for key in releases for iri in things_of(draft, key)}
    again = {iri for iri in {*relinked, *bound} if release_key_of(iri) or kind_of(iri) == "release"}
    again = {iri for iri in again if _stands(draft, iri)}
    linked = linking.relink(draft, touched | again, gone, rulings)
    entities = view.refresh(draft, linked.entities | {iri for iri in subjects if not release_key_of(iri)})
    seen = [quad for entity in entities for quad in draft.quads(entity, None, None, VIEW_GRAPH)]
    second = gates.view.check(seen, classes_of(draft, seen))
    if not second.conforms:
        return Landed(second, "", tuple(lost))
    return Landed(Report((*findings, *second.findings)), None, tuple(lost), frozenset(entities))


def things_of(draft: Draft, key: str) -> set[str]:
    """What a release introduces to the links, itself included: nothing when it is withdrawn."""
    graph = release_graph(key)
    withdrawn = draft.objects(release_iri(key), term("withdrawnOn"), graph)
    return set() if withdrawn else _introduced(draft, graph)


def replace(draft: Draft, graph: str, quads: Iterable[Quad]) -> None:
    """Give a graph this content."""
    wanted = set(quads)
    standing = set(draft.quads(graph=graph))
    draft.remove(standing - wanted)
    draft.add(wanted - standing)


def _introduced(draft: Draft, graph: str) -> set[str]:
    subjects = {q.subject.value for q in draft.quads(graph=graph) if isinstance(q.subject, NamedNode)}
    return {iri for iri in subjects if release_key_of(iri) or kind_of(iri) == "release"}


def _stands(draft: Draft, iri: str) -> bool:
    key = release_key_of(iri) or iri.rsplit("/", 1)[1]
    return iri in things_of(draft, key)


def _subjects(claims: Iterable[Quad]) -> set[str]:
    return {quad.object.value for quad in claims if isinstance(quad.object, NamedNode)}
