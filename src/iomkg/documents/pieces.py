"""A page taken apart: its lines, and what each turns out to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from iomkg.documents.lexicon import furniture
from iomkg.documents.lines import Line
from iomkg.folding import fold

# A dropped line is not kept at all: signs, repetitions, authors' names, readers' comments.
Kind = Literal["headline", "paragraph", "furniture", "dropped"]

_PROSE_WORDS: Final = 12
_LONG_WORDS: Final = 40
_NAME_WORDS: Final = 6
_CLOSING: Final = re.compile(r"[.!?…:;]\s?[»”\"')\]]*$")
_FULL_STOP: Final = re.compile(r"[.!?…]\s?[»”\"')\]]*$")
_LETTERS: Final = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(slots=True)
class Piece:
    """One line of the page; `kind` is None as long as nothing is known about it."""

    line: Line
    kind: Kind | None = None

    @property
    def text(self) -> str:
        """The text of its line."""
        return self.line.text

    @property
    def length(self) -> int:
        """The number of words."""
        return len(self.line.words)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what it is."""
        return self.kind is None

    @property
    def is_prose(self) -> bool:
        """Whether the line is a paragraph by its looks: sentences, or so many words that it can be nothing else."""
        return self.length >= _LONG_WORDS or (self.length >= _PROSE_WORDS and self.is_finished)

    @property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence does."""
        return _FULL_STOP.search(self.text) is not None

    def settle(self, kind: Kind, text: str | None = None) -> None:
        """Say what the piece is and, if only part of it is kept, which part."""
        self.kind = kind
        if text is not None:
            self.line = Line(text, self.line.after_gap)


def is_name_like(text: str) -> bool:
    """Whether a line is nothing but a few capitalised words: a person, a place, a newspaper."""
    words = _LETTERS.findall(text)
    known = furniture().name_particles
    return (
        0 < len(words) <= _NAME_WORDS
        and not _CLOSING.search(text)
        and not any(character.isdigit() or character in ":•*" for character in text)
        and text[0].isalpha()
        and all(word[0].isupper() or fold(word).strip(".'") in known for word in words)
    )
