"""The questions are plain SPARQL 1.1: another engine gives the same rows."""

from __future__ import annotations

import re

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Database

from iomkg.answers.words import ordered
from iomkg.namespaces import LOG_GRAPH, REFERENCE_GRAPH, VIEW_GRAPH, XSD, term
from iomkg.queries import bind, find
from iomkg.store import Store
from tools import answers


def copied(store: Store) -> rdflib.Dataset:
    """The store in rdflib, with the view as its default graph too."""
    dataset = rdflib.Dataset()
    for quad in store.quads():
        assert isinstance(quad.graph_name, NamedNode)
        triple = (_node(quad.subject), _node(quad.predicate), _node(quad.object))
        dataset.graph(rdflib.URIRef(quad.graph_name.value)).add(triple)
        if quad.graph_name.value == VIEW_GRAPH:
            dataset.default_graph.add(triple)
    return dataset


def _node(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, Literal):
        # rdflib does not take "x"^^xsd:string for "x".
        plain = term.language or term.datatype.value == XSD + "string"
        return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else term.datatype.value)
    assert isinstance(term, NamedNode)
    return rdflib.URIRef(term.value)


def cell(text: str) -> str:
    """Several IRIs in one cell have no order until an answer gives them one."""
    return ordered(Literal(text)).value


# rdflib's own query evaluation still uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("cq01", {}),
        ("cq01", {"member_at": "project"}),
        ("cq01", {"member_at": "2022-05-16", "theme": "border-posts"}),
        ("cq02", {"donor": "EU"}),
        ("cq03", {"entity": "project/borders"}),
        ("cq04", {"donor": "agency/ita/ministry-foreign-affairs"}),
        ("cq05", {}),
    ],
)
def test_another_engine_gives_the_same_rows(sahel: Store, name: str, parameters: dict[str, str]) -> None:
    sparql = bind(sahel, find(name), parameters).sparql
    bindings = copied(sahel).query(sparql).bindings
    columns = sahel.select(sparql).columns
    theirs = [tuple(cell(str(row.get(rdflib.Variable(name), ""))) for name in columns) for row in bindings]
    ours = [tuple("" if value is None else cell(value.value) for value in row) for row in sahel.select(sparql).rows]
    assert theirs == ours
    assert ours


EXPECTED = answers.blocks((answers.EXPECTED / "portfolio.txt").read_text("utf-8"))
# One way to ask each question of the small world, the first in the file. rdflib takes minutes for cq26, since it asks
# for every row again who published each release.
WORLD = {name[:4]: name for name in reversed(EXPECTED) if "cq07" <= name[:4] != "cq26"}


def near(store: Store) -> Store:
    """A store without most reference data: what releases tell, and what the view says of it, a few steps on."""
    outside = (VIEW_GRAPH, REFERENCE_GRAPH)
    kept = {quad for quad in store.quads() if graph_of(quad) not in outside}
    ahead = {node.value for quad in kept if graph_of(quad) != LOG_GRAPH for node in (quad.subject, quad.object)
             if isinstance(node, NamedNode)}  # fmt: skip
    ahead |= {quad.object.value for quad in store.quads(None, term("hasSegment"), None, VIEW_GRAPH)}
    seen: set[str] = set()
    for _ in range(3):
        found = {quad for iri in ahead - seen for quad in store.quads(iri, None, None, VIEW_GRAPH)}
        seen |= ahead
        ahead = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
        kept |= found
    database = Database()
    database.extend(kept)
    return Store.over(database, writable=False)


def graph_of(quad: Quad) -> str:
    assert isinstance(quad.graph_name, NamedNode)
    return quad.graph_name.value


@pytest.fixture(scope="module")
def engines(portfolio: answers.Graph) -> tuple[Store, rdflib.Dataset]:
    """The small world in both engines."""
    store = near(portfolio.store)
    return store, copied(store)


@pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("question", sorted(WORLD.values()))
def test_another_engine_answers_every_question_alike(
    engines: tuple[Store, rdflib.Dataset], portfolio: answers.Graph, question: str
) -> None:
    store, dataset = engines
    sparql = portfolio.sparql(question)
    table = store.select(sparql)
    rows = dataset.query(sparql).bindings
    theirs = [tuple(value_of(row.get(rdflib.Variable(name), "")) for name in table.columns) for row in rows]
    assert theirs == [tuple(value_of("" if value is None else value.value) for value in row) for row in table.rows]
    assert bool(theirs) == ("\n" in EXPECTED[question])


SECONDS = re.compile(r"(T\d\d:\d\d:\d\d(?:\.\d*[1-9])?)\.?0*Z")


def value_of(found: object) -> str:
    """A value as both engines write it: rdflib has None for one that groups lack, `5.0` for `5`, `+00:00` for `Z`, and
    six digits for the part of a second."""
    text = "" if found is None else SECONDS.sub(r"\1Z", str(found).replace("+00:00", "Z"))
    return text.removesuffix(".0") if text.replace(".", "", 1).isdigit() else cell(text)
