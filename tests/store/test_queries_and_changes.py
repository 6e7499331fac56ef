"""What a store holds after changes, and what queries see of it; the same in memory, on disk and on servers."""

from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from iomkg import terms
from iomkg.errors import QueryError, StoreError
from iomkg.model import Table
from iomkg.namespaces import (
    JUDGEMENTS_GRAPH,
    LINKS_GRAPH,
    LOG_GRAPH,
    REFERENCE_GRAPH,
    VIEW_GRAPH,
    claims_graph,
    release_graph,
    term,
)
from iomkg.store import Change, Store


def quad(name: str, graph: str = VIEW_GRAPH, subject: str = "s") -> Quad:
    return Quad(
        NamedNode(f"https://example.org/{subject}"), NamedNode(term("name")), terms.text(name), NamedNode(graph)
    )


def added(*quads: Quad) -> Change:
    return Change(added=frozenset(quads))


def names(store: Store, query: str) -> list[str]:
    return sorted(row[0].value for row in store.select(query).rows if row[0] is not None)


def test_queries_see_the_view_and_reach_other_graphs_by_name(store: Store) -> None:
    store.commit(added(quad("seen"), quad("stated", release_graph("k")), quad("known", REFERENCE_GRAPH)))
    assert names(store, "SELECT ?n { ?s iomkg:name ?n }") == ["seen"]
    assert names(store, f"SELECT ?n {{ GRAPH <{release_graph('k')}> {{ ?s iomkg:name ?n }} }}") == ["stated"]
    assert names(store, "SELECT ?n { GRAPH ?g { ?s iomkg:name ?n } }") == ["known", "seen", "stated"]
    assert names(store, f"SELECT ?n FROM <{REFERENCE_GRAPH}> {{ ?s iomkg:name ?n }}") == ["known"]


def test_each_form_of_query_has_its_form_of_answer(store: Store) -> None:
    only = quad("a")
    store.commit(added(only))
    assert store.query("SELECT ?n ?x { ?s iomkg:name ?n }") == Table(("n", "x"), ((Literal("a"), None),))
    assert store.query("ASK { ?s iomkg:name 'a' }") is True
    assert store.query("ASK { ?s iomkg:name 'b' }") is False
    described = store.query("CONSTRUCT { ?s iomkg:name ?n } WHERE { ?s iomkg:name ?n }")
    assert list(described) == [Triple(only.subject, only.predicate, only.object)]  # type: ignore[arg-type]  # triples
    with pytest.raises(QueryError, match="not a SELECT"):
        store.select("ASK {}")


def test_an_iri_may_be_given_from_the_projects_base(store: Store) -> None:
    store.commit(added(quad("a")))  # a server matches nothing, not even nothing, in a view that is not there
    assert store.query("ASK { FILTER(<id/state/ner> = <https://w3id.org/iomkg/id/state/ner>) }") is True


def test_what_a_query_makes_up_comes_as_a_plain_literal(store: Store, request: pytest.FixtureRequest) -> None:
    store.commit(added(quad("a")))
    if request.node.callspec.params["store"] == "virtuoso":
        with pytest.raises(QueryError, match="Built-in function is not implemented"):
            store.select("SELECT (BNODE() AS ?b) {}")
        return
    ((made,),) = store.select("SELECT (BNODE() AS ?b) {}").rows
    assert isinstance(made, Literal)
    assert made.value.startswith("_:")


def test_a_change_removes_then_clears_then_adds(store: Store) -> None:
    gone, kept, release = quad("gone"), quad("kept"), release_graph("k")
    store.commit(added(gone, kept, quad("old", release)))
    store.commit(
        Change(
            added=frozenset({kept, quad("new", release)}),
            removed=frozenset({gone, kept, quad("never there")}),
            cleared=frozenset({release, release_graph("never-there")}),
        )
    )
    assert set(store.quads()) == {kept, quad("new", release)}
    store.commit(Change(cleared=frozenset({release})))
    assert store.graphs() == [VIEW_GRAPH]


def test_an_empty_change_changes_nothing(store: Store) -> None:
    store.commit(Change())
    assert list(store.quads()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        Quad(BlankNode(), NamedNode("a:b"), Literal("x"), NamedNode("a:g")),
        Quad(NamedNode("a:b"), NamedNode("a:b"), BlankNode(), NamedNode("a:g")),
        Quad(NamedNode("a:b"), NamedNode("a:b"), Literal("x"), DefaultGraph()),
    ],
)
def test_a_nameless_node_refuses_the_whole_change(store: Store, wrong: Quad) -> None:
    with pytest.raises(StoreError, match="named by an IRI"):
        store.commit(added(quad("a"), wrong))
    with pytest.raises(StoreError, match="named by an IRI"):
        store.load_graphs([wrong])
    assert list(store.quads()) == []


def test_quads_are_found_by_any_part(store: Store) -> None:
    one, two, three = quad("a"), quad("b", subject="t"), quad("a", LINKS_GRAPH)
    store.commit(added(one, two, three))
    assert set(store.quads("https://example.org/s")) == {one, three}
    assert set(store.quads(object=Literal("a"), graph=VIEW_GRAPH)) == {one}
    assert set(store.quads(NamedNode("https://example.org/t"), term("name"))) == {two}
    assert list(store.quads(object="https://example.org/s")) == []


def test_the_hash_covers_what_is_said_and_not_when(store: Store) -> None:
    hashed = [REFERENCE_GRAPH, release_graph("k"), claims_graph("k"), LINKS_GRAPH, JUDGEMENTS_GRAPH, VIEW_GRAPH]
    quads = [quad("é < >", graph) for graph in hashed]
    expected = hashlib.sha256("".join(sorted(f"{q} .\n" for q in quads)).encode()).hexdigest()
    for one in reversed(quads):
        store.commit(added(one))
    store.commit(added(quad("12:00", LOG_GRAPH), quad("x", "https://example.org/elsewhere")))
    assert store.canonical_hash() == expected


def test_an_empty_store_has_a_hash(store: Store) -> None:
    assert store.canonical_hash() == hashlib.sha256(b"").hexdigest()


def test_only_a_fresh_store_is_filled(store: Store) -> None:
    store.load_graphs(quad(str(number)) for number in range(100))
    assert len(list(store.quads())) == 100
    with pytest.raises(StoreError, match="commit a change"):
        store.load_graphs([quad("more")])


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.select("SELECT * { ?s ?p ?o }")


HOSTILE = st.lists(
    st.sampled_from(
        ['"', "\\", "\\u0022", "'''", '"""', "}", "> }", "; DROP ALL ;", "\n", "#", "<", "?x", "é", "\U0001f600"]
    )
    | st.text(max_size=5),
    max_size=6,
).map("".join)


def _texts(value: str) -> Literal | None:
    try:
        return terms.text(value)
    except terms.TermError:
        return None


def _iris(value: str) -> NamedNode | None:
    try:
        return terms.iri("https://example.org/" + value)
    except terms.TermError:
        return None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(HOSTILE.map(_iris), HOSTILE.map(_texts), HOSTILE.map(_iris)), max_size=5), st.integers(0, 5))
def test_no_text_or_iri_escapes_its_place(
    parts: list[tuple[NamedNode | None, Literal | None, NamedNode | None]], cut: int
) -> None:
    quads = [Quad(s, NamedNode(term("name")), o, g) for s, o, g in parts if s and o and g]
    witness = quad("untouched")
    with Store.memory() as store:
        store.commit(added(witness, *quads))
        assert set(store.quads()) == {witness, *quads}
        store.commit(Change(removed=frozenset(quads[:cut])))
        assert set(store.quads()) == {witness, *quads} - set(quads[:cut])
        store.commit(Change(cleared=frozenset(q.graph_name.value for q in quads)))  # type: ignore[union-attr]  # named
        assert set(store.quads()) == {witness}


@settings(deadline=None)
@given(
    st.permutations([quad(str(n), g) for n, g in itertools.product(range(3), (VIEW_GRAPH, LINKS_GRAPH))]),
    st.integers(0, 6),
)
def test_the_order_of_commits_never_shows(quads: list[Quad], cut: int) -> None:
    with Store.memory() as once, Store.memory() as twice:
        once.commit(added(*quads))
        twice.commit(added(*quads[cut:]))
        twice.commit(added(*quads[:cut]))
        assert once.canonical_hash() == twice.canonical_hash()
