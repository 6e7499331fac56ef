"""Names near their places, none on top of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iomkg.plots.canvas import Canvas, line_height, widest

Box = tuple[float, float, float, float]
_PAD: Final = 0.03
#: Directions to try, the likeliest first: above, below, right, left, and between.
_AROUND: Final = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
_RINGS: Final = 8


class Placer:
    """Finds room for labels on the body of a canvas, in the order they are asked for. `taken` are boxes (left, top,
    right, bottom) to keep off, in inches, and `bounds` the box to stay in."""

    def __init__(self, canvas: Canvas, bounds: Box, size: float) -> None:
        self._canvas = canvas
        self._bounds = bounds
        self._size = size
        self._taken: list[Box] = []

    def keep_off(self, x: float, y: float, radius: float) -> None:
        """Let no label cover a place."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def put(self, x: float, y: float, lines: Sequence[str], away: float = 0.0) -> None:
        """Write a label around a place or as near as there is room, with a line to the place where it is apart; `away`
        is the radius of a mark that stands there. Where there is no room, it is written all the same."""
        wide, high = widest(lines, self._size) + 2 * _PAD, line_height(self._size) * len(lines) + _PAD
        centre = next((c for c in self._candidates(x, y, wide, high, away) if self._free(_box(*c, wide, high))), (x, y))
        self._taken.append(_box(*centre, wide, high))
        if abs(centre[0] - x) > wide / 2 + away + 0.08 or abs(centre[1] - y) > high / 2 + away + 0.08:
            self._canvas.body.plot([x, centre[0]], [y, centre[1]], color="0.4", linewidth=0.5, zorder=4)
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.9}
        self._canvas.text(*centre, lines, self._size, ha="center", bbox=behind, zorder=5)

    def _candidates(self, x: float, y: float, wide: float, high: float, away: float) -> Iterator[tuple[float, float]]:
        if not away:
            yield x, y
        for ring in range(_RINGS):
            for across, down in _AROUND:
                far = away + ring * 0.12
                yield x + across * (wide / 2 + far), y + down * (high / 2 + far)

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = self._bounds
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        return inside and not any(_overlap(box, other) for other in self._taken)


def _box(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
