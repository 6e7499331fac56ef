"""Excerpts: what is chosen, all that belongs to it and nothing else, the same in every form."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable

import networkx as nx
import pyoxigraph
import pytest
from pyld import jsonld
from pyoxigraph import NamedNode, Quad, Triple

from iomkg import tables
from iomkg.answers import Answerer
from iomkg.errors import QueryError, UsageError
from iomkg.excerpts import Choice, chosen, write
from iomkg.excerpts.gathering import NAMING
from iomkg.judged import ACCEPTED
from iomkg.namespaces import (
    CLAIMS_GRAPHS,
    LINKS_GRAPH,
    RDF,
    VIEW_GRAPH,
    entity,
    kind_of,
    release_key_of,
    term,
)
from iomkg.serialisations import FORMATS
from iomkg.store import Store

NIGER = entity("country", "ner")
JAPAN = entity("state", "jpn")
EU = entity("organisation", "eu")
PARTS = [NamedNode(term(name)) for name in ("fundedProject", "inProject", "ofProject", "inEvent", "holder")]


class World:
    """A whole graph, looked up by subject, and by object where something points to what it is about."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.view, self.links, self.claims, self.releases = (defaultdict(list) for _ in range(4))
        self.parts, self.linked_to, self.claims_on = (defaultdict(list) for _ in range(3))
        self.accepted = set()
        graphs = {VIEW_GRAPH: self.view, LINKS_GRAPH: self.links}
        for quad in quads:
            name = quad.graph_name.value
            in_claims = name.startswith(CLAIMS_GRAPHS)
            graph = graphs.get(name, self.claims if in_claims else self.releases)
            if quad.predicate.value == term("linkedTo"):
                self.linked_to[quad.object].append(quad)
            elif name == LINKS_GRAPH:
                continue
            elif name == VIEW_GRAPH and quad.predicate in PARTS:
                self.parts[quad.object].append(quad)
            elif in_claims and quad.predicate.value == RDF + "subject":
                self.claims_on[quad.object].append(quad)
            elif in_claims and quad.object == ACCEPTED:
                self.accepted.add(quad.subject)
            if "/graph/" in name and not name.endswith(("/log", "/reference", "/judgements")):
                graph[quad.subject].append(quad)


@pytest.fixture(scope="module")
def everything(samples: Store) -> World:
    return World(samples.quads())


@pytest.fixture(scope="module")
def project(samples: Store) -> str:
    """A project with sums, roles and several releases."""
    return max(projects(samples), key=lambda iri: len(list(samples.quads(None, term("linkedTo"), iri))))


def projects(store: Store) -> list[str]:
    return chosen(store, Choice())


def in_form(store: Store, things: list[str], form: str) -> bytes:
    stream = io.BytesIO()
    assert write(store, things, stream, form) == []
    return stream.getvalue()


def belonging(known: World, thing: str) -> set[Quad]:
    """What belongs to a thing, said once more."""
    own = {NamedNode(thing)}
    while more := {q.subject for node in own for q in known.parts[node]} - own:
        own |= more
    links = [q for node in own for q in known.linked_to[node]]
    said = own | {q.subject for q in links}
    claims = {q.subject for node in said for q in known.claims_on[node]} & known.accepted
    found = {
        *links,
        *(q for node in own for q in known.view[node]),
        *(q for node in claims for q in known.claims[node]),
    }
    releases = {q.object for q in found if q.predicate.value == term("inRelease")}
    told = [q for node in releases for q in known.releases[node] if q.predicate.value != term("textSketch")]
    found |= {*told, *(d for q in told if kind(q.object) == "date" for d in known.releases[q.object]
                       if d.graph_name == q.graph_name)}  # fmt: skip
    mentioned = {q.object for q in found if isinstance(q.object, NamedNode)}
    found |= (more_links := {q for node in mentioned if release_key_of(node.value) for q in known.links[node]})
    mentioned |= {q.object for q in more_links}
    return found | {
        q for node in mentioned for q in known.view[node]
        if q.predicate.value in NAMING or kind(node) in ("date", "identifier")
    }  # fmt: skip


def kind(node: object) -> str | None:
    return kind_of(node.value) if isinstance(node, NamedNode) else None


def test_an_excerpt_is_the_thing_its_evidence_and_words_for_all_it_mentions(samples, everything, project):
    found = set(pyoxigraph.parse(in_form(samples, [project], "nquads"), FORMATS["nquads"].serialisation))
    assert found == belonging(everything, project)
    kinds = {kind_of(q.subject.value) for q in found}
    assert {"project", "funding", "participation", "release", "claim", "date", "country"} <= kinds


def test_of_several_things_it_is_all_of_it_once(samples, everything):
    some = projects(samples)[:4]
    lines = in_form(samples, some, "nquads").splitlines()
    assert len(lines) == len(set(lines))
    quads = set(pyoxigraph.parse(b"\n".join(lines), FORMATS["nquads"].serialisation))
    assert quads == set().union(*(belonging(everything, each) for each in some))


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_of_rdf_holds_the_same(samples, everything, project, name):
    read = set(pyoxigraph.parse(in_form(samples, [project], name), FORMATS[name].serialisation))
    expected = belonging(everything, project)
    if FORMATS[name].holds_graphs:
        assert read == expected
    else:
        assert {quad.triple for quad in read} == {
            quad.triple for quad in expected if quad.graph_name.value == VIEW_GRAPH
        }


def test_framed_json_is_the_same_triples_as_a_tree(samples, everything):
    some = projects(samples)
    document = json.loads(in_form(samples, some, "framed"))
    read = jsonld.to_rdf(document, {"format": "application/n-quads"})
    triples = {quad.triple for quad in pyoxigraph.parse(read.encode(), FORMATS["nquads"].serialisation)}
    assert triples == {quad.triple for each in some for quad in belonging(everything, each)}
    assert [tree["id"] for tree in document["@graph"]] == [iri.removeprefix("https://w3id.org/iomkg/") for iri in some]


def test_framed_json_reads_as_a_developer_would_guess(samples):
    (balke,) = [iri for iri in projects(samples) if "Balke" in str(list(samples.quads(iri, term("title"))))]
    (tree,) = json.loads(in_form(samples, [balke], "framed"))["@graph"]
    assert tree["type"] == ["Project"]
    assert tree["hasImplementer"]["prefLabel"]["fr"] == ["Organisation internationale pour les migrations"]
    assert {place["prefLabel"]["en"][0] for place in tree["targetsPlace"]} >= {"Chad", "Borkou"}
    (sum_,) = [funding for funding in tree["fundings"] if "amount" in funding]
    assert (float(sum_["amount"]), sum_["currency"]["id"]) == (5_000_000, "scheme/currency/EUR")
    claims = [claim for said in tree["saidAs"] for claim in said["claims"]]
    assert all(claim["quote"] and 0 < float(claim["confidence"]) <= 1 for claim in claims)
    assert "publisherName" in claims[0]["inRelease"]


def table(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(io.TextIOWrapper(archive.open(f"{name}.csv"), encoding="utf-8", newline="")))


def test_tables_are_the_rows_of_the_whole_tables_that_are_chosen(samples, everything):
    some = projects(samples)[:5]
    archive = zipfile.ZipFile(io.BytesIO(in_form(samples, some, "csv")))
    subjects = {q.subject.value for each in some for q in belonging(everything, each)}
    shared = {row[0] for row in table(archive, "projects")[1:]}
    assert shared == set(some)
    for each in tables.TABLES:
        whole = io.BytesIO()
        tables.write(each, samples, whole)
        header, *rows = csv.reader(io.StringIO(whole.getvalue().decode(), newline=""))
        expected = [row for row in rows if row[0] in (shared if each.name == "projects" else subjects)]
        assert table(archive, each.name) == [header, *expected]
        assert expected
    described = json.loads(archive.read("datapackage.json"))
    assert {r["name"]: r["rows"] for r in described["resources"]} == {
        each.name: len(table(archive, each.name)) - 1 for each in tables.TABLES
    }


def test_a_network_has_names_and_the_facts_as_edges(samples, project, tmp_path):
    write(samples, [project], tmp_path / "net.graphml", language="fr")
    network = nx.read_graphml(tmp_path / "net.graphml")
    facts = [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in samples.quads(project, None, None, VIEW_GRAPH)
        if isinstance(quad.object, NamedNode) and quad.predicate.value != RDF + "type"
        and kind_of(quad.object.value) not in ("date", "identifier")
    ]  # fmt: skip
    iri = nx.get_node_attributes(network, "iri")
    assert sorted((iri[a], told["property"], iri[b]) for a, b, told in network.edges(data=True)) == sorted(facts)
    assert {told["name"] for _, told in network.nodes(data=True)} >= {"Niger", "gestion des frontières"}
    assert {told["relation"] for *_, told in network.edges(data=True)} >= {"a pour donateur"}


@pytest.mark.parametrize("form", ["framed", "csv", "graphml", "trig"])
def test_the_same_content_gives_the_same_bytes(samples, form):
    some = projects(samples)[:3]
    assert in_form(samples, some, form) == in_form(samples, some, form)


def asked(store: Store, sparql: str) -> list[str]:
    return sorted({row[0].value for row in store.select(f"SELECT ?p {{ ?p a iomkg:Project . {sparql} }}").rows})


def test_projects_are_chosen_by_what_is_said_of_them(samples):
    donor = f"?p iomkg:hasDonor|iomkg:hasImplementer|iomkg:hasPartner <{EU}>"
    assert chosen(samples, Choice({"actor": "EU"})) == sorted([EU, *asked(samples, donor)])
    theme = "?p iomkg:hasTheme/skos:broader* <https://w3id.org/iomkg/scheme/theme/border-management>"
    assert chosen(samples, Choice({"theme": "border-management"})) == asked(samples, theme)
    niger = f"?p iomkg:targetsPlace/iomkg:within? <{NIGER}>"
    assert chosen(samples, Choice({"region": "niger"})) == asked(samples, niger)
    both = chosen(samples, Choice({"region": "niger", "actor": "japan"}))
    assert both == sorted([JAPAN, *asked(samples, f"{niger} . ?p iomkg:hasDonor <{JAPAN}>")])
    assert len(both) > 1
    sahel = Answerer(samples).ask("cq01", {"theme": "any"})
    in_sahel = {row[sahel.columns.index("project")].value for row in sahel.rows}
    assert in_sahel <= set(chosen(samples, Choice({"region": "sahel"})))


def test_a_time_chooses_by_dates_else_by_when_it_was_told(samples):
    early, late = chosen(samples, Choice({"until": "2016-12-31"})), chosen(samples, Choice({"since": "2017-01-01"}))
    assert early
    assert late
    assert set(early) | set(late) == set(projects(samples))
    told = {iri: {release_key_of(q.subject.value) for q in samples.quads(None, term("linkedTo"), iri)} for iri in early}
    undated = [iri for iri in early if not asked(samples, f"<{iri}> iomkg:start|iomkg:end ?x . FILTER(?p = <{iri}>)")]
    assert undated
    days = {q.object.value for iri in undated for key in told[iri]
            for q in samples.quads(f"https://w3id.org/iomkg/id/release/{key}", term("effectiveOn"))}  # fmt: skip
    assert min(days) <= "2016-12-31"


def test_a_query_chooses_what_its_rows_name(samples):
    answer = Answerer(samples).ask("cq02", {"donor": "japan"})
    named = {value.value for row in answer.rows for value in row if isinstance(value, NamedNode)}
    expected = sorted(iri for iri in named if kind_of(iri) in ("project", "funding", "state"))
    assert chosen(samples, Choice({}, answer)) == expected
    only = chosen(samples, Choice({"region": "niger"}, answer))
    assert only == sorted(set(expected) & set(chosen(samples, Choice({"region": "niger"}))))


def test_what_chooses_nothing_is_one_line(samples, tmp_path):
    with pytest.raises(UsageError, match="nothing is chosen"):
        chosen(samples, Choice({"until": "1990-01-01"}))
    with pytest.raises(QueryError, match="theme='nope' is not known"):
        chosen(samples, Choice({"theme": "nope"}))
    with pytest.raises(UsageError, match=r"suffix '.doc' is of no known format"):
        write(samples, projects(samples), tmp_path / "part.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_complete_or_not_there(samples, tmp_path, monkeypatch):
    def fail(*_: object) -> Triple:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("iomkg.excerpts.writing.gathered", fail)
    with pytest.raises(UsageError, match="No space left"):
        write(samples, projects(samples), tmp_path / "part.json", "framed")
    assert list(tmp_path.iterdir()) == []
