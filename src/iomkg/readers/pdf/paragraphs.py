"""Lines of a PDF joined to paragraphs, and words to words where a line's end parted them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from iomkg import resources
from iomkg.folding import fold
from iomkg.readers.pdf.columns import Line

# How much larger the type of a heading is at least, as a factor; how much lines of one paragraph may differ.
LARGER: Final = 1.12
# The distance of baselines, by the usual one of the column and by the height of the letters.
_MORE_LEADING: Final = 1.3
_HEADING_LEADING: Final = 1.4
_LEAST_LEADING: Final = 0.7
_DOUBLE: Final = 2.2
# By the height of the letters.
_INDENT: Final = 0.7
_CENTRED: Final = 1.0
_SPACE: Final = 0.25
# By the width of the column.
_SLACK: Final = 0.02
_SLACK_IF_SPACED: Final = 0.12
_LONG: Final = 0.4
_RUNNING_WORDS: Final = 4

_END: Final = re.compile(r"[.!?…:;]\s?[»”\"')\]]*$")
_BULLET: Final = re.compile(r"(?:[-•*·–—▪►●○◦➢✓]|\d{1,2}[.)]|[a-z]\))\s")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?=[-\xad\u2010]$)")


@dataclass(slots=True)
class Paragraph:
    """A paragraph, heading or list item; `size` is the height of its letters in points, `page` counts from 0."""

    text: str
    size: float
    page: int


def paragraphs_of(pages: list[list[Line]]) -> list[Paragraph]:
    """The paragraphs of a document, joined over the ends of columns and pages."""
    lines = [line for page in pages for line in page]
    body, known, leadings = _commonest(lines), _words_of(lines), _leadings(pages)
    found: list[Paragraph] = []
    above: Line | None = None
    for number, page in enumerate(pages):
        columns = _columns(page, body, leadings)
        for line in page:
            if above is not None and line is not page[0] and above.column == line.column:
                goes_on = columns[line.column].goes_on(above, line)
            else:
                goes_on = above is not None and _goes_on_elsewhere(above, line)
            if above is not None and goes_on:
                found[-1].text = _joined(found[-1].text, line.text, known, broken=above.broken)
            else:
                found.append(Paragraph(line.text, line.size, number))
            above = line
    return found


def body_size(paragraphs: Iterable[Paragraph]) -> float:
    """The height of most of the letters."""
    return _commonest(paragraphs)


def _commonest(texts: Iterable[Line] | Iterable[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for text in texts:
        sizes[round(text.size, 1)] += len(text.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leadings(pages: list[list[Line]]) -> dict[int, float]:
    """How far apart lines of a paragraph are in the document, by the height of their letters."""
    gaps: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        for upper, lower in pairwise(page):
            gap = upper.baseline - lower.baseline
            if upper.column == lower.column and _alike(upper, lower) and gap > _LEAST_LEADING * lower.size:
                gaps[round(upper.size)].append(gap)
    return {size: sorted(found)[len(found) // 10] for size, found in gaps.items()}


def _columns(page: list[Line], body: float, leadings: dict[int, float]) -> dict[int, _Column]:
    by_column: dict[int, list[Line]] = defaultdict(list)
    for line in page:
        by_column[line.column].append(line)
    return {number: _Column(lines, body, leadings) for number, lines in by_column.items()}


class _Column:
    """The habits of a column: how far its lines are apart, and whether more space stands between paragraphs."""

    def __init__(self, lines: list[Line], body: float, leadings: dict[int, float]) -> None:
        self._body, self._leadings = body, leadings
        self._spaced = any(
            _alike(upper, lower) and upper.baseline - lower.baseline > _MORE_LEADING * self._leading(upper)
            for upper, lower in pairwise(lines)
        )

    def _leading(self, line: Line) -> float:
        return self._leadings.get(round(line.size), 0.0)

    def goes_on(self, upper: Line, lower: Line) -> bool:
        """Whether the paragraph of `upper` goes on in `lower`, the next line."""
        gap = upper.baseline - lower.baseline
        if not _alike(upper, lower) or _BULLET.match(lower.text) or upper.cells or lower.cells:
            return False
        ended = _END.search(upper.text) is not None
        if upper.size >= self._body * LARGER:
            return gap <= _HEADING_LEADING * upper.size
        if upper.broken and lower.text[0].isalpha():
            return gap <= _DOUBLE * self._leading(upper)
        full = not _has_room(upper, lower, _SLACK_IF_SPACED if self._spaced else _SLACK)
        runs_on = not ended and lower.text[0].islower() and upper.right - upper.left >= _LONG * _width(upper)
        if gap > _MORE_LEADING * self._leading(upper):
            return runs_on and full and gap <= _DOUBLE * self._leading(upper)
        if runs_on:
            return True
        if ended and lower.left - upper.left > _INDENT * lower.size and not _BULLET.match(upper.text):
            return False
        return full


def _has_room(upper: Line, lower: Line, slack: float) -> bool:
    """Whether the first word of `lower` would have found its place at the end of `upper`; `slack` by the width."""
    word = len(lower.text.split()[0]) / len(lower.text) * (lower.right - lower.left)
    before, room = upper.left - upper.column_left, upper.column_right - upper.right
    if before > _CENTRED * upper.size and abs(before - room) < _CENTRED * upper.size:
        room += before
    return room - _SPACE * upper.size > word + slack * _width(upper)


def _width(line: Line) -> float:
    """The width of the line's column."""
    return line.column_right - line.column_left


def _alike(upper: Line, lower: Line) -> bool:
    return max(upper.size, lower.size) < LARGER * min(upper.size, lower.size)


def _goes_on_elsewhere(upper: Line, lower: Line) -> bool:
    """Whether a paragraph goes on in another column or on another page."""
    if not _alike(upper, lower) or _BULLET.match(lower.text) or _END.search(upper.text):
        return False
    if lower.text[0].islower() or (upper.broken and lower.text[0].isalpha()):
        return True
    return len(upper.text.split()) >= _RUNNING_WORDS and not _has_room(upper, lower, _SLACK)


def _words_of(lines: Iterable[Line]) -> set[str]:
    """The words that stand whole in the document, so that a word parted by a line's end is known again."""
    words: set[str] = set()
    begins_parted = False
    for line in lines:
        found = [word.casefold() for word in _WORD.findall(line.text)]
        words.update(found[1 if begins_parted else 0 : -1 if line.broken else None])
        begins_parted = line.broken
    return words


def _joined(upper: str, lower: str, known: set[str], *, broken: bool) -> str:
    """Two lines as one; a hyphen at the end of the first is dropped unless it belongs to the word."""
    head, tail = _LAST_WORD.search(upper), _WORD.match(lower)
    if not broken or head is None or tail is None:
        return f"{upper}{'' if broken else ' '}{lower}"
    return f"{upper if _keeps_hyphen(head[0], tail[0], upper[-1], known) else upper[:-1]}{lower}"


def _keeps_hyphen(head: str, tail: str, hyphen: str, known: set[str]) -> bool:
    if hyphen == "\xad":
        return False
    if tail[0].isupper() and not (len(head) > 1 and head.isupper()):
        return True
    before, after = re.split(r"['’]", head)[-1].casefold(), tail.casefold()
    keeping = _compounds()
    if before + after in known:
        return False
    return (
        f"{before}-{after}" in known
        or fold(before).rsplit("-", 1)[-1] in keeping.before
        or fold(after).split("-", 1)[0] in keeping.after
    )


@dataclass(frozen=True, slots=True)
class _Compounds:
    """Folded parts of words that keep the hyphen after or before them."""

    before: frozenset[str]
    after: frozenset[str]


@cache
def _compounds() -> _Compounds:
    with (resources.data() / "lexicon" / "hyphens.toml").open("rb") as file:
        sides = tomllib.load(file)
    return _Compounds(
        *(frozenset(fold(part) for parts in sides[side].values() for part in parts) for side in ("before", "after"))
    )
