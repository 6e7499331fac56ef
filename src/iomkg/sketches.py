"""Sketches of texts: a short string from which it can be told how much of their wording two texts have in common.

One-permutation MinHash over runs of four words: each run falls into one of sixty bins by its hash, each bin keeps the
smallest, an empty bin borrows from the next. The share of equal bins estimates the share of runs two texts have in
common (Jaccard), give or take 0.06. A sketch reveals no wording.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from iomkg.folding import fold

_RUN: Final = 4
_BINS: Final = 60
_ROWS: Final = 3
_DIGITS: Final = 4
_WORD: Final = re.compile(r"\w+")
_FORM: Final = re.compile(rf"\d+:[0-9a-f]{{{_BINS * _DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """`jaccard` is the share of runs of words two texts have in common, `contained` that of the shorter one's runs
    which stand in the other; both are estimates within 0..1."""

    jaccard: float
    contained: float


def sketch(sentences: Iterable[str]) -> str:
    """The sketch of a text's sentences: how many distinct runs of words it has, a colon, sixty hashes. Runs do not
    cross sentences, so that a sentence moved or left out changes nothing else. Empty for a text without words."""
    hashes = {_hash(run) for sentence in sentences for run in _runs(sentence)}
    if not hashes:
        return ""
    bins: dict[int, int] = {}
    for value in hashes:
        place, rest = value % _BINS, value // _BINS
        bins[place] = min(rest, bins.get(place, rest))
    filled = (bins[_next_filled(bins, place)] for place in range(_BINS))
    return f"{len(hashes)}:" + "".join(f"{rest % 16**_DIGITS:0{_DIGITS}x}" for rest in filled)


def resemblance(one: str, other: str) -> Resemblance:
    """How much of their wording two sketched texts have in common. Raises ValueError for what is no sketch."""
    if not one or not other:
        return Resemblance(0.0, 0.0)
    (size, hashes), (other_size, other_hashes) = _parsed(one), _parsed(other)
    jaccard = sum(a == b for a, b in zip(hashes, other_hashes, strict=True)) / _BINS
    common = jaccard / (1 + jaccard) * (size + other_size)
    return Resemblance(jaccard, min(1.0, common / min(size, other_size)))


def bands(text_sketch: str) -> list[str]:
    """Twenty keys of a sketch: texts that have half of their runs in common share one with a chance of 93%, those
    that have a tenth of them, of 2%."""
    if not text_sketch:
        return []
    _, hashes = _parsed(text_sketch)
    return [f"{start} {' '.join(hashes[start : start + _ROWS])}" for start in range(0, _BINS, _ROWS)]


def minima(words: Iterable[str], count: int) -> list[str]:
    """The words that are smallest under `count` independent hashes: two sets agree in each place with the chance of
    their Jaccard index."""
    known = sorted(set(words))
    return [min(known, key=lambda word: (_hash(f"{place} {word}"), word)) for place in range(count)] if known else []


@lru_cache(maxsize=4096)
def _parsed(text_sketch: str) -> tuple[int, tuple[str, ...]]:
    if not _FORM.fullmatch(text_sketch):
        raise ValueError(f"{text_sketch[:20]!r} is no sketch of a text")
    size, _, digits = text_sketch.partition(":")
    return int(size), tuple(digits[i : i + _DIGITS] for i in range(0, len(digits), _DIGITS))


def _runs(sentence: str) -> Iterator[str]:
    words = _WORD.findall(fold(sentence))
    for start in range(max(min(1, len(words)), len(words) - _RUN + 1)):
        yield " ".join(words[start : start + _RUN])


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _next_filled(bins: dict[int, int], place: int) -> int:
    while place % _BINS not in bins:
        place += 1
    return place % _BINS
