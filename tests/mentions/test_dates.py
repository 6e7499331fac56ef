"""Dates as stated, no more exact than the text, with no year invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.folding import fold
from iomkg.mentions import dates
from iomkg.model import Language
from iomkg.values import DateSpan

STATED: list[tuple[Language, str, str, str | None]] = [
    ("fr", "du 4 au 5 avril 2022", "2022-04-04", "2022-04-05"),
    ("fr", "le lundi 4 avril 2022", "2022-04-04", None),
    ("fr", "le 16 février", "--02-16", None),
    ("fr", "ce 09 février", "--02-09", None),
    ("fr", "1er juin 2020", "2020-06-01", None),
    ("fr", "les 01 et 02 aout 2024", "2024-08-01", "2024-08-02"),
    ("fr", "du 01 décembre 2019 au 30 novembre 2022", "2019-12-01", "2022-11-30"),
    ("fr", "octobre 2022", "2022-10", None),
    ("fr", "19/04/2023", "2023-04-19", None),
    ("es", "del 22 al 24 de febrero", "--02-22", "--02-24"),
    ("es", "14 Octubre, 2020", "2020-10-14", None),
    ("es", "junio de 2019", "2019-06", None),
    ("es", "diciembre del 2024", "2024-12", None),
    ("es", "el 3 de mayo de 2021", "2021-05-03", None),
    ("en", "June 20, 2019", "2019-06-20", None),
    ("en", "from 2 to 5 April 2018", "2018-04-02", "2018-04-05"),
    ("en", "15th March, 2017", "2017-03-15", None),
    ("en", "on the 8th November", "--11-08", None),
    ("en", "30 June and 1 July 2019", "2019-06-30", "2019-07-01"),
    ("en", "June 2 to 5, 2018", "2018-06-02", "2018-06-05"),
    ("en", "January through April 2015", "2015-01", "2015-04"),
    ("en", "11/13/2018", "2018-11-13", None),
    ("en", "last week (08/05)", "--05-08", None),
    ("en", "2019-08-01", "2019-08-01", None),
    ("en", "in 2019", "2019", None),
    ("en", "the period 2021 to 2024", "2021", "2024"),
]


@pytest.mark.parametrize(("language", "text", "start", "end"), STATED, ids=[text for _, text, _, _ in STATED])
def test_dates_in_every_form(language: Language, text: str, start: str, end: str | None) -> None:
    (mention,) = dates.find(text, fold(text), language, None)
    assert mention.value == DateSpan(start, end)


@pytest.mark.parametrize(
    ("language", "text", "published", "start"),
    [
        ("en", "on the 8th November", "2018-11-13", "2018-11-08"),
        ("en", "on 15 December", "2019-01-10", "2018-12-15"),
        ("en", "yesterday", "2020-03-01", "2020-02-29"),
        ("fr", "aujourd'hui", "2021-09-12", "2021-09-12"),
        ("es", "este mes de julio", "2025-07", "2025-07"),
        ("en", "on Wednesday in Lusaka", "2024-03-14", "2024-03-13"),
        ("en", "last Thursday", "2024-03-14", "2024-03-14"),
        ("fr", "jeudi à Tunis", "2023-06-09", "2023-06-08"),
        ("es", "el pasado lunes", "2022-05-18", "2022-05-16"),
        ("es", "el 2 de mayo", "2019", "2019-05-02"),
    ],
)
def test_a_year_comes_from_a_known_date_of_publication(
    language: Language, text: str, published: str, start: str
) -> None:
    (mention,) = dates.find(text, fold(text), language, published)
    assert mention.value == DateSpan(start)


def test_two_weekdays_are_a_period() -> None:
    (mention,) = dates.find("last Wednesday and Thursday", fold("last Wednesday and Thursday"), "en", "2024-03-15")
    assert mention.value == DateSpan("2024-03-13", "2024-03-14")


@pytest.mark.parametrize(("text", "start"), [("hoy", "--03-31"), ("ayer", "--03-30")])
def test_today_is_the_day_of_a_dateline_without_its_year(text: str, start: str) -> None:
    (mention,) = dates.find(text, text, "es", "--03-31")
    assert mention.value == DateSpan(start)


@pytest.mark.parametrize("text", ["every Monday", "next Monday", "until Monday", "on Mondays", "Monday to Friday"])
def test_a_weekday_of_no_one_day_is_no_date(text: str) -> None:
    assert list(dates.find(text, fold(text), "en", "2024-03-14")) == []


def test_a_weekday_before_its_date_is_no_second_date() -> None:
    text = "Le lundi 4 avril 2022, puis mardi, 5 avril 2022"
    found = [mention.value for mention in dates.find(text, fold(text), "fr", "2022-04-08")]
    assert found == [DateSpan("2022-04-04"), DateSpan("2022-04-05")]


@pytest.mark.parametrize("text", ["yesterday", "this July", "32 May 2020", "30 February 2020", "2,019 people", "€2019"])
def test_what_is_in_no_calendar_or_cannot_be_known_is_left_out(text: str) -> None:
    assert list(dates.find(text, fold(text), "en", None)) == []


@given(st.text(alphabet="0123456789/-. avrilmayjunioperd", max_size=60))
def test_every_date_found_is_in_the_calendar(text: str) -> None:
    for mention in dates.find(text, fold(text), "fr", None):
        assert isinstance(mention.value, DateSpan)
        assert dates.is_valid(mention.value.start)
        assert mention.value.end is None or dates.is_valid(mention.value.end)
