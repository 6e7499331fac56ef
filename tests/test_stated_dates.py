"""Stated dates: their precision, the days they may be, and whether two of them may be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg import stated_dates


@pytest.mark.parametrize(
    ("lexical", "datatype", "earliest", "latest"),
    [
        ("2022-02-16", "date", "2022-02-16", "2022-02-16"),
        ("2024-02", "gYearMonth", "2024-02-01", "2024-02-29"),
        ("2022", "gYear", "2022-01-01", "2022-12-31"),
        ("--02-29", "gMonthDay", None, None),
    ],
)
def test_a_date_is_as_exact_as_stated(lexical: str, datatype: str, earliest: str | None, latest: str | None) -> None:
    date = stated_dates.parse(lexical)
    assert (date.datatype, date.earliest, date.latest) == (datatype, earliest, latest)


@pytest.mark.parametrize("lexical", ["2022-13", "2023-02-29", "--02-30", "22", "2022-2", "16 February", ""])
def test_what_is_no_date_is_refused(lexical: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        stated_dates.parse(lexical)


@pytest.mark.parametrize(
    ("one", "other", "may_be_one"),
    [
        ("2022-02-16", "2022-02", True),
        ("2022-02-16", "2022-03", False),
        ("--02-16", "2022-02-16", True),
        ("--02-16", "2022-02", True),
        ("--02-16", "2022", True),
        ("--02-16", "2022-03", False),
        ("--02-16", "--02-17", False),
    ],
)
def test_two_dates_may_be_one_day(one: str, other: str, may_be_one: bool) -> None:
    assert stated_dates.compatible(one, other) is may_be_one
    assert stated_dates.compatible(other, one) is may_be_one


@given(st.dates())
def test_every_day_lies_within_its_month_and_year(day) -> None:
    iso = day.isoformat()
    for lexical in (iso, iso[:7], iso[:4]):
        date = stated_dates.parse(lexical)
        assert date.earliest is not None
        assert date.latest is not None
        assert date.earliest <= iso <= date.latest
        assert stated_dates.compatible(lexical, iso)
