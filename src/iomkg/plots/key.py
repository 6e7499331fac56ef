"""The key of a picture: what each way of filling means, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from iomkg.plots.canvas import BODY, SMALL, Canvas, widest

Fill = tuple[str, str]
_SWATCH: Final = (0.3, 0.15)
_BESIDE: Final = _SWATCH[0] + 0.08
_ROW: Final = 0.24
_BETWEEN: Final = 0.3


class Key:
    """Entries laid out in rows, some without a swatch; `height` is what they take, in inches, with some room below."""

    def __init__(self, entries: Sequence[tuple[str, Fill | None]]) -> None:
        self._placed: list[tuple[float, int, str, Fill | None]] = []
        x, row = 0.0, 0
        for label, fill in entries:
            wide = (_BESIDE if fill else 0) + widest([label], SMALL) + _BETWEEN
            if x and x + wide > BODY:
                x, row = 0.0, row + 1
            self._placed.append((x, row, label, fill))
            x += wide
        self.height = (row + 1) * _ROW + 0.08 if entries else 0.0

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the key from a height of the body downwards."""
        from matplotlib.patches import Rectangle

        for x, row, label, fill in self._placed:
            y = top + row * _ROW
            if fill:
                canvas.body.add_patch(
                    Rectangle((x, y), *_SWATCH, facecolor=fill[0], hatch=fill[1], edgecolor="0.2", linewidth=0.6)
                )
            canvas.text(x + (_BESIDE if fill else 0), y + _SWATCH[1] * 0.8, label, SMALL, va="baseline")
