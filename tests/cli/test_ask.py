"""`iomkg ask`, and `--endpoint`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_the_reading_is_told_before_the_rows(run: Run, sample_store: Path) -> None:
    ran = run("ask", "Which donors fund ruinous border projects in the Sahel?", "--format", "csv", store=sample_store)
    assert ran.code == 0
    assert " ".join(ran.told[:3]).startswith(
        "Read as theme: border management; region: Sahel; definition: G5 Sahel (sahel-g5); question: "
        "cq01-donors-of-theme-in-region. Not read, and not heeded: ruinous."
    )
    asked = run("query", "cq01", "--format", "csv", store=sample_store)
    assert ran.out == asked.out
    assert ran.out.count("\n") > 5


def test_labels_are_in_the_language_of_the_question(run: Run, sample_store: Path) -> None:
    question = ("ask", "Quels", "bailleurs", "financent", "des", "projets", "frontaliers", "au", "Sahel", "?")
    french = run(*question, "--format", "csv", store=sample_store)
    assert "Allemagne" in french.out
    english = run(*question, "--format", "csv", "--lang", "en", store=sample_store)
    assert "Allemagne" not in english.out
    assert "Germany" in english.out


def test_the_same_from_a_file(run: Run, sample_store: Path, tmp_path: Path) -> None:
    ran = run("ask", "Which projects does the EU fund?", "--output", tmp_path / "projects.csv", store=sample_store)
    assert ran.code == 0, ran.err
    asked = run("query", "cq02", "--param", "donor=EU", "--format", "csv", store=sample_store)
    assert (tmp_path / "projects.csv").read_text() == asked.out


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "there is no question"),
        ("Why does Italy fund border projects in the Sahel?", "'Why' asks for a cause or an effect"),
        ("SELECT * WHERE { ?s ?p ?o }", "'{' is no sign of a question in words, and `iomkg query -` takes SPARQL"),
        ("Which donors fund border projects in Wakanda?", "'Wakanda' is no name the graph knows"),
    ],
)
def test_what_is_refused_is_told_in_one_line_with_the_nearest_questions(
    run: Run, sample_store: Path, question: str, told: str
) -> None:
    ran = run("ask", question, store=sample_store)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.told[0].startswith(f"iomkg: {told}")


def test_a_name_of_two_things_is_asked_back(run: Run, sample_store: Path) -> None:
    ran = run("ask", "Who carries out projects in Congo?", store=sample_store)
    assert ran.code == 2
    assert ran.told[0] == "iomkg: 'Congo' may mean several things; ask one of these"
    assert "--param country=country/cod" in ran.err
    assert "--param country=country/cog" in ran.err


class TestEndpoint:
    def test_a_question_in_words_has_the_rows_of_the_store(self, run: Run, sample_store: Path, served: str) -> None:
        question = ("ask", "Who implements the projects of the European Union?", "--format", "json")
        here, there = run(*question, store=sample_store), run(*question, "--endpoint", served)
        assert there.code == 0, there.err
        assert (there.out, there.err) == (here.out, here.err)

    def test_a_question_of_the_library_has_the_rows_of_the_store(
        self, run: Run, sample_store: Path, served: str
    ) -> None:
        query = ("query", "cq01", "--evidence")
        here, there = run(*query, store=sample_store), run(*query, "--endpoint", served)
        assert (there.out, there.err) == (here.out, here.err)

    def test_sparql_that_calls_elsewhere_is_refused(self, run: Run, served: str, tmp_path: Path) -> None:
        (tmp_path / "own.rq").write_text("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
        ran = run("query", tmp_path / "own.rq", "--endpoint", served)
        assert ran.code == 2
        assert "calls a remote SERVICE" in ran.err

    def test_a_service_that_is_not_there_is_told_in_one_line(self, run: Run) -> None:
        ran = run("query", "cq01", "--endpoint", "http://127.0.0.1:9/sparql")
        assert ran.code == 1
        assert len(ran.told) == 1
        assert "http://127.0.0.1:9/sparql cannot be reached" in ran.told[0]

    def test_a_service_has_no_past(self, run: Run) -> None:
        ran = run("query", "cq01", "--endpoint", "http://127.0.0.1:9/sparql", "--as-of", "3")
        assert (ran.code, ran.out) == (2, "")
        assert "a service at --endpoint has none" in ran.err
