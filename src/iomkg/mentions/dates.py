"""Dates in every form releases use, read as what is stated: never more exact than the text, no year invented."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions.numbers import either
from iomkg.mentions.starts import Starts, matches
from iomkg.model import Language, Mention
from iomkg.values import DateSpan

_BEHIND_PLACE: Final = 25  # characters, room for a country and a day of the week


def find(text: str, folded: str, language: Language, published: str | None) -> Iterator[Mention]:
    """The dates in a text.

    `published` (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `--MM-DD` or None) completes a day or month that lacks its year, and
    is what "today" and "yesterday" count from; without it the year stays open and such words are no dates.
    """
    taken: list[tuple[int, int]] = []
    possible = _any(language)
    starts = [start for start in _starts(language).of(folded) if possible.match(folded, start)]
    for pattern in _patterns(language):
        for match in matches(pattern, folded, starts):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            span = _span(match.groupdict(), language, published)
            taken.append((start, end))  # a date that is in no calendar is not read as a shorter one either
            if span is not None:
                yield Mention("date", start, end, text[start:end], value=span)


def of_dateline(found: Iterable[Mention], dateline: tuple[int, int] | None) -> str | None:
    """The day without its year (`--MM-DD`) that stands right behind the place of a dateline."""
    for mention in found:
        if dateline and isinstance(mention.value, DateSpan) and 0 <= mention.start - dateline[1] < _BEHIND_PLACE:
            return mention.value.start if len(mention.value.start) == 7 and mention.value.start[0] == "-" else None
    return None


def is_valid(lexical: str) -> bool:
    """Whether a stated date is a real one: `--02-29` is, `2023-02-29` is not."""
    match = re.fullmatch(r"(?:(\d{4})|-)(?:-(\d{2})(?:-(\d{2}))?)?", lexical)
    if not match:
        return False
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None and month is None:
        return False
    if year is not None and not 1900 <= year <= 2100:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or (month is not None and 1 <= day <= monthrange(year or 2024, month)[1])


def _span(parts: dict[str, str | None], language: Language, published: str | None) -> DateSpan | None:
    if word := parts.get("word"):
        return _checked(_relative(word, language, published), None, published)
    if weekday := parts.get("weekday"):
        names = _weekdays(language)
        from_day = _latest(names[parts.get("weekday1") or weekday], published)
        to_day = _following(from_day, names[weekday]) if parts.get("weekday1") else None
        return _checked(from_day, to_day, published)
    if parts.get("a"):
        return _checked(_numeric(parts), None, published)
    months = _months(language)
    year, first_year = _number(parts.get("year")), _number(parts.get("year1"))
    first_month = _month_number(parts.get("month1"), months)
    month = _month_number(parts.get("month"), months) or first_month
    if month is None:
        begins, ends = first_year or year, year if first_year else None
        return _checked(f"{begins:04d}" if begins else None, f"{ends:04d}" if ends else None, published)
    day, first_day = _number(parts.get("day")), _number(parts.get("day1"))
    if first_day is None and first_month is None:
        return _checked(_lexical(year, month, day), None, published)
    first = _lexical(first_year or year, first_month or month, first_day)
    return _checked(first, _lexical(year, month, day), published)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month_number(word: str | None, months: dict[str, int]) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else months[word]


def _checked(start: str | None, end: str | None, published: str | None) -> DateSpan | None:
    if start is None or not is_valid(start) or (end is not None and not is_valid(end)):
        return None
    first, last = completed(start, published), completed(end, published) if end else None
    return None if len(first) == 4 and first.startswith("--") else DateSpan(first, last)


def completed(lexical: str, published: str | None) -> str:
    """A date without its year with the year it most likely has for a release published then.

    That is the published year, or the year before when the date would lie more than two months ahead.
    """
    if not lexical.startswith("--") or not published or published.startswith("--"):
        return lexical
    year, month = int(published[:4]), int(published[5:7]) if len(published) > 4 else 12
    candidate = f"{year - 1 if int(lexical[2:4]) - month > 2 else year}-{lexical[2:]}"
    return candidate if is_valid(candidate) else lexical


def _lexical(year: int | None, month: int, day: int | None) -> str:
    head = f"{year:04d}" if year is not None else "-"
    return f"{head}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def _numeric(parts: dict[str, str | None]) -> str:
    day, month = int(parts["a"] or 0), int(parts["b"] or 0)
    if month > 12 >= day:
        day, month = month, day
    year = parts.get("year")
    return _lexical(int(year if len(year) == 4 else "20" + year) if year else None, month, day)


def _latest(weekday: int, published: str | None) -> str | None:
    """The last such day of the week (Monday is 0) up to the day of publication, itself included."""
    day = _whole_day(published)
    return None if day is None else (day - timedelta(days=(day.weekday() - weekday) % 7)).isoformat()


def _following(first: str | None, weekday: int) -> str | None:
    """The next such day of the week (Monday is 0) after a day: the last of `Monday to Friday`."""
    day = _whole_day(first)
    return None if day is None else (day + timedelta(days=(weekday - day.weekday()) % 7)).isoformat()


def _whole_day(published: str | None) -> date | None:
    """The day of publication; None when only its month or year is stated."""
    return date.fromisoformat(published) if published and len(published) == 10 and is_valid(published) else None


def _relative(word: str, language: Language, published: str | None) -> str | None:
    back = timedelta(days=_folded(load(language).words["days_back"])[word])
    if (
        published and published.startswith("--") and is_valid(published)
    ):  # a day of an unknown year, taken for a leap year
        return "-" + (date.fromisoformat("2024" + published[1:]) - back).isoformat()[4:]
    day = _whole_day(published)
    return None if day is None else (day - back).isoformat()


def _folded(table: dict[str, int]) -> dict[str, int]:
    return {fold(word): value for word, value in table.items()}


@cache
def _weekdays(language: Language) -> dict[str, int]:
    """The full names of the days of the week; their short forms stand behind them and name none alone."""
    return {fold(name): number for number, name in enumerate(load(language).words["weekdays"][:7])}


@cache
def _months(language: Language) -> dict[str, int]:
    return _folded(load(language).words["months"])


@cache
def _starts(language: Language) -> Starts:
    words = load(language).words
    return Starts(map(fold, [*words["months"], *words["days_back"], *words["weekdays"], *words["this_month"]]))


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    """The forms of a date, the fullest first, all with the same group names."""
    words = load(language).words
    month_names, weekdays = either(_months(language)), either(map(fold, words["weekdays"]))
    of = r"(?:\s+|\.\s*|-)(?:de\s+|del\s+|of\s+|d')?"
    to = r"\s*(?:,\s*)?(?:-|/|\b(?:a|al|au|to|and|et|y|through|until|till|hasta)\b)\s*(?:el\s+|le\s+|the\s+)?"
    between = r"\s+(?:and|et|y)\s+(?:jusqu'a\s+|hasta\s+)?(?:el\s+|le\s+|on\s+)?"
    before_day = rf"(?:(?:{weekdays})\s*,?\s*(?:the\s+|le\s+|el\s+)?)?"

    around = rf"(?:{either(map(fold, words['parts_of_a_year']))})"

    def day(name: str = "day") -> str:
        return rf"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th|er|ro|re|o|º|°)?(?:\s*\(\d+\))?"

    def month(name: str = "month") -> str:
        return rf"(?P<{name}>{month_names})(?!\w)\.?"

    def year(name: str = "year") -> str:
        return rf"(?:\s*,\s*|\s+|-)(?:de\s+|del\s+|of\s+)?(?P<{name}>(?:19|20)\d\d)(?!\d)"

    pieces = [
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        rf"{day('day1')}(?:{of}{month('month1')}(?:{year('year1')})?)?{to}{before_day}{day()}{of}{month()}(?:{year()})?",
        rf"{day()}{of}{month()}(?:{year()})?",
        rf"{month('month1')}\s+{day('day1')}{to}(?:{month()}\s+)?{day()}(?!\d)(?:{year()})?",
        rf"{month()}\s+(?:the\s+)?{day()}(?!\d)(?:{year()})?",
        rf"{month('month1')}(?:{year('year1')})?{to}{month()}{year()}",
        rf"(?:{around}-)?{month()}{year()}",
        rf"{around}-(?P<year>(?:19|20)\d\d)(?![\w%-]|[.,]\d)",
        r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)?\d\d)(?!\d)",
        r"(?<=\()(?P<a>\d{1,2})/(?P<b>\d{1,2})(?=\))",
        rf"(?P<word>{either(map(fold, words['days_back']))})(?!\w)",
        rf"(?P<weekday1>{either(_weekdays(language))}){between}(?P<weekday>{either(_weekdays(language))})(?!\w)"
        rf"(?!\s*,?\s*(?:(?:the|le|el)\s+)?(?:\d|{month_names}(?!\w)))",
        rf"{_not_beside(words['not_weekday_before'])}(?P<weekday>{either(_weekdays(language))})(?!\w)"
        rf"(?!\s*,?\s*(?:(?:the|le|el)\s+)?(?:\d|{month_names}(?!\w)))"
        rf"(?!\s+(?:{either(map(fold, words['not_weekday_after']))})(?!\w))"
        rf"(?!\s+(?:to|through|au|a|al)\s+(?:{weekdays}))",
        rf"{_this(words['this_month'])}(?P<month>{month_names})(?!\w)",
        rf"(?P<year1>(?:19|20)\d\d){to}(?P<year>20\d\d)(?![\w%-]|[.,]\d)",
        r"(?P<year>(?:19|20)\d\d)(?![\w%-]|[.,]\d)",
    ]
    return tuple(re.compile(rf"(?<![\w$€./,-]){piece}") for piece in pieces)


@cache
def _any(language: Language) -> re.Pattern[str]:
    """All forms of a date as one pattern: where it does not match, none of them need be tried."""
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern in _patterns(language)))


def _not_beside(words: list[str]) -> str:
    """None of these words stands just before: `every Monday`, `next Monday`."""
    return "".join(rf"(?<!{re.escape(fold(word))}\s)" for word in words)


def _this(words: list[str]) -> str:
    """The words that point at the month of publication (`this month of`), as one pattern."""
    return rf"(?:{either(map(fold, words))})\s+"
