"""`iomkg status`"""

from __future__ import annotations

import click

from iomkg.cli.output import heading, pairs
from iomkg.cli.program import Settings, store_option
from iomkg.status import status
from iomkg.store import Store


@click.command()
@store_option
@click.pass_obj
def command(settings: Settings) -> None:
    """Say what the store holds: releases, claims, entities, and its canonical hash.

    Two stores with the same canonical hash say the same, in whatever order they were loaded.

    \b
    Examples:
      iomkg status
      iomkg --store mine status
    """
    with Store.open(settings.place, writable=False) as store:
        found = status(store)
    languages = ", ".join(f"{language} {count}" for language, count in found.languages.items())
    pairs(
        [
            ("store", str(settings.place)),
            ("releases", f"{found.releases}" + (f" ({languages})" if languages else "")),
            ("claims", ", ".join(f"{count} {name}" for name, count in found.claims.items() if count) or "none"),
            ("view", f"{found.facts:,} facts"),
            ("last load", f"{found.last_load:%Y-%m-%d %H:%M:%S} UTC" if found.last_load else "never"),
            ("changes", f"{found.commits:,} (see `iomkg log`)"),
            ("canonical hash", found.canonical_hash),
        ]
    )
    click.echo()
    heading("Entities (of which named by releases)")
    pairs(
        [
            (kind, f"{count:>6,}" + (f"  ({found.from_releases[kind]:,})" if kind in found.from_releases else ""))
            for kind, count in found.entities.items()
        ],
        indent=2,
    )
