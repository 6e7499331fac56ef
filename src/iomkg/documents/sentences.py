"""Sentences: where one ends and the next begins, in English, French and Spanish alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from iomkg.documents.lexicon import stops
from iomkg.folding import fold

# Signs that end a sentence, what may close after them (French puts a space before »), and the white space after it;
# or a stop that lost its space between two words.
_END: Final = re.compile(
    r"[.!?…](?<![.!?…]{2})(?:[.!?…]*+(?P<closers>(?:[”’\"')\]]|\s?»)*)(?=\s)"
    r"|(?<=[^\W\d_]{3}[.!?])(?=[A-ZÀ-Þ][^\W\d_A-Z]))"
)
_OPENING: Final = "«“”‘\"'([¿¡-–—•*"
_TOKEN: Final = re.compile(r"[^\s«»“”\"()\[\]¿¡]+$")
_NEXT_WORD: Final = re.compile(r"[\s«“‘\"'(\[¿¡•*–—-]*([^\W_]+)")
_FAR_ENOUGH: Final = 60
_NUMBERING: Final = re.compile(r"(?:\d{1,2}|[ivx]{1,4}|[a-z])(?:\.\d{1,2})*$")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order; nothing is left out but white space between them."""
    block = text[start:end]
    begin = 0
    for match in _END.finditer(block):
        if match.end() < len(block) and _ends_sentence(block, begin, match):
            yield from _trimmed(text, start + begin, start + match.end())
            begin = match.end()
    yield from _trimmed(text, start + begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends_sentence(block: str, begin: int, match: re.Match[str]) -> bool:
    closers = match["closers"]
    if closers is None:  # glued to the next word
        return True
    following = block[match.end() : match.end() + 80].lstrip()
    if not following or not _can_begin(following):
        return False
    if match[0][: len(match[0]) - len(closers)] != ".":
        # An exclamation or suspension inside a sentence goes on with a small letter, which cannot begin one.
        return True
    # A few words back are enough to know an abbreviation, and keep a page without sentences from taking for ever.
    before = block[max(begin, match.start() - _FAR_ENOUGH) : match.start()]
    return not _is_abbreviation(before, following, closed=bool(closers))


def _can_begin(following: str) -> bool:
    first = following[0]
    return first.isupper() or first.isdigit() or first in _OPENING or first.istitle()


def _is_abbreviation(before: str, following: str, *, closed: bool) -> bool:
    """Whether the stop after `before` belongs to an abbreviation, an initial or a number, and not to the sentence."""
    token = _TOKEN.search(before)
    if token is None:
        return False
    word = token[0]
    folded = fold(word).lstrip("'-/")
    folded = folded.rsplit("'", 1)[-1]
    known = stops()
    two_words = fold(" ".join(before.split()[-2:]))
    if not closed and (folded in known.before_names or two_words in known.before_names):
        return not (following[0].isdigit() and folded not in known.before_numbers)
    if folded in known.before_numbers and following[0].isdigit():
        return True
    if not before[: token.start()].strip() and _NUMBERING.fullmatch(folded):
        return True
    initial = len(word) == 1 and word.isupper()
    if initial or folded in known.maybe or two_words in known.maybe:
        return not _starts_like_a_sentence(following)
    return False


def _starts_like_a_sentence(following: str) -> bool:
    match = _NEXT_WORD.match(following)
    return match is not None and fold(match[1]) in stops().starters
