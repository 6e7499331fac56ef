"""Words and layout: names for what has none, and lines that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from iomkg.answers import Answer, Coverage, Version
from iomkg.cli.output import MARK_OFF, MARK_ON, counted, marked, wrapped
from iomkg.cli.output_table import print_answer
from iomkg.explain import why
from iomkg.forms.rows import as_csv, as_tsv
from iomkg.model import Table, Term
from iomkg.naming import date_in_words, grouped
from iomkg.queries import Query
from iomkg.view import Statement

WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30), min_size=1).map(" ".join)


@given(WORDS, st.integers(20, 100), st.data())
def test_wrapped_text_fits_and_keeps_its_words_and_marks(text, columns, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = wrapped(marked(text, (start, end)), columns)
    for line in lines:
        assert len(line) <= columns
        assert line.count(MARK_ON) == line.count(MARK_OFF)
    joined = "".join(lines).replace(MARK_ON, "").replace(MARK_OFF, "")
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("lexical", "words"),
    [
        ("2022-02-16", "16 February 2022"),
        ("2022-02", "February 2022"),
        ("2022", "2022"),
        ("--02-16", "16 February (year not stated)"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_stated(lexical, words):
    assert date_in_words(lexical) == words


@pytest.mark.parametrize(("number", "words"), [("3000000", "3,000,000"), ("2.5", "2.5"), ("1234.5", "1,234.5")])
def test_thousands_are_set_apart(number, words):
    assert grouped(number) == words


@pytest.mark.parametrize(("number", "words"), [(0, "no rows"), (1, "1 row"), (2, "2 rows")])
def test_things_are_counted_in_words(number, words):
    assert counted(number, "row") == words


def statement(**changes) -> Statement:
    day = "2022-04-05"
    usual = {"source_rank": 5, "confidence": 0.95, "effective": day, "spoke": day, "claim": "a"}
    return Statement(predicate="p", value=Literal("x"), release="r", voice="v", **{**usual, **changes})


@pytest.mark.parametrize(
    ("loser", "reason"),
    [
        ({"source_rank": 6, "effective": "2023-01-01"}, "a source of a higher class says otherwise (class 5 before 6)"),
        ({"confidence": 0.75}, "a surer claim says otherwise (0.95 against 0.75)"),
        ({"spoke": "2022-02-18"}, "a later release says otherwise (2022-04-05 after 2022-02-18)"),
        ({"spoke": ""}, "a later release says otherwise (2022-04-05 after no date)"),
        (
            {"effective": "2022-02-18"},
            "a later version of the same release says otherwise (2022-04-05 after 2022-02-18)",
        ),
        ({"confidence": 0.91, "claim": "b"}, "only the order of their claim ids tells them apart"),
    ],
)
def test_the_reason_of_a_choice_is_the_step_that_decided_it(loser, reason):
    assert why(statement(), statement(**loser)) == reason


def answer(row: dict[str, Term], labels: dict[str, str]) -> Answer:
    """An answer of one row."""
    nothing = Coverage(0, {}, {}, None, None), Version(None, None, None)
    return Answer(Query("own", ""), "", "en", tuple(row), (tuple(row.values()),), *nothing,
                  labels=labels, evidence=((),), statuses=(None,))  # fmt: skip


def test_a_table_that_fits_is_one_and_one_that_does_not_is_records(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    thing = "https://w3id.org/iomkg/id/state/ner"
    print_answer(answer({"state": NamedNode(thing), "n": Literal(3)}, {thing: "Niger"}))
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["state", "n"]
    assert lines[-1] == ["Niger", "3"]
    print_answer(answer({"state": NamedNode(thing), "quote": Literal("so " * 90)}, {thing: "Niger"}))
    records = capsys.readouterr().out.splitlines()
    assert records[:4] == ["1", "  state  Niger", "         id:state/ner", "  quote  " + ("so " * 24).strip()]


def test_cells_with_separators_stay_one_cell():
    table = Table(("a",), ((Literal('one, "two"\tthree\nfour'),), (None,)))
    assert as_csv(table) == 'a\r\n"one, ""two""\tthree\nfour"\r\n""\r\n'
    assert as_tsv(table) == '?a\n"one, \\"two\\"\\tthree\\nfour"\n\n'
