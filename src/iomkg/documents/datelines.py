"""Datelines: the place, and often the agency and the date, before a first paragraph's dash.

`Niamey - `, `Sikasso, Mali – `, `GENEVA, 15th March, 2017 (WAM) -- `, `(IOM) Ouagadougou – `, `Madrid, 3 mar (EFE).- `,
`Tanger – 01 août 2024 - `, `San Pedro de Macorís. `, `Tunis, 9 December 2017:`, `Rome: `.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from iomkg.documents.dates import HeaderDate, date_pattern, dates_in
from iomkg.documents.lexicon import calendar, furniture, stops
from iomkg.folding import fold

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİĽŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD: Final = rf"(?:(?:[{_CAPITAL}]\.){{2,}}|(?:St|Ste|Sta|Sto|Mt|Ft|Pto)\.|[{_CAPITAL}][\w]*(?:['’-][\w]+)*)"
_PARTICLE: Final = (
    r"(?:(?:de|del|de la|de los|la|las|los|el|al|le|les|du|des|sur|en|of the|of|the|upon|da|do|ou|d['’]) ?)"
)
_NAME: Final = rf"{_WORD}(?: (?:{_PARTICLE} ?)?{_WORD}){{0,4}}"
_JOINT: Final = r"(?:, ?| ?/ ?| & | and | et | y | e |-)"
_PLACE: Final = re.compile(rf"{_NAME}(?:{_JOINT}{_NAME}){{0,2}}(?! ?\w)")

_SIGNATURE: Final = re.compile(r"\(([^()]{2,60})\)\s*[-–—−:]?\s*")
_BRACKET: Final = re.compile(r"\s*[,.]?\s*(?:\(([^()]{1,80})\)|/([^/\n]{2,40})/)")
_BEFORE_DATE: Final = re.compile(r"\s*(?P<sign>[,;|–—−-])?\s*(?:(?:le|el|on|ce|this)\s+)?")
_ARTICLE: Final = re.compile(r"(?:le|el|on) ")
_SEPARATOR: Final = re.compile(r"\s*[,–—−-]?\s*")
_DASH: Final = re.compile(r"(?:\s*[.:,]\s?(?:-{1,3}|[–—−])|\s+(?:-{1,3}|[–—−])|(?:-{1,3}|[–—−])(?=\s))\s*")
_COLON: Final = re.compile(r"\s*:\s*")
_STOP: Final = re.compile(r"\.\s+(?=[¿¡«“\"]*[^\W\d_a-z])")
_LINE_END: Final = re.compile(r"\s*[,.:;–—-]?\s*$")
_RECENT: Final = 200  # paragraphs of a page, which several questions are asked about
_LONGEST: Final = 60
_LONGEST_PART: Final = 5
_COLON_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place at `[start, end)` of a paragraph, with the date beside it if that has a year.

    `body` is where the paragraph's own text begins. `sure` when a dash, a date or an agency says it is a dateline.
    """

    start: int
    end: int
    body: int
    published: str | None = None
    sure: bool = True


@lru_cache(maxsize=_RECENT)
def dateline_of(text: str) -> Dateline | None:
    """The dateline that opens `text`, a paragraph; None when there is none."""
    bracketed = _in_brackets(text)
    if bracketed:
        return bracketed
    folded = fold(text)
    signature = _SIGNATURE.match(text)
    position = signature.end() if signature else 0
    article = _ARTICLE.match(folded, position)
    leading = date_pattern().match(folded, article.end() if article else position)
    dates: list[HeaderDate] = []
    if leading:
        dates += dates_in(leading[0])
        separator = _SEPARATOR.match(text, leading.end())
        position = separator.end() if separator else leading.end()
    place = _PLACE.match(text, position)
    if place is None or not _is_place(place[0]):
        return None
    name_end = _before_month(text, place.start(), place.end())
    end = name_end + _country_length(text[name_end:])
    after, marked = _skip_tail(text, folded, end, dates)
    body = _terminated(text, after, text[place.start() : name_end], marked=marked or bool(leading or signature))
    if body is None:
        return None
    begin, sure = body
    return Dateline(place.start(), end, begin, _latest_stated(dates), sure)


def _before_month(text: str, start: int, end: int) -> int:
    """The end of a place whose last part is the month of a date behind it (`Abuja, Nov. 18, 2020`)."""
    name, comma, last = text[start:end].rpartition(",")
    return start + len(name) if comma and fold(last).strip() in calendar().months else end


def _country_length(rest: str) -> int:
    """How much of what follows a place is its country in brackets, as in `Tegucigalpa (Honduras)`; agencies are not."""
    bracket = re.match(r" \(([^()]{4,40})\)", rest)
    if bracket is None or bracket[1].isupper() or not _PLACE.fullmatch(bracket[1]) or not _is_place(bracket[1]):
        return 0
    return bracket.end()


def _in_brackets(text: str) -> Dateline | None:
    """`(Bamako, le 5 mai 2021) – …`"""
    match = re.match(r"\(([^()]{3,80})\)\s*(?:[-–—−]{1,3}|\.-|:)\s*", text)
    place = _PLACE.match(match[1]) if match else None
    if match is None or place is None or not _is_place(place[0]):
        return None
    dates = dates_in(match[1][place.end() :])
    if not dates:
        return None
    return Dateline(1, 1 + place.end(), match.end(), _latest_stated(dates))


def _skip_tail(text: str, folded: str, position: int, dates: list[HeaderDate]) -> tuple[int, bool]:
    """Past dates and agencies in brackets; True when there was one. Dates found are added to `dates`."""
    marked = False
    while True:
        bracket = _BRACKET.match(text, position)
        if bracket:
            dates += dates_in(bracket[1] or bracket[2])
            position, marked = bracket.end(), True
            continue
        lead = _BEFORE_DATE.match(text, position)
        found = date_pattern().match(folded, lead.end()) if lead else None
        if found is None:
            return position, marked
        dates += dates_in(found[0])
        position, marked = found.end(), True


def _terminated(text: str, position: int, place: str, *, marked: bool) -> tuple[int, bool] | None:
    """Where the body begins after the sign that ends the dateline, and whether the sign is a sure one."""
    dash = _DASH.match(text, position)
    if dash and dash.end() < len(text):
        return dash.end(), True
    if marked and _LINE_END.match(text, position):
        return len(text), True
    colon = _COLON.match(text, position)
    if colon and (marked or (place.isupper() and len(place) > 5)):
        return colon.end(), True
    if colon and len(place.split()) <= _COLON_WORDS and text[colon.end() : colon.end() + 1].isupper():
        return colon.end(), False
    stop = _STOP.match(text, position)
    if stop and marked:
        return stop.end(), True
    if stop and len(place) > 3 and not place.isupper():
        return stop.end(), False
    return None


def _is_place(text: str) -> bool:
    """Whether capitalised words can be a place: not a heading, a body that signs releases, a day or a month."""
    if len(text) > _LONGEST:
        return False
    folded = fold(text)
    parts = [part for part in re.split(r"\s*[,/&]\s*", folded) if part]
    if folded in stops().starters or any(len(part.split()) > _LONGEST_PART for part in parts):
        return False
    if any(part.removeprefix("l'") in furniture().not_places for part in (folded, *parts)):
        return False
    # Only at the start: Santo Domingo is a place, "Domingo 8 de julio" is a day.
    names, first = calendar(), folded.split(" ", 1)[0]
    return len(first) < 4 or not (first in names.weekdays or first in names.months)


def _latest_stated(dates: list[HeaderDate]) -> str | None:
    stated = [found.value for found in dates if found.value]
    return max(stated, key=len) if stated else None
