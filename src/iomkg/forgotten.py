"""Names of people who are to be forgotten: finding them however they are written, and marking their place.

A name matches whatever its case, its accents and what stands between its letters' words. Marks are as long as what
they replace, so that offsets into a text stay right. Names that are forgotten already are known by a keyed hash only.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from iomkg.folding import fold

MARK: Final = "█"
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"(?:%20|[\W_]){0,3}"  # characters between two letters of a name: spaces, hyphens, accents set apart
_GAP: Final = 3
_LETTERS_AT_LEAST: Final = 5
_MORE_WORDS: Final = 3  # than the name had when it was forgotten: hyphens and accents set apart make words


def letters(name: str) -> str:
    """What identifies a name: its letters and digits, without case and accents."""
    return "".join(_WORD.findall(fold(name)))


def is_name(name: str) -> bool:
    """Whether a name is one that can be forgotten without taking common words with it: two words, five letters."""
    return len(_WORD.findall(fold(name))) >= 2 and len(letters(name)) >= _LETTERS_AT_LEAST


@dataclass(frozen=True)
class Names:
    """Names in clear, while they are being forgotten."""

    names: frozenset[str]

    def redacted(self, text: str) -> str:
        """The text with marks in the place of the names."""
        return _marked(text, [found.span() for found in self._pattern.finditer(fold(text))])

    def within(self, text: str) -> bool:
        """Whether a text holds one of the names."""
        return self._pattern.search(fold(text)) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        wanted = sorted((letters(name) for name in self.names), key=len, reverse=True)
        ways = "|".join(_BETWEEN.join(map(re.escape, each)) for each in wanted)
        return re.compile(rf"(?<![^\W_])(?:{ways})(?![^\W_])")


@dataclass(frozen=True)
class Forgotten:
    """Names that later loads drop at reading: keyed hashes, the key, and the most words any of the names had."""

    key: bytes = b""
    hashes: frozenset[str] = frozenset()
    words: int = 0

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def with_names(self, names: Iterable[str]) -> Forgotten:
        """These and more names; the first make a random key."""
        key = self.key or secrets.token_bytes(32)
        names = list(names)
        words = max([self.words, *(len(_WORD.findall(fold(name))) for name in names)])
        return Forgotten(key, self.hashes | {_hash(key, letters(name)) for name in names}, words)

    def knows(self, name: str) -> bool:
        """Whether a name is among them."""
        return bool(self.hashes) and _hash(self.key, letters(name)) in self.hashes

    def redacted(self, text: str) -> str:
        """The text with marks in the place of the names."""
        return _marked(text, self._spans(text)) if self.hashes else text

    def _spans(self, text: str) -> list[tuple[int, int]]:
        words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(fold(text))]
        spans: list[tuple[int, int]] = []
        for first, (start, _, _) in enumerate(words):
            joined, last = "", start
            for begin, end, word in words[first : first + self.words + _MORE_WORDS]:
                if begin - last > _GAP:
                    break
                joined, last = joined + word, end
                if len(joined) >= _LETTERS_AT_LEAST and _hash(self.key, joined) in self.hashes:
                    spans.append((start, end))
        return spans


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = MARK * (end - start)
    return "".join(characters)


def _hash(key: bytes, name: str) -> str:
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()
