"""Loading releases: each is read, judged, checked, linked and viewed, and committed whole; or it is refused whole, and
the store is as it was.

Many are loaded in batches. A batch is one change: it is checked, linked and viewed together and committed at once,
so that it stands whole or not at all; what it comes to is what loading its releases one by one comes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from functools import partial
from typing import Final, TypeAlias
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from iomkg import graphs, history, terms
from iomkg.draft import Draft
from iomkg.errors import IomkgError, ReadingError
from iomkg.forgotten import Forgotten
from iomkg.history import Occasion
from iomkg.judged import ACCEPTED, DOUBTFUL, WITHDRAWN, Judged
from iomkg.model import Claim, Finding, Release, Remark, Report
from iomkg.namespaces import (
    LOG_GRAPH,
    RDF,
    claims_graph,
    kind_of,
    release_graph,
    term,
)
from iomkg.namespaces import release as release_iri
from iomkg.pipeline.landing import Examined, Gates, examine, land_examined, replace, things_of
from iomkg.pipeline.reading import Reading, read
from iomkg.rulings import Rulings
from iomkg.store import Store
from iomkg.workers import Workers

_TYPE: Final = RDF + "type"
_FIRST_BATCH, _LARGEST_BATCH = 8, 256  # releases: small to begin with, so that results soon appear
_MOST_CLAIMS: Final = 20_000  # of a batch, which is held in memory


@dataclass(frozen=True, slots=True)
class Doubt:
    """A gate's finding with the sentence it is about, where one is known."""

    finding: Finding
    quote: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one release. `learned` and `doubted` count claims; `projects` are titles as worded.

    `lost` counts the judgements that no longer find what they are about; `withdrawn_by` names the curator who took the
    release out of the view; `report` is what the gates found. `remarks` say what of the source is
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


#: What comes to be loaded: a release, or what is told in the place of one: that it is refused, or a line on its source.
Item: TypeAlias = Release | Outcome | str


@dataclass(frozen=True, slots=True)
class Read:
    """A release with its reading, or why it cannot be read."""

    release: Release
    reading: Reading | None
    error: str = ""


Batch: TypeAlias = list[Read | Outcome | str]


class Loader:
    """Loads releases into a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gates = Gates()
        self._rulings = Rulings.of(Draft(store))

    def load(self, release: Release) -> Outcome:
        """Load one release. A refusal is an outcome, not an error: it never stops the rest of its source."""
        (outcome,) = self.load_all([release])
        assert isinstance(outcome, Outcome)
        return outcome

    def load_all(self, items: Iterable[Item], workers: Workers | None = None) -> Iterator[Outcome | str]:
        """Load releases in batches; what becomes of each, in order, once its batch is committed."""
        for batch in self.batches(items, workers):
            yield from self.load_batch(batch)

    def batches(self, items: Iterable[Item], workers: Workers | None = None) -> Iterator[Batch]:
        """Read releases, by `workers` if there are any, and part them into batches, each for `load_batch`.

        No two releases of a batch have one key or the same bytes: the later is a version of the earlier. What goes
        wrong on the way is raised when all before it is in a batch.
        """
        batch: Batch = []
        known: set[str] = set()
        size, most, claims = 0, _FIRST_BATCH, 0
        take = partial(_read, forgotten=self._store.forgotten)
        try:
            for item in workers.map(take, items) if workers else map(take, items):
                own = {item.release.key, item.release.source.sha256} if isinstance(item, Read) else set()
                if size >= most or claims >= _MOST_CLAIMS or known & own:
                    yield batch
                    batch, known, size, claims, most = [], set(), 0, 0, min(2 * most, _LARGEST_BATCH)
                batch.append(item)
                known |= own
                size += 1
                claims += len(item.reading.claims) if isinstance(item, Read) and item.reading else 0
        except IomkgError:
            yield batch
            raise
        yield batch

    def load_batch(self, batch: Batch) -> list[Outcome | str]:
        """Load what `batches` gave; what becomes of each, in order."""
        outcomes: dict[str, Outcome] = {}
        ahead: list[_Ahead] = []
        for each in batch:
            if isinstance(each, Read):
                twin = self._twin(each.release)
                if twin and (twin.addressed or not each.release.source.url):
                    reason = f"the same text is known as {twin.name}"
                    outcomes[each.release.key] = _plain(each.release, "unchanged", reason)
                elif each.reading is None:
                    outcomes[each.release.key] = _plain(each.release, "refused", each.error)
                else:
                    ahead.append(_Ahead(each.reading, twin))
        outcomes.update(self._commit(ahead))
        return [_with_line(each.release, outcomes) if isinstance(each, Read) else each for each in batch]

    def _commit(self, batch: Sequence[_Ahead]) -> dict[str, Outcome]:
        """Load releases as one change; what becomes of each, by key.

        Where the second gate refuses the whole, each half is loaded by itself, down to the release that is at fault.
        """
        draft = Draft(self._store)
        by_key = {each.key: each for each in batch}
        known = {key for key, each in by_key.items() if each.twin or _stands(draft, key)}
        examined = self._examine(draft, by_key)
        sound = {key: each for key, each in examined.items() if each.report.conforms}
        outcomes = {
            key: _refused(by_key[key].reading, each.report, "what it states breaks a rule")
            for key, each in examined.items()
            if key not in sound
        }
        gone = {iri for key in sound for iri in _give_way(draft, by_key[key].twin)}
        landed = land_examined(draft, sound, self._rulings, self._gates, before=gone)
        if not landed.report.conforms:
            self._rulings = Rulings.of(Draft(self._store))
            if len(batch) > 1:
                half = len(batch) // 2
                return self._commit(batch[:half]) | self._commit(batch[half:])
            why = "with it, the merged picture breaks a rule"
            return {key: _refused(by_key[key].reading, landed.report, why) for key in sound}
        for key, each in sound.items():
            status: OneOf["new", "updated", "unchanged"] = "updated" if key in known else "new"
            status = status if key in landed.changed else "unchanged"
            outcomes[key] = _outcome(by_key[key].reading, status, each, draft)
        self._keep(draft, [by_key[key].reading for key in sound if key in landed.changed])
        return outcomes

    def _examine(self, draft: Draft, batch: Mapping[str, _Ahead]) -> dict[str, Examined]:
        own: dict[str, Judged] = {}
        for key, each in batch.items():
            document, claims = each.reading.document, each.reading.claims
            draft.add_text(graphs.text_hash(document.text), document.text)
            own[key] = Judged(
                tuple(graphs.release_quads(document, claims)), tuple(graphs.claims_quads(document, claims))
            )
        return examine(draft, own, self._rulings, self._gates)

    def _keep(self, draft: Draft, changed: Sequence[Reading]) -> None:
        if changed:
            self._store.keep_texts({graphs.text_hash(each.document.text): each.document.text for each in changed})
            releases = (each.document.release for each in changed)
            history.commit(self._store, draft, *(Occasion("load", each.key, each.source.name) for each in releases))

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


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A reading that is to be loaded, in the place of a twin if there is one."""

    reading: Reading
    twin: _Twin | None

    @property
    def key(self) -> str:
        return self.reading.document.release.key


def _read(item: Item, forgotten: Forgotten) -> Read | Outcome | str:
    if not isinstance(item, Release):
        return item
    try:
        return Read(item, read(item, forgotten))
    except ReadingError as error:
        return Read(item, None, str(error))


def _stands(draft: Draft, key: str) -> bool:
    return next(draft.quads(graph=release_graph(key)), None) is not None


def _give_way(draft: Draft, twin: _Twin | None) -> set[str]:
    """Take out a text loaded without the address that it gets now; what it introduced. One release, under its lasting
    key, is left."""
    if twin is None:
        return set()
    gone = things_of(draft, twin.key)
    replace(draft, release_graph(twin.key), ())
    replace(draft, claims_graph(twin.key), ())
    return gone


def _plain(release: Release, status: OneOf["unchanged", "refused"], reason: str) -> Outcome:
    return Outcome(release.source.name, release.key, status, reason=reason)


def _with_line(release: Release, outcomes: Mapping[str, Outcome]) -> Outcome:
    outcome = outcomes[release.key]
    return replace_fields(outcome, line=release.record.line) if release.record else outcome


def _refused(reading: Reading, report: Report, why: str) -> Outcome:
    release, doubts = reading.document.release, _doubts(reading, report)
    first = doubts[0]
    return Outcome(
        name=release.source.name,
        key=release.key,
        status="refused",
        headline=_headline(reading),
        doubts=doubts,
        reason=f"{why}: {first.finding.message} ({first.finding.shape})",
        report=report,
        remarks=reading.remarks,
    )


def _outcome(
    reading: Reading, status: OneOf["new", "updated", "unchanged"], examined: Examined, draft: Draft
) -> Outcome:
    release = reading.document.release
    learned, doubted = (
        len(draft.subjects(term("claimStatus"), node, claims_graph(release.key))) for node in (ACCEPTED, DOUBTFUL)
    )
    return Outcome(
        name=release.source.name,
        key=release.key,
        status=status,
        headline=_headline(reading),
        reason=_namesake(draft, release) if status == "new" else "",
        learned=learned,
        doubted=doubted,
        projects=tuple(
            dict.fromkeys(
                c.subject.wording
                for c in reading.claims
                if c.predicate == _TYPE and kind_of(c.subject.iri) == "project"
            )
        ),
        doubts=_doubts(reading, examined.report),
        lost=len(examined.graphs.lost),
        withdrawn_by=_withdrawn_by(draft, release.key),
        report=examined.report,
        remarks=reading.remarks,
    )


def _namesake(draft: Draft, release: Release) -> str:
    """A word on another release of the same file name and headline: nothing tells that the one is a version of the
    other."""
    if release.source.url:
        return ""
    # By the headline first: a file of many records is the source of as many entries.
    own = draft.objects(release_iri(release.key), term("headline"), release_graph(release.key))
    entries = {
        entry
        for value in own
        if isinstance(value, Literal)
        for entry in draft.subjects(term("headline"), value, LOG_GRAPH)
        if terms.text(release.source.name) in draft.objects(entry, term("sourceName"), LOG_GRAPH)
    }
    alike = {told.value for entry in entries for told in draft.objects(entry, term("committedRelease"), LOG_GRAPH)} - {
        release_iri(release.key)
    }
    if not alike:
        return ""
    return (
        f"release {min(alike).rsplit('/', 1)[1]} has the same file name and headline, and stays beside this one; where "
        "this is its new text, load both with their address (--manifest), which makes one the other's version"
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
