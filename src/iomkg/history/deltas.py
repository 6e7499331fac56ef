"""What a commit added and removed, and how it is packed into texts that a literal can hold.

Packed: the sorted canonical N-Quads of what was removed, an empty line, those of what was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from iomkg.errors import StoreError
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH
from iomkg.store import Change, Store, packing

_LOG: Final = NamedNode(LOG_GRAPH)
_VIEW: Final = NamedNode(VIEW_GRAPH)
_BETWEEN: Final = b"\n\n"


@dataclass(frozen=True, slots=True)
class Delta:
    """Quads that came and went; none is in both."""

    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()

    @property
    def gained(self) -> list[Quad]:
        """The facts of the view that came."""
        return [quad for quad in self.added if quad.graph_name == _VIEW]

    @property
    def lost(self) -> list[Quad]:
        """The facts of the view that went."""
        return [quad for quad in self.removed if quad.graph_name == _VIEW]


@dataclass(frozen=True, slots=True)
class Lines:
    """A delta as sorted lines of canonical N-Quads, which compare faster than quads."""

    added: tuple[bytes, ...]
    removed: tuple[bytes, ...]


def of_change(store: Store, change: Change) -> Delta:
    """What a change would add to and remove from a store as it stands, its log left out."""
    cleared = {quad for graph in change.cleared for quad in store.quads(graph=graph)}
    return Delta(
        frozenset(quad for quad in change.added - cleared if quad.graph_name != _LOG),
        frozenset(quad for quad in (change.removed | cleared) - change.added if quad.graph_name != _LOG),
    )


def packed(delta: Delta) -> Iterator[str]:
    """The texts that hold a delta; none for one that is empty."""
    if not delta.added and not delta.removed:
        return
    body = b"\n".join(_lines(delta.removed)) + _BETWEEN + b"\n".join(_lines(delta.added))
    yield from packing.packed(body)


def unpacked(pieces: Iterable[str]) -> Delta:
    """The delta that `packed` wrote, from its texts in any order. Raises StoreError when they are damaged."""
    lines = unpacked_lines(pieces)
    return Delta(frozenset(quads(lines.added)), frozenset(quads(lines.removed)))


def unpacked_lines(pieces: Iterable[str]) -> Lines:
    """As `unpacked`, without making quads of the lines."""
    try:
        removed, _, added = packing.unpacked(pieces).partition(_BETWEEN)
    except ValueError as error:
        raise StoreError("the log is damaged: what a commit changed cannot be read; restore a copy") from error
    return Lines(tuple(added.splitlines()), tuple(removed.splitlines()))


def quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of lines of N-Quads."""
    return iter(parse(b"\n".join(lines), RdfFormat.N_QUADS))


def _lines(found: Iterable[Quad]) -> list[bytes]:
    return sorted((serialize(found, format=RdfFormat.N_QUADS) or b"").splitlines())
