"""The headline: the first substantial line of the page that is not furniture."""

from __future__ import annotations

import re
from typing import Final

from iomkg.documents.datelines import dateline_of
from iomkg.documents.furniture import header_line, is_bullet, is_byline
from iomkg.documents.lexicon import furniture
from iomkg.documents.lines import Line
from iomkg.documents.pieces import Piece, is_name_like
from iomkg.documents.sentences import sentence_spans
from iomkg.folding import fold

_LONGEST_WORDS: Final = 45
_LONGEST_SENTENCE_WORDS: Final = 25
_DATELINE_WORDS: Final = 25
_DATELINE_REST_WORDS: Final = 8
_KICKER_WORDS: Final = 3
_FIRST_LINES: Final = 40
_SITE_SUFFIX: Final = re.compile(r"\s?[|»•:-]")


def settle_headline(body: list[Piece], stated: str | None) -> list[Piece]:
    """Mark the headline among `body`, or put the one the markup states before it; lines above it become furniture."""
    if stated:
        known = next((piece for piece in body if piece.line.folded == fold(stated)), None)
        if known is None:
            known = Piece(Line(stated, after_gap=True))
            body = [known, *body]
        known.settle("headline")
        return body
    candidates = _candidates(body)
    for number, piece in enumerate(candidates):
        if _is_kicker(piece, candidates[number + 1 :]):
            piece.settle("furniture")
            continue
        piece.settle("headline")
        break
    return body


def without_site(title: str) -> str:
    """A page's title without the site's name behind a bar."""
    return re.split(r"\s[|»•]\s", title, maxsplit=1)[0].strip()


def _candidates(body: list[Piece]) -> list[Piece]:
    """The open lines above the first paragraph that could be a headline."""
    lines = [piece for piece in body if piece.is_open and not header_line(piece.line) and not is_byline(piece.line)]
    candidates: list[Piece] = []
    for piece in lines[:_FIRST_LINES]:
        if not _could_be_headline(piece, last=piece is lines[-1]):
            break
        candidates.append(piece)
    return candidates


def _could_be_headline(piece: Piece, *, last: bool) -> bool:
    if piece.length > _LONGEST_WORDS or is_bullet(piece.line) or (last and piece.is_finished):
        return False
    dateline = dateline_of(piece.text)
    if dateline and dateline.sure:
        rest = len(piece.text[dateline.body :].split())
        if not rest or (rest >= _DATELINE_REST_WORDS and (piece.is_finished or piece.length > _DATELINE_WORDS)):
            return False
    sentences = len(list(sentence_spans(piece.text, 0, len(piece.text))))
    if piece.text.endswith("."):
        return sentences == 1 and piece.length <= _LONGEST_SENTENCE_WORDS
    return sentences <= 2


def _is_kicker(piece: Piece, below: list[Piece]) -> bool:
    """Whether the line only leads to the headline below it: a section's or a newspaper's name, a path, a page title."""
    below = [other for other in below if other.length > _KICKER_WORDS]
    if piece.length <= _KICKER_WORDS:
        return bool(below)
    folded = piece.line.folded
    if any(_repeats(folded, other.line.folded) for other in below):
        return True
    words = set(folded.split())
    return bool(below) and is_name_like(piece.text) and not words.isdisjoint(furniture().mastheads)


def _repeats(line: str, headline: str) -> bool:
    """Whether a line is the headline with the site's name behind it or the path to it before it."""
    if line.startswith(headline):
        return _SITE_SUFFIX.match(line, len(headline)) is not None
    return line.endswith(f" {headline}")
