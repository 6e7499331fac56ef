"""Whether an acronym is made of the words of a name, and the names that only their acronym in brackets tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from iomkg.folding import fold

BRACKETED: Final = re.compile(
    r"\s*[(\[]\s*(?:(?:l'|the\s|la\s|el\s|or\s|ou\s|o\s)\s*)?[“\"'«‘]?(?P<acronym>[A-ZÀ-Ý][\w&./-]{1,14})[”\"'»’]?\s*[)\]]"
)
_EXPLAINED: Final = re.compile(
    r"(?<![\w-])(?P<acronym>[A-ZÀ-Ý][A-ZÀ-Ý\d-]{2,14})\s*(?:\(\s*(?P<mark>)|[–—]\s+)"
    r"(?P<name>[A-ZÀ-Ý][\w’'-]*(?:[:,]?\s+[\w’'&-]+){1,14}?)(?(mark)\s*\)|\s*[–—,.])"
)
_OPENING: Final = re.compile(r"[(\[]")
_CAPITALS: Final = re.compile(r"[A-ZÀ-Ý]")
WORD: Final = re.compile(r"[^\W_]+")
_MOST_WORDS: Final = 16
_NAME_BEFORE: Final = re.compile(r"(?:[^\W\d_][\w’'-]*,?\s+){0,15}[^\W\d_][\w’'-]*$")
_FEWEST_LETTERS: Final = 3


def is_acronym(text: str) -> bool:
    """Whether a bracketed word can be an acronym: it has at least two capitals."""
    return len(_CAPITALS.findall(text)) > 1


def spells(acronym: str, words: Sequence[str], small: frozenset[str]) -> bool:
    """Whether the acronym's letters are initials of the words in order, or letters that follow such an initial.

    It begins with the first word and reaches the last two that are not small ones (`of`, `de`); letters may be those of
    small words too.
    """
    letters = re.sub(r"[^a-z]", "", fold(acronym))
    if not letters or not words or not fold(words[0]).startswith(letters[0]):
        return False
    folded = [fold(word) for word in words]
    counting = [i for i, word in enumerate(folded) if word not in small]
    if not counting:
        return False
    reach = counting[-2:][0] if len(counting) > 2 else counting[-1]
    return _spelt(letters, 1, folded, 0, 1, reach)


def _spelt(letters: str, i: int, words: Sequence[str], at: int, inside: int, reach: int) -> bool:
    """Whether `letters[i:]` go on from `words[at][inside:]` or from initials of later words."""
    if i == len(letters):
        return at >= reach
    goes_on = inside < min(len(words[at]), 3) and words[at][inside] == letters[i]
    if goes_on and _spelt(letters, i + 1, words, at, inside + 1, reach):
        return True
    return any(
        words[later].startswith(letters[i]) and _spelt(letters, i + 1, words, later, 1, reach)
        for later in range(at + 1, min(at + 5, len(words)))
    )


def named_before_brackets(
    text: str, spans: Sequence[tuple[int, int]], small: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Names that a bracketed acronym spells, as (start, end, acronym): the shortest that begin with a capital."""
    for start, end in spans:
        for match in _in_brackets(text, start, end):
            acronym = match["acronym"]
            if not is_acronym(acronym) or len(re.sub(r"[^A-Za-zÀ-ÿ]", "", acronym)) < _FEWEST_LETTERS:
                continue
            far = text[start : match.start()].rsplit(None, _MOST_WORDS)
            words_from = start + (len(far[0]) if len(far) > _MOST_WORDS else 0)
            before = _NAME_BEFORE.search(text, words_from, match.start())
            if before is None:
                continue
            words = list(WORD.finditer(text, before.start(), match.start()))[-_MOST_WORDS:]
            for n in range(len(words) - 2, -1, -1):
                first = words[n]
                if first[0][0].isupper() and spells(acronym, [word[0] for word in words[n:]], small):
                    yield first.start(), match.start(), acronym
                    break


def named_behind(text: str, spans: Sequence[tuple[int, int]], small: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Names told behind the acronym they are spelt by, as (start, end, acronym): `SAVE (Safe Ventures)`, `SAVE – …`."""
    for start, end in spans:
        for match in _EXPLAINED.finditer(text, start, end):
            if spells(match["acronym"], WORD.findall(match["name"]), small):
                yield match.start("name"), match.end("name"), match["acronym"]


def _in_brackets(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The bracketed words of a stretch of text, with the white space before them."""
    for opening in _OPENING.finditer(text, start, end):
        before = len(text[start : opening.start()].rstrip())
        match = BRACKETED.match(text, start + before, end)
        if match:
            yield match
