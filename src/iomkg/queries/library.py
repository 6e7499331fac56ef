"""The queries that come with iomkg, found by name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from iomkg import resources
from iomkg.errors import QueryError
from iomkg.queries.header import Query, parse

_CLOSE: Final = 0.5
_MOST_CLOSE: Final = 3


@cache
def library() -> Mapping[str, Query]:
    """The questions of queries/competency by name, in the order of their names."""
    return _folder("competency")


@cache
def checks() -> Mapping[str, Query]:
    """The checks of queries/checks by name: each gives a row for what a sound store does not hold."""
    return _folder("checks")


@cache
def note_queries() -> Mapping[str, Query]:
    """The queries of queries/notes by name: they explain empty answers, with the parameters of the question."""
    return _folder("notes")


@cache
def parts() -> Mapping[str, Query]:
    """The queries of queries/parts by name: they find a part of an answer, with the parameters of the question."""
    return _folder("parts")


def find(name: str) -> Query:
    """The question called `name`, or the only one whose name begins so (`cq01`).

    Raises QueryError with the nearest names when there is none or more than one.
    """
    known = library()
    wanted = name.strip().lower()
    if wanted in known:
        return known[wanted]
    beginning = [candidate for candidate in known if wanted and candidate.startswith(wanted)]
    if len(beginning) == 1:
        return known[beginning[0]]
    if beginning:
        raise QueryError(f"{name!r} begins the names of several queries: {', '.join(beginning)}")
    near = _nearest(wanted, known)
    advice = f"nearest: {', '.join(near)}" if near else "`iomkg queries` lists them"
    raise QueryError(f"there is no query called {name!r}; {advice}")


def _nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """The names most like what was typed, by the whole of them, their number or one of their words."""
    likeness: dict[str, float] = {}
    for name in known:
        parts = (name, *name.split("-"))
        likeness[name] = max(difflib.SequenceMatcher(None, wanted, part).ratio() for part in parts)
    found = sorted((name for name in likeness if likeness[name] >= _CLOSE), key=lambda name: (-likeness[name], name))
    return found[:_MOST_CLOSE]


def _folder(name: str) -> Mapping[str, Query]:
    files = sorted((resources.queries() / name).glob("*.rq"))
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> Query:
    return parse(file.read_text("utf-8"), file.stem)
