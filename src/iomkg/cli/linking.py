"""`iomkg merge` and `iomkg split`: judgements on what is one and what is not"""

from __future__ import annotations

import click

from iomkg.cli.judging import carry_out, judging_options, maker
from iomkg.cli.program import Settings, store_option
from iomkg.curation import linked
from iomkg.store import Store


@click.command()
@click.argument("entities", nargs=-1, required=True, metavar="ENTITY...")
@judging_options
@store_option
@click.pass_obj
def merge(settings: Settings, entities: tuple[str, ...], by: str | None, reason: str, dry_run: bool) -> None:
    """Say that entities are one.

    ENTITY is as for `iomkg show`, or a pair's id from `iomkg queue --kind pair`, which stands for both its halves. An
    entity of the reference data gives the others its IRI; otherwise the one most releases speak of does, and keeps it
    for good. The IRIs of the others lead to it.

    \b
    Examples:
      iomkg merge "Fondation Exemple" "Example Foundation" --by Ana
      iomkg merge link/7d01c2aa --by Ana --dry-run
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        named = [iri for entity in entities for iri in linked.entities(make.draft, entity)]
        carry_out(store, [make.merge(named)], dry_run)


@click.command()
@click.argument("thing")
@click.argument("others", nargs=-1, metavar="[OTHER]...")
@judging_options
@store_option
@click.pass_obj
def split(settings: Settings, thing: str, others: tuple[str, ...], by: str | None, reason: str, dry_run: bool) -> None:
    """Say that THING is none of the OTHERS, which may be parted already or linked as one.

    THING and OTHER are things of releases (id:release/…/project/1, as `iomkg explain` shows them) or entities as for
    `iomkg show`. THING alone is a thing of a release, parted from all that its entity holds besides, or a pair's id
    from `iomkg queue --kind pair`.

    \b
    Examples:
      iomkg split link/7d01c2aa --by Ana --reason "two phases"
      iomkg split release/06275f3394d56dc5/project/1 --by Ana
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        if others:
            parted = (
                linked.things(make.draft, thing)[0],
                [i for other in others for i in linked.things(make.draft, other)],
            )
        else:
            parted = linked.apart(make.draft, thing)
        carry_out(store, [make.split(*parted)], dry_run)
