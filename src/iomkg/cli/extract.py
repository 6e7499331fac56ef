"""`iomkg extract`"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from iomkg import pipeline
from iomkg.cli.output import aside, note
from iomkg.cli.output_progress import with_progress
from iomkg.cli.places import PlaceType
from iomkg.cli.program import lexicon_option
from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release
from iomkg.readers import press


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...", type=PlaceType())
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one JSON file per release into this folder instead of standard output.",
)
@lexicon_option
def command(paths: tuple[str | Path, ...], output: Path | None) -> None:
    """Write what releases say as JSON records; no store is needed.

    What `iomkg load` reads is read: files of many forms, folders, web archives, pages by their URL. Several releases
    make one JSON array on standard output. With --output each makes a file named after its own, `page.html` for
    instance `page.json`; a page of an archive or by URL is named after the last step of its address.

    \b
    Examples:
      iomkg extract data/releases/2022-02-niger-frontieres.fr.txt
      iomkg extract data/releases --output records
    """
    places = press.discover(paths)
    reading = _Reading()
    if output is None:
        records = [record for _, record in reading.records(places)]
        if records:
            click.echo(_json(records if len(records) > 1 or reading.many else records[0]))
    else:
        names = _Names(output, places)
        for release, record in reading.records(places):
            _write(names.file_of(release), record)
    if reading.failed:
        raise SystemExit(1)


class _Reading:
    """Reads releases to records and tells what cannot be read. `many` when there was more than one to read."""

    def __init__(self) -> None:
        self.failed = False
        self.many = False

    def records(self, places: list[press.Place]) -> Iterator[tuple[Release, dict[str, Any]]]:
        self.many = len(places) > 1
        for place in with_progress(places, "extracting"):
            skipped: Counter[str] = Counter()
            try:
                for number, release in enumerate(press.read(place, skipped=skipped)):
                    self.many = self.many or number > 0
                    yield from self._record(release)
            except ReadingError as error:
                self._tell(error)
            else:
                if skipped:
                    note(f"{press.name_of(place)}: left out {press.told(skipped)}")

    def _record(self, release: Release) -> Iterator[tuple[Release, dict[str, Any]]]:
        try:
            yield release, pipeline.record(release)
        except ReadingError as error:
            self._tell(error)

    def _tell(self, error: ReadingError) -> None:
        aside(f"iomkg: {error}")
        self.failed = True


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

    def file_of(self, release: Release) -> Path:
        """The file of a release's record; pages whose addresses end alike are numbered."""
        name = release.stem
        if "://" in release.source.name:
            names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
            name = next(each for each in names if each not in self._taken)
            self._taken.add(name)
        return self._folder / f"{name}.json"


def _write(path: Path, record: dict[str, Any]) -> None:
    try:
        path.write_text(_json(record) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
