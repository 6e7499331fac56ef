"""A table with every kind of term, and signs that trip forms up."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from iomkg.model import Table, Term
from iomkg.namespaces import XSD

NIGER = NamedNode("https://w3id.org/iomkg/id/state/ner")


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


ROWS: tuple[tuple[Term | None, ...], ...] = (
    (NIGER, Literal("Niger", language="fr"), typed("3", "integer"), typed("3000000.5", "decimal"), Literal("plain")),
    (None, Literal("", language="en"), typed("-12", "integer"), None, Literal("=1+1")),
    (NIGER, Literal("a <b> & \"c\" | 'd'"), None, typed("1", "decimal"), Literal("tab\tline\nend\rreturn \\ é 😀")),
    (NamedNode("https://example.org/?a=1&b=%7C"), typed("2022-02", "gYearMonth"), typed("7", "integer"), None, None),
)


@pytest.fixture
def table() -> Table:
    return Table(("state", "name", "count", "amount", "text"), ROWS)
