"""What flows from layer to layer (a Sankey diagram): a ribbon is as thick as what it carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from iomkg.plots.canvas import BODY, FILLS, TEXT, Canvas, line_height, wrapped
from iomkg.plots.layering import Node, gathered, layers, links
from iomkg.plots.pictures import About, Flows, counted

_NODE: Final = 0.16  # inches across
_GAP: Final = 0.14
_HEAD: Final = 0.35
_TALLEST: Final = 7.0
_PER_UNIT: Final = 0.5
_BEND: Final = 0.45


def draw(flows: Flows, about: About) -> Canvas:
    """A sheet with the layers side by side, the names at their boxes."""
    paths = gathered(flows.paths)
    found = layers(paths)
    total = sum(paths.values())
    scale = min(_PER_UNIT, _TALLEST / total)
    column = BODY / len(flows.layers)
    for n, layer in enumerate(found):
        for node in layer:
            node.total = flows.totals.get((n, node.name))
            number = f" ({node.total})" if node.total else ""
            node.lines = wrapped(f"{node.name}{number}", column - _NODE - 0.2, TEXT, most=3)
    height = max(_height(layer, scale) for layer in found)
    canvas = Canvas(about, _HEAD + height)
    for n, layer in enumerate(found):
        _place(layer, scale, _HEAD + (height - _height(layer, scale)) / 2)
        canvas.text(n * column, 0.15, flows.layers[n], weight="bold", va="baseline")
    for n, (before, after) in enumerate(pairwise(found)):
        _draw_ribbons(canvas, links(paths, n), before, after, n * column, column, scale, flows.unit)
    for n, layer in enumerate(found):
        for node in layer:
            _draw_node(canvas, node, n * column, scale, flows.unit)
    return canvas


def _slot(node: Node, scale: float) -> float:
    return max(node.size * scale, line_height(TEXT) * len(node.lines))


def _height(layer: Sequence[Node], scale: float) -> float:
    return sum(_slot(node, scale) + _GAP for node in layer)


def _place(layer: Sequence[Node], scale: float, top: float) -> None:
    for node in layer:
        slot = _slot(node, scale)
        node.top = top + (slot - node.size * scale) / 2
        top += slot + _GAP


def _draw_ribbons(
    canvas: Canvas,
    sizes: Mapping[tuple[str, str], int],
    before: Sequence[Node],
    after: Sequence[Node],
    x: float,
    column: float,
    scale: float,
    unit: str,
) -> None:
    """Draw what flows between two layers, each ribbon filled as the node it comes from."""
    for number, source in enumerate(before):
        for target in after:
            size = sizes.get((source.name, target.name), 0)
            if size:
                upper = source.top + source.right_taken, target.top + target.left_taken
                source.right_taken += size * scale
                target.left_taken += size * scale
                mark = _ribbon(canvas, x + _NODE, x + column, upper, size * scale, _RIBBONS[number % len(_RIBBONS)])
                canvas.tell(mark, f"{source.name} → {target.name}: {counted(size, unit)}")


def _ribbon(
    canvas: Canvas, left: float, right: float, tops: tuple[float, float], thick: float, fill: tuple[str, str]
) -> object:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    bend = (right - left) * _BEND
    (a, b), (c, d) = tops, (tops[0] + thick, tops[1] + thick)
    corners = [(left, a), (left + bend, a), (right - bend, b), (right, b),
               (right, d), (right - bend, d), (left + bend, c), (left, c), (left, a)]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    ground, hatch = fill
    mark = PathPatch(Path(corners, codes), facecolor=ground, hatch=hatch, edgecolor="0.6", linewidth=0.5)
    canvas.body.add_patch(mark)
    return mark


def _draw_node(canvas: Canvas, node: Node, x: float, scale: float, unit: str) -> None:
    from matplotlib.patches import Rectangle

    mark = Rectangle((x, node.top), _NODE, node.size * scale, facecolor="0.2", edgecolor="0.2", linewidth=0.6)
    canvas.body.add_patch(mark)
    canvas.tell(mark, f"{node.name}: {counted(node.total, unit)}" if node.total else node.name)
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85}
    canvas.text(x + _NODE + 0.06, node.top + node.size * scale / 2, node.lines, bbox=behind)


#: Lighter than bars: names stand on them.
_RIBBONS: Final = tuple((ground if float(ground) > 0.8 else "0.75", hatch) for ground, hatch in FILLS)
