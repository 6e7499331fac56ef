"""Lengths of time in months and years, in digits or words, with or without hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions.numbers import either, number_words
from iomkg.mentions.starts import Starts, matches
from iomkg.model import Language, Mention
from iomkg.values import Duration

_AFTER_A_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+\s?[,(]\s?(?:de\s|âgée?\sde\s|aged\s)?$")
_OLD = 84  # months: who is named with an age is seldom younger
_LONGEST = 9999  # what is no project's length any more is read as stated; the gate asks for a second look


def find(text: str, folded: str, language: Language) -> Iterator[Mention]:
    """The durations in a text; ages, sentences served and times gone by are not durations."""
    blocked_before = load(language).pattern("not_duration_before")
    blocked_after = load(language).pattern("not_duration_after")
    for match in matches(_pattern(language), folded, _starts(language).of(folded)):
        before = folded[max(0, match.start() - 30) : match.start()].rstrip()
        after = folded[match.end() : match.end() + 30].lstrip()
        if any(m.end() == len(before) for m in blocked_before.finditer(before)) or blocked_after.match(after):
            continue
        months = _months(match, language)
        if 0 < months <= _LONGEST and not (months >= _OLD and _is_an_age(text, match.start(), match.end())):
            yield Mention(
                "duration", match.start(), match.end(), text[match.start() : match.end()], value=Duration(months)
            )


def _is_an_age(text: str, start: int, end: int) -> bool:
    """Whether a length of time stands behind a name, between commas (`Rado, 24 ans, attendait`)."""
    return _AFTER_A_NAME.search(text, max(0, start - 30), start) is not None and text[end : end + 1] in (",", ")", ".")


def _months(match: re.Match[str], language: Language) -> int:
    word = match["number"]
    if word is None and not match["tail"]:
        return 0
    number = 1.0 if word is None else float(word.replace(",", ".")) if word[0].isdigit() else _numbers(language)[word]
    months = number * _units(language)[match["unit"]]
    if match["half"] or match["tail"]:
        months += _units(language)[match["unit"]] / 2
    return int(months) if months == int(months) else 0


@cache
def _units(language: Language) -> dict[str, int]:
    return {fold(word): months for word, months in load(language).words["units_of_time"].items()}


@cache
def _numbers(language: Language) -> dict[str, float]:
    return {word: float(value) for word, value in number_words(language).items()}


@cache
def _starts(language: Language) -> Starts:
    return Starts([*_numbers(language), *_units(language)])


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    half = either([fold(word) for word in load(language).words["and_a_half"]])
    return re.compile(
        rf"(?<![\w.,/-])(?:(?P<number>\d{{1,4}}(?:[.,]5)?|{either(_numbers(language))})(?:\s*\(\d+\))?"
        rf"(?P<half>\s+(?:{half}))?[\s-]+)?(?P<unit>{either(_units(language))})(?!\w)"
        rf"(?P<tail>\s+(?:{half})(?!\w))?"
    )
