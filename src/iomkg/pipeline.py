"""The steps in their order: the only module that knows it.

A release is read, composed, searched for mentions, turned into claims and graphs, checked by the first gate, linked,
viewed, checked by the second gate, and committed in one piece; or it is refused whole, and the store is as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

import iomkg
from iomkg import claims, curated, documents, graphs, linking, mentions, records, terms, view, vocabulary
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.errors import ReadingError
from iomkg.links import entity_of
from iomkg.model import Claim, Document, Finding, Release, Report
from iomkg.namespaces import (
    ID,
    LOG_GRAPH,
    RDF,
    REFERENCE_GRAPH,
    VIEW_GRAPH,
    XSD,
    claims_graph,
    digest,
    kind_of,
    release_graph,
    release_key_of,
    term,
)
from iomkg.namespaces import release as release_iri
from iomkg.reference import Reference
from iomkg.store import Store

_TYPE: Final = RDF + "type"
_LOG: Final = NamedNode(LOG_GRAPH)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A gate's finding with the sentence it is about, where one is known."""

    finding: Finding
    quote: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one release. `learned` and `doubted` count claims; `projects` are titles as worded."""

    name: str
    key: str
    status: OneOf["new", "updated", "unchanged", "refused"]
    headline: str = ""
    learned: int = 0
    doubted: int = 0
    projects: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A release read up to its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read(release: Release) -> Reading:
    """Read a release up to its claims; ReadingError when its text cannot be read."""
    document = documents.compose(release)
    reference = Reference.load()
    found = mentions.find(document, reference)
    return Reading(document, claims.read(document, found, reference))


def record(release: Release) -> dict[str, Any]:
    """The release's record, in the form of RECORD.md."""
    reading = read(release)
    return records.record(reading.document, reading.claims, Reference.load())


def prepare(store: Store) -> None:
    """Give a store the reference data of this version, and the view that follows from it.

    A store made with other reference data gets the new, and its view is computed afresh.
    """
    current = curated.digest_of_files()
    stamp = Quad(NamedNode(REFERENCE_GRAPH), NamedNode(term("referenceDigest")), terms.text(current), _LOG)
    standing = list(store.quads(REFERENCE_GRAPH, term("referenceDigest"), None, LOG_GRAPH))
    if standing == [stamp]:
        return
    quads = list(curated.quads())
    if not standing:
        store.load_graphs([*quads, *view.reference_view(quads), stamp])
        return
    draft = Draft(store)
    for graph in (REFERENCE_GRAPH, VIEW_GRAPH):
        draft.clear(graph)
    draft.remove(standing)
    draft.add([*quads, *view.reference_view(quads), stamp])
    named = {q.object.value for q in draft.quads(None, RDF + "subject") if isinstance(q.object, NamedNode)}
    things = {iri for iri in named if release_key_of(iri)}
    things.update(draft.subjects(_TYPE, NamedNode(term("Release"))))
    linking.relink(draft, things, things)
    view.refresh(draft, {entity_of(draft, iri) for iri in named})
    store.commit(draft.change())


class Loader:
    """Loads releases into a store, one atomic commit each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Here, because it brings pySHACL and rdflib, which reading alone needs not.
        from iomkg.validation import Gate

        self._release_gate = Gate.release()
        self._view_gate = Gate.view()

    def load(self, release: Release) -> Outcome:
        """Load one release. A refusal is an outcome, not an error: it never stops the rest of its source."""
        twin = self._twin(release)
        if twin and (twin.addressed or not release.source.url):
            return Outcome(
                release.source.name, release.key, "unchanged", reason=f"the same text is known as {twin.name}"
            )
        try:
            reading = read(release)
        except ReadingError as error:
            return Outcome(release.source.name, release.key, "refused", reason=str(error))
        return self._commit(release, reading, twin)

    def _commit(self, release: Release, reading: Reading, twin: _Twin | None) -> Outcome:
        draft = Draft(self._store)
        known = twin is not None or next(draft.quads(graph=release_graph(release.key)), None) is not None
        before = _things(draft, release_graph(release.key))
        stated = graphs.release_quads(reading.document, reading.claims)
        said = graphs.claims_quads(reading.document, reading.claims)
        first = self._release_gate.check([*stated, *said], classes_of(draft, [*stated, *said]))
        if not first.conforms:
            return _refused(release, reading, first, "what it states breaks a rule")
        _replace(draft, release_graph(release.key), stated)
        said = graphs.claims_quads(reading.document, reading.claims, first.warnings)
        _replace(draft, claims_graph(release.key), said)
        if twin:
            # A text loaded without its address gets it now: one release, under its lasting key.
            before |= _things(draft, release_graph(twin.key))
            _replace(draft, release_graph(twin.key), ())
            _replace(draft, claims_graph(twin.key), ())
        if not draft.changed:
            return _outcome(release, reading, "unchanged", first)
        linked = linking.relink(draft, _things(draft, release_graph(release.key)), before)
        touched = view.refresh(draft, linked.entities | _curated_subjects(reading.claims))
        seen = [quad for entity in touched for quad in draft.quads(entity, None, None, VIEW_GRAPH)]
        second = self._view_gate.check(seen, classes_of(draft, seen))
        if not second.conforms:
            return _refused(release, reading, second, "with it, the merged picture breaks a rule")
        draft.add(_log(release))
        self._store.commit(draft.change())
        report = Report((*first.findings, *second.findings))
        return _outcome(release, reading, "updated" if known else "new", report)

    def _twin(self, release: Release) -> _Twin | None:
        """The release that holds the same bytes under another key, if there is one."""
        holders = self._store.quads(None, term("sourceHash"), terms.text(release.source.sha256))
        keys = {q.subject.value.rsplit("/", 1)[1] for q in holders if isinstance(q.subject, NamedNode)}
        if not keys or release.key in keys:
            return None
        key = min(keys)
        addresses = [q.object for q in self._store.quads(release_iri(key), term("sourceUrl"), None, release_graph(key))]
        address = next((a.value for a in addresses if isinstance(a, Literal)), None)
        return _Twin(key, f"release {key}" + (f", {address}" if address else ""), address is not None)


@dataclass(frozen=True, slots=True)
class _Twin:
    """A release with the same bytes: `addressed` when its URL is known."""

    key: str
    name: str
    addressed: bool


def _replace(draft: Draft, graph: str, quads: Iterable[Quad]) -> None:
    wanted = set(quads)
    standing = set(draft.quads(graph=graph))
    draft.remove(standing - wanted)
    draft.add(wanted - standing)


def _things(draft: Draft, graph: str) -> set[str]:
    """What a release graph introduces, and the release itself."""
    subjects = {q.subject.value for q in draft.quads(graph=graph) if isinstance(q.subject, NamedNode)}
    return {iri for iri in subjects if release_key_of(iri) or kind_of(iri) == "release"}


def _curated_subjects(stated: Iterable[Claim]) -> set[str]:
    return {claim.subject.iri for claim in stated if not release_key_of(claim.subject.iri)}


def _refused(release: Release, reading: Reading, report: Report, why: str) -> Outcome:
    outcome = _outcome(release, reading, "refused", report)
    first = outcome.doubts[0]
    reason = f"{why}: {first.finding.message} ({first.finding.shape})"
    return Outcome(outcome.name, outcome.key, "refused", outcome.headline, doubts=outcome.doubts, reason=reason)


def _outcome(
    release: Release, reading: Reading, status: OneOf["new", "updated", "unchanged", "refused"], report: Report
) -> Outcome:
    document = reading.document
    doubtful = {(f.focus, f.path) for f in report.warnings}
    rules = vocabulary.load()
    sure = [
        c
        for c in reading.claims
        if c.confidence >= rules.threshold(c.predicate) and (c.subject.iri, c.predicate) not in doubtful
    ]
    serious = sorted((f for f in report.findings if f.severity != "Info"), key=lambda f: f.severity != "Violation")
    return Outcome(
        name=release.source.name,
        key=release.key,
        status=status,
        headline=document.slice(document.headline) if document.headline else "",
        learned=len(sure),
        doubted=len(reading.claims) - len(sure),
        projects=tuple(
            dict.fromkeys(
                c.subject.wording
                for c in reading.claims
                if c.predicate == _TYPE and kind_of(c.subject.iri) == "project"
            )
        ),
        doubts=tuple(Doubt(f, _quote(reading.claims, f)) for f in serious),
    )


def _quote(stated: Iterable[Claim], finding: Finding) -> str | None:
    about = [c for c in stated if c.subject.iri == finding.focus]
    exact = [c for c in about if c.predicate == finding.path]
    return next((c.evidence.quote for c in (*exact, *about)), None)


def _log(release: Release) -> list[Quad]:
    now = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    load = NamedNode(f"{ID}load/{digest(release.key, release.source.sha256, now)[:24]}")
    this = NamedNode(release_iri(release.key))
    said: tuple[tuple[str, NamedNode | Literal], ...] = (
        (_TYPE, NamedNode(term("Load"))),
        (term("loadedRelease"), this),
        (term("loadedAt"), Literal(now, datatype=NamedNode(XSD + "dateTime"))),
        (term("softwareVersion"), terms.text(iomkg.__version__)),
    )
    # Here and not in the release's graph, since the same bytes under another name say the same.
    named = Quad(
        NamedNode(release_iri(release.key)), NamedNode(term("sourceName")), terms.text(release.source.name), _LOG
    )
    return [named, *(Quad(load, NamedNode(predicate), value, _LOG) for predicate, value in said)]
