"""Words and marks of a text, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from iomkg.folding import fold

_TOKEN: Final = re.compile(
    r"(?:[ldnsjmtcLDNSJMTC]|[Qq]u)['’](?=\w)"  # an elided article or preposition is a word of its own
    r"|['’]s\b"
    r"|\w+(?:[-.&/‑]\w+)*"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark. `folded` is its folded form; `capital` tells an initial capital letter."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        return self.text[:1].isalnum()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with places in `text`."""
    return [
        Token(match.start(), match.end(), match[0], comparable(match[0])) for match in _TOKEN.finditer(text, start, end)
    ]


def comparable(word: str) -> str:
    """A word folded, but for the French `à`, which must not be taken for the verb `a`."""
    return "à" if word in ("à", "À") else fold(word)
