"""Spans of a PDF page in the order people read them: down one column, then the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median
from typing import Final

from iomkg.readers.pdf.glyphs import Span

_SAME_ROW: Final = 0.4
# A gutter is looked for in the middle, every point of the way; few headings and pictures' captions may cross it.
_MIDDLE: Final = (0.2, 0.8)
_CROSSING_SHARE: Final = 0.3
_CELL_GAP: Final = 1.8  # by the height of the letters; the spaces of a justified line are narrower
_NARROWEST: Final = 6  # points
_FEWEST_ROWS: Final = 5
_FEWEST_ROWS_IN_TURN: Final = 2
_FEW_TURNS: Final = 2
_FEWEST_WORDS: Final = 3


@dataclass(slots=True)
class Line:
    """A line of text in its column, which goes from `column_left` to `column_right`; lengths in points.

    `broken` when it ends in a hyphen, `cells` when it is a table's row.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    broken: bool
    cells: bool
    column: int
    column_left: float
    column_right: float


def lines_in_order(spans: list[Span]) -> list[Line]:
    """The lines of a page in reading order. Cells of a table's row stay beside each other."""
    lines: list[Line] = []
    for column, block in enumerate(_blocks(spans)):
        rows = _rows(block)
        left, right = min(span.left for span in block), max(span.right for span in block)
        lines += [_line(row, column, left, right) for row in rows]
    return lines


def _blocks(spans: list[Span]) -> Iterator[list[Span]]:
    """The spans column by column; a heading over both columns is a block between those above and below it."""
    gutter = _gutter(spans)
    if gutter is None:
        if spans:
            yield spans
        return
    above: list[Span] = []
    across: list[Span] = []
    for span in sorted(spans, key=lambda span: -span.baseline):
        if _crosses(span, gutter):
            yield from _side_by_side(above, gutter)
            above = []
            across.append(span)
        else:
            if across:
                yield across
            across = []
            above.append(span)
    if across:
        yield across
    yield from _side_by_side(above, gutter)


def _side_by_side(spans: list[Span], gutter: float) -> Iterator[list[Span]]:
    for side in (
        [span for span in spans if span.right <= gutter],
        [span for span in spans if span.right > gutter],
    ):
        yield from _blocks(side)


def _crosses(span: Span, x: float) -> bool:
    return span.left < x < span.right


def _gutter(spans: list[Span]) -> float | None:
    """Where two columns of running text part, if they do."""
    if len(spans) < 2 * _FEWEST_ROWS_IN_TURN:
        return None
    left, right = min(span.left for span in spans), max(span.right for span in spans)
    width = right - left
    steps = range(int(left + width * _MIDDLE[0]), int(left + width * _MIDDLE[1]) + 1)
    crossing = {x: sum(_crosses(span, x) for span in spans) for x in steps}
    fewest = min(crossing.values(), default=len(spans))
    if fewest > len(spans) * _CROSSING_SHARE:
        return None
    best = max(_stretches([x for x in steps if crossing[x] == fewest]), key=len)
    gutter = (best[0] + best[-1]) / 2
    return gutter if len(best) >= _NARROWEST and _are_columns(spans, gutter) else None


def _stretches(steps: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for x in steps:
        if runs and x == runs[-1][-1] + 1:
            runs[-1].append(x)
        else:
            runs.append([x])
    return runs


def _are_columns(spans: list[Span], gutter: float) -> bool:
    """Whether what stands on both sides of the gutter is read down, as columns are, and not across, as tables are.

    Columns are drawn one after the other, or else hold lines of several words, which the cells of a table seldom do.
    """
    sides = ([s for s in spans if s.right <= gutter], [s for s in spans if s.left >= gutter])
    if not all(sides):
        return False
    top = min(max(span.baseline for span in side) for side in sides)
    bottom = max(min(span.baseline for span in side) for side in sides)
    beside = min(sum(bottom <= span.baseline <= top for span in side) for side in sides)
    in_turn = [span.left >= gutter for span in sorted(chain.from_iterable(sides), key=lambda span: span.drawn)]
    if sum(one != other for one, other in pairwise(in_turn)) <= _FEW_TURNS:
        return beside >= _FEWEST_ROWS_IN_TURN
    prose = all(median(len(span.text.split()) for span in side) >= _FEWEST_WORDS for side in sides)
    return prose and beside >= _FEWEST_ROWS


def _rows(block: list[Span]) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for span in sorted(block, key=lambda span: -span.baseline):
        if rows and rows[-1][0].baseline - span.baseline < _SAME_ROW * max(rows[-1][0].size, span.size):
            rows[-1].append(span)
        else:
            rows.append([span])
    return [sorted(row, key=lambda span: span.left) for row in rows]


def _line(row: list[Span], column: int, column_left: float, column_right: float) -> Line:
    longest = max(row, key=lambda span: len(span.text))
    return Line(
        text=" ".join(span.text for span in row),
        left=row[0].left,
        right=max(span.right for span in row),
        baseline=longest.baseline,
        size=longest.size,
        broken=row[-1].broken,
        cells=any(right.left - left.right > _CELL_GAP * longest.size for left, right in pairwise(row)),
        column=column,
        column_left=column_left,
        column_right=column_right,
    )
