"""`iomkg extract`"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from iomkg import lexicon, pipeline
from iomkg.cli.output import aside, counted, note
from iomkg.cli.output_progress import with_progress
from iomkg.cli.places import PlaceType
from iomkg.cli.program import lexicon_option, scheduler_option
from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release, Remark
from iomkg.readers import press
from iomkg.unseen import escaped_json, visible
from iomkg.workers import Workers
from iomkg.writing import write_text


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...", type=PlaceType())
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one JSON file per release into this folder instead of standard output.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Read with so many processes at once; the output is the same. Default: 1.",
)
@scheduler_option
@lexicon_option
def command(paths: tuple[str | Path, ...], output: Path | None, jobs: int, scheduler: str | None) -> None:
    """Write what releases say as JSON records; no store is needed.

    What `iomkg load` reads is read: files of many forms, folders, web archives, pages by their URL. Several releases
    make one JSON array on standard output. With --output each makes a file named after its own, `page.html` for
    instance `page.json`; a page of an archive or by URL is named after the last step of its address.

    \b
    Examples:
      iomkg extract data/releases/2022-02-niger-frontieres.fr.txt
      iomkg extract data/releases --output records --jobs 2
    """
    lexicon.check_own()
    places = press.discover(paths)
    with Workers(jobs, scheduler) as workers:
        reading = _Reading(workers, places)
        if output is None:
            _print((extracted.record for extracted in reading.results()), several=len(places) > 1)
        else:
            _write_all(_Names(output, places), reading.results())
    if reading.failed:
        raise SystemExit(1)


@dataclass(frozen=True, slots=True)
class _Extracted:
    """What became of one release: its record as JSON, or why there is none."""

    name: str
    stem: str
    record: str = ""
    error: str = ""
    remarks: tuple[Remark, ...] = ()


def _from_release(release: Release) -> _Extracted:
    try:
        reading = pipeline.read(release)
        record = _json(pipeline.record_of(reading))
        return _Extracted(release.source.name, release.stem, record, remarks=reading.remarks)
    except ReadingError as error:
        return _Extracted(release.source.name, release.stem, error=str(error))


def _from_place(place: press.Place) -> _Extracted:
    try:
        (release,) = press.read(place)
    except ReadingError as error:
        return _Extracted(press.name_of(place), "", error=str(error))
    return _from_release(release)


class _Reading:
    """Reads releases to records and tells what cannot be read."""

    def __init__(self, workers: Workers, places: list[press.Place]) -> None:
        self._workers, self._places = workers, places
        self.failed = False

    def results(self) -> Iterator[_Extracted]:
        """The records in the order of the places."""
        for _, found in zip(with_progress(self._places, "extracting"), self._each_place(), strict=True):
            for extracted in found:
                for remark in extracted.remarks:
                    note(f"{extracted.name}: {remark}")
                if extracted.error:
                    self._tell(extracted.error)
                else:
                    yield extracted

    def _each_place(self) -> Iterator[Iterable[_Extracted]]:
        for several, places in itertools.groupby(self._places, press.holds_several):
            if several:
                yield from map(self._from_archive, places)
            else:
                yield from ((extracted,) for extracted in self._workers.map(_from_place, places))

    def _from_archive(self, place: press.Place) -> Iterator[_Extracted]:
        skipped: Counter[str] = Counter()
        try:
            yield from self._workers.map(_from_release, press.read(place, skipped=skipped))
        except ReadingError as error:
            self._tell(str(error))
        else:
            if skipped:
                note(f"{press.name_of(place)}: left out {press.told(skipped)}")

    def _tell(self, error: str) -> None:
        aside(f"iomkg: {visible(error)}")
        self.failed = True


def _write_all(names: _Names, results: Iterator[_Extracted]) -> None:
    written = 0
    try:
        for extracted in results:
            write_text(names.file_of(extracted), f"{extracted.record}\n")
            written += 1
    except KeyboardInterrupt:
        note(f"interrupted; {counted(written, 'record')} written, each of them whole")
        raise


def _print(records: Iterator[str], *, several: bool) -> None:
    """Print one record as it is, several as an array, each as soon as it is there."""
    first, second = next(records, None), next(records, None)
    if first is None:
        return
    if second is None and not several:
        click.echo(first)
        return
    click.echo("[\n  " + _indented(first), nl=False)
    for record in itertools.chain([second] if second else [], records):
        click.echo(",\n  " + _indented(record), nl=False)
    click.echo("\n]")


def _indented(record: str) -> str:
    return record.replace("\n", "\n  ")


class _Names:
    """Names the files of the records. Makes their folder, unless two files given would be written as one."""

    def __init__(self, folder: Path, places: list[press.Place]) -> None:
        self._folder = folder
        by_stem: dict[str, Path] = {}
        for file in (place for place in places if isinstance(place, Path)):
            other = by_stem.setdefault(file.stem, file)
            if other != file:
                raise UsageError(
                    f"{other} and {file} would both be written as {file.stem}.json; extract them into different folders"
                )
        self._taken = set(by_stem)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"the folder {folder} cannot be made: {error.strerror}") from error

    def file_of(self, extracted: _Extracted) -> Path:
        """The file of a release's record; pages whose addresses end alike are numbered."""
        name = extracted.stem
        if "://" in extracted.name:
            names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
            name = next(each for each in names if each not in self._taken)
            self._taken.add(name)
        return self._folder / f"{name}.json"


def _json(value: object) -> str:
    return escaped_json(json.dumps(value, ensure_ascii=False, indent=2))
