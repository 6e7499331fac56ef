"""What flows from layer to layer (a Sankey diagram): a ribbon is as thick as what it carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from iomkg.plots.canvas import BODY, FILLS, TEXT, Canvas, line_height, wrapped
from iomkg.plots.pictures import About, Flows, counted

_NODE: Final = 0.16  # inches across
_GAP: Final = 0.14
_HEAD: Final = 0.35
_TALLEST: Final = 7.0
_PER_UNIT: Final = 0.5
_MOST: Final = 30  # nodes of a layer; what flows through the others is put together
_BEND: Final = 0.45


@dataclass(slots=True)
class _Node:
    """A place of a layer: its label, what flows through it, where its box begins, how much of each side is taken."""

    name: str
    size: int
    lines: list[str]
    total: int | None
    top: float = 0.0
    left_taken: float = 0.0
    right_taken: float = 0.0


def draw(flows: Flows, about: About) -> Canvas:
    """A sheet with the layers side by side, the names at their boxes."""
    paths = _gathered(flows.paths)
    layers = _layers(paths, flows)
    total = sum(paths.values())
    scale = min(_PER_UNIT, _TALLEST / total)
    column = BODY / len(flows.layers)
    for layer in layers:
        for node in layer:
            number = f" ({node.total})" if node.total else ""
            node.lines = wrapped(f"{node.name}{number}", column - _NODE - 0.2, TEXT, most=3)
    height = max(_height(layer, scale) for layer in layers)
    canvas = Canvas(about, _HEAD + height)
    for n, layer in enumerate(layers):
        _place(layer, scale, _HEAD + (height - _height(layer, scale)) / 2)
        canvas.text(n * column, 0.15, flows.layers[n], weight="bold", va="baseline")
    for n, (before, after) in enumerate(pairwise(layers)):
        links = Counter[tuple[str, str]]()
        for path, size in paths.items():
            links[path[n], path[n + 1]] += size
        _draw_ribbons(canvas, links, before, after, n * column, column, scale, flows.unit)
    for n, layer in enumerate(layers):
        for node in layer:
            _draw_node(canvas, node, n * column, scale, flows.unit)
    return canvas


def _gathered(paths: Mapping[tuple[str, ...], int]) -> Mapping[tuple[str, ...], int]:
    """The paths with all but the largest nodes of each layer put together."""
    gathered: Counter[tuple[str, ...]] = Counter(paths)
    for n in range(len(next(iter(paths)))):
        sizes = _sizes(gathered, n)
        if len(sizes) <= _MOST:
            continue
        kept = set(sorted(sizes, key=lambda name: (-sizes[name], name))[: _MOST - 1])
        others = f"{len(sizes) - len(kept)} others"
        changed = Counter[tuple[str, ...]]()
        for path, size in gathered.items():
            changed[(*path[:n], path[n] if path[n] in kept else others, *path[n + 1 :])] += size
        gathered = changed
    return gathered


def _sizes(paths: Mapping[tuple[str, ...], int], n: int) -> Counter[str]:
    sizes = Counter[str]()
    for path, size in paths.items():
        sizes[path[n]] += size
    return sizes


def _layers(paths: Mapping[tuple[str, ...], int], flows: Flows) -> list[list[_Node]]:
    """The nodes of each layer: the first by size, the others near those they come from, so that few ribbons cross."""
    layers: list[list[_Node]] = []
    for n in range(len(flows.layers)):
        sizes = _sizes(paths, n)
        if not layers:
            order = sorted(sizes, key=lambda name: (-sizes[name], name))
        else:
            place = {node.name: number for number, node in enumerate(layers[-1])}
            weighed = Counter[str]()
            for path, size in paths.items():
                weighed[path[n]] += size * place[path[n - 1]]
            order = sorted(sizes, key=lambda name: (weighed[name] / sizes[name], name))
        layers.append([_Node(name, sizes[name], [], flows.totals.get((n, name))) for name in order])
    return layers


def _slot(node: _Node, scale: float) -> float:
    return max(node.size * scale, line_height(TEXT) * len(node.lines))


def _height(layer: Sequence[_Node], scale: float) -> float:
    return sum(_slot(node, scale) + _GAP for node in layer)


def _place(layer: Sequence[_Node], scale: float, top: float) -> None:
    for node in layer:
        slot = _slot(node, scale)
        node.top = top + (slot - node.size * scale) / 2
        top += slot + _GAP


def _draw_ribbons(
    canvas: Canvas,
    links: Mapping[tuple[str, str], int],
    before: Sequence[_Node],
    after: Sequence[_Node],
    x: float,
    column: float,
    scale: float,
    unit: str,
) -> None:
    """Draw what flows between two layers, each ribbon filled as the node it comes from."""
    for number, source in enumerate(before):
        for target in after:
            size = links.get((source.name, target.name), 0)
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


def _draw_node(canvas: Canvas, node: _Node, x: float, scale: float, unit: str) -> None:
    from matplotlib.patches import Rectangle

    mark = Rectangle((x, node.top), _NODE, node.size * scale, facecolor="0.2", edgecolor="0.2", linewidth=0.6)
    canvas.body.add_patch(mark)
    canvas.tell(mark, f"{node.name}: {counted(node.total, unit)}" if node.total else node.name)
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85}
    canvas.text(x + _NODE + 0.06, node.top + node.size * scale / 2, node.lines, bbox=behind)


#: Lighter than bars: names stand on them.
_RIBBONS: Final = tuple((ground if float(ground) > 0.8 else "0.75", hatch) for ground, hatch in FILLS)
