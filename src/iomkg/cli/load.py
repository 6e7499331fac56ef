"""`iomkg load`"""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from iomkg import lexicon
from iomkg.cli.interrupts import Interrupts, StoppedFromOutside, interruptible
from iomkg.cli.output import aside, note
from iomkg.cli.output_load import Tally, tell
from iomkg.cli.output_progress import with_progress
from iomkg.cli.output_report import check_place, report_option, write_report
from iomkg.cli.places import FileType, PlaceType
from iomkg.cli.program import Settings, lexicon_option, scheduler_option, store_option
from iomkg.draft import Draft
from iomkg.errors import ReadingError, StoreError, UsageError, WorkerError
from iomkg.learned import lesson
from iomkg.model import Release
from iomkg.namespaces import REFERENCE_GRAPH
from iomkg.pipeline import Item, Loader, Outcome, prepare
from iomkg.readers import press, sources
from iomkg.readers.manifest import Manifest
from iomkg.store import Store
from iomkg.workers import Workers


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...", type=PlaceType())
@click.option(
    "--manifest",
    type=FileType(),
    metavar="FILE",
    help="A CSV table that says where files come from: file,url,publisher,published,retrieved[,licence,source_class].",
)
@click.option(
    "--mapping",
    type=FileType(),
    metavar="FILE.toml",
    help="What the columns of a table mean: reads CSV, TSV, Excel and OpenDocument tables, a row a release.",
)
@click.option(
    "--rows",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="With --mapping: write what became of each row, and of each cell left out, to FILE.csv.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Read with so many processes at once; what is loaded is the same. Default: 1.",
)
@scheduler_option
@lexicon_option
@report_option
@store_option
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[str | Path, ...],
    manifest: Path | None,
    mapping: Path | None,
    rows: Path | None,
    jobs: int,
    scheduler: str | None,
    report: Path | None,
) -> None:
    """Read releases into the store: files, folders of them, web archives, or pages by their URL; files and folders on
    other storage, such as s3://bucket/folder (pip install 'iomkg[storage]').

    Text, Markdown, HTML, PDF, Word (.docx), OpenDocument (.odt), pages saved by a browser (.mhtml, .webarchive) and web
    archives (.warc, .warc.gz, .wacz; each page is a release) are read, and files of IATI activities (.xml; each
    activity is a release, and what in it is not sound is listed with its line). With --mapping, tables are (.csv, .tsv,
    .xlsx, .ods): `iomkg table suggest` drafts a mapping, docs/tables.md explains it.

    Each release is loaded whole or not at all; one that is refused does not stop the others. Up to 256 are committed
    together: what comes of it is the same as of one by one. Loading the same file again changes nothing. The exit code
    is 1 when any release was refused or could not be read. A URL is fetched once, whatever robots.txt says of crawlers,
    since a person asks for it.

    Ctrl-C and SIGTERM end a load after what is being committed (exit codes 130 and 143), a second one at once. However
    a load ends, a power cut included, what it told as loaded stays, and the same command loads the rest. Others can
    read the store all the while; they see new releases every 20 seconds.

    \b
    Examples:
      iomkg load data/releases --manifest data/releases/sources.csv
      iomkg load --store mine data/releases/2024-03-tchad-balke.en.txt
      iomkg load data/releases/2024-03-tchad-balke.en.txt --report findings.ttl
      iomkg load data/examples/agency-projects.csv --mapping data/examples/agency-projects.toml
    """
    lexicon.check_own()
    for target, option in ((report, "--report"), (rows, "--rows")):
        if target is not None:
            check_place(target, option)
    if mapping is not None:
        if manifest is not None:
            raise UsageError("--manifest is for releases; a mapping says in its [release] where its table is from")
        _load_tables(settings.place, paths, mapping, rows, report, (jobs, scheduler))
        return
    if rows is not None:
        raise UsageError("--rows tells of the rows of a table; give the --mapping that reads it")
    places = press.discover(paths)
    told = Manifest.read(manifest) if manifest else None
    with interruptible() as interrupts, contextlib.ExitStack() as stack:
        workers = stack.enter_context(Workers(jobs, scheduler))
        loading = _Loading(settings.place, stack, interrupts, workers, Tally(keep_findings=report is not None))
        try:
            loading.load(_items(places, told), _releases_in(places))
        except StoppedFromOutside as stopped:
            _tell_of_interruption(loading.tally, _releases_in(places))
            _report(report, loading.tally)
            raise SystemExit(stopped.exit_code) from None
        except (StoreError, WorkerError):
            if loading.tally.total:
                _tell_of_interruption(loading.tally, _releases_in(places))
            raise
    loading.tally.summarise()
    _report(report, loading.tally)
    if loading.tally.statuses["refused"]:
        raise SystemExit(1)


def _items(places: Iterable[press.Place], manifest: Manifest | None) -> Iterator[Item]:
    """The releases of all places, and in its place what is told of one that cannot be read, or of a source."""
    for place in places:
        skipped: Counter[str] = Counter()
        notes: list[str] = []
        try:
            yield from sources.read(place, manifest, skipped, notes)
        except ReadingError as error:
            yield Outcome(press.name_of(place), "", "refused", reason=str(error))
        else:
            if skipped:
                yield f"{press.name_of(place)}: left out {press.told(skipped)}"
        yield from (f"{press.name_of(place)}: {told}" for told in notes)


def _releases_in(places: list[press.Place]) -> int:
    """How many releases there are, about; 0 where archives keep it to themselves."""
    if any(press.holds_several(place) for place in places):
        return 0
    return sum(sources.activities_in(place) or 1 for place in places)


def _load_tables(
    store: Path | str,
    paths: Sequence[str | Path],
    mapping: Path,
    rows: Path | None,
    report: Path | None,
    sharing: tuple[int, str | None],
) -> None:
    """Load the rows of tables by one mapping, and tell what became of each."""
    from iomkg.cli import output_rows
    from iomkg.readers import elsewhere, table
    from iomkg.readers.table import mapping as mappings

    told = mappings.read(mapping)
    readings = [table.read(elsewhere.local(path), told) for path in paths]
    releases = [release for reading in readings for release in reading.releases]
    stopped: StoppedFromOutside | None = None
    with interruptible() as interrupts, contextlib.ExitStack() as stack:
        tally = Tally(keep_findings=report is not None)
        workers = stack.enter_context(Workers(*sharing))
        loading = _Loading(store, stack, interrupts, workers, tally, quiet=True)
        try:
            loading.load(releases, len(releases))
        except StoppedFromOutside as error:
            stopped = error
    outcomes = {outcome.key: outcome for outcome in loading.outcomes}
    remarks = [output_rows.told(reading, outcomes) for reading in readings]
    for reading, of_table in zip(readings, remarks, strict=True):
        output_rows.summarise(reading, of_table, rows)
    if rows is not None:
        output_rows.write(rows, [remark for of_table in remarks for remark in of_table])
    _report(report, loading.tally)
    if stopped is not None:
        _tell_of_interruption(loading.tally, len(releases))
        raise SystemExit(stopped.exit_code)
    if any(remark.fate == "refused" for of_table in remarks for remark in of_table):
        raise SystemExit(1)


class _Loading:
    """Opens the store when the first release can be read, so that bad input leaves no store behind.

    `outcomes` are kept where they are told of all together, by one who asks to load quietly; else they are counted.
    """

    def __init__(
        self,
        place: Path | str,
        stack: contextlib.ExitStack,
        interrupts: Interrupts,
        workers: Workers,
        tally: Tally,
        quiet: bool = False,
    ) -> None:
        self._place = place
        self._quiet = quiet
        self._stack = stack
        self._interrupts = interrupts
        self._workers = workers
        self._store: Store | None = None
        self.tally = tally
        self.outcomes: list[Outcome] = []

    def load(self, items: Iterable[Item], total: int) -> None:
        """Load releases, and tell what became of each unless that is told of all together. `total` is how many there
        are, about; 0 when nobody knows."""
        for _ in with_progress(self._outcomes(iter(items)), "loading", total):
            pass

    def _outcomes(self, items: Iterator[Item]) -> Iterator[Outcome]:
        for item in items:
            if isinstance(item, Release):
                yield from self._loaded(itertools.chain([item], items))
            else:
                self._tell(item)

    def _loaded(self, items: Iterator[Item]) -> Iterator[Outcome]:
        loader = Loader(self._opened())
        for batch in loader.batches(items, self._workers):
            with self._interrupts.step():
                outcomes = loader.load_batch(batch)
                for outcome in outcomes:
                    self._tell(outcome)
            yield from (outcome for outcome in outcomes if isinstance(outcome, Outcome))

    def _opened(self) -> Store:
        self._store = self._stack.enter_context(Store.open(self._place, create=True))
        if self._store.is_empty(REFERENCE_GRAPH):
            note(f"Making a store at {self._place}; this takes a moment.")
        prepare(self._store)
        return self._store

    def _tell(self, outcome: Outcome | str) -> None:
        if isinstance(outcome, str):
            note(outcome)
            return
        self.tally.add(outcome)
        if self._quiet:
            self.outcomes.append(outcome)
            return
        changed = outcome.status in ("new", "updated") and outcome.line is None
        tell(outcome, lesson(Draft(self._store), outcome.key) if changed and self._store else None)


def _report(path: Path | None, tally: Tally) -> None:
    if path is not None:
        write_report(path, tally.findings)


def _tell_of_interruption(tally: Tally, releases: int) -> None:
    untouched = "the rest is untouched; run the same command to continue"
    of_all = f" of {releases}" if releases else ""
    aside(f"interrupted; {tally.loaded}{of_all} releases loaded, {untouched}")
