"""Answers in every form: other programs read back what was answered, and the same answer is the same bytes."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pyoxigraph
import pytest
import rdflib
from markdown_it import MarkdownIt
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Triple
from rdflib.query import Result
from tests.forms.conftest import NIGER, ROWS, SENTENCE
from tests.made_answers import answer_of, typed

from iomkg import forms
from iomkg.errors import UsageError
from iomkg.forms.workbook import Sheet, workbook
from iomkg.namespaces import XSD
from iomkg.serialisations import FORMATS

TRIPLES = [
    Triple(NamedNode(f"https://w3id.org/iomkg/id/state/{n}"), NamedNode("https://w3id.org/iomkg/ns#acronym"), value)
    for n, value in enumerate((Literal("a:b\n"), Literal("é", language="fr"), typed("2", "integer"),
                               NamedNode("https://example.org/")))
]  # fmt: skip


def of_rdflib(term: object) -> object:
    if isinstance(term, rdflib.Literal):
        # rdflib keeps the text it read in the literal itself.
        return (
            Literal(str(term), language=term.language)
            if term.language
            else Literal(str(term), datatype=NamedNode(str(term.datatype or XSD + "string")))
        )
    return NamedNode(str(term)) if isinstance(term, rdflib.URIRef) else term


@pytest.mark.parametrize(("form", "kind"), [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML),
                                            ("tsv", QueryResultsFormat.TSV)])  # fmt: skip
def test_pyoxigraph_reads_the_standard_forms_back_to_the_same_terms(plain, form, kind):
    read = pyoxigraph.parse_query_results(forms.rendered(plain, form), format=kind)
    assert [name.value for name in read.variables] == list(plain.columns)
    assert [tuple(solution) for solution in read] == list(ROWS)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_the_standard_forms_back_to_the_same_terms(plain, form):
    read = Result.parse(io.BytesIO(forms.rendered(plain, form)), format=form)
    assert [str(name) for name in read.vars] == list(plain.columns)
    bindings = [tuple(of_rdflib(row.get(name)) for name in read.vars) for row in read.bindings]
    assert bindings == list(ROWS)


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize(("form", "kind"), [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)])
def test_a_yes_or_no_is_read_back(answer, form, kind):
    assert bool(pyoxigraph.parse_query_results(forms.rendered(answer, form), format=kind)) is answer


def test_what_xml_cannot_hold_does_not_break_it():
    odd = answer_of(("a",), ((Literal("a\x01b\uffff"),),))
    (row,) = pyoxigraph.parse_query_results(forms.rendered(odd, "xml"), format=QueryResultsFormat.XML)
    assert row["a"] == Literal("a\ufffdb\ufffd")


def test_csv_has_the_values_alone(plain):
    rows = list(csv.reader(io.StringIO(forms.rendered(plain, "csv").decode(), newline="")))
    assert rows == [list(plain.columns), *([("" if v is None else v.value) for v in row] for row in ROWS)]


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads", "json-ld", "rdf-xml"])
def test_triples_are_read_back_whatever_their_order_was(form):
    content = forms.rendered(iter(TRIPLES), form)
    assert forms.rendered(iter([*reversed(TRIPLES), TRIPLES[0]]), form) == content
    read = {quad.triple for quad in pyoxigraph.parse(content, format=FORMATS[form].serialisation)}
    assert read == set(TRIPLES)


def test_a_workbook_has_numbers_as_numbers_and_formulas_as_texts(plain):
    book = openpyxl.load_workbook(io.BytesIO(forms.rendered(plain, "xlsx")))
    sheet = book["answer"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)] == [
        list(plain.columns),
        [ROWS[0][0].value, "Niger", 3, 3000000.5, "plain"],
        [None, None, -12, None, "=1+1"],
        [ROWS[0][0].value, ROWS[2][1].value, None, 1, "tab\tline\nend\rreturn \\ é 😀"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet["E3"].quotePrefix
    assert sheet["A2"].hyperlink.target == ROWS[0][0].value


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")'])
def test_no_text_of_a_workbook_is_a_formula(text):
    read = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("a", (text,), [(text,)], (9,))], text)))
    assert {cell.data_type for row in read["a"].iter_rows() for cell in row} <= {"s", "inlineStr"}
    assert read["a"]["A2"].value == text


def test_a_workbook_keeps_what_its_cells_cannot_hold_as_text():
    far, exact = dt.date(1755, 11, 1), Decimal("123456789012345678.5")
    row = (True, dt.date(2022, 2, 16), far, 10**15, exact, float("nan"), "a\x01b", "x" * 40_000)
    read = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("a", "12345678", [row], (9,))], "t")))["a"][2]
    assert [cell.value for cell in read[:7]] == [
        True, dt.datetime(2022, 2, 16), "1755-11-01", "1000000000000000", "123456789012345678.5", "nan", "ab",
    ]  # fmt: skip
    assert len(read[7].value) == 32_767


def test_parquet_has_types_and_keeps_what_they_cannot_hold_as_text(plain):
    whole = pq.read_table(io.BytesIO(forms.rendered(plain, "parquet")))
    assert [str(field.type) for field in whole.schema] == ["string", "string", "int64", "decimal128(8, 1)", "string"]
    assert whole.to_pydict()["count"] == [3, -12, None, 7]
    assert whole.to_pydict()["amount"] == [Decimal("3000000.5"), None, Decimal(1), None]
    assert whole.to_pydict()["text"] == [None if row[4] is None else row[4].value for row in ROWS]
    odd = answer_of(("large", "mixed", "ill", "none", "day", "truth"), (
        (typed(str(2**70), "integer"), typed("1", "integer"), typed("x", "integer"), None,
         typed("2022-02-16", "date"), typed("true", "boolean")),
        (typed("1", "integer"), Literal("one"), typed("1", "integer"), None, None, typed("0", "boolean")),
    ))  # fmt: skip
    read = pq.read_table(io.BytesIO(forms.rendered(odd, "parquet"))).to_pydict()
    assert read == {
        "large": [str(2**70), "1"], "mixed": ["1", "one"], "ill": ["x", "1"], "none": [None, None],
        "day": [dt.date(2022, 2, 16), None], "truth": [True, False],
    }  # fmt: skip


def test_a_workbook_tells_the_sentences_what_was_left_out_and_what_it_is(whole):
    book = openpyxl.load_workbook(io.BytesIO(forms.rendered(whole, "xlsx")))
    assert book.sheetnames == ["answer", "left out and why", "evidence", "about"]
    values = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert values["answer"] == [
        ["state", "stateLabel", "amount"], [NIGER.value, "Niger", 3], [NIGER.value, "Niger", 4],
    ]  # fmt: skip
    assert values["left out and why"][1] == [None, "https://w3id.org/iomkg/id/funding/1", "its amount is not stated"]
    assert [row[0] for row in values["evidence"]] == ["row", 1, 2, 2]
    assert values["evidence"][1][1:9] == [
        SENTENCE.quote, "Niger", "machine-coded", 0.9, "A <headline>", "An office", "2022-02", "https://example.org/a|b",
    ]  # fmt: skip
    about = {row[0]: row[1] for row in values["about"][1:]}
    assert about["question"] == "Who *pays*?"
    assert about["parameter region, exactly"] == "https://w3id.org/iomkg/id/region/sahel"
    assert about["version"] == "state 13, made by iomkg 0.1.0"
    assert "cq99-who (region=sahel)" in about["citation"]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_parquet_says_what_was_asked(whole):
    metadata = pq.read_schema(io.BytesIO(forms.rendered(whole, "parquet"))).metadata
    assert metadata[b"iomkg.question"] == b"Who *pays*?"
    assert metadata[b"iomkg.parameter.region"] == b"https://w3id.org/iomkg/id/region/sahel"
    assert b"Region: Sahel." in metadata[b"iomkg.notes"]


def page(answer):
    return MarkdownIt("commonmark").enable("table").render(forms.rendered(answer, "markdown").decode())


def test_markdown_shows_texts_as_they_stand(plain):
    html = page(plain)
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", html)]
    assert cells[:6] == ["row", *plain.columns]
    assert cells[6:12] == ["1", "id:state/ner", "Niger", "3", "3000000.5", "plain"]
    assert cells[20] == "a &lt;b&gt; &amp; &quot;c&quot; | 'd'"
    assert cells[23] == "tab line end return \\ é 😀"
    assert f'href="{NIGER.value}"' in html
    assert 'style="text-align:right">3000000.5' in html


def test_markdown_tells_the_sentences_and_how_to_cite(whole):
    text = re.sub(r"<[^>]*>", "", page(whole)).splitlines()
    assert text[0] == "Who *pays*?"
    assert text[1] == "region: Sahel"
    sentence = "“=SUM(A1) | Niger *pays*.” A &lt;headline&gt;, An office, February 2022"
    assert text.count(f"Row 1: {sentence}") == 1
    assert text.count(f"Row 2: {sentence}") == 2
    assert "id:funding/1: its amount is not stated" in text
    assert any(line.startswith("The iomkg maintainers (30 November 2026)") for line in text)


@pytest.mark.parametrize(
    "form",
    [
        name
        for name in forms.NAMES
        if name in ("csv", "tsv", "json", "xml", "markdown", "parquet", "xlsx", "spreadsheet")
    ],
)
def test_the_same_answer_is_the_same_bytes(plain, form, monkeypatch):
    first = forms.rendered(plain, form)
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert forms.rendered(plain, form) == first


@pytest.mark.parametrize(("given", "name", "file", "form"), [
    (answer_of((), ()), None, None, "table"),
    (answer_of((), ()), "md", None, "markdown"),
    (answer_of((), ()), None, "a.b/answer.XLSX", "xlsx"),
    (answer_of((), ()), "csv", "answer.txt", "csv"),
    (answer_of((), ()), "xml", None, "xml"),
    (True, None, None, "table"),
    (True, None, "a.srj", "json"),
    (iter(()), None, None, "turtle"),
    (iter(()), "xml", None, "rdf-xml"),
    (iter(()), None, "a.json", "json-ld"),
])  # fmt: skip
def test_a_form_is_chosen_by_name_or_suffix(given, name, file, form):
    assert forms.chosen(given, name, Path(file) if file else None) == form


@pytest.mark.parametrize(("given", "name", "file", "message"), [
    (answer_of((), ()), "turtle", None, "the query gives rows; --format is one of table, csv, tsv, json, xml, "),
    (answer_of((), ()), "table", "a.txt", "the query gives rows; --format is one of csv, tsv"),
    (answer_of((), ()), None, "answer", "the query gives rows; the file's name has no suffix that says its form: take"),
    (answer_of((), ()), None, "a.doc", "the query gives rows; the suffix '.doc' says no form of it: take one of .csv"),
    (True, "csv", None, "the query gives a yes or no; --format is one of table, json, xml"),
    (iter(()), "csv", None, "the query gives triples; --format is one of turtle, trig, ntriples, nquads, json-ld,"),
])  # fmt: skip
def test_a_form_that_the_answer_cannot_take_is_told(given, name, file, message):
    with pytest.raises(UsageError) as told:
        forms.chosen(given, name, Path(file) if file else None)
    assert str(told.value).startswith(message)
    assert "\n" not in str(told.value)


def test_with_sentences_a_row_comes_once_for_each_and_tells_its_number(whole):
    read = list(csv.DictReader(io.StringIO(forms.rendered(whole, "csv", sentences=True).decode(), newline="")))
    assert [row["row"] for row in read] == ["1", "2", "2"]
    assert {row["sentence"] for row in read} == {"=SUM(A1) | Niger *pays*."}
    assert (read[0]["headline"], read[0]["publisher"], read[0]["published"]) == ("A <headline>", "An office", "2022-02")
    assert "sentence" not in forms.rendered(whole, "csv").decode()


def test_a_workbook_says_that_nothing_was_left_out_and_has_days_as_days(whole):
    said = dataclasses.replace(whole.evidence[0][0], date="2022-02-16")
    answer = dataclasses.replace(whole, left_out=(), evidence=((said,), whole.evidence[1]), language="fr")
    book = openpyxl.load_workbook(io.BytesIO(forms.rendered(answer, "xlsx")))
    assert book["left out and why"]["A2"].value == "Rien n'a été écarté."
    head, first, second, *_ = book["evidence"].iter_rows()
    place = [cell.value for cell in head].index("date")
    assert first[place].value == dt.datetime(2022, 2, 16)
    assert second[place].value == "2022-02"
