"""Loading releases: each is read, judged, checked, linked and viewed, and committed in one piece; or it is refused
whole, and the store is as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from iomkg import graphs, history, terms
from iomkg.draft import Draft
from iomkg.errors import ReadingError
from iomkg.history import Occasion
from iomkg.judged import ACCEPTED, DOUBTFUL, WITHDRAWN, Judged
from iomkg.model import Claim, Finding, Release, Remark, Report
from iomkg.namespaces import (
    RDF,
    claims_graph,
    kind_of,
    release_graph,
    term,
)
from iomkg.namespaces import release as release_iri
from iomkg.pipeline.landing import Gates, land, replace, things_of
from iomkg.pipeline.reading import Reading, read
from iomkg.rulings import Rulings
from iomkg.store import Store

_TYPE: Final = RDF + "type"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A gate's finding with the sentence it is about, where one is known."""

    finding: Finding
    quote: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one release. `learned` and `doubted` count claims; `projects` are titles as worded.

    `lost` counts the judgements that no longer find what they are about; `withdrawn_by` names the curator who took the
    release out of the view; `report` is what the gates found. Of a structured source, `remarks` say what is
    not taken as it stands, and `line` where in its file the release begins.
    """

    name: str
    key: str
    status: OneOf["new", "updated", "unchanged", "refused"]
    headline: str = ""
    learned: int = 0
    doubted: int = 0
    projects: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reason: str = ""
    lost: int = 0
    withdrawn_by: str = ""
    report: Report = field(default_factory=Report)
    remarks: tuple[Remark, ...] = ()
    line: int | None = None


class Loader:
    """Loads releases into a store, one atomic commit each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gates = Gates()
        self._rulings = Rulings.of(Draft(store))

    def load(self, release: Release) -> Outcome:
        """Load one release. A refusal is an outcome, not an error: it never stops the rest of its source."""
        outcome = self._load(release)
        return replace_fields(outcome, line=release.record.line) if release.record else outcome

    def _load(self, release: Release) -> Outcome:
        twin = self._twin(release)
        if twin and (twin.addressed or not release.source.url):
            return Outcome(
                release.source.name, release.key, "unchanged", reason=f"the same text is known as {twin.name}"
            )
        try:
            reading = read(release, self._store.forgotten)
        except ReadingError as error:
            return Outcome(release.source.name, release.key, "refused", reason=str(error))
        return self._commit(release, reading, twin)

    def _commit(self, release: Release, reading: Reading, twin: _Twin | None) -> Outcome:
        draft = Draft(self._store)
        known = twin is not None or next(draft.quads(graph=release_graph(release.key)), None) is not None
        gone: set[str] = set()
        if twin:
            # A text loaded without its address gets it now: one release, under its lasting key.
            gone = things_of(draft, twin.key)
            replace(draft, release_graph(twin.key), ())
            replace(draft, claims_graph(twin.key), ())
        own = Judged(
            tuple(graphs.release_quads(reading.document, reading.claims)),
            tuple(graphs.claims_quads(reading.document, reading.claims)),
        )
        text_hash = graphs.text_hash(reading.document.text)
        draft.add_text(text_hash, reading.document.text)
        landed = land(draft, {release.key: own}, self._rulings, self._gates, before=gone)
        if not landed.report.conforms:
            self._rulings = Rulings.of(Draft(self._store))
            return _refused(release, reading, landed.report, _WHY[landed.refused_by == release.key])
        if not landed.changed:
            return _outcome(release, reading, "unchanged", landed.report, draft)
        status: OneOf["new", "updated"] = "updated" if known else "new"
        outcome = _outcome(release, reading, status, landed.report, draft, len(landed.lost))
        self._store.keep_text(text_hash, reading.document.text)
        history.commit(self._store, draft, Occasion("load", release.key, reading.document.release.source.name))
        return outcome

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


def _refused(release: Release, reading: Reading, report: Report, why: str) -> Outcome:
    doubts = _doubts(reading, report)
    first = doubts[0]
    reason = f"{why}: {first.finding.message} ({first.finding.shape})"
    name, headline = release.source.name, _headline(reading)
    return Outcome(
        name, release.key, "refused", headline, doubts=doubts, reason=reason, report=report, remarks=reading.remarks
    )


def _outcome(
    release: Release,
    reading: Reading,
    status: OneOf["new", "updated", "unchanged"],
    report: Report,
    draft: Draft,
    lost: int = 0,
) -> Outcome:
    learned, doubted = (
        len(draft.subjects(term("claimStatus"), node, claims_graph(release.key))) for node in (ACCEPTED, DOUBTFUL)
    )
    return Outcome(
        name=release.source.name,
        key=release.key,
        status=status,
        headline=_headline(reading),
        learned=learned,
        doubted=doubted,
        projects=tuple(
            dict.fromkeys(
                c.subject.wording
                for c in reading.claims
                if c.predicate == _TYPE and kind_of(c.subject.iri) == "project"
            )
        ),
        doubts=_doubts(reading, report),
        lost=lost,
        withdrawn_by=_withdrawn_by(draft, release.key),
        report=report,
        remarks=reading.remarks,
    )


def _withdrawn_by(draft: Draft, key: str) -> str:
    """Who withdrew a release, empty when it is not withdrawn."""
    marked = draft.subjects(term("claimStatus"), WITHDRAWN, claims_graph(key))
    coders = draft.objects(marked[0], term("codedBy"), claims_graph(key)) if marked else []
    return coders[0].value if coders else ""


def _headline(reading: Reading) -> str:
    document = reading.document
    return document.slice(document.headline) if document.headline else ""


def _doubts(reading: Reading, report: Report) -> tuple[Doubt, ...]:
    """What a gate refuses or warns about, the worst first."""
    serious = sorted((f for f in report.findings if f.severity != "Info"), key=lambda f: f.severity != "Violation")
    return tuple(Doubt(f, _quote(reading.claims, f)) for f in serious)


def _quote(stated: Iterable[Claim], finding: Finding) -> str | None:
    about = [c for c in stated if c.subject.iri == finding.focus]
    exact = [c for c in about if c.predicate == finding.path]
    return next((c.evidence.quote for c in (*exact, *about)), None)


_WHY: Final = {True: "what it states breaks a rule", False: "with it, the merged picture breaks a rule"}
