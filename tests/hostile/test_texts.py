"""What hostile titles, names and addresses become: texts like any other, from the load to queries and files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode
from tools.fuzzing import samples
from tools.fuzzing.properties import UNSEEN

from iomkg import documents, pipeline
from iomkg.forms import formulas
from iomkg.forms.rows import as_csv, as_spreadsheet
from iomkg.model import Release, Source, Table
from iomkg.namespaces import CLAIMS_GRAPHS, PREFIXES, RELEASE_GRAPHS
from iomkg.store import Store
from iomkg.unseen import escaped_json, normalised, visible

Iomkg = Callable[..., tuple[int, str, str]]
INJECTED = (
    'a" . <urn:evil> <urn:p> <urn:o> . "',
    "a\\\" } ; DROP ALL ; INSERT DATA { <urn:evil> <urn:p> 'x' } #",
    'a""" . } <urn:evil> a <urn:p> . { """',
    "'''; CLEAR ALL; '''",
    "a} UNION { ?s ?p ?o } # <urn:evil>",
    "\\u0022 . <urn:evil> <urn:p> <urn:o> .",
    "{{theme}} ${region} %s {0} [red]bold[/red]",
    "=HYPERLINK(\"https://example.org/?\"&A1)",
    "@prefix evil: <urn:evil> .",
)  # fmt: skip


FILES = {
    "a.trig": pyoxigraph.RdfFormat.TRIG,
    "a.nq": pyoxigraph.RdfFormat.N_QUADS,
    "a.ttl": pyoxigraph.RdfFormat.TURTLE,
    "a.rdf": pyoxigraph.RdfFormat.RDF_XML,
    "a.jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def hostile_page(title: str) -> str:
    """The English sample with a hostile headline and a hostile project title and body's name."""
    shown = title.replace("&", "&amp;").replace("<", "&lt;")
    page = samples.page(samples.TEXTS["en"])
    page = page.replace("Northern Chad: EUR 5 Million for Stability and Borders", f"{shown} stability and borders")
    return page.replace("Balke - Security and Stabilization Project", f"Balke {shown} Project")


@pytest.mark.parametrize("title", INJECTED)
def test_nothing_is_injected_by_titles_and_names(iomkg: Iomkg, own_store: Path, tmp_path: Path, title: str) -> None:
    (tmp_path / "a.html").write_text(hostile_page(title), "utf-8")
    publisher, licence = title.replace('"', '""'), title.replace('"', '""')
    row = f'a.html,https://example.org/a,"{publisher}",2024-03-06,,"{licence}"\n'
    (tmp_path / "m.csv").write_text(f"file,url,publisher,published,retrieved,licence\n{row}", "utf-8")
    code, _, err = iomkg("load", tmp_path / "a.html", "--manifest", tmp_path / "m.csv", "--store", own_store)
    assert code == 0, err
    with Store.open(own_store, writable=False) as store:
        assert not any("evil" in name for name in store.graphs())
        (graph,) = (name for name in store.graphs() if name.startswith(RELEASE_GRAPHS))
        stated = list(store.quads(graph=graph))
        claimed = list(store.quads(graph=graph.replace(RELEASE_GRAPHS, CLAIMS_GRAPHS)))
    for quad in (*stated, *claimed):
        assert "urn:evil" not in f"{quad.subject} {quad.predicate} {quad.graph_name}"
        assert isinstance(quad.object, Literal) or "urn:evil" not in quad.object.value
    assert title in {quad.object.value for quad in stated if isinstance(quad.object, Literal)}
    for name, form in FILES.items():
        ran = iomkg("export", tmp_path / name, "--graph", graph, "--store", own_store)
        assert ran[0] == 0, ran[2]
        read = pyoxigraph.parse(path=tmp_path / name, format=form)
        assert {q.triple for q in read} == {q.triple for q in stated}
    query = f"SELECT ?s {{ GRAPH ?g {{ ?s iomkg:publisherName {Literal(title)} }} }}"
    code, out, err = iomkg("query", "-", "--format", "csv", "--store", own_store, given=query)
    assert (code, len(out.splitlines())) == (0, 2), err


@pytest.mark.parametrize(
    "text", [INJECTED[0], INJECTED[1], "a\x1b[31m\u202eb", "id:state/ner> . <urn:evil>", "x\ny", "\ud800"]
)
@pytest.mark.parametrize("words", [["show"], ["explain"], ["query", "cq01", "--param"]])
def test_nothing_is_injected_by_what_is_typed(iomkg: Iomkg, bare_store: Path, words: list[str], text: str) -> None:
    typed = f"theme={text}" if words[-1] == "--param" else text
    code, _, err = iomkg(*words, typed, "--store", bare_store)
    assert code == 2, err
    assert visible(err) == err
    assert len(err.splitlines()) == 1, err
    assert "fault of iomkg" not in err


HIDDEN = (
    "&#x202e;",
    "&#x9b;31m",
    "&#27;[31m",
    "&#xFFFE;",
    "&#xFFFF;",
    "&#0;",
    "&#xD800;",
    "&#x1F0000000;",
    "&#x200b;",
    "&#x2028;",
)


@pytest.mark.parametrize("reference", HIDDEN)
def test_characters_that_markup_hides(reference: str) -> None:
    page = (
        samples.page(samples.TEXTS["en"])
        .replace("Stability", f"Stab{reference}ility")
        .replace("ten vehicles", f"ten{reference} vehicles")
    )
    document = documents.compose(Release("k", Source("a", "0", "text/html"), page))
    assert not UNSEEN.search(document.text)
    assert pipeline.read(document.release).claims


def test_unseen_characters_have_one_way_out() -> None:
    text = "".join(map(chr, range(0x20000))) + "\U000e0041\U0010ffff"
    assert not UNSEEN.search(normalised(text).replace("\n", ""))
    assert not UNSEEN.search(visible(text).replace("\n", "").replace("\t", ""))
    odd = "a\x9b\u202e\U000e0041\U0010ffff\u2028é"
    dumped = escaped_json(json.dumps(odd, ensure_ascii=False))
    assert json.loads(dumped) == odd
    assert not UNSEEN.search(dumped)


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_store_from_elsewhere_does_not_act_on_the_terminal(iomkg: Iomkg, bare_store: Path, form: str) -> None:
    query = 'SELECT ("\\u001b]0;x\\u0007\\u202e\\u009b31m" AS ?x) {}'
    code, out, err = iomkg("query", "-", "--format", form, "--store", bare_store, given=query)
    assert code == 0, err
    assert not re.search("[\x07\x1b\x9b\u202e]", out)


FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "=cmd|' /C calc'!A0")


def test_a_spreadsheet_holds_no_formula_and_csv_stays_exact() -> None:
    number = Literal("-5", datatype=NamedNode(PREFIXES["xsd"] + "integer"))
    table = Table(("a",), (*((Literal(text),) for text in FORMULAS), (number,), (Literal("a - b"),), (None,)))
    assert formulas(table) == len(FORMULAS)
    sheet = as_spreadsheet(table)
    assert sheet.startswith("\ufeff")
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(sheet[1:], newline=""))]
    assert cells == ["a", *(f"'{text}" for text in FORMULAS), "-5", "a - b", ""]
    exact = [row[0] if row else "" for row in csv.reader(io.StringIO(as_csv(table), newline=""))]
    assert exact == ["a", *FORMULAS, "-5", "a - b", ""]


def test_an_answer_that_a_spreadsheet_would_calculate_is_told(iomkg: Iomkg, bare_store: Path) -> None:
    query, told = 'SELECT ("=1+1" AS ?x) {}', "1 cell begins like a formula; for a spreadsheet, --format spreadsheet"
    code, out, err = iomkg("query", "-", "--format", "csv", "--store", bare_store, given=query)
    assert (code, out) == (0, "x\r\n=1+1\r\n") or (code, out) == (0, "x\n=1+1\n")
    assert told in err.splitlines()
    code, out, err = iomkg("query", "-", "--format", "spreadsheet", "--store", bare_store, given=query)
    assert code == 0
    assert told not in err
    assert "'=1+1" in out
