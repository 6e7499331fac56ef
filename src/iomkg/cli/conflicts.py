"""`iomkg conflicts`"""

from __future__ import annotations

import click

from iomkg import lookup
from iomkg.cli.output import counted, heading, paragraph
from iomkg.cli.output_said import Releases, heard
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.explain import Dispute, Explainer, Possible, Side
from iomkg.namespaces import shortened
from iomkg.store import Store


@click.command()
@click.argument("entity", required=False)
@store_option
@click.pass_obj
def command(settings: Settings, entity: str | None) -> None:
    """Show where sources disagree: the value that holds, the others, their sentences, and why the first won.

    Each value is shown once, with its best sentence and how many releases say so; releases that repeat each other
    (reposts, versions in other languages) are one voice. What may be one thing and waits for a judgement, such as two
    sums that are possibly the same money, follows. Without ENTITY, everything in the store. ENTITY is as for
    `iomkg show`.

    \b
    Examples:
      iomkg conflicts
      iomkg conflicts state/ner
    """
    with Store.open(settings.place, writable=False) as store:
        draft = Draft(store)
        explainer = Explainer(draft)
        iri = lookup.entity(draft, entity) if entity else None
        disputes = list(explainer.disputes(iri) if iri else explainer.all_disputes())
        possible = explainer.possible(iri)
    releases = Releases()
    above = None
    for dispute in disputes:
        if dispute.entity != above:
            if above:
                click.echo()
            heading(dispute.entity.text)
            paragraph(shortened(dispute.entity.iri or ""), dim=True)
        above = dispute.entity
        click.echo()
        _print(dispute, releases)
    releases.listed()
    if disputes:
        click.echo()
    if possible:
        heading("Possibly the same")
        for pair in possible:
            _print_pair(pair)
        click.echo()
    pairs = f", {counted(len(possible), 'pair')} to judge" if possible else ""
    click.echo(counted(len(disputes), "conflict") + pairs)


def _print(dispute: Dispute, releases: Releases) -> None:
    paragraph(f"{dispute.property}: {dispute.chosen.said.value.text}{_by(dispute.chosen)}", indent=2, hanging=2)
    releases.quote(dispute.chosen.said, indent=4)
    for other in dispute.others:
        paragraph(f"not {other.said.value.text}: {other.reason}{_by(other)}", indent=4, hanging=2)
        releases.quote(other.said, indent=6)


def _by(side: Side) -> str:
    words = heard(side.releases, side.voices)
    return f" ({words})" if words else ""


def _print_pair(pair: Possible) -> None:
    click.echo()
    paragraph(f"{pair.kind}: {pair.reason}", indent=2, hanging=2)
    for named in (pair.one, pair.other):
        paragraph(named.text, indent=4, hanging=2)
        paragraph(shortened(named.iri or ""), indent=4, dim=True)
