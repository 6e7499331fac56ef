"""The mapping: a TOML file that says what the columns of a table mean, how it writes numbers and dates, which rows are
no projects of their own, and where the table is from. docs/tables.md explains every key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from dataclasses import field as default
from pathlib import Path
from typing import Any, Final

from iomkg.errors import DataError, UsageError
from iomkg.folding import fold
from iomkg.model import Language
from iomkg.readers.table import days, lists, numbers
from iomkg.readers.table.cells import column_of
from iomkg.readers.table.settings import Settings
from iomkg.readers.table.vocabulary import LANGUAGES

#: What a column can say, in the order in which a drafted mapping lists it.
FIELDS: Final = {
    "id": "what names a row in its table; with `scheme`, also an identifier of the project",
    "identifier": "another identifier of the project, of `scheme`",
    "title": "the project's title",
    "acronym": "its acronym",
    "programme": "the title of the programme it is part of",
    "parent": "the id of the row it is part of",
    "donor": "who pays",
    "instrument": "the fund or budget line the money comes out of",
    "implementer": "who carries it out",
    "extending": "who manages or passes on a donor's money",
    "accountable": "who answers for it",
    "partner": "who takes part",
    "place": "where it works: countries, areas, towns, regions",
    "theme": "what it is about, by the list of themes",
    "start": "the day, month or year it starts",
    "end": "the day, month or year it ends",
    "duration": "how long it lasts, in months",
    "status": "where it stands, by the list of project statuses",
    "amount": "a sum: see `currency`, `stage`, `covers`, `from`, `period`, `times`",
    "currency": "the currency of the sums of the row",
    "url": "the row's own page",
    "published": "the day on which the row was brought up to date",
}
ACTORS: Final = ("donor", "implementer", "extending", "accountable", "partner")
LISTED: Final = (*ACTORS, "place", "theme", "instrument")
ROW_KINDS: Final = ("total", "programme", "unallocated", "administrative", "skip")
_TABLE_KEYS: Final = (
    "key", "sheet", "header", "separator", "language", "numbers", "dates", "empty", "columns_left_out"
)  # fmt: skip
_ROWS_KEYS: Final = ("carry", "children", "repeated")
_OF_SUMS: Final = ("stage", "covers", "from", "period", "times", "instrument")
_CHILDREN: Final = ("more", "parts")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says. `at` is its header, or its letters.

    `separator` parts a list; `values` says what a cell's words mean; `state` is the IRI of the state whose bodies it
    names; `kind` is what places nobody knows are (`area`, `settlement`, `post`). The rest is of sums: currency,
    stage and reach as codes, `donors` the names of who gives it, `period` stated dates, `times` what a cell is
    multiplied by.
    """

    at: str
    field: str
    by_letters: bool = False
    separator: str = ""
    values: MappingType[str, str] = default(default_factory=dict)
    scheme: str = ""
    state: str | None = None
    kind: str = "area"
    currency: str = ""
    stage: str = ""
    covers: str = ""
    donors: tuple[str, ...] | None = None
    period: tuple[str, str] | None = None
    times: int = 1
    instrument: str = ""

    def means(self, words: str) -> str | None:
        """What the mapping says that words of a cell mean; None when it says nothing of them."""
        return self.values.get(plain(words))


@dataclass(frozen=True, slots=True)
class Mark:
    """Rows that are no projects of their own: those whose cell in a column is one of `values` or, with `*` at its end,
    begins so."""

    kind: str
    at: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table is from: the metadata of each release it gives."""

    publisher: str | None = None
    source_class: str = "table"
    published: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping as it is checked.

    `header` holds the rows of the header, found by the columns' names when it is empty. `carry` are the columns whose
    empty cells mean the cell above; `children` says what a row without an id, or with the id of a row above, is: `more`
    of that row, or a `part` of it with a title of its own; `repeated` whether equal sums in such rows are one.
    """

    name: str
    key: str
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...] = ()
    origin: Origin = Origin()
    sheet: str | None = None
    header: tuple[int, ...] = ()
    separator: str | None = None
    language: Language = "en"
    numbers: str | None = None
    dates: str | None = None
    empty: frozenset[str] = frozenset()
    carry: tuple[str, ...] = ()
    children: str = ""
    repeated: bool = True

    def of(self, name: str) -> tuple[Column, ...]:
        """The columns of a field."""
        return tuple(column for column in self.columns if column.field == name)


def read(path: Path) -> Mapping:
    """The mapping in a file. UsageError when there is none, DataError that names the key at fault."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(f"no mapping at {path}; `iomkg table suggest` drafts one") from None
    except OSError as error:
        raise DataError(f"the mapping {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"the mapping {path.name} is not UTF-8; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError(f"the mapping {path.name} is no TOML: {error}") from error
    return parsed(told, path.name)


def parsed(told: MappingType[str, Any], name: str) -> Mapping:
    """The mapping that a TOML table says; DataError that names the key at fault."""
    whole = Settings(told, name, "")
    whole.only("table", "release", "rows", "column", "row")
    table, rows = whole.table("table"), whole.table("rows")
    table.only(*_TABLE_KEYS)
    rows.only(*_ROWS_KEYS)
    columns = tuple(_column(each) for each in whole.tables("column"))
    mapping = Mapping(
        name=name,
        key=_key(table),
        columns=columns,
        marks=tuple(_mark(each) for each in whole.tables("row")),
        origin=_origin(whole.table("release")),
        sheet=table.text("sheet") or None,
        header=_header(table),
        separator=table.one_of("separator", (",", ";", "\t", "|")) or None,
        language=_language(table),
        numbers=table.one_of("numbers", numbers.CONVENTIONS) or None,
        dates=table.one_of("dates", days.ORDERS) or None,
        empty=frozenset(map(plain, table.texts("empty"))),
        carry=rows.texts("carry"),
        children=rows.one_of("children", _CHILDREN),
        repeated=rows.flag("repeated", True),
    )
    _check(mapping, whole)
    return mapping


def plain(words: str) -> str:
    """Words as they are compared: without case, accents and spare spaces."""
    return " ".join(fold(words).split())


def _check(mapping: Mapping, whole: Settings) -> None:
    if not mapping.of("title"):
        raise whole.wrong("column", 'no column has the field "title", without which a row tells of no project')
    for name in (
        "id",
        "title",
        "acronym",
        "parent",
        "start",
        "end",
        "duration",
        "status",
        "currency",
        "url",
        "published",
    ):
        if len(mapping.of(name)) > 1:
            raise whole.wrong("column", f'{len(mapping.of(name))} columns have the field "{name}"; it can have one')
    if mapping.children and not mapping.of("id"):
        raise whole.wrong("rows", '"children" needs a column with the field "id", which tells what a row belongs to')


def _key(table: Settings) -> str:
    key = table.text("key")
    if not key:
        raise table.wrong("key", 'is missing; it names the table for good, in a word or two: `key = "agency-projects"`')
    if ":" in key:
        raise table.wrong("key", "holds a colon, which parts the key from a row's id")
    return key


def _header(table: Settings) -> tuple[int, ...]:
    rows = table.numbers("header")
    if rows and (rows[0] < 1 or list(rows) != list(range(rows[0], rows[-1] + 1))):
        raise table.wrong("header", "gives the rows of the header, one below the other: 3, or [2, 3]")
    return rows


def _language(table: Settings) -> Language:
    told = table.one_of("language", LANGUAGES)
    return next((language for language in LANGUAGES if language == told), "en")


def _column(told: Settings) -> Column:
    told.only(
        "header", "letters", "field", "separator", "values", "scheme", "state", "kind", "currency", "stage", "covers",
        "from", "period", "times", "instrument",
    )  # fmt: skip
    name = told.one_of("field", FIELDS)
    at = told.text("header") or told.text("letters")
    if not name or not at:
        raise told.wrong("field" if at else "header", "is missing; a column has a header (or letters) and a field")
    if told.text("letters") and column_of(at) is None:
        raise told.wrong("letters", f"{at!r} are no letters of a column; write F or AB")
    if name != "amount":
        told.none_of(
            ("stage", "covers", "from", "period", "times", "instrument"), 'is of columns with the field "amount"'
        )
    values = told.values("values", lists.checker(name))
    scheme = told.one_of("scheme", lists.identifier_schemes())
    if name == "identifier" and not scheme:
        raise told.wrong("scheme", f"is missing; it is one of {', '.join(lists.identifier_schemes())}")
    return Column(
        at=at,
        field=name,
        by_letters=not told.text("header"),
        separator=told.text("separator", strip=False),
        values={plain(words): meant for words, meant in values.items()},
        scheme=scheme,
        state=told.checked("state", lists.state),
        kind=told.one_of("kind", ("area", "settlement", "post")) or "area",
        currency=told.checked("currency", lists.currency) or "",
        stage=told.one_of("stage", lists.codes("funding-stage")),
        covers=told.one_of("covers", lists.codes("covers")),
        donors=told.texts("from") if "from" in told else None,
        period=told.checked("period", _period),
        times=told.number("times", 1),
        instrument=told.checked("instrument", lists.instrument) or "",
    )


def _period(text: str) -> tuple[str, str]:
    """The first and last date of `2024`, or of `2023-07 to 2024-06`."""
    first, _, last = text.partition(" to ")
    return lists.stated(first.strip()), lists.stated((last or first).strip())


def _mark(told: Settings) -> Mark:
    told.only("kind", "column", "values")
    mark = Mark(told.one_of("kind", ROW_KINDS), told.text("column"), tuple(map(plain, told.texts("values"))))
    for name, value in (("kind", mark.kind), ("column", mark.at), ("values", mark.values)):
        if not value:
            raise told.wrong(name, "is missing; a [[row]] has a kind, a column and values")
    return mark


def _origin(told: Settings) -> Origin:
    told.only("publisher", "source_class", "published", "retrieved", "licence", "url")
    return Origin(
        publisher=told.checked("publisher", lists.free_of_contacts),
        source_class=told.one_of("source_class", lists.source_classes()) or "table",
        published=told.checked("published", lists.stated),
        retrieved=told.checked("retrieved", lists.day),
        licence=told.checked("licence", lists.free_of_contacts),
        url=told.checked("url", lists.address),
    )
