"""Conversion by the rates of a file: each row shows its rate, and a missing one ends the command in a line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from tests.totals.books import books, money, told

from iomkg.errors import IomkgError
from iomkg.totals.counting import count
from iomkg.totals.rates import Rate, read_rates
from iomkg.totals.scope import Asked

RATES = "date,currency,rate\n2022-03-04,USD,1.0929\n2022-03-01,USD,1.1162\n2022-03-01,XOF,655.957\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rates.csv"
    path.write_text(RATES, "utf-8")
    return path


def test_each_sum_is_converted_at_the_last_rate_before_it(file: Path) -> None:
    own = books(
        [
            money("euros", 100, stated="2022-03-01"),
            money("dollars", 1000, currency="USD", stated="2022-03-03"),
            money("later", 1000, "q", currency="USD", stated="2022-03-06"),
            money("francs", 655957, "r", currency="XOF", told="2022-03-02"),
            money("undated", 5, "s", currency="USD"),
        ]
    )
    total = count(own, Asked(stage="announced"), read_rates(file, "eur"))
    assert {one.sum.iri: (one.amount, one.rate) for one in total.counted} == {
        "euros": (Decimal(100), Rate(dt.date(2022, 3, 1), Decimal(1))),
        "dollars": (Decimal("895.90"), Rate(dt.date(2022, 3, 1), Decimal("1.1162"))),
        "later": (Decimal("915.00"), Rate(dt.date(2022, 3, 4), Decimal("1.0929"))),
        "francs": (Decimal(1000), Rate(dt.date(2022, 3, 1), Decimal("655.957"))),
    }
    assert total.amounts == {"EUR": Decimal("2910.90")}
    assert told(total.left_out) == {"undated": ("undated", "")}


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        (RATES, "EUR", "rates.csv has no rate for USD on 2022-03-20 or in the 7 days before; add one, or allow more"),
        (RATES, "euros", "'euros' is no code of a currency; give one such as EUR"),
        ("day,currency,rate\n", "EUR", "rates.csv: the first line has to name the columns date, currency, rate"),
        ("date,currency,rate\n3.4.2022,USD,1\n", "EUR", "rates.csv, line 2: '3.4.2022' is not a day YYYY-MM-DD"),
        ("date,currency,rate\n2022-03-04,USD,1,09\n", "EUR", "rates.csv, line 2: there are more cells than columns"),
        ("date,currency,rate\n2022-03-04,USD,one\n", "EUR", "rates.csv, line 2: 'one' is not a number; write 655.957"),
        ("date,currency,rate\n2022-03-04,USD,0\n", "EUR", "rates.csv, line 2: a rate is more than nothing, not 0"),
    ],
)
def test_what_cannot_be_converted_is_told_in_a_line(file: Path, text: str, target: str, said: str) -> None:
    file.write_text(text, "utf-8")
    own = books([money("dollars", 10, currency="USD", stated="2022-03-20")])
    with pytest.raises(IomkgError) as refused:
        count(own, Asked(stage="announced"), read_rates(file, target))
    assert str(refused.value).startswith(said)


def test_more_days_may_be_allowed(file: Path) -> None:
    own = books([money("dollars", 10929, currency="USD", stated="2022-03-20")])
    assert count(own, Asked(stage="announced"), read_rates(file, "EUR", 30)).amounts == {"EUR": Decimal(10000)}
