"""The layers of a Sankey diagram: which names stand in each, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

#: Names, one for each layer, with how much flows along them.
Paths: TypeAlias = Mapping[tuple[str, ...], int]
_MOST: Final = 30  # nodes of a layer; what flows through the others is put together


@dataclass(slots=True)
class Node:
    """A place of a layer: its name and what flows through it; where it is drawn: the lines of its label, how many
    there are when each counts once, where its box begins, how much of each side is taken."""

    name: str
    size: int
    lines: list[str] = field(default_factory=list)
    total: int | None = None
    top: float = 0.0
    left_taken: float = 0.0
    right_taken: float = 0.0


def gathered(paths: Paths, others: str = "{} others", most: int = _MOST) -> Paths:
    """The paths with all but the largest nodes of each layer put together, called `others` with their number."""
    found: Counter[tuple[str, ...]] = Counter(paths)
    for n in range(len(next(iter(paths)))):
        sizes = _sizes(found, n)
        if len(sizes) <= most:
            continue
        kept = set(sorted(sizes, key=lambda name: (-sizes[name], name))[: most - 1])
        rest = others.format(len(sizes) - len(kept))
        changed = Counter[tuple[str, ...]]()
        for path, size in found.items():
            changed[(*path[:n], path[n] if path[n] in kept else rest, *path[n + 1 :])] += size
        found = changed
    return found


def layers(paths: Paths) -> list[list[Node]]:
    """The nodes of each layer: the first by size, the others near those they come from, so that few ribbons cross."""
    found: list[list[Node]] = []
    for n in range(len(next(iter(paths)))):
        sizes = _sizes(paths, n)
        if not found:
            order = sorted(sizes, key=lambda name: (-sizes[name], name))
        else:
            place = {node.name: number for number, node in enumerate(found[-1])}
            weighed = Counter[str]()
            for path, size in paths.items():
                weighed[path[n]] += size * place[path[n - 1]]
            order = sorted(sizes, key=lambda name: (weighed[name] / sizes[name], name))
        found.append([Node(name, sizes[name]) for name in order])
    return found


def links(paths: Paths, n: int) -> Mapping[tuple[str, str], int]:
    """How much flows from each node of layer `n` to each of the next."""
    found = Counter[tuple[str, str]]()
    for path, size in paths.items():
        found[path[n], path[n + 1]] += size
    return found


def _sizes(paths: Paths, n: int) -> Counter[str]:
    sizes = Counter[str]()
    for path, size in paths.items():
        sizes[path[n]] += size
    return sizes
