"""An answer with every kind of term, signs that trip forms up, sentences and things left out."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode
from tests.made_answers import answer_of, typed

from iomkg.answers import Answer, LeftOut, Sentence
from iomkg.model import Term
from iomkg.queries import Query, Value

NIGER = NamedNode("https://w3id.org/iomkg/id/state/ner")


ROWS: tuple[tuple[Term | None, ...], ...] = (
    (NIGER, Literal("Niger", language="fr"), typed("3", "integer"), typed("3000000.5", "decimal"), Literal("plain")),
    (None, Literal("", language="en"), typed("-12", "integer"), None, Literal("=1+1")),
    (NIGER, Literal("a <b> & \"c\" | 'd'"), None, typed("1", "decimal"), Literal("tab\tline\nend\rreturn \\ é 😀")),
    (NamedNode("https://example.org/?a=1&b=%7C"), typed("2022-02", "gYearMonth"), typed("7", "integer"), None, None),
)
SENTENCE = Sentence(
    claim="https://w3id.org/iomkg/id/claim/1", quote="=SUM(A1) | Niger *pays*.", worded="Niger", confidence=0.9,
    status="machine-coded", release="https://w3id.org/iomkg/id/release/0a", headline="A <headline>",
    publisher="An office", url="https://example.org/a|b", date="2022-02",
)  # fmt: skip


@pytest.fixture
def plain() -> Answer:
    """An answer whose columns get no others beside them."""
    return answer_of(("state", "name", "count", "amount", "text"), ROWS)


@pytest.fixture
def whole() -> Answer:
    """An answer to a question, with all that goes with one."""
    return answer_of(
        ("state", "amount"),
        ((NIGER, typed("3", "integer")), (NIGER, typed("4", "integer"))),
        query=Query("cq99-who", "SELECT …", {"en": "Who *pays*?"}, "A row a state."),
        labels={NIGER.value: "Niger"},
        parameters={"region": Value(NamedNode("https://w3id.org/iomkg/id/region/sahel"), "Sahel")},
        evidence=((SENTENCE,), (SENTENCE, SENTENCE)),
        statuses=("machine-coded", "confirmed"),
        notes=("Region: Sahel.",),
        left_out=(LeftOut("https://w3id.org/iomkg/id/funding/1", "its amount is not stated"),),
    )
