"""What a server has said is not asked again: a load asks some thousand times a release."""

from __future__ import annotations

from typing import Final, TypeAlias

from pyoxigraph import NamedNode, Quad

from iomkg.model import Term
from iomkg.store.updates import Change

Pattern: TypeAlias = tuple[NamedNode | None, NamedNode | None, Term | None, NamedNode | None]

_MOST: Final = 1_000_000  # quads


class Remembered:
    """Answers by pattern, each until a change touches it. Sound for who alone writes, and for a short reader."""

    def __init__(self) -> None:
        self._answers: dict[Pattern, tuple[Quad, ...]] = {}
        self._size = 0

    def get(self, pattern: Pattern) -> tuple[Quad, ...] | None:
        """The answer, when it is known."""
        return self._answers.get(pattern)

    def put(self, pattern: Pattern, quads: tuple[Quad, ...]) -> None:
        """Remember an answer."""
        if self._size > _MOST:
            self.clear()
        self._answers[pattern] = quads
        self._size += len(quads) + 1

    def change(self, change: Change) -> None:
        """Forget what is no longer true."""
        if change.cleared:
            self.clear()
            return
        for quad in (*change.removed, *change.added):
            for pattern in _patterns(quad):
                gone = self._answers.pop(pattern, None)
                self._size -= 0 if gone is None else len(gone) + 1

    def clear(self) -> None:
        """Forget all."""
        self._answers.clear()
        self._size = 0


def _patterns(quad: Quad) -> set[Pattern]:
    """The patterns that a quad matches and that are remembered: its subject alone, or any of the rest."""
    subject, predicate, value, graph = quad.subject, quad.predicate, quad.object, quad.graph_name
    assert isinstance(subject, NamedNode), "no store holds a nameless node"
    assert isinstance(graph, NamedNode), "no store holds a quad outside graphs"
    rest = {(None, p, v, g) for p in (None, predicate) for v in (None, value) for g in (None, graph)}
    return {(subject, None, None, None), *rest}  # type: ignore[arg-type]  # nor a nameless object
