"""Numbers as people write them in three languages: digits with either separator, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Final

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.model import Language

DIGITS: Final = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"

_GROUPED: Final = re.compile(r"\d{1,3}(?:[ .,']\d{3})+(?P<rest>[.,]\d{1,2})?")


def from_digits(text: str, scaled: bool = False) -> Decimal:
    """The value of `172.400`, `255,000`, `2,35` or `110,400.00`.

    A single separator before exactly three digits groups thousands, unless a scale word follows (`1.234 million`).
    """
    groups = re.findall(r"[ .,']", text)
    if len(groups) == 1 and scaled and groups[0] in ".,":
        return Decimal(text.replace(",", "."))
    match = _GROUPED.fullmatch(text)
    if match and not (match["rest"] and len(groups) == 2 and groups[0] == groups[1]):
        rest = match["rest"] or ""
        whole = text[: len(text) - len(rest)]
        return Decimal(re.sub(r"\D", "", whole) + rest.replace(",", "."))
    return Decimal(re.sub(r"[ ']", "", text).replace(",", "."))


@cache
def number_words(language: Language) -> dict[str, Decimal]:
    """The folded words for numbers and their values, tens joined to units included (`thirty-seven`)."""
    words = load(language).words
    known = {fold(word): Decimal(str(value)) for word, value in words["numbers"].items()}
    tens = {word: value for word, value in known.items() if 20 <= value < 100 and value % 10 == 0}
    units = {word: value for word, value in known.items() if 0 < value < 20 and value == int(value)}
    for ten, value in tens.items():
        for unit, more in units.items():
            if more < 10 or value in (60, 80):
                for joint in words["tens_joined_by"]:
                    known.setdefault(f"{ten}{joint}{unit}", value + more)
    return known


def either(words: Iterable[str]) -> str:
    """A pattern for any of the folded words, the longest first; a space also stands for a hyphen."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)
