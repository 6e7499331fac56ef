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
from iomkg.pipeline import Fact, Judge, Verdict
from iomkg.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_MOST_FACTS = 20
_LONGEST_NAME = 70
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
    names = Names(Draft(store))
    lost: list[str] = []

    def foreseen(verdict: Verdict) -> None:
        lost.extend(told(verdict.lost_facts, names, "−"))

    verdict = judge.preview(made) if dry_run else judge.judge(made, foreseen)
    if dry_run:
        foreseen(verdict)
    gained = told(verdict.gained, names if dry_run else Names(Draft(store)), "+")
    for line in [*lost, *gained]:
        paragraph(line, hanging=2)
    conclude(verdict, dry_run)


def told(facts: Sequence[Fact], names: Names, sign: str) -> list[str]:
    """Facts that come or go in words, a line each, twenty at most."""
    shown = [fact for fact in facts if fact[1] not in _UNTOLD] or list(facts)
    lines = [
        f"{sign} {_brief(names.entity(entity))}: {property_name(name)} {_brief(names.value(name, value).text)}"
        for entity, name, value in shown[:_MOST_FACTS]
    ]
    more = len(shown) - _MOST_FACTS
    return [*lines, f"{sign} and {more} more"] if more > 0 else lines


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1].rstrip() + "…"


def conclude(verdict: Verdict, dry_run: bool = False) -> None:
    """Say how much changed, and under which ids the judgements are kept."""
    if not verdict.made:
        note("Nothing to do: these judgements are there already.")
        return
    done = "would change" if dry_run else "changed"
    facts_told = f"{counted(len(verdict.gained), 'fact')} gained, {len(verdict.lost_facts)} lost"
    note(f"{counted(len(verdict.made), 'judgement')} {done} the view: {facts_told}.")
    if verdict.waiting:
        note(f"{counted(len(verdict.waiting), 'judgement')} will hold once the releases they are on are loaded.")
    for lost in verdict.lost:
        note(f"judgement {short(lost.iri)} finds nothing it is about; it waits in `iomkg queue --kind judgement`")
    if not dry_run:
        note(f"To take it back: iomkg undo {' '.join(ids(verdict.made))}")


def ids(made: Iterable[Judgement]) -> list[str]:
    """The short ids of judgements, a few at most."""
    every = [short(judgement.iri) for judgement in made]
    return [*every[:5], *(["…"] if len(every) > 5 else [])]
