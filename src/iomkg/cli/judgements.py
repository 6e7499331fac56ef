"""`iomkg judgements`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg.cli.judging import conclude
from iomkg.cli.output import counted, note, paragraph
from iomkg.cli.output_judged import in_words
from iomkg.cli.places import FileType
from iomkg.cli.program import Settings, store_option
from iomkg.curation import exchange
from iomkg.curation.finding import short
from iomkg.draft import Draft
from iomkg.naming import Names
from iomkg.pipeline import Judge, prepare
from iomkg.rulings import Rulings
from iomkg.store import Store
from iomkg.writing import write_text


@click.group()
def command() -> None:
    """List curators' judgements, or take them to and from a file.

    \b
    Examples:
      iomkg judgements list --by Ana
      iomkg judgements export judgements.jsonl
      iomkg judgements import judgements.jsonl
    """


@command.command("list")
@click.option("--by", metavar="NAME", help="Only this curator's.")
@click.option("--release", "key", metavar="KEY", help="Only those on this release's claims.")
@store_option
@click.pass_obj
def list_(settings: Settings, by: str | None, key: str | None) -> None:
    """Show judgements in the order they were made, undone ones marked.

    \b
    Examples:
      iomkg judgements list --by Ana
    """
    with Store.open(settings.place, writable=False) as store:
        draft = Draft(store)
        every = exchange.kept(draft)
        standing = {judgement.id for judgement in Rulings(every).standing}
        names = Names(draft)
        for judgement in every:
            if by in (None, judgement.by) and key in (None, judgement.release):
                mark = "" if judgement.id in standing else " (blind)" if judgement.blind else " (undone)"
                when = judgement.on[:16].replace("T", " ")
                paragraph(
                    f"{short(judgement.iri)}  {when}  {judgement.by}: {in_words(judgement, names)}{mark}", hanging=2
                )
                if judgement.reason:
                    paragraph(f"since {judgement.reason}", indent=4, dim=True)
    if not every:
        note("No judgements yet; `iomkg queue` shows what waits for one.")


@command.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@store_option
@click.pass_obj
def export(settings: Settings, file: Path | None) -> None:
    """Write all judgements to FILE, or to standard output: one JSON object a line, oldest first.

    \b
    Examples:
      iomkg judgements export judgements.jsonl
    """
    with Store.open(settings.place, writable=False) as store:
        kept = exchange.kept(Draft(store))
    if file is None:
        sys.stdout.write(exchange.written(kept))
    else:
        write_text(file, exchange.written(kept))
        note(f"{counted(len(kept), 'judgement')} written to {file}")


@command.command("import")
@click.argument("file", type=FileType())
@store_option
@click.pass_obj
def import_(settings: Settings, file: Path) -> None:
    """Take the judgements of FILE into the store, all or none.

    Those on releases that are not loaded yet wait for them; those the store holds already change nothing. A merge or
    split that contradicts others is refused, with the chain that shows it.

    \b
    Examples:
      iomkg judgements import judgements.jsonl
    """
    made = exchange.read(file)
    with Store.open(settings.place, create=True) as store:
        prepare(store)
        conclude(Judge(store).judge(made))
