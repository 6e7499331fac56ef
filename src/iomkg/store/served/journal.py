"""What makes a commit whole on a server whose updates may be cut off in the middle.

The change is written first, as an entry in a graph of its own; then it is made, in as many updates as it takes; then
the entry goes, which is the mark of the commit. Whoever opens the store and finds an entry makes the change again,
which comes to the same however far it got; an entry that is not whole was never begun with, and is taken away.

    graph:journal  <graph:journal/entry>  …/journal/piece  "00000 …"   the change, packed
                                          …/journal/whole  "3f6a…"     the SHA-256 of it, written last
                                          …/journal/filling "…"        instead: the store is just being filled
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from iomkg.errors import StoreError
from iomkg.model import Table
from iomkg.namespaces import BASE, GRAPH
from iomkg.store import packing
from iomkg.store.updates import Change, data

JOURNAL: Final = GRAPH + "journal"
_ENTRY: Final = NamedNode(JOURNAL + "/entry")
_PIECE: Final = NamedNode(BASE + "journal/piece")
_WHOLE: Final = NamedNode(BASE + "journal/whole")
_FILLING: Final = NamedNode(BASE + "journal/filling")
_BETWEEN: Final = b"\n\n"
_TOGETHER: Final = 10  # pieces in one update


class Journal:
    """The journal of a store; `select` and `update` ask its server."""

    def __init__(self, select: Callable[[str], Table], update: Callable[[str], None]) -> None:
        self._select, self._update = select, update

    def is_empty(self) -> bool:
        """Whether no commit is under way, or was interrupted."""
        return not self._select(f"SELECT ?p {{ GRAPH <{JOURNAL}> {{ {_ENTRY} ?p ?o }} }} LIMIT 1").rows

    def begin(self, change: Change) -> None:
        """Write the entry of a change."""
        pieces = list(packing.packed(_body(change)))
        for start in range(0, len(pieces), _TOGETHER):
            self._put((_PIECE, piece) for piece in pieces[start : start + _TOGETHER])
        self._put([(_WHOLE, _checksum(pieces))])

    def begin_filling(self) -> None:
        """Write that a store that holds nothing is being filled."""
        self._put([(_FILLING, "")])

    def end(self) -> None:
        """Take the entry away: what it was for is done, or undone."""
        self._update(f"DELETE WHERE {{ GRAPH <{JOURNAL}> {{ {_ENTRY} ?p ?o }} }}")

    def interrupted(self) -> Change | bool | None:
        """The change to be made again; True when the filling of a store was interrupted, None when nothing was that had
        begun."""
        rows = self._select(f"SELECT ?p ?o {{ GRAPH <{JOURNAL}> {{ {_ENTRY} ?p ?o }} }}").rows
        told = [(predicate, value.value) for predicate, value in rows if value is not None]
        if any(predicate == _FILLING for predicate, _ in told):
            return True
        pieces = sorted(value for predicate, value in told if predicate == _PIECE)
        return _change(pieces) if (_WHOLE, _checksum(pieces)) in told else None

    def _put(self, values: Iterable[tuple[NamedNode, str]]) -> None:
        graph = NamedNode(JOURNAL)
        self._update(data("INSERT", [Quad(_ENTRY, predicate, Literal(value), graph) for predicate, value in values]))


def _body(change: Change) -> bytes:
    cleared = "\n".join(sorted(change.cleared)).encode()
    return _BETWEEN.join((_lines(change.removed), cleared, _lines(change.added)))


def _change(pieces: Iterable[str]) -> Change:
    try:
        removed, cleared, added = packing.unpacked(pieces).split(_BETWEEN)
    except ValueError as error:
        raise StoreError("the journal of the store is damaged; restore a copy of it") from error
    return Change(frozenset(_quads(added)), frozenset(_quads(removed)), frozenset(cleared.decode().split()))


def _lines(quads: Iterable[Quad]) -> bytes:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").rstrip(b"\n")


def _quads(lines: bytes) -> Iterator[Quad]:
    return iter(parse(lines, RdfFormat.N_QUADS))


def _checksum(pieces: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(pieces).encode()).hexdigest()
