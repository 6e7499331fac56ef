"""Letters of a PDF page, read into spans: what stands on one baseline without a wide gap."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from iomkg.readers.forms import UnreadableError

# In units of the letters' height: a wider gap parts columns or cells, a larger step up or down lines.
_WIDE_GAP: Final = 0.9
_BACK: Final = 0.8
_STEP: Final = 0.45
_LINE_ENDS: Final = frozenset((0, 10, 13))
_WITH_SPACES: Final = 2  # by which factor PDFium may count more characters than are kept
# What PDFium gives for a hyphen at the end of a line, and for a letter it has no code for.
_BROKEN_HYPHENS: Final = frozenset((0x02, 0xFFFE))


@dataclass(slots=True)
class Span:
    """A stretch of a line. Lengths are in points, upwards and to the right; `broken` when it ends in a hyphen.

    `size` is the mean height of its letters, `drawn` its place in the order the page was drawn in.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    broken: bool = False
    drawn: int = 0


class _Glyph(NamedTuple):
    text: str
    left: float
    right: float
    baseline: float
    size: float
    turn: int
    after_space: bool


def too_long(most: int) -> UnreadableError:
    """The error of a document, or a single page, of more characters."""
    said = f"holds more than {most:,} characters of text; a release does not"
    return UnreadableError(f"{said}: split it into its releases")


def spans_of(page: Any, most: int) -> Iterator[Span]:
    """The spans of a page as its text was drawn; text that is turned against most of the page is left out.

    Raises UnreadableError when it has more than `most` characters, before any is looked at.
    """
    textpage = page.get_textpage()
    try:
        if pdfium.FPDFText_CountChars(textpage) > most * _WITH_SPACES:
            raise too_long(most)
        runs = list(_runs(textpage))
    finally:
        textpage.close()
        page.close()
    turns = Counter(glyph.turn for run in runs for glyph in run)
    if not turns:
        return
    upright = turns.most_common(1)[0][0]
    upright_runs = ([glyph for glyph in run if glyph.turn == upright] for run in runs)
    for number, span in enumerate(span for run in upright_runs for span in _spans(run)):
        span.drawn = number
        yield span


def _runs(textpage: Any) -> Iterator[list[_Glyph]]:
    """The glyphs of the page, in the lines PDFium sees."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    run: list[_Glyph] = []
    after_space = False
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in _LINE_ENDS:
            if run:
                yield run
            run, after_space = [], False
            continue
        text = "-" if code in _BROKEN_HYPHENS else chr(code)
        if text.isspace():
            after_space = True
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)
        turn = round(angle / math.pi * 8) % 16 if angle >= 0 else 0  # clockwise, in sixteenths
        run.append(_turned(text, x.value, y.value, box, turn, after_space))
        after_space = False
    if run:
        yield run


def _turned(text: str, x: float, y: float, box: Any, turn: int, after_space: bool) -> _Glyph:
    """A glyph as it stands when the page is turned so that its line is level; only right angles are worth turning."""
    if turn == 12:
        return _Glyph(text, box.bottom, box.top, -x, box.right - box.left, turn, after_space)
    if turn == 4:
        return _Glyph(text, -box.top, -box.bottom, x, box.right - box.left, turn, after_space)
    if turn == 8:
        return _Glyph(text, -box.right, -box.left, -y, box.top - box.bottom, turn, after_space)
    return _Glyph(text, box.left, box.right, y, box.top - box.bottom, turn, after_space)


def _spans(run: list[_Glyph]) -> Iterator[Span]:
    span: Span | None = None
    for glyph in run:
        if span is None or _apart(span, glyph):
            if span:
                yield _ended(span)
            span = Span(glyph.text, glyph.left, glyph.right, glyph.baseline, glyph.size)
            continue
        share = 1 / (len(span.text) + 1)
        span.size += (glyph.size - span.size) * share
        span.baseline += (glyph.baseline - span.baseline) * share
        span.text += f" {glyph.text}" if glyph.after_space else glyph.text
        span.right = max(span.right, glyph.right)
    if span:
        yield _ended(span)


def _apart(span: Span, glyph: _Glyph) -> bool:
    size = max(span.size, glyph.size, 1.0)
    gap = glyph.left - span.right
    return gap > _WIDE_GAP * size or gap < -_BACK * size or abs(glyph.baseline - span.baseline) > _STEP * size


def _ended(span: Span) -> Span:
    span.broken = len(span.text) > 1 and span.text[-1] in "-\u00ad\u2010" and span.text[-2].isalpha()
    return span
