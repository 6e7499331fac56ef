"""Text made comparable without moving anything: one folded character for every character.

Because the length never changes, an offset into the folded text is an offset into the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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
_SHORT: Final = 40
_TO_FOLD: Final = re.compile(r"[^\n -_a-~]")  # what lower case leaves to be folded
_MOVING: Final = re.compile("[İΣ]")  # what lower case makes longer, or of which it minds the place


def fold(text: str) -> str:
    """`text` in lower case without accents, with plain apostrophes, hyphens and spaces; as long as `text`."""
    if text.isascii() and text.isalnum():
        return text.lower()
    if len(text) < _SHORT or _MOVING.search(text):
        return text.translate(_TABLE)
    folded = text.lower()
    # A long text has few different letters with accents: one replacement each is less work than a look at each letter.
    for character in set(_TO_FOLD.findall(folded)):
        folded = folded.replace(character, _TABLE[ord(character)])
    return folded


def is_word(character: str) -> bool:
    """Whether a character is part of a word (a letter, a digit, an underscore)."""
    return character.isalnum() or character == "_"


def whole_words(text: str, words: str) -> Iterator[int]:
    """Where `words` stand in a text, not as part of longer words, none overlapping another; nowhere when empty."""
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if (start and is_word(text[start - 1])) or (end < len(text) and is_word(text[end])):
            start = text.find(words, start + 1)
            continue
        yield start
        start = text.find(words, end)


def bounded(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` neither begins nor ends inside a word."""
    before = start == 0 or not (is_word(text[start - 1]) and is_word(text[start]))
    after = end >= len(text) or not (is_word(text[end]) and is_word(text[end - 1]))
    return before and after
