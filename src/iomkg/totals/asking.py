"""From a question of the library with its parameters in place to what is asked, and the projects in scope."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

from iomkg.engine import Engine
from iomkg.errors import QueryError
from iomkg.namespaces import concept
from iomkg.queries import Bound, parts
from iomkg.totals.scope import Asked

_YEARS: Final = re.compile(r"([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?")


def asked(engine: Engine, bound: Bound) -> Asked:
    """What is asked. Raises QueryError when the years or the currency mean nothing."""

    def given(name: str) -> str | None:
        value = bound.parameters[name]
        return None if value.is_open else value.text

    return Asked(
        by=given("by"),
        kind=bound.parameters["kind"].text,
        stage=given("stage"),
        flow=bound.parameters["flow"].text,
        currency=_currency(engine, given("currency")),
        donor=given("donor"),
        instrument=given("instrument"),
        themes=_narrower(engine, theme) if (theme := given("theme")) else None,
        country=given("country"),
        implementers=_bodies(engine, implementer) if (implementer := given("implementer")) else None,
        years=_years(given("years")),
        year_of=given("year_of"),
    )


def projects_in_scope(engine: Engine, bound: Bound) -> dict[str, str]:
    """The projects asked for, each with how it lies in the region asked for, empty when none is."""
    scope = {row[0].value: "" for row in engine.select(bound.sparql).rows if row[0]}
    if bound.parameters["region"].is_open:
        return scope
    rows = engine.select(bound.put_into(parts()["projects-in-region"].sparql)).rows
    return {project.value: matched.value for project, matched in rows if project and matched and project.value in scope}


def _narrower(engine: Engine, theme: str) -> frozenset[str]:
    rows = engine.select(f"SELECT ?theme {{ ?theme skos:broader* {NamedNode(theme)} }}").rows
    return frozenset(row[0].value for row in rows if row[0])


def _bodies(engine: Engine, actor: str) -> frozenset[str]:
    """An actor, and the public bodies of a state."""
    rows = engine.select(f"SELECT ?body {{ ?body iomkg:ofState? {NamedNode(actor)} }}").rows
    return frozenset(row[0].value for row in rows if row[0])


def _years(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _YEARS.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise QueryError(f"years={text!r} is not a year or two; give 2022, or the first and the last: 2019-2022")
    return first, last


def _currency(engine: Engine, text: str | None) -> str | None:
    if text is None:
        return None
    code = text.strip().upper()
    asked = "SELECT ?p {{ {} ?p ?o }} LIMIT 1"
    if not code.isalpha() or not engine.select(asked.format(NamedNode(concept("currency", code)))).rows:
        raise QueryError(f"currency={text!r} is not known; give the code of one by ISO 4217, such as EUR or XOF")
    return code
