"""From an answer to a picture: which kinds its columns allow, and what each would show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from iomkg.answers import Answer, limits
from iomkg.answers.words import iris_of
from iomkg.errors import UsageError
from iomkg.model import Term
from iomkg.namespaces import kind_of
from iomkg.naming import date_in_words
from iomkg.plots import maps
from iomkg.plots.columns import NOT_STATED, Column, actor, columns, combined, days, names, number, stated
from iomkg.plots.pictures import STOPS, About, Bar, Bars, Flows, Map, Network, Picture, Span, Timeline, counted

Row = tuple[Term | None, ...]
#: From who gives to where it goes, in the order it flows.
_CHAIN: Final = ("instrument", "donor", "extending", "recipient", "implementer", "subGrantee")
_WHERE: Final = ("country", "place", "target", "member")
_BY: Final = ("stage", "status", "active")
_NO_LABELS: Final = frozenset({"funding", "definition", "currency", "qualifier", "release", "matched", "joint", *_BY})
_OPEN: Final = ("any", "nothing")  # what a parameter is that asks for nothing
#: Numbers that are no amounts of what a row is about.
_NO_AMOUNTS: Final = frozenset({"year", "durationMonths", "confidence", "version", "doubted", "releases"})
_MONEY: Final = ("amount", "total", "upper")
#: What a total says of a row beside the cell it is of.
_FURTHER: Final = {"jointlyWith": "jointly with ", "shared": ""}
_MOST_BARS: Final = 60
_STARTS: Final = ("start", "from")
_DAYS: Final = ("day", "date")
_ENDS: Final = ("end", "until", "endDate")
_LABELS: Final = 2  # columns that name a bar or a span


def picture(answer: Answer, kind: str | None = None) -> Picture:
    """What an answer shows as a picture of a kind in KINDS, else of the first that suits its columns.

    Raises UsageError when it has no rows, or cannot be drawn so.
    """
    if not answer.rows:
        raise UsageError("the answer has no rows, so there is nothing to draw")
    found = columns(answer)
    for name in [kind] if kind else _suitable(found):
        if shown := _READERS[name](answer, found):
            return shown
    others = [name for name in KINDS if name != kind and _READERS[name](answer, found)]
    instead = f"take --plot-kind {' or '.join(others)}" if others else "take a table"
    if kind is None:
        raise UsageError("nothing in the columns of the answer can be drawn; take a table")
    raise UsageError(f"the answer cannot be drawn as {kind}: {_NEEDS[kind]}; {instead}")


def _suitable(found: list[Column]) -> list[str]:
    """The kinds, the one that suits the columns best first."""
    words = {column.word for column in found}
    amounts = any(column.word in _MONEY and column.is_number for column in found)
    flows = len(words & {*_CHAIN}) + bool(words & {*_WHERE}) > 1
    first = ["network"] if {"one", "other"} <= words else ["sankey"] if flows else ["bars"] if amounts else []
    return [*first, "sankey", "map", "timeline", "bars"]


def about(answer: Answer, shown: Picture) -> About:
    """What stands around the picture of an answer: question, parameters, notes, coverage, version."""
    given = " · ".join(
        f"{name}: {value.shown}" for name, value in answer.parameters.items() if value.shown not in _OPEN
    )
    at, commit = answer.version.at, answer.version.commit
    state = f"state {commit} of {date_in_words(f'{at:%Y-%m-%d}')}" if at is not None else "state not known"
    data = f"Data: iomkg, {state}; query {answer.query.name}."
    return About(answer.question, given, (*shown.remarks, *answer.notes, *limits(answer), data))


def _bars(answer: Answer, found: list[Column]) -> Bars | None:
    """The first column of numbers, money before others; without one, how many projects each thing has."""
    numbers = [column for column in found if column.is_number and column.name not in _NO_AMOUNTS]
    labels = [
        column for column in found if not column.is_number and not column.is_date and column.word not in _NO_LABELS
    ]
    kinds = [column for column in found if column.word in _BY]
    if not numbers:
        return _counted_bars(answer, [*kinds, *labels][0], _named(found, "project")) if labels else None
    value = min(numbers, key=lambda column: _MONEY.index(column.word) if column.word in _MONEY else len(_MONEY))
    currency = _named(found, "currency") if value.word in _MONEY else None
    rows = [(row, size) for row in answer.rows if (size := number(row[value.place])) is not None]
    largest = sorted(rows, key=lambda item: -abs(item[1]))[:_MOST_BARS]
    panels: dict[str, list[Bar]] = defaultdict(list)
    for row, size in rows:
        if (row, size) in largest:
            unit = _told(answer, row, [currency]) if currency else _in_words(value.name)
            panels[unit].append(Bar(_bar_label(answer, row, labels), size, _told(answer, row, kinds)))
    without, more = len(answer.rows) - len(rows), len(rows) - len(largest)
    remarks = [f"{counted(without, 'row')} without {_in_words(value.name)}: not drawn."] if without else []
    remarks += [f"The {len(largest)} largest of {len(rows)} are drawn."] if more else []
    return Bars({unit: tuple(bars) for unit, bars in panels.items()}, tuple(remarks))


def _bar_label(answer: Answer, row: Row, labels: list[Column]) -> str:
    """The first columns that say what a bar is of, and what a total says beside them."""
    own = [column for column in labels if column.name not in _FURTHER][:_LABELS]
    told = [_told(answer, row, own)] if own else []
    told += [f"{before}{', '.join(names(answer, row, column))}" for column in labels
             if (before := _FURTHER.get(column.name)) is not None and row[column.place] is not None]  # fmt: skip
    return " · ".join(told) or "all"


def _counted_bars(answer: Answer, label: Column, project: Column | None) -> Bars:
    sizes = _sizes(answer, [label], None if project == label else project)
    bars = sorted(
        (Bar(name, Decimal(size)) for (name,), size in sizes.items()), key=lambda bar: (-bar.value, bar.label)
    )
    return Bars({"projects" if project and project != label else "rows": tuple(bars[:_MOST_BARS])})


def _flows(answer: Answer, found: list[Column]) -> Flows | None:
    """The columns from who gives to where it goes; projects stand between where there would be one layer alone."""
    chain = [column for word in _CHAIN if (column := _named(found, word))]
    places = [column for word in _WHERE if (column := _named(found, word))][:1]
    mixed = [column for column in places if "country" in column.kinds and len(column.kinds) > 1]
    places = [replace(column, kinds=frozenset({"country"})) for column in mixed] or places
    project = _named(found, "project")
    layers = [*chain, *places] if len(chain) + len(places) > 1 else [*chain, *([project] if project else [])]
    if not chain or len(layers) < 2:
        return None
    totals = (
        {}
        if project and project.is_number
        else {
            (n, name): size
            for n, column in enumerate(layers)
            for (name,), size in _sizes(answer, [column], project).items()
        }
    )
    unit = "project" if project else "row"
    remark = f"Ribbons are as thick as their {unit}s are many; one with several names in a column has several ribbons."
    remark += f" Numbers at names count each {unit} once." if totals else ""
    heads = tuple("country" if column.kinds == {"country"} else _in_words(column.word) for column in layers)
    towns = ("Places that are no countries are not drawn.",) if mixed else ()
    return Flows(heads, _sizes(answer, layers, project), unit, totals, (remark, *towns))


def _map(answer: Answer, found: list[Column]) -> Map | None:
    """The first column of places that holds countries."""
    where = next((column for word in _WHERE if (column := _named(found, word)) and "country" in column.kinds), None)
    if where is None:
        return None
    project, segments = _named(found, "project"), _named(found, "segment")
    there: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, str] = {}
    stops: dict[str, str] = {}
    unplaced: set[str] = set()
    for at, row in enumerate(answer.rows):
        for iri in iris_of(value) if (value := row[where.place]) else ():
            code = iri.rsplit("/", 1)[-1]
            if kind_of(iri) != "country" or not maps.known(code):
                unplaced.add(answer.labels.get(iri, iri))
                continue
            titles[code] = answer.labels.get(iri, code.upper())
            if project is None or row[project.place] is not None:
                there[code].add(f"{at}" if project is None else str(row[project.place]))
            if segments and (told := row[segments.place]):
                stops[code] = "".join(letter for letter, word in STOPS.items() if word in told.value)
    if not titles:
        return None
    others = (f"Not on the map, since they are no countries: {', '.join(sorted(unplaced))}.",) if unplaced else ()
    counts = {code: len(these) for code, these in there.items()}
    return Map(counts, titles, "project" if project else "row", stops, (*others, _OUTLINES))


def _timeline(answer: Answer, found: list[Column]) -> Timeline | None:
    """Rows with a start, an end, or a day."""
    dates = [column for column in found if column.is_date]
    start = next((column for column in dates if column.name in (*_STARTS, *_DAYS)), None)
    end = next((column for column in dates if column.name in _ENDS), None)
    labels = [column for column in found if column.kinds and not column.is_date and column.word not in _NO_LABELS]
    if not labels or not (start or end):
        return None
    spans: set[Span] = set()
    undated: dict[str, None] = {}
    for row in answer.rows:
        label = _told(answer, row, labels[:1])
        first, last = (row[column.place] if column else None for column in (start, end))
        if start and start.name in _DAYS and last is None:
            last = first
        if span := _span(label, first, last):
            spans.add(span)
        else:
            undated[label] = None
    ordered = sorted(spans, key=lambda span: (span.first or span.last or "", span.label, span.last or ""))
    remarks = (f"The first {_MOST_BARS} of {len(ordered)} are drawn.",) if len(ordered) > _MOST_BARS else ()
    return Timeline(tuple(ordered[:_MOST_BARS]), tuple(undated), remarks) if ordered else None


def _span(label: str, start: Term | None, end: Term | None) -> Span | None:
    first, last = days(start), days(end)
    if not first and not last:
        return None
    said = [date_in_words(text) for text in dict.fromkeys((stated(start), stated(end))) if text]
    words = " – ".join(said) if first and last else f"{'from' if first else 'until'} {said[0]}"
    return Span(label, first[0] if first else None, last[1] if last else None, words)


def _network(answer: Answer, found: list[Column]) -> Network | None:
    """Pairs of actors: the columns `one` and `other`, else the first two that hold actors."""
    one, other = _named(found, "one"), _named(found, "other")
    if not one or not other:
        actors = [column for column in found if column.kinds and column.kinds <= _ACTORS]
        if len(actors) < 2:
            return None
        one, other = actors[:2]
    project = _named(found, "project")
    sizes = _sizes(answer, [one, other], project)
    ties = Counter[tuple[str, str]]()
    for (first, second), size in sizes.items():
        if NOT_STATED not in (first, second) and first != second:
            ties[min(first, second), max(first, second)] += size
    kinds = {answer.labels.get(iri, iri): actor(iri) for row in answer.rows for column in (one, other)
             if (value := row[column.place]) for iri in iris_of(value)}  # fmt: skip
    return Network(ties, kinds, "project" if project else "row") if ties else None


def _sizes(answer: Answer, layers: list[Column], project: Column | None) -> dict[tuple[str, ...], int]:
    """How many projects there are for each combination of names: told by the row where `project` is a number, else
    counted, each once; rows where there are no projects."""
    told = Counter[tuple[str, ...]]()
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for at, row in enumerate(answer.rows):
        for path in combined(answer, row, layers):
            if project is not None and project.is_number:
                told[path] += int(number(row[project.place]) or 0)
            else:
                seen[path].add(f"{at}" if project is None else str(row[project.place]))
    return {**{path: len(found) for path, found in seen.items()}, **{path: size for path, size in told.items() if size}}


def _named(found: list[Column], word: str) -> Column | None:
    return next((column for column in found if column.word == word), None)


def _told(answer: Answer, row: Row, wanted: list[Column]) -> str:
    return " · ".join(", ".join(names(answer, row, column)) for column in wanted)


def _in_words(name: str) -> str:
    """`subGrantee` as words."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).replace("_", " ")


_OUTLINES: Final = "Outlines: Natural Earth, public domain; they imply no opinion on the status of any territory."
_ACTORS: Final = frozenset({"state", "agency", "organisation", "instrument"})
_READERS: Final[Mapping[str, Callable[[Answer, list[Column]], Picture | None]]] = {
    "bars": _bars,
    "sankey": _flows,
    "map": _map,
    "timeline": _timeline,
    "network": _network,
}
_NEEDS: Final = {
    "bars": "it has nothing to count by",
    "sankey": "it takes a column of donors, instruments or implementers and one of what they lead to",
    "map": "no column holds countries",
    "timeline": "no column holds dates with a year",
    "network": "it takes two columns of actors",
}
#: The kinds of pictures.
KINDS: Final = tuple(_READERS)
