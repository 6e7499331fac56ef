"""What every question of the library answers: whole results on the small world of portfolio.toml and on the samples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from iomkg.answers import Answerer
from iomkg.namespaces import XSD
from iomkg.queries import bind, find, library
from iomkg.store import Store
from tools import answers

DECIMAL = NamedNode(f"{XSD}decimal")
WORLD = answers.blocks((answers.EXPECTED / "portfolio.txt").read_text("utf-8"))
SAMPLES = answers.blocks((answers.EXPECTED / "samples.txt").read_text("utf-8"))


@pytest.mark.parametrize("question", WORLD)
def test_the_small_world_is_answered_as_expected(portfolio: answers.Graph, question: str) -> None:
    assert portfolio.answered(question) == WORLD[question]


def test_the_samples_are_answered_as_expected(sample_store: Path) -> None:
    with Store.open(sample_store, writable=False) as store:
        graph = answers.Graph(store, {})
        assert {question: graph.answered(question) for question in SAMPLES} == SAMPLES


@pytest.mark.parametrize("expected", [WORLD, SAMPLES], ids=["world", "samples"])
def test_every_question_of_the_library_is_asked(expected: Mapping[str, str]) -> None:
    assert {question.partition(" ")[0] for question in expected} == set(library())


def test_every_question_has_rows_in_the_small_world() -> None:
    answered = {question.partition(" ")[0] for question, block in WORLD.items() if "\n" in block}
    assert answered == set(library())


def test_a_sum_told_in_two_languages_is_one_funding_of_two_releases() -> None:
    rows = WORLD["cq30-same-money donor=agency/ita/ministry-foreign-affairs"].splitlines()[1:]
    assert [row.split(" | ")[:2] + row.split(" | ")[-2:] for row in rows] == [
        ["told by several releases", "borders-fr/funding/1", "2", "2"]
    ]


def test_a_sum_told_in_two_languages_has_both_sentences(portfolio: answers.Graph) -> None:
    answer = Answerer(portfolio).ask("cq12", {"donor": "agency/ita/ministry-foreign-affairs"})
    assert [row[answer.columns.index("amount")] for row in answer.rows] == [Literal("3000000", datatype=DECIMAL)]
    (sentences,) = answer.evidence
    quotes = {sentence.quote for sentence in sentences}
    assert any("y consacre 3 millions d'euros" in quote for quote in quotes)
    assert "Italy's foreign ministry is giving EUR 3 million for two years." in quotes


@pytest.mark.parametrize("name", [name for name, query in library().items() if query.evidence])
def test_every_row_of_facts_has_its_sentences(portfolio: answers.Graph, name: str) -> None:
    question = next(question for question in WORLD if question.startswith(name))
    query = find(name)
    bound = bind(portfolio, query, portfolio.parameters(question))
    answer = Answerer(portfolio).answer(bound, portfolio.select(bound.sparql))
    unsaid = [row for row, behind in zip(answer.rows, answer.evidence, strict=True) if not behind]
    # Rows that say that nothing is known rest on nothing.
    assert len(unsaid) == {"cq11-projects-along-route": 4, "cq19-active-on": 4, "cq25-years-of-country": 1}.get(name, 0)


def test_what_is_doubted_is_in_no_answer_but_as_doubted() -> None:
    for question, block in WORLD.items():
        spain = [line for line in block.splitlines() if "id:state/esp" in line or "borders-fr/funding/2" in line]
        assert question.startswith("cq32") or not spain
        assert all("scheme:claim-status/doubtful" in line for line in spain)


def test_what_differs_is_shown_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], portfolio: answers.Graph
) -> None:
    kept = "== cq18-co-funding theme=border-management\none | other | projects | joint\nnobody | anybody | 1 | 0\n"
    (tmp_path / "world.txt").write_text(kept, "utf-8")
    monkeypatch.setattr(answers, "EXPECTED", tmp_path)
    monkeypatch.setattr(answers, "_graphs", lambda _: {"world": portfolio})
    monkeypatch.setattr(portfolio.store, "close", lambda: None)
    monkeypatch.setattr("sys.argv", ["answers"])
    assert answers.main() == 1
    assert "-nobody | anybody | 1 | 0" in capsys.readouterr().out
    assert (tmp_path / "world.txt").read_text("utf-8") == kept
    monkeypatch.setattr("sys.argv", ["answers", "--write"])
    assert answers.main() == 0
    assert "nobody" not in (tmp_path / "world.txt").read_text("utf-8")
