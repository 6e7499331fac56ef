"""`iomkg forget`"""

from __future__ import annotations

import click

from iomkg import lookup
from iomkg.cli.output import counted, note, pairs
from iomkg.cli.output_progress import working
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.forgotten import is_name
from iomkg.namespaces import VIEW_GRAPH, kind_of, release_key_of, term
from iomkg.pipeline import Forgetter, Forgetting
from iomkg.store import Store


@click.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what would go, and change nothing.")
@store_option
@click.pass_obj
def command(settings: Settings, person: str, yes: bool, dry_run: bool) -> None:
    """Remove a person from the store for good: the one exception to keeping everything for ever.

    PERSON is a full name, or the IRI of a person, all of whose full names are meant. Names match whatever their case,
    accents and spaces; initials and family names alone are not guessed: forget other ways of writing it one by one.

    The person, the roles and all claims about them go; in quotes, titles, full texts, judgements and the log marks
    take the place of the name, before and now. Snapshots go, and the database is written anew. The store keeps a keyed
    hash of the name, by which later loads leave it out. Backups and copies elsewhere are not touched. Cut short, it has
    either not begun or is completed by the next command on the store; `iomkg log` tells which.

    \b
    Examples:
      iomkg forget "Awa Sarr" --dry-run
    """
    with Store.open(settings.folder, writable=not dry_run) as store:
        with working("looking through everything kept"):
            forgetter = Forgetter(store, _names(Draft(store), person))
            told = forgetter.preview()
        _print(told)
        if told.nothing and forgetter.known_before:
            note("The name is forgotten already, and the store holds nothing of it.")
            return
        if dry_run:
            return
        if not yes:
            click.confirm("Remove all this for good?", abort=True, err=True)
        with working("writing everything anew without the name"):
            forgetter.forget()
    note("Forgotten. Backups, exports and other copies made before still hold the name: remove them where they are.")


def _names(draft: Draft, typed: str) -> set[str]:
    """The full names of who is meant; what is typed itself where the view knows no such person."""
    try:
        iri = lookup.entity(draft, typed)
    except UsageError:
        return {typed.strip()}
    if kind_of(iri) != "person" or release_key_of(iri):
        if "/" in typed or ":" in typed:
            raise UsageError(f"{typed} is no person; only people are forgotten")
        return {typed.strip()}
    known = {name.value for name in draft.objects(iri, term("name"), VIEW_GRAPH) if is_name(name.value)}
    return known if "/" in typed or ":" in typed else known | {typed.strip()}


def _print(told: Forgetting) -> None:
    pairs(
        [
            ("names", "; ".join(told.names)),
            ("to remove", f"{counted(told.persons, 'person')}, {counted(told.claims, 'claim')}"),
            ("to mark", f"{counted(told.marked, 'text')} of claims and releases, {counted(told.texts, 'full text')}"),
            ("concerned", f"{counted(told.releases, 'release')}, {counted(told.judgements, 'judgement')}"),
        ]
    )
