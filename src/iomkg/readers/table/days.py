"""Dates as a table writes them: a spreadsheet's own days, their serial numbers, or words in three languages."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from iomkg import stated_dates
from iomkg.folding import fold
from iomkg.readers.table.cells import Cell
from iomkg.readers.table.vocabulary import words

#: Orders of a date in figures, by what the mapping calls them.
ORDERS: Final = {"day first": ("d", "m", "y"), "month first": ("m", "d", "y"), "year first": ("y", "m", "d")}
_FIRST_DAY: Final = dt.date(1899, 12, 30)  # serial 0 of a spreadsheet, but for the first two months of 1900
_SERIALS: Final = range(18_000, 73_000)  # 1949 to 2099
_YEARS: Final = range(1900, 2100)
_FIGURES: Final = re.compile(r"(\d{1,4})[./\s-](\d{1,2})[./\s-](\d{2,4})")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[./-](\d{4})|(\d{4})[./-](\d{1,2})")
_TOLD: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|o)?[\s.-]*(?:de\s+)?)?(?P<month>[^\W\d_]+)\.?[\s,.-]*(?:del?\s+)?"
    r"(?:(?P<late>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4}|\d{2})"
)
_CLOCK: Final = re.compile(r"[t\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?$")
_CENTURY_TURNS: Final = 70


def day(cell: Cell, order: str | None) -> str:
    """The stated date of a cell, as exact as it is: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.

    `order` is one of ORDERS, or None where no date of the table needs one. Raises ValueError, whose text completes
    "the cell …", when it holds none that can be told.
    """
    if isinstance(cell.value, dt.date):
        return cell.value.isoformat()
    text = _CLOCK.sub("", fold(cell.text).strip())
    if isinstance(cell.value, Decimal) or text.isdigit():
        return _of_number(cell.value if isinstance(cell.value, Decimal) else Decimal(text))
    lexical = _of_figures(text, order) or _of_month(text) or _of_words(text)
    if lexical is None:
        raise ValueError("holds no day, month or year that can be told; write it as 2024-03-31")
    try:
        stated_dates.parse(lexical)
    except ValueError:
        raise ValueError("holds a day that is not in the calendar") from None
    return lexical


def fits(cell: Cell, order: str) -> bool:
    """Whether a cell holds a date by an order."""
    try:
        day(cell, order)
    except ValueError:
        return False
    return True


def _of_number(number: Decimal) -> str:
    if number == int(number) and int(number) in _YEARS:
        return str(int(number))
    if int(number) in _SERIALS:
        return (_FIRST_DAY + dt.timedelta(days=int(number))).isoformat()
    raise ValueError("holds a number that is neither a year nor a spreadsheet's day; write it as 2024-03-31")


def _of_figures(text: str, order: str | None) -> str | None:
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    parts = list(match.groups())
    if len(parts[0]) == 4:
        year, month, day = parts
    elif len(parts[0]) <= 2:
        first, second = map(int, parts[:2])
        order = order or ("day first" if first > 12 else "month first" if second > 12 else None)
        if order is None:
            raise ValueError(
                "holds a date that can be read in two ways; say in the mapping which of its figures is the day"
            )
        named = dict(zip(ORDERS[order], parts, strict=True))
        year, month, day = named["y"], named["m"], named["d"]
    else:
        return None
    if not 1 <= int(month) <= 12:
        raise ValueError(f"has no month {int(month)}; the mapping says that dates are {order or 'year first'}")
    return f"{_century(year)}-{int(month):02}-{int(day):02}"


def _of_month(text: str) -> str | None:
    match = _MONTH_YEAR.fullmatch(text)
    if match is None:
        return None
    month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
    return f"{year}-{int(month):02}"


def _of_words(text: str) -> str | None:
    match = _TOLD.fullmatch(text)
    month = words().months.get(match["month"]) if match else None
    if match is None or month is None:
        return None
    day = match["day"] or match["late"]
    return f"{_century(match['year'])}-{month:02}" + (f"-{int(day):02}" if day else "")


def _century(year: str) -> str:
    return year if len(year) == 4 else f"{'19' if int(year) >= _CENTURY_TURNS else '20'}{int(year):02}"
