"""The worked example of docs/totals.md counts as it says, and the page tells every reason."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from pathlib import Path

from tests.totals.books import books, money, project, standing

from iomkg.totals.counting import count
from iomkg.totals.reasons import REASONS
from iomkg.totals.scope import Asked
from iomkg.totals.sums import Sum


def example(text: str) -> tuple[list[Sum], dict[str, str], list[str]]:
    """The sums of the last table, what counts of each (an amount or a reason), and the pairs in doubt."""
    sums, counts, pairs = [], {}, []
    rows = [line.strip("| ").split(" | ") for line in text.rpartition("|---|")[2].splitlines()[1:]]
    for iri, place, donors, amount, told, result in (list(map(str.strip, row)) for row in rows):
        one = money(iri, int(amount), place, donors)
        if "received by the Agency" in told:
            one = dataclasses.replace(one, recipients=frozenset({"Agency"}))
        if taken := re.search(r"taken from (\w+)", told):
            one = dataclasses.replace(one, drawn_from=frozenset({taken[1]}))
        if covers := re.search(r"covers ([\w-]+)(?:, ([\d-]+))?", told):
            one = dataclasses.replace(one, covers=covers[1], told=covers[2])
        if same := re.search(r"possibly the same as (\w+)", told):
            one = dataclasses.replace(one, standing=standing(2))
            pairs.append(f"{iri}={same[1]}")
        if told == "received report":
            one = dataclasses.replace(one, flow="incoming")
        sums.append(one)
        counts[iri] = result
    return sums, counts, pairs


def test_the_worked_example(repository: Path) -> None:
    sums, expected, pairs = example((repository / "docs" / "totals.md").read_text("utf-8"))
    own = books(
        sums,
        [project("programme-niger", wholes="programme"), project("programme-mali", wholes="programme")],
        pairs=pairs,
    )
    total = count(own, Asked(stage="announced"))
    found = {one.sum.iri: str(one.amount) for one in total.counted}
    found |= {each.sum.iri: each.code for each in total.left_out}
    assert found == expected
    assert sum(one.amount for one in sums if one.amount) == Decimal(105)
    assert total.amounts == {"EUR": Decimal(51)}


def test_every_reason_is_told(repository: Path) -> None:
    text = (repository / "docs" / "totals.md").read_text("utf-8")
    assert [code for code in REASONS if f"`{code}`" not in text] == []
