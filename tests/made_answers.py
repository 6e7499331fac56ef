"""Answers made by hand, for tests that need no store."""

from __future__ import annotations

import datetime as dt

from pyoxigraph import Literal, NamedNode

from iomkg.answers import Answer, Coverage, Version
from iomkg.model import Term
from iomkg.namespaces import XSD
from iomkg.queries import Query


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


def answer_of(columns: tuple[str, ...], rows: tuple[tuple[Term | None, ...], ...], **more: object) -> Answer:
    """An answer with these rows and nothing else, unless `more` says so."""
    usual = {
        "query": Query("own", "SELECT *"), "sparql": "SELECT *", "language": "en", "columns": columns, "rows": rows,
        "coverage": Coverage(1, {"en": 1}, {"An office": 1}, "2022-02-01", "2022-02-28"),
        "version": Version(13, dt.datetime(2026, 11, 30, 8, 0, tzinfo=dt.UTC), "0.1.0"),
        "evidence": ((),) * len(rows), "statuses": (None,) * len(rows),
    }  # fmt: skip
    return Answer(**{**usual, **more})
