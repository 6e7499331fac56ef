"""`iomkg show`"""

from __future__ import annotations

import click

from iomkg import lookup
from iomkg.cli.output import heading, pairs, paragraph
from iomkg.cli.output_history import as_of_option, opened
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.namespaces import shortened
from iomkg.show import Page, Row, page

_LONG = 30


@click.command()
@click.argument("entity")
@as_of_option
@store_option
@click.pass_obj
def command(settings: Settings, entity: str, as_of: str | None) -> None:
    """Show what is known about an entity: its names, its facts, and what names it; or what a release is and says.

    ENTITY is an IRI, its short form (id:state/ner or state/ner), a release's key, or a name in any language, or a
    part of one that no other entity has. What is both a state and its territory is shown as the territory.

    \b
    Examples:
      iomkg show state/ner
      iomkg show "Central Mediterranean route"
    """
    with opened(settings, as_of) as store:
        draft = Draft(store)
        found = page(draft, lookup.entity(draft, entity))
    _print(found)


def _print(found: Page) -> None:
    heading(found.entity.text)
    paragraph(" · ".join((shortened(found.entity.iri or ""), *found.kinds)), dim=True)
    if found.names:
        click.echo()
        pairs([("names", "; ".join(name.with_language for name in found.names))])
    if found.facts:
        click.echo()
        pairs([(row.name, _values(row)) for row in found.facts])
    above = ""
    for part in found.parts:
        if part.heading != above:
            click.echo()
            heading(part.heading)
        above = part.heading
        paragraph(part.node.text, indent=2)
        paragraph(shortened(part.node.iri or ""), indent=2, dim=True)
        pairs([(row.name, _values(row)) for row in part.rows], indent=4)
    for title, rows in (("Named by", found.named_by), ("Speaks of", found.speaks_of)):
        if rows:
            click.echo()
            heading(title)
            pairs([(row.name, _values(row)) for row in rows], indent=2)


def _values(row: Row) -> str:
    """Short values beside each other, long ones below each other."""
    more = [f"and {row.more} more"] if row.more else []
    texts = [value.with_iri if value.iri else value.with_language for value in row.values] + more
    return ("\n" if any(len(text) > _LONG for text in texts) else "; ").join(texts)
