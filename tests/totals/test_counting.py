"""What counts and what does not: a set in which adding up everything is wrong by more than double."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.totals.books import books, money, project, standing, told

from iomkg.totals.cells import Counted
from iomkg.totals.counting import Total, count
from iomkg.totals.reasons import REASONS
from iomkg.totals.scope import Asked, added
from iomkg.totals.sums import Books, Sum
from iomkg.totals.tables import rows_of

ANNOUNCED = Asked(stage="announced")


def amounts(total: Total) -> dict[str, int]:
    """What counts: by sum, how much of it."""
    return {one.sum.iri: int(one.amount) for one in total.counted}


def rows(total: Total) -> list[tuple[str, str, str, int]]:
    """The rows of a breakdown: cell, joint donors, reach beyond the scope, amount."""
    return [
        (row[0].cell, " ".join(sorted(row[0].jointly)), "; ".join(row[0].beyond), int(added(one.amount for one in row)))
        for row in rows_of(total)
    ]


@pytest.fixture(scope="module")
def everything() -> Books:
    """A sum of 10 that counts in each of twelve cases, and beside it whatever tells the same money again."""
    sums = [
        # One stage, one kind, one direction, one currency.
        money("plain", 10, "plain"),
        money("plain/none", None, "plain"),
        money("plain/budget", 10, "plain", kind="budget"),
        money("plain/signed", 10, "plain", stage="committed"),
        money("plain/received", 10, "plain", flow="incoming", recipients=frozenset({"iom"})),
        money("plain/in-cfa", 6560, "plain", currency="XOF", equivalent=None),
        # The same money in the source's own conversion.
        money("converted", 10, "converted", equivalent=(Decimal(11), "USD")),
        money("converted/usd", 11, "converted", currency="USD"),
        # A chain of publishers: linked by fundings, by activities, and not at all.
        money("giver", 10, "giver"),
        money("giver/grant", 7, "giver", "iom", drawn_from=frozenset({"giver"})),
        money("giver/sub-grant", 4, "sub", "ngo", drawn_from=frozenset({"giver/grant", "giver"})),
        money("chain", 10, "chain"),
        money("chain/second", 8, "chain-2", "", passed_by=frozenset({"aecid"})),
        money("chain/third", 6, "chain-3", "", passed_by=frozenset({"iom"})),
        money("chain/other-donor", 2, "chain-3", "norway"),
        money("unlinked", 10, "unlinked", recipients=frozenset({"giz"})),
        money("unlinked/passed-on", 9, "unlinked", "giz"),
        # Wholes and parts of a project.
        money("whole", 10, "whole", covers="total", told="2022-05-01"),
        money("whole/part", 6, "whole", covers="contribution"),
        money("whole/component", 3, "whole", covers="component"),
        money("whole/top-up-before", 2, "whole", covers="top-up", told="2021-01-01"),
        money("whole/top-up-undated", 1, "whole", covers="top-up"),
        money("whole/top-up-after", 5, "whole", covers="top-up", told="2023-01-01"),
        # A programme that is more than its known parts, and one whose parts tell more.
        money("programme", 10, "programme"),
        money("programme/project", 4, "programme-1"),
        money("programme/italy", 1, "programme-1", "italy"),
        money("pseudo", 9, "pseudo"),
        money("pseudo/one", 4, "pseudo-1"),
        money("pseudo/two", 6, "pseudo-2"),
        # Possibly the same.
        money("press", 10, "press"),
        money("press/other-sum", 12, "press", standing=standing(2)),
        money("twin", 10, "twin"),
        money("twin/in-french", 10, "jumeau", standing=standing(2)),
    ]
    projects = [
        project("chain", handlers="aecid"),
        project("chain-2", upstream="chain", handlers="aecid"),
        project("chain-3", upstream="chain chain-2", handlers="iom"),
        project("programme-1", wholes="programme"),
        project("pseudo-1", wholes="pseudo"),
        project("pseudo-2", wholes="pseudo"),
    ]
    return books(sums, projects, pairs=["press=press/other-sum", "jumeau=twin"])


def test_each_reason_leaves_out_what_tells_the_same_money_again(everything: Books) -> None:
    total = count(everything, ANNOUNCED)
    assert amounts(total) == {
        "plain": 10, "plain/in-cfa": 6560, "converted": 10, "giver": 10, "chain": 10, "chain/other-donor": 2,
        "unlinked": 10, "whole": 10, "whole/top-up-after": 5, "programme": 10, "programme/italy": 1, "pseudo/one": 4,
        "pseudo/two": 6, "press": 10, "twin": 10,
    }  # fmt: skip
    assert told(total.left_out) == {
        "plain/none": ("no-amount", ""),
        "plain/budget": ("other-kind", ""),
        "plain/signed": ("other-stage", ""),
        "plain/received": ("other-flow", ""),
        "converted/usd": ("same-in-another-currency", "converted"),
        "giver/grant": ("next-tier", "giver"),
        "giver/sub-grant": ("next-tier", "giver giver/grant"),
        "chain/second": ("next-tier", "chain"),
        "chain/third": ("next-tier", "chain chain/second"),
        "unlinked/passed-on": ("possibly-next-tier", "unlinked"),
        "whole/part": ("part-of-total", "whole"),
        "whole/component": ("part-of-total", "whole whole/part"),
        "whole/top-up-before": ("top-up-within-total", "whole"),
        "whole/top-up-undated": ("top-up-undated", "whole"),
        "programme/project": ("part-of-programme", "programme"),
        "pseudo": ("programme-total", "pseudo/one pseudo/two"),
        "press/other-sum": ("possibly-same", "press"),
        "twin/in-french": ("possibly-same", "twin"),
    }
    assert total.amounts == {"EUR": Decimal(108), "XOF": Decimal(6560)}
    naive = sum(one.amount for one in everything.sums.values() if one.amount and one.currency == "EUR")
    assert naive > 2 * total.amounts["EUR"]


def test_the_reasons_that_the_question_gives() -> None:
    """Together with the case above, every reason there is."""
    sums = [
        money("2021", 10, "plain", stated="2021"),
        money("2022", 10, "plain", stated="2022-05"),
        money("undated", 10, "plain"),
        money("2021-2024", 10, "plain", stage="announced"),
        money("dollars", 10, "plain", currency="USD"),
        money("germany", 10, "plain", "germany"),
        money("nobody", 10, "plain", ""),
        money("other-fund", 10, "plain", instruments=frozenset({"nama"})),
        money("shares", 10, "plain", "eu italy", shares={"eu": Decimal(7), "italy": Decimal(3)}),
        money("given", 10, "plain", flow="outgoing"),
        money("taken", 10, "plain", flow="incoming"),
    ]
    own = books([dataclasses.replace(one, instruments=one.instruments or frozenset({"eutf"})) for one in sums])
    asked = Asked(stage="announced", currency="EUR", donor="eu", instrument="eutf", years=(2022, 2022))
    total = count(own, asked)
    assert amounts(total) == {"2022": 10}
    assert told(total.left_out) == {
        "2021": ("other-year", ""), "undated": ("year-unknown", ""), "2021-2024": ("year-unknown", ""),
        "dollars": ("other-currency", ""), "germany": ("other-donor", ""), "nobody": ("donor-not-stated", ""),
        "other-fund": ("other-instrument", ""),
        "shares": ("year-unknown", ""), "given": ("year-unknown", ""), "taken": ("other-flow", ""),
    }  # fmt: skip
    received = count(own, Asked(stage="announced", flow="incoming"))
    assert amounts(received) == {"taken": 10}
    assert {code for code, _ in told(received.left_out).values()} == {"other-way"}
    of_period = [dataclasses.replace(one, period=("2021", "2024")) for one in sums[:2]]
    spread = count(books(of_period), Asked(stage="announced", years=(2022, 2022), year_of="period"))
    assert told(spread.left_out) == {"2021": ("several-years", ""), "2022": ("several-years", "")}
    assert amounts(count(books(of_period), Asked(stage="announced", years=(2021, 2024), year_of="period"))) == {
        "2021": 10,
        "2022": 10,
    }


def test_shares_are_split_only_where_the_source_states_them_all() -> None:
    own = books(
        [
            money("told", 10, donors="eu italy", shares={"eu": Decimal(7), "italy": Decimal(3)}),
            money("in-part", 10, "q", donors="eu italy", shares={"eu": Decimal(7)}),
            money("more", 10, "r", donors="eu italy", shares={"eu": Decimal(7), "italy": Decimal(7)}),
            money("joint", 10, "s", donors="eu italy"),
        ]
    )
    by_donor = count(own, Asked(by="donor", stage="announced"))
    assert rows(by_donor) == [("eu", "", "", 7), ("italy", "", "", 3), ("jointly", "eu italy", "", 30)]
    of_eu = count(own, Asked(stage="announced", donor="eu"))
    assert rows(of_eu) == [("", "", "", 7), ("", "italy", "", 30)]
    assert [(each.code, each.reason(), each.amount) for each in of_eu.left_out] == [
        ("share-of-others", "the shares of the other donors in a joint sum: EUR 3", Decimal(3))
    ]
    assert of_eu.amounts == {"EUR": Decimal(37)}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("donor", [("eu", "", "", 30), ("jointly", "eu italy", "", 5)]),
        ("theme", [("borders", "", "", 20), ("returns", "", "", 5), ("several themes", "", "", 10)]),
        ("country", [("country not stated", "", "", 5), ("niger", "", "", 20), ("several countries", "", "", 10)]),
        ("year", [("2021", "", "", 10), ("2022", "", "", 10), ("year unknown", "", "", 15)]),
        ("project", [("p", "", "", 20), ("q", "", "", 10), ("r", "", "", 5)]),
        ("implementer", [("implementer not stated", "", "", 35)]),
    ],
)
def test_what_belongs_to_several_cells_has_a_row_of_its_own(by: str, expected: list[Any]) -> None:
    own = books(
        [
            money("one", 10, "p", stated="2021-02"),
            money("two", 10, "p", stated="2022"),
            money("several", 10, "q", stated="--02-16"),
            money("joint", 5, "r", "eu italy"),
        ],
        [
            project("p", themes="borders", countries="niger"),
            project("q", themes="borders returns", countries="niger mali"),
            project("r", themes="returns"),
        ],
    )
    total = count(own, Asked(by=by, stage="announced"))
    assert rows(total) == expected
    assert sum(row[3] for row in rows(total)) == total.amounts["EUR"] == 35


def test_what_reaches_beyond_the_scope_is_told_apart() -> None:
    own = books(
        [
            money("inside", 10, "p"),
            money("outside-too", 10, "p far"),
            money("joint", 10, "p", "eu italy"),
            money("themes", 10, "q"),
        ],
        [
            project("p", themes="borders", countries="niger"),
            project("q", themes="borders returns", countries="niger mali"),
        ],
        scope="p q",
    )
    asked = Asked(stage="announced", donor="eu", country="niger", themes=frozenset({"borders"}))
    assert rows(count(own, asked)) == [
        ("", "", "", 10),
        ("", "", "several countries; several themes", 10),
        ("", "", "with projects out of scope", 10),
        ("", "italy", "", 10),
    ]


def test_a_state_pays_through_its_bodies() -> None:
    own = books([money("ministry", 10, donors="ministry"), money("both", 10, "q", "italy ministry")], ministry="italy")
    assert rows(count(own, Asked(stage="announced", donor="italy"))) == [("", "", "", 20)]
    assert rows(count(own, Asked(by="donor", stage="announced"))) == [("ministry", "", "", 20)]


def test_the_stage_is_the_one_most_projects_have_a_sum_at() -> None:
    own = books([money("a", 1, "p"), money("b", 1, "p"), money("c", 1, "q", stage="committed"), money("d", 1, "r")])
    assert count(own, Asked()).asked.stage == "announced"
    tied = books([money("a", 1, "p"), money("c", 1, "q", stage="committed")])
    assert count(tied, Asked()).asked.stage == "committed"
    assert count(books([]), Asked()).asked.stage == "announced"


def test_a_programme_that_reaches_beyond_the_scope_gives_way_to_its_parts() -> None:
    own = books(
        [money("programme", 100, "programme"), money("part", 4, "part")],
        [project("programme", countries="niger mali"), project("part", countries="niger", wholes="programme")],
    )
    assert amounts(count(own, Asked(stage="announced"))) == {"programme": 100}
    assert amounts(count(own, Asked(stage="announced", country="niger"))) == {"part": 4}


def test_two_that_each_say_they_are_taken_from_the_other_leave_one() -> None:
    circle = books([money("a", 5, drawn_from=frozenset({"b"})), money("b", 6, drawn_from=frozenset({"a"}))])
    assert amounts(count(circle, ANNOUNCED)) == {"a": 5}


def test_numbers_of_projects() -> None:
    own = books([money("a", 1, "p", stated="2021"), money("b", 1, "q"), money("c", None, "r")], scope="p q r s")
    total = count(own, Asked(stage="announced"))
    assert (total.projects, total.with_amount, total.with_year) == (4, 2, 1)
    total = count(own, Asked(stage="announced", years=(2022, 2023)))
    assert (total.projects, total.with_amount, total.with_year) == (4, 2, 0)


def test_the_reasons_are_all_tested() -> None:
    """`undated` stands in the tests of rates."""
    tested = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in REASONS if f'"{code}"' not in tested and code != "undated"] == []


def test_a_sum_is_counted_or_left_out_with_all_of_its_money(everything: Books) -> None:
    total = count(everything, ANNOUNCED)
    counted: list[Counted] = list(total.counted)
    sums: list[Sum] = [one.sum for one in counted] + [each.sum for each in total.left_out]
    assert sorted(one.iri for one in sums) == sorted(everything.sums)
