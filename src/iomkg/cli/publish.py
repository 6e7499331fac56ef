"""`iomkg publish`"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from iomkg.cli.interrupts import interruptible
from iomkg.cli.output import note
from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError
from iomkg.store import Store

if TYPE_CHECKING:
    from iomkg.publication import Progress, Shelf


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="TARGET")
@click.option("--version", "version", metavar="NAME", help="The version's name. Default: today, as 2026.11.30.")
@click.option("--policy", type=click.Choice(["threshold", "confirmed"]), default="threshold", show_default=True,
              help="Publish what is accepted, or only what curators confirmed.")  # fmt: skip
@click.option("--no-quotes", is_flag=True, help="Leave out the sentences.")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR",
              help="Write the version as pages for any web host too. Needs pip install 'iomkg[web]'.")  # fmt: skip
@store_option
@click.pass_obj
def command(
    settings: Settings,
    target: Path,
    version: str | None,
    policy: Literal["threshold", "confirmed"],
    no_quotes: bool,
    site: Path | None,
) -> None:
    """Check the store, and publish it as a version in the folder TARGET, where versions stand side by side.

    A version never changes. It holds a store to open, dumps in four forms of RDF, tables (CSV), descriptions (VoID,
    DCAT), a crosswalk of identifiers (SSSOM), the difference from the version before, a codebook, how it was made, and
    how to cite it. Doubtful claims, full texts and curators' names stay behind; quotes are at most 300 characters.

    \b
    Examples:
      iomkg publish published --version 1.0.0
      iomkg publish published --version 1.1.0 --site site
    """
    from iomkg.publication import Order, Shelf, publish

    write_site = _site_writer() if site else None

    name = version or f"{dt.datetime.now(dt.UTC):%Y.%m.%d}"
    with interruptible(), Store.open(settings.place, writable=False) as store:
        made = publish(store, Shelf(target), Order(name, policy, not no_quotes), lambda doing: note(f"{doing} …"))
    told = made.told
    note(f"Version {made.name} is at {made.folder}: {told['added']:,} statements added, {told['removed']:,} removed.")
    if write_site and site:
        pages = write_site(Shelf(target), site, lambda doing: note(f"{doing} …"))
        note(f"The site is at {site}: {pages:,} pages.")
    note(f"Ask it: iomkg query cq01 --store {made.store}")


def _site_writer() -> Callable[[Shelf, Path, Progress], int]:
    """What writes the pages. Raises UsageError, before anything is published, where it is not installed."""
    try:
        from iomkg.web.still import write_site
    except ImportError as error:
        raise UsageError(f"pages need {error.name}: pip install 'iomkg[web]'") from error
    return write_site
