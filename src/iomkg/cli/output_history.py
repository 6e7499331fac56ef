"""Commits on paper: what each was for, in a line or two; and stores as they stood."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from iomkg import history
from iomkg.cli.output import counted, note, paragraph
from iomkg.cli.output_judged import in_words
from iomkg.cli.program import Settings
from iomkg.curation.finding import short
from iomkg.history import Commit
from iomkg.judgements import Judgement
from iomkg.naming import Names
from iomkg.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_MOST_JUDGEMENTS = 10


def as_of_option(command: F) -> F:
    """`--as-of WHEN`."""
    return click.option(
        "--as-of",
        metavar="WHEN",
        help="Answer as the graph stood then: a day (its end, UTC), a moment such as 2026-11-30T09:30Z, or the number "
        "of a change in `iomkg log`.",
    )(command)


@contextlib.contextmanager
def opened(settings: Settings, as_of: str | None) -> Iterator[Store]:
    """The store to read, as it is or as it stood; then a note says which of its states answers."""
    with Store.open(settings.place, writable=False) as store:
        if as_of is None:
            yield store
            return
        commit = history.commit_at(store, as_of)
        with history.as_of(store, commit) as then:
            note(f"As of {commit.number}, {when(commit.at)}: after {occasion(commit)}.")
            yield then


def when(at: dt.datetime) -> str:
    """A UTC moment, to the minute."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def occasion(commit: Commit) -> str:
    """What a commit was for, in a few words."""
    told = commit.occasion
    if told.kind == "load":
        return f"loading “{commit.headline}” ({told.source})" if commit.headline else f"loading {told.source}"
    if told.kind == "judgements":
        return counted(len(told.judgements), "judgement")
    return _OCCASIONS[told.kind]


def print_judgements(judgements: tuple[Judgement, ...], names: Names, indent: int) -> None:
    """Who judged what, and why."""
    for judgement in judgements[:_MOST_JUDGEMENTS]:
        words = f"{short(judgement.iri)} {judgement.by}: {in_words(judgement, names)}"
        paragraph(words + (f", since {judgement.reason}" if judgement.reason else ""), indent, hanging=2)
    if len(judgements) > _MOST_JUDGEMENTS:
        paragraph(f"and {len(judgements) - _MOST_JUDGEMENTS} more", indent)


_OCCASIONS = {
    "reference": "other reference data",
    "forget": "a person was forgotten",
}
