"""Text made comparable without moving anything: one folded character for every character.

Because the length never changes, an offset into the folded text is an offset into the text.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_SAME: Final = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
}


class _Folding(dict[int, str]):
    """A translation table that works characters out when it first meets them."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = folded = _folded_character(character)
        return folded


def _folded_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return "\n" if character in "\n\r\u2028\u2029" else " "
    lowered = character.lower()
    if lowered in _SAME:
        return _SAME[lowered]
    base = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    if len(base) == 1:
        return base
    return lowered if len(lowered) == 1 else character


_TABLE: Final = _Folding()


def fold(text: str) -> str:
    """`text` in lower case without accents, with plain apostrophes, hyphens and spaces; as long as `text`."""
    return text.translate(_TABLE)


def is_word(character: str) -> bool:
    """Whether a character is part of a word (a letter, a digit, an underscore)."""
    return character.isalnum() or character == "_"


def bounded(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` neither begins nor ends inside a word."""
    before = start == 0 or not (is_word(text[start - 1]) and is_word(text[start]))
    after = end >= len(text) or not (is_word(text[end]) and is_word(text[end - 1]))
    return before and after
