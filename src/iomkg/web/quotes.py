"""A sentence as it may be published: at most 300 characters, around the words that matter, which are marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LONGEST: Final = 300
_GAP: Final = "…"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in three parts; `marked` is empty where the words in question are not in it letter for letter."""

    before: str
    marked: str
    after: str


def quoted(quote: str, worded: str) -> Quoted:
    """A quote with the words `worded` marked, shortened on both sides of them where it is too long."""
    start = quote.find(worded) if worded else -1
    if start < 0:
        start = quote.casefold().find(worded.casefold()) if worded else -1
    span = (start, start + len(worded)) if start >= 0 else (0, 0)
    first, last = _kept(len(quote), *span)
    before = (_GAP if first else "") + quote[first : span[0]].lstrip() if first else quote[: span[0]]
    after = quote[span[1] : last] + (_GAP if last < len(quote) else "")
    return Quoted(before, quote[max(first, span[0]) : min(last, span[1])], after)


def _kept(length: int, start: int, end: int) -> tuple[int, int]:
    """Which part of a text of `length` characters is kept, so that the span stands in it."""
    if length <= LONGEST:
        return 0, length
    room = max(0, LONGEST - (end - start))
    first = max(0, min(start - room // 2, length - LONGEST))
    return first, min(length, first + LONGEST)
