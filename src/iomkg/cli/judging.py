"""What the commands that judge share: who judges and why, what a judgement would change, and saying what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from iomkg.cli.output import counted, note, paragraph
from iomkg.curation.finding import short
from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Judgement
from iomkg.namespaces import RDF, SKOS
from iomkg.naming import Names, property_name
from iomkg.pipeline import Judge, Verdict
from iomkg.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_MOST_FACTS = 20
# What follows from other facts by itself, and would only repeat them.
_UNTOLD = (RDF + "type", SKOS + "prefLabel")


def judging_options(command: F) -> F:
    """`--by`, `--reason` and `--dry-run`."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing."),
        click.option("--reason", default="", metavar="TEXT", help="Why; kept with the judgement."),
        click.option("--by", envvar="IOMKG_CURATOR", metavar="NAME", help="Who judges. Default: IOMKG_CURATOR."),
    ):
        command = option(command)
    return command


def maker(store: Store, by: str | None, reason: str) -> Maker:
    """Makes judgements of a curator, who has to be named."""
    if not by or not by.strip():
        raise UsageError("who judges? give --by NAME, or set IOMKG_CURATOR")
    return Maker(store, Draft(store), by.strip(), reason.strip())


def carry_out(store: Store, made: Sequence[Judgement], dry_run: bool) -> None:
    """Judge, or with `dry_run` only try, and say what changes in the view."""
    judge = Judge(store)
    before = Names(Draft(store))
    verdict = judge.preview(made) if dry_run else judge.judge(made)
    tell(verdict, before, Names(Draft(store)), dry_run)


def tell(verdict: Verdict, before: Names, after: Names, dry_run: bool = False) -> None:
    """Say which facts come and go, and under which ids the judgements are kept."""
    facts = [
        *(("−", fact, before) for fact in verdict.lost_facts),
        *(("+", fact, before if dry_run else after) for fact in verdict.gained),
    ]
    shown = [told for told in facts if told[1][1] not in _UNTOLD] or facts
    for sign, (entity, predicate, value), names in shown[:_MOST_FACTS]:
        line = f"{sign} {names.entity(entity)}: {property_name(predicate)} {names.value(predicate, value).text}"
        paragraph(line, hanging=2)
    if len(shown) > _MOST_FACTS:
        note(f"and {len(shown) - _MOST_FACTS} more")
    if not verdict.made:
        note("Nothing to do: these judgements are there already.")
        return
    done = "would change" if dry_run else "changed"
    facts_told = f"{counted(len(verdict.gained), 'fact')} gained, {len(verdict.lost_facts)} lost"
    note(f"{counted(len(verdict.made), 'judgement')} {done} the view: {facts_told}.")
    for lost in verdict.lost:
        note(f"judgement {short(lost.iri)} finds nothing it is about; it waits in `iomkg queue --kind judgement`")
    if not dry_run:
        note(f"To take it back: iomkg undo {' '.join(ids(verdict.made))}")


def ids(made: Iterable[Judgement]) -> list[str]:
    """The short ids of judgements, a few at most."""
    every = [short(judgement.iri) for judgement in made]
    return [*every[:5], *(["…"] if len(every) > 5 else [])]
