"""`iomkg compare`"""

from __future__ import annotations

from typing import Final

import click

from iomkg import lookup
from iomkg.cli.output import counted, heading, note, paragraph
from iomkg.cli.output_said import Releases
from iomkg.cli.program import Settings, store_option
from iomkg.comparing import Compared, Verdict, compare
from iomkg.draft import Draft
from iomkg.namespaces import shortened
from iomkg.naming import Names
from iomkg.store import Store

_HEADINGS: Final[dict[Verdict, str]] = {
    "contradict": "Sources contradict each other",
    "agree": "Sources agree",
    "only one": "Only one source says",
}


@click.command()
@click.argument("project")
@store_option
@click.pass_obj
def command(settings: Settings, project: str) -> None:
    """Hold against each other what press, IATI, tables and contracts say of one project.

    What they contradict each other on comes first, then what they agree on, then what only one of them says, each with
    its source's words. Days and sums agree when one is the other, less exact. PROJECT is as for `iomkg show`. The
    question cq31 of the library gives the same as rows.

    \b
    Examples:
      iomkg compare "Balke"
    """
    with Store.open(settings.place, writable=False) as store:
        draft = Draft(store)
        iri = lookup.entity(draft, project)
        sources, found = compare(draft, iri)
        name = Names(draft).entity(iri)
    heading(name)
    paragraph(shortened(iri), dim=True)
    paragraph(f"told by: {'; '.join(sources)}")
    releases = Releases()
    above = None
    for compared in found:
        if compared.verdict != above:
            click.echo()
            heading(_HEADINGS[compared.verdict])
        above = compared.verdict
        _print(compared, releases)
    releases.listed()
    counts = [sum(each.verdict == verdict for each in found) for verdict in _HEADINGS]
    note(f"{counted(counts[0], 'contradiction')}, {counts[1]} agreed, {counts[2]} told by one source alone")


def _print(compared: Compared, releases: Releases) -> None:
    click.echo()
    for value in compared.values:
        paragraph(f"{compared.property}: {value.value.with_language}", indent=2, hanging=2)
        for source, said in value.said.items():
            paragraph(source, indent=4, dim=True)
            releases.quote(said[0], indent=4)
