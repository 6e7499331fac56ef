"""`iomkg queue`"""

from __future__ import annotations

import itertools

import click

from iomkg.cli.output import counted, heading, paragraph
from iomkg.cli.output_said import Releases
from iomkg.cli.program import Settings, store_option
from iomkg.curation import typed
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.namespaces import shortened
from iomkg.store import Store
from iomkg.waiting import KINDS, Queue

_NOUNS = {"claim": "fact", "money": "funding"}
_PLURALS = {"body": "bodies"}


@click.command()
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only what is of this kind.")
@click.option(
    "--property", "property_", metavar="NAME", help="Only facts with a claim of this property, such as hasTheme."
)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="So many of each kind.")
@store_option
@click.pass_obj
def command(settings: Settings, kind: str | None, property_: str | None, limit: int) -> None:
    """Show what waits for a person to decide, with the sentences.

    Facts too unsure to be believed, each with all claims that say it, things and fundings that may be the same, bodies
    the reference data do not know, facts on which sources disagree. None of it is lost, and none of what is doubtful
    is counted in an answer. `iomkg review` decides on it.

    \b
    Examples:
      iomkg queue
      iomkg queue --kind body --limit 50
      iomkg queue --kind claim --property donor
    """
    predicate = typed.predicate(property_) if property_ else ""
    if predicate and kind != "claim":
        raise UsageError("--property is of claims; give --kind claim with it")
    totals: list[str] = []
    releases = Releases()
    with Store.open(settings.place, writable=False) as store:
        queue = Queue(Draft(store))
        for each, title in KINDS.items():
            if kind not in (None, each):
                continue
            waiting = queue.items(each, predicate)
            shown = list(itertools.islice(waiting, limit))
            total = len(shown) + sum(1 for _ in waiting)
            totals.append(counted(total, _NOUNS.get(each, each), _PLURALS.get(each)))
            if not shown:
                continue
            more = f" ({len(shown)} of {total}; --limit {total} shows all)" if total > len(shown) else ""
            heading(title + more)
            for item in shown:
                click.echo()
                paragraph(item.title, indent=2, hanging=2)
                if not item.said or item.kind in ("pair", "money", "body"):
                    paragraph(shortened(item.iri).removeprefix("id:"), indent=4, dim=True)
                paragraph(item.reason, indent=4, dim=True)
                releases.quote_all(item.said, indent=4)
            click.echo()
    releases.listed()
    click.echo(f"waiting: {', '.join(totals)}")
