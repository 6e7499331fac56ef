"""Clusters of scored pairs: in descending score, ties by IRI, never across a cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]


def cluster(
    nodes: Iterable[str], scores: Mapping[Pair, float], certain: float, cut: Callable[[str, str], bool]
) -> list[frozenset[str]]:
    """Join pairs that score at least `certain`, best first, unless `cut` parts any two of their members.

    The result depends on the set of nodes and scores only, not on their order.
    """
    home = {node: frozenset((node,)) for node in nodes}
    for (left, right), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        one, other = home[left], home[right]
        if score < certain or one is other:
            continue
        if any(cut(a, b) for a in one for b in other):
            continue
        joined = one | other
        home.update(dict.fromkeys(joined, joined))
    return sorted(set(home.values()), key=min)
