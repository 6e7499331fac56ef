"""Numbers as people write them in three languages: digits with either separator, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

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


def either(words: Iterable[str]) -> str:
    """A pattern for any of the folded words, the longest first; a space also stands for a hyphen."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)
