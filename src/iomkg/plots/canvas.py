"""A sheet to draw on, in inches from its upper left corner, with the title above and the caption below.

What is drawn depends on nothing but the picture: fonts come with matplotlib, no moment and no random id gets in.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from iomkg.errors import UsageError
from iomkg.plots.pictures import About
from iomkg.unseen import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH: Final = 10.0  # inches
MARGIN: Final = 0.3
BODY: Final = WIDTH - 2 * MARGIN
TEXT: Final = 9.0  # points
SMALL: Final = 7.5
_TITLE: Final = 13.0
_DOTS: Final = 150  # to an inch
_LINE: Final = 1.35  # height of a line, in its letters' size
_POINT: Final = 1 / 72
#: Ways to fill that stay apart without colour, the plainest first: the grey of the ground, and the hatch.
FILLS: Final = (
    ("0.55", ""), ("1.0", "////"), ("0.85", "...."), ("1.0", "xxxx"), ("0.85", "\\\\\\\\"), ("1.0", "----"),
    ("0.85", "||||"), ("1.0", "oo"), ("0.3", ""), ("0.85", "++++"),
)  # fmt: skip


@contextmanager
def settings() -> Iterator[None]:
    """matplotlib's settings while a picture is made and written. Raises UsageError when it is not installed."""
    try:
        from matplotlib import rc_context
    except ImportError as error:
        raise UsageError("pictures need matplotlib, which is not installed; run: pip install 'iomkg[plots]'") from error
    fixed: Any = {  # its names are literal types in newer versions alone
        "font.family": "DejaVu Sans",
        "svg.fonttype": "none",  # texts stay texts: they can be searched and read aloud
        "svg.hashsalt": "iomkg",
        "text.parse_math": False,  # a dollar is a dollar
        "hatch.linewidth": 0.6,
    }
    with rc_context(fixed), warnings.catch_warnings():
        # Letters of a script the font lacks: SVG names other fonts too, PNG shows boxes.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


class Canvas:
    """A sheet with a body of a given height. `body` has coordinates in inches, x to the right and y downwards."""

    def __init__(self, about: About, height: float) -> None:
        from matplotlib.figure import Figure

        title = wrapped(about.title, BODY, _TITLE, bold=True)
        subtitle = wrapped(about.subtitle, BODY, TEXT)
        caption = [line for text in about.caption for line in wrapped(text, BODY, SMALL)]
        head = MARGIN + _heights(title, _TITLE) + _heights(subtitle, TEXT) + 0.15
        foot = 0.15 + _heights(caption, SMALL) + MARGIN
        self.height = head + height + foot
        self._head = head
        self.figure: Figure = Figure(figsize=(WIDTH, self.height), dpi=_DOTS, facecolor="white")
        self.body = self.axes(0, 0, BODY, height)
        self.body.set_xlim(0, BODY)
        self.body.set_ylim(height, 0)
        self.body.axis("off")
        self._told: dict[str, str] = {}
        y = self._lines(title, MARGIN, _TITLE, weight="bold")
        self._lines(subtitle, y, TEXT, color="0.25")
        self._lines(caption, head + height + 0.15, SMALL, color="0.25")

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes of their own at a place of the body, in inches."""
        bottom = self.height - self._head - y - height
        box = ((MARGIN + x) / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        return self.figure.add_axes(box)

    def text(self, x: float, y: float, lines: str | Sequence[str], size: float = TEXT, **how: Any) -> None:
        """Lines of text around a place of the body: in the middle of its height, to its right unless `ha` says so."""
        text = lines if isinstance(lines, str) else "\n".join(lines)
        self.body.text(x, y, text, fontsize=size, linespacing=_LINE / 1.2, **{"va": "center", "ha": "left", **how})

    def tell(self, artist: Any, text: str) -> None:
        """What a mark means, for who points at it or has it read aloud."""
        name = f"mark-{len(self._told) + 1}"
        artist.set_gid(name)
        self._told[name] = text

    def png(self) -> bytes:
        """The sheet as PNG."""
        out = io.BytesIO()
        self.figure.savefig(out, format="png", metadata={"Software": None})
        return out.getvalue()

    def svg(self, title: str, description: str) -> str:
        """The sheet as SVG with a title, a description and what each mark means."""
        from iomkg.plots.vector import accessible

        out = io.BytesIO()
        self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        return accessible(out.getvalue(), title, description, self._told)

    def _lines(self, lines: Sequence[str], y: float, size: float, **how: Any) -> float:
        """Lines of text from a height of the sheet downwards; where they end."""
        for line in lines:
            self.figure.text(MARGIN / WIDTH, 1 - y / self.height, line, fontsize=size, va="top", ha="left", **how)
            y += size * _LINE * _POINT
        return y


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """A text in lines of at most `width` inches; a longer word is broken, what is beyond `most` lines left out (…)."""
    lines: list[str] = []
    for word in visible(" ".join(text.split())).split(" ") if text else ():
        if lines and _width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, width, size, bold)
    if most is not None and len(lines) > most:
        last = lines[most - 1]
        while last and _width(f"{last}…", size, bold) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last}…"]
    return lines


def widest(lines: Sequence[str], size: float) -> float:
    """The width of the longest of some lines, in inches."""
    return max((_width(line, size, False) for line in lines), default=0.0)


def line_height(size: float) -> float:
    """The height of a line of text, in inches."""
    return size * _LINE * _POINT


def _heights(lines: Sequence[str], size: float) -> float:
    return len(lines) * line_height(size)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and _width(pieces[-1] + letter, size, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@lru_cache(maxsize=1 << 14)
def _width(text: str, size: float, bold: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    wide: float = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
    return wide * _POINT
