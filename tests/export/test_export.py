"""Files the graph is written to: read again they hold the same, and the same graph gives the same bytes."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple, parse

from iomkg import terms
from iomkg.errors import UsageError
from iomkg.export import FORMATS, export
from iomkg.namespaces import LOG_GRAPH, REFERENCE_GRAPH, VIEW_GRAPH, claims_graph, entity, term
from iomkg.store import Change, Store

OBJECTS: list[NamedNode | Literal] = [
    terms.text("Améliorer « la gestion » des frontières", "fr"),
    terms.text('quotes " and \\ and <b> & \n a line\tmore'),
    terms.text("النيجر", "ar"),
    terms.integer(18),
    terms.decimal("3.50"),
    terms.boolean(True),
    terms.date_literal("--02-16"),
    terms.date_literal("2022-02"),
    terms.iri(entity("agency", "ita", "ministry-foreign-affairs")),
    terms.iri("https://example.org/é?a=b#c"),
]
GRAPHS = [VIEW_GRAPH, REFERENCE_GRAPH, claims_graph("k"), LOG_GRAPH]
QUADS = [
    Quad(NamedNode(entity("project", str(number))), NamedNode(term("name")), value, NamedNode(graph))
    for number, value in enumerate(OBJECTS)
    for graph in GRAPHS
]


def filled(quads: list[Quad]) -> Store:
    store = Store.memory()
    store.commit(Change(added=frozenset(quads)))
    return store


@pytest.fixture
def store() -> Store:
    return filled(QUADS)


def triples(quads: list[Quad]) -> set[Triple]:
    return {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}


def of(*graphs: str) -> list[Quad]:
    return [quad for quad in QUADS if quad.graph_name in {NamedNode(graph) for graph in graphs}]


def written(store: Store, format: str, graph: str | None = None) -> bytes:
    stream = io.BytesIO()
    export(store, stream, format, graph)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["trig", "nquads", "json-ld"])
def test_formats_with_graphs_hold_all_but_the_log(store: Store, name: str) -> None:
    read = set(parse(written(store, name), FORMATS[name].serialisation))
    assert read == set(QUADS) - set(of(LOG_GRAPH))


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdf-xml"])
def test_formats_without_graphs_hold_the_view(store: Store, name: str) -> None:
    read = {quad.triple for quad in parse(written(store, name), FORMATS[name].serialisation)}
    assert read == triples(of(VIEW_GRAPH))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("graph", ["reference", "graph:reference", REFERENCE_GRAPH])
def test_one_graph_alone(store: Store, name: str, graph: str) -> None:
    read = list(parse(written(store, name, graph), FORMATS[name].serialisation))
    assert {quad.triple for quad in read} == triples(of(REFERENCE_GRAPH))
    if FORMATS[name].holds_graphs:
        assert set(read) == set(of(REFERENCE_GRAPH))


@pytest.mark.parametrize(("name", "theirs"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdf-xml", "xml")])
def test_other_software_reads_the_files(store: Store, name: str, theirs: str) -> None:
    graph = rdflib.Graph().parse(data=written(store, name), format=theirs)
    assert {(str(s), str(p), str(o)) for s, p, o in graph} == {
        (t.subject.value, t.predicate.value, t.object.value)  # type: ignore[union-attr]  # none is a blank node
        for t in triples(of(VIEW_GRAPH))
    }


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_loading_does_not_show(store: Store, name: str) -> None:
    assert written(filled(QUADS[::-1]), name) == written(store, name)


def test_prefixes_make_turtle_readable(store: Store) -> None:
    lines = written(store, "turtle").decode().splitlines()
    assert "@base <https://w3id.org/iomkg/> ." in lines
    assert "@prefix iomkg: <ns#> ." in lines or "@prefix iomkg: <https://w3id.org/iomkg/ns#> ." in lines
    assert '<id/project/0> iomkg:name "Améliorer « la gestion » des frontières"@fr .' in lines
    assert "<id/project/8> iomkg:name <id/agency/ita/ministry-foreign-affairs> ." in lines


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\<>&\n\t]]>')))
def test_any_text_survives_any_format(name: str, text: str) -> None:
    try:
        value = terms.text(text, "fr")
    except terms.TermError:
        return
    quad = Quad(NamedNode(entity("x", "y")), NamedNode(term("name")), value, NamedNode(VIEW_GRAPH))
    read = list(parse(written(filled([quad]), name), FORMATS[name].serialisation))
    assert [found.object for found in read] == [value]


@pytest.mark.parametrize("name", FORMATS)
def test_the_suffix_decides(store: Store, tmp_path: Path, name: str) -> None:
    for suffix in FORMATS[name].suffixes:
        for spelling in (suffix, suffix.upper()):
            export(store, tmp_path / f"graph{spelling}")
            assert (tmp_path / f"graph{spelling}").read_bytes() == written(store, name)


def test_a_format_outranks_the_suffix(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "graph.ttl", "nquads")
    assert (tmp_path / "graph.ttl").read_bytes() == written(store, "nquads")


def refused(store: Store, target: Path, message: str, format: str | None = None, graph: str | None = None) -> None:
    with pytest.raises(UsageError, match=message) as error:
        export(store, target, format, graph)
    assert "\n" not in str(error.value)


def test_what_is_not_known_is_one_line(store: Store, tmp_path: Path) -> None:
    refused(
        store,
        tmp_path / "graph.doc",
        r"the suffix '.doc' is of no known format; name the file with one of .ttl, .trig, .nt",
    )
    refused(store, tmp_path / "graph", "nothing says the format; name the file with one of")
    refused(store, tmp_path / "graph.ttl", "no format 'n3'; choose one of turtle, trig", format="n3")
    refused(store, tmp_path / "graph.ttl", "no graph 'nope'; it has claims/KEY, log, reference, view", graph="nope")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_one_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("mine")
    (tmp_path / "folder.ttl").mkdir()
    refused(store, tmp_path / "missing" / "graph.ttl", "cannot be written: No such file or directory")
    refused(store, tmp_path / "file.txt" / "graph.ttl", "cannot be written: Not a directory")
    refused(store, tmp_path / "folder.ttl", "cannot be written: it is a folder")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file.txt", "folder.ttl"]


def test_a_file_is_complete_or_as_before(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.nq"
    target.write_text("before")

    def fill_up(_: object, output: io.BytesIO, *__: object, **___: object) -> None:
        output.write(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("iomkg.export.pyoxigraph.serialize", fill_up)
        refused(store, target, "No space left on device")
    assert target.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.nq"]
    export(store, target)
    assert target.read_bytes() == written(store, "nquads")


def test_a_link_is_written_through(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.nq").symlink_to(tmp_path / "real.nq")
    export(store, tmp_path / "link.nq")
    assert (tmp_path / "link.nq").is_symlink()
    assert (tmp_path / "real.nq").read_bytes() == written(store, "nquads")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="devices are POSIX's")
def test_a_device_is_not_replaced(store: Store) -> None:
    export(store, Path("/dev/null"), "turtle")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_an_empty_store_gives_an_empty_graph() -> None:
    with Store.memory() as empty:
        for name in FORMATS:
            assert list(parse(written(empty, name), FORMATS[name].serialisation)) == []
