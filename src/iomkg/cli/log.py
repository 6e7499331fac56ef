"""`iomkg log`"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import click

from iomkg import history
from iomkg.cli.output import note, paragraph
from iomkg.cli.output_history import occasion, print_judgements, when
from iomkg.cli.program import Settings, store_option
from iomkg.curation import finding
from iomkg.draft import Draft
from iomkg.history import Commit
from iomkg.judgements import Judgement
from iomkg.naming import Names
from iomkg.store import Store
from iomkg.story import judgements_of


@click.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many, the newest first.")
@click.option("--release", metavar="RELEASE", help="Only loads of this release, by its key, headline or file name.")
@click.option("--by", metavar="NAME", help="Only judgements of this curator.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON array, every judgement in full.")
@store_option
@click.pass_obj
def command(settings: Settings, limit: int, release: str | None, by: str | None, as_json: bool) -> None:
    """Show what changed the store, newest first: loads, judgements, other reference data.

    Each change has a number, by which `--as-of` goes back to it, and says how many facts of the view came and went.

    \b
    Examples:
      iomkg log --limit 5
      iomkg log --json
    """
    with Store.open(settings.place, writable=False) as store:
        draft = Draft(store)
        key = finding.release(draft, release) if release else None
        found = list(itertools.islice(_chosen(store, key, by), limit))
        if as_json:
            click.echo(json.dumps([_as_object(*each) for each in found], ensure_ascii=False, indent=2))
            return
        names = Names(draft)
        for number, (commit, judgements) in enumerate(found):
            if number:
                click.echo()
            print_commit(commit)
            print_judgements(judgements, names, indent=6)
    if not found:
        note("Nothing in the log fits; `iomkg load` and judgements write it.")


def print_commit(commit: Commit) -> None:
    """What a commit was for and how many facts came and went."""
    click.secho(f"{commit.number:>4}  {when(commit.at)}  ", bold=True, nl=False)
    click.secho(f"+{commit.gained:,} −{commit.lost:,} facts", dim=True)
    paragraph(occasion(commit), indent=6, hanging=2)


def _chosen(store: Store, key: str | None, by: str | None) -> Iterator[tuple[Commit, tuple[Judgement, ...]]]:
    for commit in history.commits(store):
        if key is not None and commit.occasion.release != key:
            continue
        judgements = judgements_of(store, commit)
        if by is None or any(judgement.by == by for judgement in judgements):
            yield commit, judgements


def _as_object(commit: Commit, judgements: tuple[Judgement, ...]) -> dict[str, Any]:
    told = {
        "number": commit.number,
        "at": commit.at.isoformat().replace("+00:00", "Z"),
        "kind": commit.occasion.kind,
        "release": commit.occasion.release,
        "source": commit.occasion.source,
        "headline": commit.headline,
        "judgements": [{"id": judgement.id, **judgement.told()} for judgement in judgements],
        "gained": commit.gained,
        "lost": commit.lost,
        "version": commit.version,
    }
    return {name: value for name, value in told.items() if value not in ("", [])}
