"""Questions in words, each with what it has to be understood as, and those that have to be refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from iomkg.errors import QuestionError
from iomkg.namespaces import ID, SCHEME
from iomkg.queries import library
from iomkg.questions import Understanding, understand
from iomkg.store import Store

HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def told(found: Understanding) -> list[str]:
    """The understanding as understood.tsv has it."""
    given = {name: value.removeprefix(ID).removeprefix(SCHEME) for name, value in found.parameters.items()}
    values = " ".join(f"{name}={value}" for name, value in given.items())
    return [found.language, found.question, found.query.name[:4], values]


@pytest.mark.parametrize("row", rows("understood.tsv"), ids=lambda row: row[1])
def test_is_understood_as(row: list[str], samples: Store) -> None:
    found = understand(samples, row[1])
    assert told(found) == row
    assert found.unread == ()


@pytest.mark.parametrize(("question", "reason"), rows("refused.tsv"), ids=lambda text: text)
def test_is_refused(question: str, reason: str, samples: Store) -> None:
    with pytest.raises(QuestionError, match="ask who funds or carries out what") as refusal:
        understand(samples, question)
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_word_left_unread_is_told(samples: Store) -> None:
    found = understand(samples, "Which donors fund ruinous border projects in the Sahel?")
    assert (found.query.name[:4], found.unread) == ("cq01", ("ruinous",))


@pytest.mark.parametrize("question", ["", "   ", "?", "¿?", "42", "\u200b"])
def test_nothing_asked_is_refused(question: str, samples: Store) -> None:
    with pytest.raises(QuestionError, match="there is no question"):
        understand(samples, question)


def test_a_long_text_is_no_question(samples: Store) -> None:
    with pytest.raises(QuestionError, match="the question has 3,003 characters"):
        understand(samples, "Who funds " * 300 + "it?")


def test_every_question_of_the_library_can_be_asked_in_words() -> None:
    asked = {row[2] for row in rows("understood.tsv")}
    # These two are for those who know the graph: raw sums, and the evidence of one triple.
    assert {name[:4] for name in library()} - asked == {"cq12", "cq32"}
