"""Counts in a text, in digits or words: `1,200`, `40 mil`, `one hundred and sixty`, `une trentaine de`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.model import Language

_DIGITS = r"\d{1,3}(?:[ .,']\d{3})+(?!\d)|\d{1,6}(?![\d.,]\d)"
_HUNDRED = 100
_SHORTEST_SCALE = 3  # letters: `k` and `m` belong to sums of money


def count_pattern(language: Language) -> str:
    """The source of a pattern for a count in folded text; a number in brackets behind it (`un (01)`) is part of it."""
    words = "|".join(re.escape(word).replace("\\ ", " ") for word in sorted(_words(language), key=len, reverse=True))
    scales = "|".join(sorted(_scales(language), key=len, reverse=True))
    joining = "|".join(sorted(load(language).list("conjunctions"), key=len, reverse=True))
    link = rf"(?:[ -]|[ -](?:{joining})[ -])"
    spoken = rf"(?:{words})(?:{link}(?:{words}))*(?!\w)"
    return rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})? (?:{scales})(?!\w)|{_DIGITS}|{spoken})(?: \(\d+\))?"


def value_of(count: str, language: Language) -> Decimal:
    """The value of what the pattern found."""
    plain = re.sub(r" \(\d+\)$", "", count)
    if plain[0].isdigit():
        digits, _, scale = plain.rpartition(" ")
        if scale in _scales(language):
            return Decimal(digits.replace(",", ".")) * _scales(language)[scale]
        return Decimal(re.sub(r"\D", "", plain))
    return _spoken(plain, language)


def _spoken(count: str, language: Language) -> Decimal:
    """Units add up; a hundred multiplies what stands before it, a scale all that has no scale yet."""
    total = group = Decimal(0)
    known = _words(language)
    for word in _word_pattern(language).findall(count):
        value = known[word]
        if word in _scales(language) and value > _HUNDRED:
            total, group = total + max(group, Decimal(1)) * value, Decimal(0)
        elif word in _multiples(language) or value == _HUNDRED:
            group = max(group, Decimal(1)) * value
        else:
            group += value
    return total + group


@cache
def _word_pattern(language: Language) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(_words(language), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")


@cache
def _words(language: Language) -> dict[str, Decimal]:
    numbers = {fold(word): Decimal(str(value)) for word, value in load(language).words["numbers"].items()}
    whole = {word: value for word, value in numbers.items() if value == value.to_integral_value()}
    return {**whole, **_multiples(language), **_scales(language)}


@cache
def _scales(language: Language) -> dict[str, Decimal]:
    """`thousand`, `mille`, `millones`; `mil` among them, which the table of numbers holds too."""
    scales = load(language).words["scales"]
    return {fold(word): Decimal(10) ** power for word, power in scales.items() if len(word) >= _SHORTEST_SCALE}


@cache
def _multiples(language: Language) -> dict[str, Decimal]:
    """`dozen`, `trentaine`: so many at once."""
    return {fold(word): Decimal(value) for word, value in load(language).words.get("dozens", {}).items()}
