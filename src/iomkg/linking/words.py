"""Words of names and titles, made comparable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_STOP_WORDS: Final = frozenset(
    {
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "project"),
        *("au", "aux", "avec", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour"),
        *("un", "une", "sur", "projet", "programme", "al", "con", "del", "e", "el", "los", "las", "para", "por"),
        *("una", "y", "proyecto"),
    }
)
_NUMERALS: Final = re.compile(r"\b(?:[ivx]{1,4}|\d{1,2})\b")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics or punctuation, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain.casefold()).strip()


def content_words(folded: str) -> list[str]:
    """The words of a folded title that carry meaning, in order."""
    return [word for word in folded.split() if word not in _STOP_WORDS]


def numerals(folded: str) -> frozenset[str]:
    """Phase numbers in a folded title (`ii`, `2`): two phases of one programme are two projects."""
    return frozenset(_NUMERALS.findall(folded))
