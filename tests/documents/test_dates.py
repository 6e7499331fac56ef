from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.documents.dates import dates_in


@pytest.mark.parametrize(
    ("text", "wording", "value"),
    [
        ("2019-08-01", "2019-08-01", "2019-08-01"),
        ("2025-07", "2025-07", "2025-07"),
        ("2019-08-01T10:00:00Z", "2019-08-01T10:00:00Z", "2019-08-01"),
        ("2021/03/09", "2021/03/09", "2021-03-09"),
        ("Djidda Oumar - 19/04/2023 13:15", "19/04/2023 13:15", "2023-04-19"),
        ("Tue, 11/13/2018 - 08:00", "Tue, 11/13/2018 - 08:00", "2018-11-13"),
        ("11/02/2019 - 17:00", "11/02/2019 - 17:00", "2019-02-11"),
        ("Fri, 01/02/2019", "Fri, 01/02/2019", "2019-02-01"),
        ("Wed, 01/02/2019", "Wed, 01/02/2019", "2019-01-02"),
        ("05.04.18", "05.04.18", "2018-04-05"),
        ("GENEVA, 15th March, 2017 (WAM)", "15th March, 2017", "2017-03-15"),
        ("16th Feb, 2022 )", "16th Feb, 2022", "2022-02-16"),
        ("February 16, 2022 | 07:20 PM", "February 16, 2022 | 07:20 PM", "2022-02-16"),
        ("Monday, May 11, 2020", "Monday, May 11, 2020", "2020-05-11"),
        ("CONAKRY, le 20 Juillet 2018,", "20 Juillet 2018", "2018-07-20"),
        ("Tanger – 01 aout 2024 - Avec", "01 aout 2024", "2024-08-01"),
        ("Mardi 1er août 2023 à 10h30", "Mardi 1er août 2023 à 10h30", "2023-08-01"),
        ("14 Octubre, 2020", "14 Octubre, 2020", "2020-10-14"),
        ("Miércoles 26 de febrero de 2020, p. 13", "Miércoles 26 de febrero de 2020", "2020-02-26"),
        ("el 3 de mayo del 2021", "3 de mayo del 2021", "2021-05-03"),
        ("setiembre de 2019", "setiembre de 2019", "2019-09"),
        ("Kpalimé, 28 janv. (ATOP)", "28 janv.", None),
        ("LESVOS, Greece, April 4 (UNHCR)", "April 4", None),
    ],
)
def test_dates_as_pages_write_them(text: str, wording: str, value: str | None) -> None:
    (found,) = dates_in(text)
    assert (text[found.start : found.end], found.value) == (wording, value)


@pytest.mark.parametrize(
    "text",
    ["31/02/2020", "2.35 millions", "1.234.567", "le 45 mars", "2019-2021", "32 1", "100/200/3000", "v1.2.2020.3"],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert [found for found in dates_in(text) if found.value] == []


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    months = {
        "fr": _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        "en": _words("January February March April May June July August September October November December"),
        "es": _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    }
    weekdays = _words("Mon Tue Wed Thu Fri Sat Sun")
    number = day.month - 1
    for written in (
        day.isoformat(),
        f"{day.day} {months['fr'][number]} {day.year}",
        f"{months['en'][number]} {day.day}, {day.year}",
        f"{day.day} de {months['es'][number]} de {day.year}",
        f"{weekdays[day.weekday()]}, {day.month:02}/{day.day:02}/{day.year} - 08:00",
    ):
        found = dates_in(written)
        same_weekday = day.day <= 12 and date(day.year, day.day, day.month).weekday() == day.weekday()
        expected = day.isoformat()
        if "/" in written and same_weekday:
            # Both orders fall on this weekday: day first, as everywhere.
            expected = date(day.year, day.day, day.month).isoformat()
        assert [date_.value for date_ in found] == [expected]


def _words(text: str) -> list[str]:
    return text.split()
