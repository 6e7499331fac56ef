"""Words and marks of a text, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from iomkg.folding import fold

_A: Final = ("à", "À")
_TOKEN: Final = re.compile(
    r"(?:[ldnsjmtcLDNSJMTC]|[Qq]u)['’](?=\w)"  # an elided article or preposition is a word of its own
    r"|['’]s\b"
    r"|\w+(?:[-.&/‑]\w+)*"
    r"|\S"
)


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark. `folded` is its folded form; `capital` tells an initial capital letter."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """Whether it is a word or a number, not a sign."""
        return self.text[:1].isalnum()


def tokens(text: str, folded: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with places in `text`."""
    result = []
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        word = match[0]
        result.append(Token(first, last, word, "à" if word in _A else folded[first:last]))
    return result


def comparable(word: str) -> str:
    """A word folded, but for the French `à`, which must not be taken for the verb `a`."""
    return "à" if word in _A else fold(word)
