"""`iomkg extract`"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from iomkg import pipeline
from iomkg.cli.output import aside
from iomkg.cli.output_progress import with_progress
from iomkg.cli.program import lexicon_option
from iomkg.errors import ReadingError, UsageError
from iomkg.readers import press


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one JSON file per release into this folder instead of standard output.",
)
@lexicon_option
def command(paths: tuple[Path, ...], output: Path | None) -> None:
    """Write what releases say as JSON records; no store is needed.

    Several releases make one JSON array on standard output. With --output each makes a file named after its own,
    `page.html` for instance `page.json`.

    \b
    Examples:
      iomkg extract data/releases/2022-02-niger-frontieres.fr.txt
      iomkg extract data/releases --output records
    """
    files = press.discover(paths)
    if output is not None:
        _prepare_folder(output, files)
    records: list[dict[str, Any]] = []
    failed = False
    for file in with_progress(files, "extracting"):
        try:
            found = [pipeline.record(release) for release in press.read(file)]
        except ReadingError as error:
            aside(f"iomkg: {error}")
            failed = True
            continue
        if output is None:
            records.extend(found)
        else:
            _write(output / f"{file.stem}.json", found[0])
    if output is None and records:
        click.echo(_json(records if len(files) > 1 else records[0]))
    if failed:
        raise SystemExit(1)


def _prepare_folder(output: Path, files: list[Path]) -> None:
    """Make the folder, unless two files would be written under one name."""
    by_stem: dict[str, Path] = {}
    for file in files:
        other = by_stem.setdefault(file.stem, file)
        if other != file:
            raise UsageError(
                f"{other} and {file} would both be written as {file.stem}.json; extract them into different folders"
            )
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {output} cannot be made: {error.strerror}") from error


def _write(path: Path, record: dict[str, Any]) -> None:
    try:
        path.write_text(_json(record) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
