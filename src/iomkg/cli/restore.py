"""`iomkg restore`"""

from __future__ import annotations

from pathlib import Path

import click

from iomkg.cli.interrupts import interruptible
from iomkg.cli.output import counted, note
from iomkg.cli.output_progress import with_progress
from iomkg.cli.program import Settings, store_option
from iomkg.store.backups import restore


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE")
@click.option("--replace", is_flag=True, help="Put the backup in the place of the store that is there, which is lost.")
@store_option
@click.pass_obj
def command(settings: Settings, source: Path, replace: bool) -> None:
    """Make the backup in the folder SOURCE the store, as it was when it was backed up.

    The copy is checked before it takes its place. A store that is there already is kept unless --replace says
    otherwise, and then until the new one is whole; nobody may read or write it meanwhile.

    \b
    Examples:
      iomkg restore backups/sunday --store another
      iomkg restore backups/sunday --replace
    """
    path = settings.store_path
    with interruptible():
        note("Copying the backup and checking the copy; this takes a moment.")
        held = restore(source, path, replace=replace, progress=lambda files: with_progress(files, "copying"))
    counts = f"{counted(held.facts, 'fact')} and {counted(held.texts, 'text')}"
    note(f"the store at {path} holds {counts}, canonical hash {held.canonical_hash}")
