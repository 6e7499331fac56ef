"""`iomkg conflicts`"""

from __future__ import annotations

import click

from iomkg import lookup
from iomkg.cli.output import counted, heading, paragraph
from iomkg.cli.output_said import Releases
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.explain import Dispute, Explainer
from iomkg.namespaces import shortened
from iomkg.store import Store


@click.command()
@click.argument("entity", required=False)
@store_option
@click.pass_obj
def command(settings: Settings, entity: str | None) -> None:
    """Show where sources disagree: the value that holds, the others, their sentences, and why the first won.

    Without ENTITY, every disagreement in the store. ENTITY is as for `iomkg show`.

    \b
    Examples:
      iomkg conflicts
      iomkg conflicts state/ner
    """
    with Store.open(settings.store_path, writable=False) as store:
        draft = Draft(store)
        explainer = Explainer(draft)
        disputes = list(
            explainer.disputes(lookup.entity(draft, entity)) if entity else explainer.all_disputes(),
        )
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
    click.echo(counted(len(disputes), "conflict"))


def _print(dispute: Dispute, releases: Releases) -> None:
    paragraph(f"{dispute.property}: {dispute.chosen.value.text}", indent=2, hanging=2)
    releases.quote(dispute.chosen, indent=4)
    for other, reason in dispute.others:
        paragraph(f"not {other.value.text}: {reason}", indent=4, hanging=2)
        releases.quote(other, indent=6)
