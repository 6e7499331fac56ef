"""`iomkg withdraw` and `iomkg undo`"""

from __future__ import annotations

import click

from iomkg.cli.judging import carry_out, judging_options, maker
from iomkg.cli.program import Settings, store_option
from iomkg.curation import finding
from iomkg.store import Store


@click.command()
@click.argument("release")
@judging_options
@store_option
@click.pass_obj
def withdraw(settings: Settings, release: str, by: str | None, reason: str, dry_run: bool) -> None:
    """Take a release out of the view. Its graphs stay, marked, and `iomkg undo` brings it back.

    RELEASE is a release's key, IRI or headline.

    \b
    Examples:
      iomkg withdraw 06275f3394d56dc5 --by Ana --reason "the ministry denied it"
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        carry_out(store, [make.withdraw(finding.release(make.draft, release))], dry_run)


@click.command()
@click.argument("judgements", nargs=-1, required=True, metavar="JUDGEMENT...")
@judging_options
@store_option
@click.pass_obj
def undo(settings: Settings, judgements: tuple[str, ...], by: str | None, reason: str, dry_run: bool) -> None:
    """Take judgements back, by making others: none is ever edited or lost.

    JUDGEMENT is a judgement's id or its beginning, as `iomkg judgements list` shows it.

    \b
    Examples:
      iomkg undo 5b1c90de --by Ana --reason "read the annex again"
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        carry_out(store, [make.undo(finding.judgement(make.draft, judgement)) for judgement in judgements], dry_run)
