"""Packing what a commit changed: it comes back whole, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.errors import StoreError
from iomkg.history import deltas
from iomkg.history.deltas import Delta
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH, release_graph
from iomkg.store import Change, Store, packing

GRAPHS = (VIEW_GRAPH, release_graph("a"))
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
quads = st.builds(
    lambda subject, value, graph: Quad(NamedNode(f"a:{subject}"), NamedNode("a:p"), Literal(value), NamedNode(graph)),
    st.sampled_from("xyz"),
    texts,
    st.sampled_from(GRAPHS),
)
sets = st.frozensets(quads, max_size=12)


@given(sets, sets)
def test_what_is_packed_comes_back(added: frozenset[Quad], removed: frozenset[Quad]) -> None:
    delta = Delta(added - removed, removed - added)
    assert deltas.unpacked(reversed(list(deltas.packed(delta)))) == delta


def test_a_large_delta_is_cut_into_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_LONGEST", 50)
    view = NamedNode(VIEW_GRAPH)
    delta = Delta(frozenset(Quad(NamedNode(f"a:{n}"), NamedNode("a:p"), Literal(str(n * n)), view) for n in range(99)))
    pieces = list(deltas.packed(delta))
    assert len(pieces) > 2
    assert deltas.unpacked(sorted(pieces, key=lambda piece: piece[::-1])) == delta


def test_a_damaged_delta_is_told_in_a_line() -> None:
    with pytest.raises(StoreError, match="the log is damaged"):
        deltas.unpacked(["00000 not what it was"])


@given(sets, sets, sets, st.sets(st.sampled_from(GRAPHS)))
def test_the_delta_of_a_change_is_what_committing_it_changes(
    standing: frozenset[Quad], added: frozenset[Quad], removed: frozenset[Quad], cleared: set[str]
) -> None:
    with Store.memory() as store:
        store.commit(Change(added=standing))
        change = Change(added - standing, (removed & standing) - added, frozenset(cleared))
        delta = deltas.of_change(store, change)
        store.commit(change)
        after = frozenset(store.quads())
    assert (delta.added, delta.removed) == (after - standing, standing - after)


def test_the_log_is_no_part_of_it() -> None:
    entry = Quad(NamedNode("a:x"), NamedNode("a:p"), Literal("told"), NamedNode(LOG_GRAPH))
    with Store.memory() as store:
        assert deltas.of_change(store, Change(added=frozenset({entry}))) == Delta()
