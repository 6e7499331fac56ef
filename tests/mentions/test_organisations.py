"""Organisations the reference data does not hold, told by the words beside them; in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iomkg.model import Language, Mention
from iomkg.values import Body

Finder = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Hier l'association locale Zuri Mbela a parlé.", {"Zuri Mbela"}),
        ("fr", "Il y a six associations libanaises, parmi lesquelles Zuri et Mbela.", {"Zuri", "Mbela"}),
        ("fr", "C'est le travail de l'ONG belgradoise Zuri.", {"Zuri"}),
        ("es", "Hoy la organización agraria Zuri lo dijo.", {"Zuri"}),
        ("es", "Lo hace la organización Llegar y Quedarse.", {"Llegar y Quedarse"}),
        ("es", "Allí está la organización Barcas sin fronteras Perú.", {"Barcas sin fronteras Perú"}),
        ("en", "It is the employers' federation ZUMB that gives it.", {"ZUMB"}),
        (
            "fr",
            "Avec l'ONG nigérienne Zuri et la Croix-Rouge nigérienne.",
            {"Zuri", "Croix-Rouge nigérienne"},
        ),
        ("en", "Two charities, Zuri and Mbela, are there.", {"Zuri", "Mbela"}),
        # acronyms that act, or go on with a list
        ("en", "It is implemented by ZUMB.", {"ZUMB"}),
        ("fr", "C'est un plan que ZUMB réalise.", {"ZUMB"}),
        ("es", "Son obra de UNICEF y de ZUMB.", {"UNICEF", "ZUMB"}),
        ("en", "It is paid by UNICEF and EUR 5 is left, by GPS and by VAT.", {"UNICEF"}),
    ],
)
def test_organisations_by_the_words_beside_them(
    find: Finder, language: Language, text: str, expected: set[str]
) -> None:
    assert {mention.text for mention in find(text, language) if mention.kind == "body"} == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The National Commission for Women (NCW), an NGO, is there."),
        ("fr", "La Commission des Femmes Réfugiées, une ONG, est là."),
        ("es", "La Comisión Mujeres Refugiadas, una organización no gubernamental, está allí."),
    ],
)
def test_what_is_said_to_be_an_ngo_is_no_public_body(find: Finder, language: Language, text: str) -> None:
    (body,) = (mention for mention in find(text, language) if mention.kind == "body")
    assert isinstance(body.value, Body)
    assert not body.value.public
