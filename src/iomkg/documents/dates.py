"""Calendar dates in the headers of pages, in the ways English, French and Spanish pages write them.

Working on folded text; a date is `YYYY-MM-DD` or `YYYY-MM`, as precise as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from iomkg.documents.lexicon import calendar
from iomkg.folding import fold


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """A date at `[start, end)`, weekday and time of day included; `value` is None for a date without its year."""

    start: int
    end: int
    value: str | None


def dates_in(text: str) -> list[HeaderDate]:
    """All dates of `text` that are in the calendar, in order."""
    return [found for match in date_pattern().finditer(fold(text)) if (found := _read(match))]


@cache
def date_pattern() -> re.Pattern[str]:
    """Matches one date in folded text, with weekday and time of day."""
    names = calendar()
    month = "|".join(sorted(names.months, key=len, reverse=True))
    weekday = "|".join(sorted(names.weekdays, key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    of = r"\s?(?:de |del |of )?"
    forms = (
        rf"(?P<iso>{year}-\d\d(?:-\d\d)?)(?:t\d\d:\d\d[\d:.]*z?)?(?![\d-])",
        rf"(?P<ymd>{year}[/.]\d{{1,2}}[/.]\d{{1,2}})(?!\d)",
        r"(?P<numeric>\d{1,2}(?P<separator>[/.-])\d{1,2}(?P=separator)(?:(?:19|20)\d\d|\d\d))(?![\d/.-]\d|\d)",
        rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|o|°)?[ -]?\.?{of}(?P<m1>{month})\b\.?[,-]?{of}(?P<y1>{year})\b",
        rf"(?P<m2>{month})\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th|o)?\b,?{of}(?P<y2>{year})\b",
        rf"(?P<m3>{month})\b\.?,?{of}(?P<y3>{year})\b",
        rf"(?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|o|°)?{of}(?P<m4>{month})\b\.?",
        rf"(?P<m5>{month})\b\.?\s(?P<d5>\d{{1,2}})(?:st|nd|rd|th|o)?\b",
    )
    time = r"(?:\s?(?:,|-|\||at|a las|a)?\s?(?:\d{1,2}(?::\d\d){1,2}|\d{1,2}\s?h\s?(?:\d\d)?)(?:\s?[ap]\.?m\b\.?)?)?"
    zone = r"(?:\s?\|?\s?(?:gmt|utc|est|edt|wat|cat|eat|cet)\b(?:[+-]\d+)?)?"
    return re.compile(
        rf"(?<![\w/.-])(?:(?P<weekday>{weekday})\b\.?,?\s+(?:le |el |the )?)?(?:{'|'.join(forms)}){time}{zone}"
    )


def _read(match: re.Match[str]) -> HeaderDate | None:
    value = _value(match)
    if value == "":
        return None
    return HeaderDate(match.start(), match.end(), value)


def _value(match: re.Match[str]) -> str | None:
    """The date as stated, None when it has no year, "" when no calendar has it."""
    if match["iso"]:
        parts = [int(part) for part in match["iso"].split("-")]
        return _stated(*parts)
    if match["ymd"]:
        return _stated(*(int(part) for part in re.split(r"[/.]", match["ymd"])))
    if match["numeric"]:
        return _numeric(match["numeric"], match["weekday"])
    months = calendar().months
    for kind in "12":
        if match[f"m{kind}"]:
            return _stated(int(match[f"y{kind}"]), months[match[f"m{kind}"]], int(match[f"d{kind}"]))
    if match["m3"]:
        return _stated(int(match["y3"]), months[match["m3"]])
    return None


def _numeric(written: str, weekday: str | None) -> str:
    """A date in figures: day first, unless that is no date or the weekday says otherwise."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", written))
    if year < 100:
        year += 2000
    day_first, month_first = _stated(year, second, first), _stated(year, first, second)
    wanted = calendar().weekdays.get(weekday) if weekday else None
    if wanted and month_first and day_first:
        month_first_fits = date.fromisoformat(month_first).isoweekday() == wanted
        day_first_fits = date.fromisoformat(day_first).isoweekday() == wanted
        if month_first_fits and not day_first_fits:
            return month_first
    return day_first or month_first


def _stated(year: int, month: int, day: int | None = None) -> str:
    try:
        return date(year, month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:
        return ""
