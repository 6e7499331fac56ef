"""`iomkg restore`"""

from __future__ import annotations

from pathlib import Path

import click

from iomkg.cli.interrupts import interruptible
from iomkg.cli.output import counted, note
from iomkg.cli.output_progress import with_progress
from iomkg.cli.places import FileType
from iomkg.cli.program import Settings, store_option
from iomkg.store.backups import restore, restore_quads
from iomkg.store.refilling import refill, refill_from_quads

_QUADS = (".nq", ".nq.gz")


@click.command()
@click.argument("source", type=FileType(), metavar="SOURCE")
@click.option("--replace", is_flag=True, help="Put the backup in the place of the store that is there, which is lost.")
@store_option
@click.pass_context
def command(context: click.Context, source: Path, replace: bool) -> None:
    """Make the backup in the folder SOURCE the store, as it was when it was backed up; or the quads in a file SOURCE.

    The copy is checked before it takes its place. A store that is there already is kept unless --replace says
    otherwise, and then until the new one is whole; nobody may read or write it meanwhile.

    A file is a graph as `iomkg export graph.nq` writes it (.nq, or .nq.gz): all of it, since links and view are taken
    as they stand. It is the quickest way in, and the only one past the gates, so the store is validated afterwards: the
    exit code is 1 when anything in it is violated.

    \b
    Examples:
      iomkg restore backups/sunday --store another
      iomkg restore backups/sunday --replace
    """
    place = context.ensure_object(Settings).place
    if source.name.endswith(_QUADS):
        _restore_quads(context, source, place, replace)
        return
    with interruptible():
        note("Copying the backup and checking the copy; this takes a moment.")
        if isinstance(place, Path):
            held = restore(source, place, replace=replace, progress=lambda files: with_progress(files, "copying"))
        else:
            held = refill(source, place, replace=replace)
    counts = f"{counted(held.facts, 'fact')} and {counted(held.texts, 'text')}"
    note(f"the store at {place} holds {counts}, canonical hash {held.canonical_hash}")


def _restore_quads(context: click.Context, source: Path, place: Path | str, replace: bool) -> None:
    from iomkg.cli.validate import command as validate

    with interruptible():
        note(f"Loading the quads of {source.name}; this takes a moment.")
        fill = restore_quads if isinstance(place, Path) else refill_from_quads
        facts = fill(source, place, replace=replace)  # type: ignore[arg-type]  # each takes the place it is chosen for
    note(f"the store at {place} holds {counted(facts, 'fact')}")
    context.invoke(validate)
