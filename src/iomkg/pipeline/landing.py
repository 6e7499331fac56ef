"""From the graphs of releases to the whole picture: judged, checked, linked, viewed and checked again.

Loading and judging both end here. Nothing is written: a draft becomes what the store would be, and a report says
whether it may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import judged, linking, view
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.judged import Judged
from iomkg.judgements import Judgement
from iomkg.links import entity_of
from iomkg.model import Report
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

_MANY: Final = 10  # releases; below, the queries of the bulk form take longer than pySHACL
_OF_EACH: Final = 10  # entities that a release touches, about


@dataclass(frozen=True, slots=True)
class Examined:
    """A release's graphs under its judgements, and what the first gate says of them."""

    graphs: Judged
    report: Report


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of some releases' graphs. `report` is of the gate that refuses them, or of both; `refused_by` the
    key of the release the first gate refuses, empty when the second does; `lost` are judgements that no longer find
    what they are about; `entities` those of the view that were computed anew; `changed` the keys of the releases
    whose graphs are other ones now."""

    report: Report
    refused_by: str | None = None
    lost: tuple[Judgement, ...] = ()
    entities: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()


class Gates:
    """Both gates, whose shapes are read once. Of few releases each is checked alone, of more all at once."""

    def __init__(self) -> None:
        # Here, because it brings pySHACL and rdflib, which reading alone needs not.
        from iomkg.validation import Gate

        self.release = Gate.release()
        self.view = Gate.view()

    def of_releases(self, draft: Draft, releases: Mapping[str, Judged]) -> dict[str, Report]:
        """What the first gate says of each release, by key."""
        stated = {key: [*graphs.stated, *graphs.said] for key, graphs in releases.items()}
        checked = {release_graph(key): (quads, classes_of(draft, quads)) for key, quads in stated.items()}
        if len(checked) < _MANY:
            found = {name: self.release.check(*each) for name, each in checked.items()}
        else:
            found = self.release.check_all(checked)
        return {key: found[release_graph(key)] for key in releases}

    def of_view(self, draft: Draft, entities: Collection[str]) -> Report:
        """What the second gate says of some entities."""
        seen = [quad for entity in entities for quad in draft.quads(entity, None, None, VIEW_GRAPH)]
        types = classes_of(draft, seen)
        if len(entities) < _MANY * _OF_EACH:
            return self.view.check(seen, types)
        return self.view.check_all({VIEW_GRAPH: (seen, types)})[VIEW_GRAPH]


def examine(draft: Draft, releases: Mapping[str, Judged], rulings: Rulings, gates: Gates) -> dict[str, Examined]:
    """The reader's graphs of releases (by key) under the judgements on them, each checked by itself."""
    ruled = {key: judged.apply(draft, key, own, rulings) for key, own in releases.items()}
    reports = gates.of_releases(draft, ruled)
    return {key: Examined(graphs, reports[key]) for key, graphs in ruled.items()}


def land(
    draft: Draft,
    releases: Mapping[str, Judged],
    rulings: Rulings,
    gates: Gates,
    before: Iterable[str] = (),
    relinked: Iterable[str] = (),
) -> Landed:
    """Bring a draft from the reader's graphs of these releases (by key) to the view; else as `land_examined`."""
    examined = examine(draft, releases, rulings, gates)
    for key, each in examined.items():
        if not each.report.conforms:
            return Landed(each.report, key, each.graphs.lost)
    return land_examined(draft, examined, rulings, gates, before, relinked)


def land_examined(
    draft: Draft,
    releases: Mapping[str, Examined],
    rulings: Rulings,
    gates: Gates,
    before: Iterable[str] = (),
    relinked: Iterable[str] = (),
) -> Landed:
    """Bring a draft from releases the first gate lets pass to the view.

    `before` are things that stood and may be gone; `relinked` things to be linked anew although their releases stand
    as they are. After a refusal the draft is of no use.
    """
    gone = set(before)
    lost = tuple(judgement for each in releases.values() for judgement in each.graphs.lost)
    findings = tuple(finding for each in releases.values() for finding in each.report.findings)
    subjects: set[str] = set()
    changed: set[str] = set()
    restated: set[str] = set()
    for key, each in releases.items():
        introduced = _introduced(draft, release_graph(key))
        standing = _subjects(draft.quads(None, RDF + "subject", None, claims_graph(key)))
        stated = replace(draft, release_graph(key), each.graphs.stated)
        said = replace(draft, claims_graph(key), judged.doubt(each.graphs.said, each.report.warnings))
        if stated:
            restated.add(key)
            gone |= introduced
        if stated or said:
            changed.add(key)
            subjects |= standing | _subjects(draft.quads(None, RDF + "subject", None, claims_graph(key)))
    if not draft.changed:
        return Landed(Report(findings), None, lost)
    bound = rulings.bind(draft, releases)
    # Links follow from what releases state, whatever claims are believed.
    touched = {iri for key in restated for iri in things_of(draft, key)}
    again = {iri for iri in {*relinked, *bound} if release_key_of(iri) or kind_of(iri) == "release"}
    again = {iri for iri in again if _stands(draft, iri)}
    linked = linking.relink(draft, touched | again, gone, rulings)
    entities = view.refresh(draft, linked.entities | {entity_of(draft, iri) for iri in subjects})
    second = gates.of_view(draft, entities)
    if not second.conforms:
        return Landed(second, "", lost)
    return Landed(Report((*findings, *second.findings)), None, lost, frozenset(entities), frozenset(changed))


def things_of(draft: Draft, key: str) -> set[str]:
    """What a release introduces to the links, itself included: nothing when it is withdrawn."""
    graph = release_graph(key)
    withdrawn = draft.objects(release_iri(key), term("withdrawnOn"), graph)
    return set() if withdrawn else _introduced(draft, graph)


def replace(draft: Draft, graph: str, quads: Iterable[Quad]) -> bool:
    """Give a graph this content; whether that is another than it had."""
    wanted = set(quads)
    standing = set(draft.quads(graph=graph))
    draft.remove(standing - wanted)
    draft.add(wanted - standing)
    return wanted != standing


def _introduced(draft: Draft, graph: str) -> set[str]:
    subjects = {q.subject.value for q in draft.quads(graph=graph) if isinstance(q.subject, NamedNode)}
    return {iri for iri in subjects if release_key_of(iri) or kind_of(iri) == "release"}


def _stands(draft: Draft, iri: str) -> bool:
    key = release_key_of(iri) or iri.rsplit("/", 1)[1]
    return iri in things_of(draft, key)


def _subjects(claims: Iterable[Quad]) -> set[str]:
    return {quad.object.value for quad in claims if isinstance(quad.object, NamedNode)}
