"""Pages that show the graph at one look: a map of projects, and who pays whom to work where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import NamedNode

from iomkg import queries
from iomkg.answers import labels
from iomkg.errors import QueryError
from iomkg.folding import fold
from iomkg.model import Term
from iomkg.namespaces import BASE, SCHEME, entity
from iomkg.web import atlas, streams
from iomkg.web.bench import Bench
from iomkg.web.content import Choice, Country, Flow, Parameter, Words
from iomkg.web.lanes import Reply
from iomkg.web.protocol import ProtocolError
from iomkg.web.rendering import Asked, Page

_STOPS: Final = ("departure", "transit", "arrival")
_FLOWS: Final = "cq09"  # who carries out for whom in which country
_MOST_FLOWS: Final = 200
_THEMES: Final = "SELECT DISTINCT ?theme { ?project a iomkg:Project ; iomkg:hasTheme/skos:broader* ?theme }"
_ROUTES: Final = "SELECT DISTINCT ?route { ?route a iomkg:Route ; iomkg:hasSegment ?segment }"
_SEGMENTS: Final = """SELECT DISTINCT ?place ?kind {{
  <{route}> iomkg:hasSegment ?segment . ?segment iomkg:segmentPlace ?place ; iomkg:segmentKind ?kind
}}"""
_BY_COUNTRY: Final = """SELECT ?country (COUNT(DISTINCT ?project) AS ?projects) {{
  ?project a iomkg:Project ; iomkg:targetsPlace ?place .
  {themed}
  ?place iomkg:directlyWithin* ?country .
  ?country a iomkg:Country .
}} GROUP BY ?country"""


def world(bench: Bench, asked: Asked) -> Reply:
    """The map of projects by country, those of a theme, and the countries of a route."""
    page = bench.page(asked)
    themes = _choices(bench, page, _THEMES)
    routes = _choices(bench, page, _ROUTES)
    theme = _chosen(themes, asked.get("theme"), "theme")
    route = _chosen(routes, asked.get("route"), "route")
    counts = _counted(bench, theme)
    stops = _stops(bench, route) if route else {}
    shown = {iri: count for iri, count in counts.items() if not route or iri in stops}
    named = labels(bench.store, [*shown, *stops], page.language)
    rows = [
        _country(page, iri, named.get(iri, iri), shown.get(iri, 0), stops.get(iri, ()), asked.get("theme"))
        for iri in {**shown, **stops}
    ]
    ordered = sorted(rows, key=lambda row: (-row.count, fold(row.named.text)))
    told = {row.code: atlas.Told(row.count, row.told, row.named.href, bool(row.stops)) for row in ordered}
    return page.reply(
        bench.answerer,
        "map.html",
        atlas=atlas.drawn(told),
        countries=ordered,
        themes=themes,
        routes=routes,
        theme=asked.get("theme"),
        route=asked.get("route"),
        levels=_levels(page),
        along=page.to("/questions/cq11", route=asked.get("route")) if route else None,
    )


def flows(bench: Bench, asked: Asked) -> Reply:
    """Who pays, who carries out, in which country: ribbons as thick as their projects are many."""
    page = bench.page(asked)
    query = queries.find(_FLOWS)
    names = [parameter.name for parameter in query.parameters]
    given = {name: asked.get(name) for name in names if asked.get(name).strip()}
    parameters = tuple(Parameter(p.name, given.get(p.name, ""), str(page.words[f"flows_{p.name}"]), ())
                       for p in query.parameters)  # fmt: skip
    content: dict[str, Any] = {"streams": None, "flows": (), "more": 0, "problem": ""}
    status = 200
    try:
        answer = bench.answerer.ask(query, given, page.language)
        paths = _paths(answer.rows)
        named = {iri: answer.label(NamedNode(iri)) or iri for path in paths for iri in path if iri}
        if paths:
            content |= _drawn(page, paths, named)
    except QueryError as error:
        content["problem"], status = str(error), 400
    return page.reply(bench.answerer, "flows.html", status, parameters=parameters, query=_FLOWS,
                      table=page.to(f"/questions/{_FLOWS}", **given), **content)  # fmt: skip


def _drawn(page: Page, paths: Mapping[tuple[str, ...], int], named: Mapping[str, str]) -> dict[str, Any]:
    unknown = str(page.words["place_not_known"])

    def name(iri: str) -> str:
        return named.get(iri, iri) or unknown

    def href(iri: str) -> str | None:
        return page.of(iri) if iri.startswith(BASE) else None

    def counted(number: int) -> str:
        return page.counted(number, "one_project", "projects_counted")

    ordered = sorted(paths.items(), key=lambda item: (-item[1], [fold(name(iri)) for iri in item[0]]))
    listed = tuple(
        Flow(tuple(Words(name(iri), href(iri)) for iri in path), size) for path, size in ordered[:_MOST_FLOWS]
    )
    drawn = streams.drawn(paths, str(page.words["others"]), name, href, counted)
    return {"streams": drawn, "flows": listed, "more": max(0, len(ordered) - _MOST_FLOWS)}


def _paths(rows: tuple[tuple[Term | None, ...], ...]) -> Counter[tuple[str, ...]]:
    """Donor, implementer and country of each row with the number of projects; a country no source names is empty."""
    found: Counter[tuple[str, ...]] = Counter()
    for donor, implementer, country, _, projects in rows:
        if donor is not None and implementer is not None and projects is not None:
            found[donor.value, implementer.value, country.value if country is not None else ""] = int(projects.value)
    return found


def _choices(bench: Bench, page: Page, sparql: str) -> tuple[Choice, ...]:
    """What may be chosen, by name."""
    iris = [value.value for (value,) in bench.store.select(sparql).rows if isinstance(value, NamedNode)]
    named = labels(bench.store, iris, page.language)
    choices = (Choice(iri.rsplit("/", 1)[1], named.get(iri, iri)) for iri in iris)
    return tuple(sorted(choices, key=lambda choice: fold(choice.name)))


def _chosen(choices: tuple[Choice, ...], value: str, what: str) -> str:
    """The IRI of what was chosen, empty when nothing was. Raises ProtocolError for what there is none of."""
    if not value:
        return ""
    if value not in {choice.value for choice in choices}:
        raise ProtocolError(404, f"there is no {what} {value!r} to choose")
    return f"{SCHEME}theme/{value}" if what == "theme" else entity("route", value)


def _counted(bench: Bench, theme: str) -> dict[str, int]:
    """How many projects work in each country, in all of it or somewhere there."""
    themed = f"FILTER EXISTS {{ ?project iomkg:hasTheme/skos:broader* <{theme}> }}" if theme else ""
    rows = bench.store.select(_BY_COUNTRY.format(themed=themed)).rows
    return {country.value: int(number.value) for country, number in rows if country is not None and number is not None}


def _stops(bench: Bench, route: str) -> dict[str, tuple[str, ...]]:
    """What sources say of each country on a route, in the order one travels."""
    found: dict[str, set[str]] = {}
    for place, kind in bench.store.select(_SEGMENTS.format(route=route)).rows:
        if place is not None and kind is not None and "/id/country/" in place.value:
            found.setdefault(place.value, set()).add(kind.value.rsplit("/", 1)[1])
    return {iri: tuple(kind for kind in _STOPS if kind in kinds) for iri, kinds in found.items()}


def _country(page: Page, iri: str, name: str, count: int, stops: tuple[str, ...], theme: str) -> Country:
    code = iri.rsplit("/", 1)[1]
    on_route = ", ".join(str(page.words[f"stop_{stop}"]) for stop in stops)
    said = page.counted(count, "one_project", "projects_counted") if count else str(page.words["no_project"])
    asked = {"place": f"country/{code}", **({"theme": theme} if theme else {})}
    told = f"{name}: {said}{f'; {on_route}' if on_route else ''}"
    return Country(code, Words(name, page.of(iri)), count, on_route, told, page.to("/questions/cq34", **asked))


def _levels(page: Page) -> tuple[tuple[int, str], ...]:
    """The key of the map: how dark a country is, and what that means."""
    starts = atlas.LEVELS
    ends = [str(start - 1) for start in starts[1:]]
    words = [start if str(start) == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=False)]
    last = str(page.words["or_more"]).format(starts[-1])
    return tuple(enumerate([str(word) for word in [*words, last]], start=1))
