"""What the commands that judge share: who judges and why, what a judgement would change, and saying what it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from iomkg.cli.output import counted, note, paragraph
from iomkg.curation.finding import short
from iomkg.curation.making import Maker
from iomkg.curation.repeated import without_repeated
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Judgement
from iomkg.namespaces import RDF, SKOS, shortened
from iomkg.naming import Names, phrase, property_name
from iomkg.pipeline import Fact, Judge, Move, Verdict
from iomkg.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_MOST_FACTS = 20
_MOST_REPEATED = 5
_LONGEST_NAME = 70
# What follows from other facts by itself, and would only repeat them.
_UNTOLD = (RDF + "type", SKOS + "prefLabel")


def judging_options(command: F) -> F:
    """`--by`, `--reason` and `--dry-run`."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing."),
        reason_option("Why; kept with the judgement."),
        click.option("--by", envvar="IOMKG_CURATOR", metavar="NAME", help="Who judges. Default: IOMKG_CURATOR."),
    ):
        command = option(command)
    return command


def reason_option(help_: str) -> Callable[[F], F]:
    """`--reason`, which need not be given, but not without a word."""

    def check(_: click.Context, __: click.Parameter, reason: str | None) -> str:
        if reason is not None and not reason.strip():
            raise UsageError("--reason is empty; say why, or leave it out")
        return reason or ""

    return click.option("--reason", metavar="TEXT", callback=check, help=help_)


def maker(store: Store, by: str | None, reason: str) -> Maker:
    """Makes judgements of a curator, who has to be named."""
    if not by or not by.strip():
        raise UsageError("who judges? give --by NAME, or set IOMKG_CURATOR")
    return Maker(store, Draft(store), by.strip(), reason.strip())


def carry_out(store: Store, made: Sequence[Judgement], dry_run: bool) -> None:
    """Judge, or with `dry_run` only try, and say what changes in the view, and what was judged so already."""
    new, repeated = without_repeated(Draft(store), made)
    for line in repeated[:_MOST_REPEATED]:
        note(line)
    if len(repeated) > _MOST_REPEATED:
        note(f"and {len(repeated) - _MOST_REPEATED} more are so already")
    if not new:
        note("Nothing to do.")
        return
    verdict, lines = carried_out(store, Judge(store), new, dry_run)
    for line in lines:
        paragraph(line, hanging=2)
    conclude(verdict, dry_run)


def carried_out(
    store: Store, judge: Judge, made: Sequence[Judgement], dry_run: bool = False
) -> tuple[Verdict, list[str]]:
    """Judge, or with `dry_run` only try; the verdict, and a line for what moves, goes and comes in the view."""
    names = Names(Draft(store))
    before: dict[str, str] = {}
    lost: list[str] = []

    def foreseen(verdict: Verdict) -> None:
        # Once it is judged, what is gone has no name any more, and what is left may have another.
        before.update((move.before, names.entity(move.before)) for move in verdict.moves)
        moved = {fact for move in verdict.moves for fact in (*move.facts, *move.mentions)}
        lost.extend(told([fact for fact in verdict.lost_facts if fact not in moved], names, "−"))

    verdict = judge.preview(made) if dry_run else judge.judge(made, foreseen)
    if dry_run:
        foreseen(verdict)
    after = Names(verdict.after if dry_run else Draft(store))
    moved = {fact for move in verdict.moves for fact in (*move.facts.values(), *move.mentions.values())}
    gained = told([fact for fact in verdict.gained if fact not in moved], after, "+")
    return verdict, [*_moved(verdict.moves, before, after, dry_run), *lost, *gained]


def _moved(moves: Sequence[Move], called: Mapping[str, str], names: Names, dry_run: bool) -> list[str]:
    """What became of the facts of what merged or parted, a line each."""
    lines: list[str] = []
    now = "would" if dry_run else "now"
    for move in moves[:_MOST_FACTS]:
        before, after = brief(called[move.before]), brief(names.entity(move.after))
        if before == after:
            before, after = (f"{before} ({shortened(iri).removeprefix('id:')})" for iri in (move.before, move.after))
        facts = sum(fact[1] not in _UNTOLD for fact in move.facts) or len(move.facts)
        stand = "stands" if facts == 1 and not dry_run else "stand"
        line = f"{counted(facts, 'fact')} of {before} {now} {stand} under {after}"
        if move.mentions:
            line += f"; {counted(len(move.mentions), 'fact')} of other things {now} name the latter"
        lines.append(line)
    more = len(moves) - _MOST_FACTS
    return [*lines, f"and those of {more} more"] if more > 0 else lines


def told(facts: Sequence[Fact], names: Names, sign: str) -> list[str]:
    """Facts that come or go in words, a line each, twenty at most."""
    shown = [fact for fact in facts if fact[1] not in _UNTOLD] or list(facts)
    lines = [
        f"{sign} {brief(names.entity(entity))}: {phrase(property_name(name), brief(names.value(name, value).text))}"
        for entity, name, value in shown[:_MOST_FACTS]
    ]
    more = len(shown) - _MOST_FACTS
    return [*lines, f"{sign} and {more} more"] if more > 0 else lines


def brief(text: str) -> str:
    """A name short enough for a line with others."""
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1].rstrip() + "…"


def conclude(verdict: Verdict, dry_run: bool = False) -> None:
    """Say how much changed, and under which ids the judgements are kept."""
    if not verdict.made:
        note("Nothing to do: these judgements are there already.")
        return
    moved = {fact for move in verdict.moves for fact in (*move.facts, *move.mentions)}
    came = {fact for move in verdict.moves for fact in (*move.facts.values(), *move.mentions.values())}
    gained, lost = len(set(verdict.gained) - came), len(set(verdict.lost_facts) - moved)
    if moved or gained or lost:
        done = "would change" if dry_run else "changed"
        facts = (
            f"{counted(len(moved), 'fact')} moved, {gained} gained" if moved else f"{counted(gained, 'fact')} gained"
        )
        note(f"{counted(len(verdict.made), 'judgement')} {done} the view: {facts}, {lost} lost.")
    else:
        done, stays = ("would be kept", "would stay") if dry_run else ("kept", "stays")
        note(f"{counted(len(verdict.made), 'judgement')} {done}; the view {stays} as it is.")
    if verdict.waiting:
        note(f"{counted(len(verdict.waiting), 'judgement')} will hold once the releases they are on are loaded.")
    for forlorn in verdict.lost:
        note(f"judgement {short(forlorn.iri)} finds nothing it is about; it waits in `iomkg queue --kind judgement`")
    if not dry_run:
        note(_way_back(verdict.made))


def _way_back(made: Sequence[Judgement]) -> str:
    """What takes judgements back: those that hold, not what undid others of them."""
    known, undone = {judgement.id for judgement in made}, {judgement.undoes for judgement in made}
    holding = [judgement for judgement in made if judgement.id not in undone and judgement.undoes not in known]
    if 0 < len(holding) <= _MOST_REPEATED:
        return f"To take it back: iomkg undo {' '.join(short(judgement.iri) for judgement in holding)}"
    return "To take it back, undo them by their ids: iomkg judgements list"
