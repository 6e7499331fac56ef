"""What stands in the margins of a PDF's pages and is none of its text: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, pairwise
from typing import Final, TypeAlias

from iomkg.readers.pdf.glyphs import Span

Row: TypeAlias = list[Span]

# The rows that may be in a margin: so many at the top and the bottom, within this share of the height of the text.
_ROWS: Final = 4
_ZONE: Final = 0.13
_SAME_ROW: Final = 0.4
# By the height of the body's letters: how small a header is that stands on one page only, and how far it is away.
_SMALL: Final = 0.87
_DETACHED: Final = 2.0
_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|pág(?:ina)?\.?|p\.)\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*(?:/|of|sur|de|\|)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)


def without_margins(pages: list[list[Span]]) -> list[list[Span]]:
    """The pages without page numbers, what stands at the edge of several in the same type, and small print there.

    Small print that holds a number stays: it may be the date.
    """
    edges = [_edge_rows(page) for page in pages]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, rows in enumerate(edges):
        for row in rows:
            seen[_likeness(row)].add(number)
    body = _body_size(pages)
    kept = []
    for page, rows in zip(pages, edges, strict=True):
        small = _small_print(page, body)
        gone = [row for row in rows if len(seen[_likeness(row)]) > 1 or _NUMBER.fullmatch(_text(row)) or row in small]
        without = {id(span) for row in gone for span in row}
        kept.append([span for span in page if id(span) not in without])
    return kept


def _edge_rows(page: list[Span]) -> list[Row]:
    """The few rows nearest to the top and the bottom, as far as they are in the margin of the page's text."""
    rows = _rows(page)
    if not rows:
        return []
    top, bottom = rows[0][0].baseline, rows[-1][0].baseline
    zone = (top - bottom) * _ZONE
    upper = [row for row in rows[:_ROWS] if top - row[0].baseline <= zone]
    lower = [row for row in rows[len(upper) :][-_ROWS:] if row[0].baseline - bottom <= zone]
    return [*upper, *lower]


def _rows(page: list[Span]) -> list[Row]:
    rows: list[Row] = []
    for span in sorted(page, key=lambda span: -span.baseline):
        if rows and rows[-1][0].baseline - span.baseline < _SAME_ROW * span.size:
            rows[-1].append(span)
        else:
            rows.append([span])
    return rows


def _small_print(page: list[Span], body: float) -> list[Row]:
    """The first and the last rows that are in small type and stand by themselves."""
    rows = _rows(page)
    found: list[Row] = []
    for upwards in (False, True):
        beside = rows[::-1] if upwards else rows
        for count, (row, following) in enumerate(pairwise(beside[: _ROWS + 1]), start=1):
            if max(span.size for span in row) > _SMALL * body or any(map(str.isdigit, _text(row))):
                break
            if abs(row[0].baseline - following[0].baseline) > _DETACHED * body:
                found += beside[:count]
                break
    return found


def _body_size(pages: list[list[Span]]) -> float:
    sizes: Counter[float] = Counter()
    for span in chain.from_iterable(pages):
        sizes[round(span.size, 1)] += len(span.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _text(row: Row) -> str:
    return " ".join(span.text for span in sorted(row, key=lambda span: span.left))


def _likeness(row: Row) -> tuple[str, int]:
    """What two rows have in common when only the page number differs."""
    return re.sub(r"\d+", "#", _text(row)).casefold(), round(max(span.size for span in row) / 2)
