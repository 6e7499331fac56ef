"""Who is tied to whom: names at marks shaped by what they are, ties as thick as they are many."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Final

from iomkg.plots.canvas import BODY, SMALL, Canvas, widest, wrapped
from iomkg.plots.labels import Placer
from iomkg.plots.pictures import About, Network, counted

Places = Mapping[str, tuple[float, float]]
Box = tuple[float, float, float, float]  # left, top, width, height in inches
_NAME: Final = 1.5  # inches
_MOST: Final = 60  # names on a sheet
_ROOM: Final = 1.0  # square inches for a name
_KEY: Final = 0.35
_EDGE: Final = 0.45
_SIDE: Final = 0.85
_RADIUS: Final = 0.09
_THICKEST: Final = 6.0  # points
#: matplotlib's marks by what a name is, with the ground they are filled with.
_MARKS: Final = {
    "state": ("s", "0.2"), "public body": ("o", "1.0"), "organisation": ("^", "0.7"), "fund": ("D", "1.0"),
    "other": ("v", "0.7"),
}  # fmt: skip


def draw(network: Network, about: About) -> Canvas:
    """A sheet with the names that have most ties; a tie's number is written at it where it is not one."""
    ties, names = _kept(network)
    height = min(9.0, max(3.2, len(names) * _ROOM * 1.6 / BODY * 2))
    left_out = len({name for pair in network.ties for name in pair}) - len(names)
    canvas = Canvas(about, _KEY + height + (0.25 if left_out else 0))
    _draw_key(canvas, [kind for kind in _MARKS if kind in {network.kinds[name] for name in names}])
    places = _places(names, ties, height)
    for (one, other), size in ties.items():
        _draw_tie(canvas, (one, other), size, max(ties.values()), places, network.unit)
    placer = Placer(canvas, (0, _KEY, BODY, _KEY + height), SMALL)
    for place in [*places.values(), *(_between(pair, places) for pair, size in ties.items() if size > 1)]:
        placer.keep_off(*place, _RADIUS)
    for name in names:
        shape, ground = _MARKS[network.kinds[name]]
        (mark,) = canvas.body.plot(
            *places[name], shape, markersize=9, markerfacecolor=ground, markeredgecolor="0.1", zorder=3
        )
        total = sum(size for pair, size in ties.items() if name in pair)
        canvas.tell(mark, f"{name}: {counted(total, network.unit)} with others")
        placer.put(*places[name], wrapped(name, _NAME, SMALL, most=3), _RADIUS)
    if left_out:
        canvas.text(0, _KEY + height + 0.12, f"{left_out} more with fewer ties are not drawn.", SMALL)
    return canvas


def _kept(network: Network) -> tuple[Mapping[tuple[str, str], int], list[str]]:
    """The ties between the names that have most, and these names."""
    sizes = Counter[str]()
    for pair, size in network.ties.items():
        for name in pair:
            sizes[name] += size
    names = sorted(sizes, key=lambda name: (-sizes[name], name))[:_MOST]
    return {pair: size for pair, size in sorted(network.ties.items()) if set(pair) <= set(names)}, names


def _places(names: list[str], ties: Mapping[tuple[str, str], int], height: float) -> Places:
    """Where each name stands on the body: those that are tied near each other, the same each time."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(names))
    graph.add_edges_from(ties)
    groups = sorted((sorted(group) for group in networkx.connected_components(graph)), key=lambda g: (-len(g), g))
    places: dict[str, tuple[float, float]] = {}
    for group, (left, top, wide, high) in _cells(groups, (0.0, _KEY, BODY, height)):
        found = networkx.spring_layout(graph.subgraph(group), k=1.8 / math.sqrt(len(group)), iterations=300, seed=1)
        xs = _spread([found[name][0] for name in group], left, wide, _SIDE)
        ys = _spread([found[name][1] for name in group], top, high, _EDGE)
        places |= {name: (x, y) for name, x, y in zip(group, xs, ys, strict=True)}
    return places


def _cells(groups: list[list[str]], box: Box) -> list[tuple[list[str], Box]]:
    """A part of the sheet for each group of names that are tied, as large as the group: the longer side is cut, again
    and again."""
    if len(groups) == 1:
        return [(groups[0], box)]
    whole = sum(map(len, groups))
    cut, taken = 1, len(groups[0])
    while cut < len(groups) - 1 and taken + len(groups[cut]) <= whole / 2:
        taken += len(groups[cut])
        cut += 1
    left, top, wide, high = box
    part = taken / whole
    one, other = (
        ((left, top, wide * part, high), (left + wide * part, top, wide * (1 - part), high))
        if wide >= high
        else ((left, top, wide, high * part), (left, top + high * part, wide, high * (1 - part)))
    )
    return [*_cells(groups[:cut], one), *_cells(groups[cut:], other)]


def _spread(values: list[float], start: float, room: float, edge: float) -> list[float]:
    """The values over the room there is, with an edge left for names."""
    low, high = min(values), max(values)
    edge = min(edge, room / 3)
    if high == low:
        return [start + room / 2 for _ in values]
    return [start + edge + (value - low) / (high - low) * (room - 2 * edge) for value in values]


def _draw_tie(canvas: Canvas, pair: tuple[str, str], size: int, largest: int, places: Places, unit: str) -> None:
    (x, y), (u, v) = places[pair[0]], places[pair[1]]
    thick = 0.8 + (_THICKEST - 0.8) * (size - 1) / max(largest - 1, 1)
    (mark,) = canvas.body.plot([x, u], [y, v], color="0.6", linewidth=thick, zorder=1, solid_capstyle="round")
    canvas.tell(mark, f"{pair[0]} and {pair[1]}: {counted(size, unit)}")
    if size > 1:
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.9}
        canvas.text(*_between(pair, places), f"{size}", SMALL, ha="center", bbox=behind, zorder=2)


def _between(pair: tuple[str, str], places: Places) -> tuple[float, float]:
    (x, y), (u, v) = places[pair[0]], places[pair[1]]
    return (x + u) / 2, (y + v) / 2


def _draw_key(canvas: Canvas, kinds: list[str]) -> None:
    x = 0.1
    for kind in kinds:
        shape, ground = _MARKS[kind]
        canvas.body.plot(x, 0.1, shape, markersize=8, markerfacecolor=ground, markeredgecolor="0.1")
        canvas.text(x + 0.15, 0.1, kind, SMALL)
        x += 0.15 + widest([kind], SMALL) + 0.35
