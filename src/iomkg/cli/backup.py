"""`iomkg backup`"""

from __future__ import annotations

from pathlib import Path

import click

from iomkg.cli.interrupts import interruptible
from iomkg.cli.output import counted, note
from iomkg.cli.output_progress import with_progress
from iomkg.cli.program import Settings, store_option
from iomkg.store.backups import back_up


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="TARGET")
@store_option
@click.pass_obj
def command(settings: Settings, target: Path) -> None:
    """Copy the store, with the full texts of its releases, to the new folder TARGET, and check the copy.

    A backup holds the store as it stood after one commit; while a load runs it is that of the latest snapshot, at most
    20 seconds or so old. It shares no file with the store. `iomkg restore` makes a store of it again; it can also be
    read where it is: `iomkg status --store TARGET`.

    It holds the texts, which are nobody else's to see: keep it as safe as the store.

    \b
    Examples:
      iomkg backup backups/monday
      iomkg backup elsewhere/mine --store mine
    """
    with interruptible():
        note("Copying the store and checking the copy; this takes a moment.")
        made = back_up(settings.folder, target, lambda files: with_progress(files, "copying"))
    if made.behind:
        note(
            "Not in it: what was committed since the latest snapshot, since another process is writing the store, or "
            "this one may not."
        )
    held = made.content
    counts = f"{counted(held.facts, 'fact')} and {counted(held.texts, 'text')}"
    note(f"{target} holds {counts}, canonical hash {held.canonical_hash}")
