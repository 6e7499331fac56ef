from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.documents.datelines import dateline_of


@pytest.mark.parametrize(
    ("text", "place", "published"),
    [
        ("Niamey - L’Organisation a lancé", "Niamey", None),
        ("Sikasso, Mali – C'est à Sikasso", "Sikasso, Mali", None),
        ("GENEVA, 15th March, 2017 (WAM) -- Returnees", "GENEVA", "2017-03-15"),
        ("N'Djamena – Borkou, Ennedi Ouest", "N'Djamena", None),
        ("CONAKRY, le 20 Juillet 2018,", "CONAKRY", "2018-07-20"),
        ("San Pedro de Macorís. Jefes militares", "San Pedro de Macorís", None),
        ("Tegucigalpa, Honduras. La OIM", "Tegucigalpa, Honduras", None),
        ("Guatemala – La OIM levanta", "Guatemala", None),
        ("Tanger – 01 aout 2024 - Avec le", "Tanger", "2024-08-01"),
        ("(IOM) Ouagadougou – On Thursday", "Ouagadougou", None),
        ("Madrid, 3 mar (EFE).- El Gobierno", "Madrid", None),
        ("Ciudad de México.- La OIM", "Ciudad de México", None),
        ("SANTO DOMINGO, R.D.- El ministerio", "SANTO DOMINGO, R.D.", None),
        ("Bogotá D.C., 5 de mayo de 2021. La OIM", "Bogotá D.C.", "2021-05-05"),
        ("Tunis, 9 December 2017:", "Tunis", "2017-12-09"),
        ("KABUL, (Wire News - 16th Feb, 2022 ) :The police", "KABUL", "2022-02-16"),
        ("Beira — Roughly 160", "Beira", None),
        ("Sénégal − Des hauts", "Sénégal", None),
        ("Brussels (UNHCR) – The joint", "Brussels", None),
        ("Washington, DC - The United", "Washington, DC", None),
        ("LESVOS, Greece, April 4 (UNHCR) – It", "LESVOS, Greece", None),
        ("(Bamako, le 5 mai 2021) – Le", "Bamako", "2021-05-05"),
        ("Le 3 mars 2020, Niamey – Le", "Niamey", "2020-03-03"),
        ("Bruxelles/Niamey, 3 mars 2020 – Le", "Bruxelles/Niamey", "2020-03-03"),
        ("Guinée-Bissau – Le projet", "Guinée-Bissau", None),
        ("Port-au-Prince, Haïti – Le projet", "Port-au-Prince, Haïti", None),
        ("Côte d'Ivoire - L’OIM", "Côte d'Ivoire", None),
        ("Abuja –The organisation", "Abuja", None),
        ("Accra, Nov. 18, 2020 (GNA) – The", "Accra", "2020-11-18"),
        ("BAKU, June 21, 2019. /Sea Wire/. The", "BAKU", "2019-06-21"),
        ("Quito, 22 de febrero de 2024. ¿Cómo", "Quito", "2024-02-22"),
        ("Tegucigalpa (Honduras), 24 de abril de 2023.- La OIM", "Tegucigalpa (Honduras)", "2023-04-24"),
        ("Honduras, 4 de noviembre de 2024. - La OIM", "Honduras", "2024-11-04"),
        ("Nairobi (Xinhua) -- The agency", "Nairobi", None),
        ("Rome: The ministry has arranged", "Rome", None),
        ("Niger - Kongokire (Niger), Sona (Mali)", "Niger", None),
    ],
)
def test_places_before_the_dash(text: str, place: str, published: str | None) -> None:
    found = dateline_of(text)
    assert found is not None
    assert (text[found.start : found.end], found.published) == (place, published)


@pytest.mark.parametrize(
    "text",
    [
        "Instructors from the Police schools gathered",
        "In Mostar today a delegation",
        "Commissaire Abdourahmane Alfa, DST Director, said",
        "OIM - Le projet",
        "L'OIM – une agence – a lancé",
        "Contexte – Le projet",
        "Mali, Niger : la police",
        "Objectif : renforcer la police",
        "EE. UU. otorgó US $10.3 millones",
        "Lundi 8 juillet - Le projet",
        "Phase two of the “Support” - a project",
        "Niger's ability to handle migration flows",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


@given(st.text(max_size=80))
def test_spans_are_within_the_text(text: str) -> None:
    found = dateline_of(text)
    if found:
        assert 0 <= found.start < found.end <= found.body <= len(text)
