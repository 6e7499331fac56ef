"""Answers that leave the terminal: files in many forms, pictures, citations."""

from __future__ import annotations

import json

import openpyxl
import pytest
from lxml import etree


def test_a_file_has_the_form_its_suffix_says_and_whole_evidence(run, sample_store, tmp_path):
    ran = run("query", "cq02", "--param", "donor=EU", "--output", tmp_path / "a.xlsx", store=sample_store)
    assert (ran.code, ran.out) == (0, "")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["answer", "left out and why", "evidence", "about"]
    head, *rows = book["answer"].iter_rows(values_only=True)
    amounts = {row[head.index("projectLabel")]: row[head.index("amount")] for row in rows}
    assert amounts["untitled project of: Mauritanie : quatre postes frontières ouverts dans le sud"] == 2_350_000
    quotes = [row[1] for row in book["evidence"].iter_rows(values_only=True)]
    assert any("2,35 millions d'euros" in quote for quote in quotes)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.xlsx"]


@pytest.mark.parametrize(("suffix", "begins"), [
    ("csv", b"donor,donorLabel,"), ("json", b"{\n"), ("xml", b"<?xml"), ("md", b"# Which donors"), ("parquet", b"PAR1"),
])  # fmt: skip
def test_a_file_of_each_form(run, sample_store, tmp_path, suffix, begins):
    target = tmp_path / f"answer.{suffix}"
    assert run("query", "cq01", "--output", target, store=sample_store).code == 0
    assert target.read_bytes().startswith(begins)


def test_triples_go_into_any_form_of_rdf(run, sample_store, tmp_path):
    query = "CONSTRUCT { ?p iomkg:hasDonor ?d } { ?p iomkg:hasDonor ?d }"
    assert run("query", "-", "--output", tmp_path / "a.rdf", given=query, store=sample_store).code == 0
    assert etree.parse(tmp_path / "a.rdf").getroot().tag.endswith("}RDF")


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_a_picture_is_drawn_beside_the_answer(run, sample_store, tmp_path, suffix):
    target = tmp_path / f"donors.{suffix}"
    ran = run("query", "cq01", "--format", "csv", "--plot", target, store=sample_store)
    assert ran.code == 0
    assert ran.out.startswith("donor,donorLabel")
    assert "Germany – Federal Foreign Office → Chad: 1 project" in target.read_text("utf-8")


@pytest.mark.parametrize(("arguments", "message"), [
    (["--plot", "a.gif"], "a.gif is no name for a picture; end it with .svg, .png or .html"),
    (["--plot-kind", "map"], "--plot-kind says what --plot FILE draws; give that too"),
    (["--plot", "a.svg", "--plot-kind", "network"],
     "the answer cannot be drawn as network: it takes two columns of actors; take --plot-kind bars or sankey or map"),
    (["--output", "a.docx"], "the query gives rows; the suffix '.docx' says no form of it: take one of .csv, .tsv, "
     ".json, .xml, .parquet, .xlsx, .md, .srj, .srx, .tab, or --format"),
])  # fmt: skip
def test_what_cannot_be_written_is_told_in_a_line(run, sample_store, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    ran = run("query", "cq01", *arguments, store=sample_store)
    assert ran.code == 2
    assert ran.told[-1] == f"iomkg: {message}"
    assert list(tmp_path.iterdir()) == []


def test_a_query_is_cited_with_its_parameters_and_sources(run, sample_store):
    ran = run("cite", "cq01", "--param", "region=sahel", "--format", "csl", store=sample_store)
    data, *sources = json.loads(ran.out)
    assert data["type"] == "dataset"
    assert data["note"] == (
        "query cq01-donors-of-theme-in-region (theme=border-management, region=sahel, definition=sahel-g5, "
        "member_at=ever)"
    )
    assert "Northern Chad: EUR 5 Million for Stability and Borders" in {source["title"] for source in sources}


def test_an_entity_and_a_state_are_cited(run, sample_store):
    lines = run("cite", "Balke", store=sample_store).out.splitlines()
    assert "Balke - Security and Stabilization Project in Northern Chad (https://w3id.org/iomkg/id/project/" in lines[0]
    assert lines[2].startswith(
        "IOM (6 March 2024): Northern Chad: EUR 5 Million for Stability and Borders. Press release."
    )
    assert "state 3, made by iomkg" in run("cite", "3", store=sample_store).out


@pytest.mark.parametrize(("arguments", "message"), [
    (["999"], "the store has no change 999; the newest is 13"),
    (["cq77"], "there is no query called 'cq77'; "
               "nearest: cq07-places-of-donor, cq17-co-implementation, cq27-what-is-missing"),
    (["3", "--param", "region=sahel"], "--param is for a query; name one of `iomkg queries`"),
])  # fmt: skip
def test_what_cannot_be_cited_is_told_in_a_line(run, sample_store, arguments, message):
    ran = run("cite", *arguments, store=sample_store)
    assert (ran.code, ran.out, ran.told) == (2, "", [f"iomkg: {message}"])


def test_a_total_is_drawn_and_its_workbook_says_what_was_left_out(run, sample_store, tmp_path):
    targets = tmp_path / "total.svg", tmp_path / "total.xlsx"
    ran = run("total", "--by", "donor", "--plot", targets[0], "--output", targets[1], store=sample_store)
    assert ran.code == 0
    assert "European Union: 2,350,000" in targets[0].read_text("utf-8")
    rows = list(openpyxl.load_workbook(targets[1])["left out and why"].iter_rows(values_only=True))
    assert "no-amount: no amount is stated, or only one by the year or the head" in {reason for _, _, reason in rows}
    assert all(words for words, _, _ in rows)


def test_a_breakdown_that_is_given_twice_is_told(run, sample_store):
    ran = run("total", "--by", "donor", "--by", "year", store=sample_store)
    assert (ran.code, ran.out, ran.told) == (
        2, "", ["iomkg: --by is given twice: donor and year; a total has one"],
    )  # fmt: skip


def test_what_was_written_is_told(run, sample_store, tmp_path):
    target = tmp_path / "a.csv"
    ran = run("query", "cq02", "--param", "donor=EU", "--output", target, "--evidence", store=sample_store)
    assert "a.csv: 2 rows written." in " ".join(ran.told[:3])
    assert target.read_text("utf-8").startswith("row,donor,donorLabel")
    assert target.read_text("utf-8").splitlines()[0].endswith("sentenceRelease,claim")


def test_a_picture_that_cannot_be_drawn_is_told_before_the_answer(run, sample_store, tmp_path, monkeypatch):
    monkeypatch.setattr("iomkg.plots.find_spec", lambda _: None)
    ran = run("query", "cq01", "--plot", tmp_path / "a.svg", store=sample_store)
    assert (ran.code, ran.out) == (2, "")
    assert ran.told[0].startswith("iomkg: pictures need matplotlib, which is not installed")


@pytest.mark.parametrize(("language", "told"), [
    ("fr", ["bailleur", "phrase", "lu par la machine", "Thème : gestion des frontières (border-management)",
            "ce qu'ils ne disent pas est inconnu", "Laissé à la valeur par défaut", "Précision et rappel"]),
    ("es", ["donante", "frase", "leído por la máquina", "Tema: gestión de fronteras", "lo que no dicen es desconocido",
            "Con el valor por defecto", "Precisión y exhaustividad"]),
])  # fmt: skip
def test_all_around_the_rows_is_in_the_language_asked_for(run, sample_store, language, told):
    ran = run("query", "cq01", "--lang", language, store=sample_store)
    text = " ".join(f"{ran.out} {ran.err}".split())
    assert [words for words in told if words not in text] == []
    empty = run("query", "cq01", "--param", "theme=resettlement", "--lang", language, store=sample_store)
    assert {"fr": "aucune ligne", "es": "ninguna fila"}[language] in empty.err
    assert "releases" not in empty.err
    total = run("total", "--country", "NER", "--lang", language, store=sample_store)
    assert not [word for word in ("Counted", "in scope", "Left out", "other-donor: from") if word in total.out]


def test_a_year_that_no_press_sum_tells_is_that_of_its_release(run, sample_store):
    ran = run("ask", "How much does the EU give for border management in 2014?", store=sample_store)
    text = " ".join(f"{ran.out} {ran.err}".split())
    assert "Total: EUR 2,350,000 in 1 sum." in text or "at most EUR 2,350,000" in text
    assert "No sum says which year it is for" in text
