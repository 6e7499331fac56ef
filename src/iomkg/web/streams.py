"""What flows from donors over implementers to countries, as shapes for a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from iomkg.plots.layering import Node, Paths, gathered, layers, links

_WIDTH: Final = 960.0
_BOX: Final = 14.0
_LINE: Final = 18.0  # of a label
_LETTERS: Final = 30  # of a line of a label
_GAP: Final = 14.0
_TALLEST: Final = 900.0
_PER_PROJECT: Final = 26.0
_MOST: Final = 24  # nodes of a layer
COLOURS: Final = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A name in its layer: the box, the lines of its label and where they begin, and where it leads."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    label_x: float
    label_y: float
    last: bool
    told: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What flows between two boxes: its outline as the path of an SVG, and a number for its colour."""

    outline: str
    colour: int
    told: str


@dataclass(frozen=True, slots=True)
class Streams:
    """The whole picture; heads are the names of the layers with where they stand."""

    width: float
    height: float
    ribbons: tuple[Ribbon, ...]
    boxes: tuple[Box, ...]


def drawn(paths: Paths, others: str, name: Callable[[str], str], href: Callable[[str], str | None],
          counted: Callable[[int], str]) -> Streams:  # fmt: skip
    """The picture of paths of IRIs; `name` and `href` say what they are called and where they lead, `counted` puts a
    number in words, and `others` is what those that are too small to be drawn are called, with their number."""
    some = gathered(paths, others, _MOST)
    found = layers(some)
    scale = min(_PER_PROJECT, _TALLEST / max(1, sum(some.values())))
    for layer in found:
        for node in layer:
            node.lines = _lines(name(node.name))
    heights = [sum(_slot(node, scale) + _GAP for node in layer) for layer in found]
    height = max(heights)
    columns = [n * (_WIDTH - _BOX) / (len(found) - 1) for n in range(len(found))]
    for layer, own in zip(found, heights, strict=True):
        _place(layer, scale, (height - own) / 2)
    ribbons = []
    for n, (before, after) in enumerate(pairwise(found)):
        sizes = links(some, n)
        for number, source in enumerate(before):
            for target in after:
                if size := sizes.get((source.name, target.name), 0):
                    outline = _ribbon(columns[n] + _BOX, columns[n + 1], source, target, size * scale)
                    told = f"{name(source.name)} → {name(target.name)}: {counted(size)}"
                    ribbons.append(Ribbon(outline, number % COLOURS, told))
    boxes = [
        _box(node, columns[n], scale, n == len(found) - 1, f"{name(node.name)}: {counted(node.size)}", href(node.name))
        for n, layer in enumerate(found)
        for node in layer
    ]
    return Streams(_WIDTH, round(height, 1), tuple(ribbons), tuple(boxes))


def _lines(text: str) -> list[str]:
    """A label on two lines at most."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    shown = [line if len(line) <= _LETTERS else f"{line[:_LETTERS]}…" for line in lines[:2]]
    return [*shown[:-1], f"{shown[-1].rstrip('…')}…"] if len(lines) > 2 else shown


def _slot(node: Node, scale: float) -> float:
    return max(node.size * scale, _LINE * len(node.lines))


def _place(layer: Sequence[Node], scale: float, top: float) -> None:
    for node in layer:
        slot = _slot(node, scale)
        node.top = top + (slot - node.size * scale) / 2
        top += slot + _GAP


def _ribbon(left: float, right: float, source: Node, target: Node, thick: float) -> str:
    a, b = source.top + source.right_taken, target.top + target.left_taken
    source.right_taken += thick
    target.left_taken += thick
    middle = (left + right) / 2
    upper = f"M{left:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {right:.1f} {b:.1f}"
    return f"{upper}v{thick:.1f}C{middle:.1f} {b + thick:.1f} {middle:.1f} {a + thick:.1f} {left:.1f} {a + thick:.1f}z"


def _box(node: Node, x: float, scale: float, last: bool, told: str, href: str | None) -> Box:
    height = node.size * scale
    middle = node.top + height / 2 - _LINE * (len(node.lines) - 1) / 2
    label_x = x - 6 if last else x + _BOX + 6
    return Box(round(x, 1), round(node.top, 1), round(height, 1), tuple(node.lines), round(label_x, 1),
               round(middle, 1), last, told, href)  # fmt: skip
