"""Whether a release without a project's title announces one: what is paid for, begun or given, not what is mourned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

ANNOUNCES: list[tuple[Language, str]] = [
    ("en", "Some 40 wells will be dug around Bol with 2 million dollars at hand."),
    ("en", "A total of EUR 300,000 goes into a shelter for minors in Bol."),
    ("en", "The three parties put half a million pounds on the table for buses in Chad."),
    ("fr", "À Bol, 40 puits seront creusés : les travaux coûteront 2 millions de dollars."),
    ("fr", "Trois véhicules, dont le gouvernement espagnol a fait don au Tchad, sont arrivés à Bol."),
    ("es", "El servicio de Bol dispondrá de 300.000 euros para albergues."),
]

ANNOUNCES_NOT: list[tuple[Language, str]] = [
    ("en", "Boat sinks off Zarzis, 20 dead\nThe navy found 20 bodies. Italy had pledged 30 million euros to Tunisia."),
    ("en", "Agencies ask for access\nTheir joint appeal of $250 million stands at 12 per cent."),
    ("en", "The Union has given the country 88 million euros since 2018, the minister said."),
    ("en", "He had paid 1,500 dollars to a smuggler in Zuwara."),
    (
        "fr",
        "Naufrage au large de Sfax\nL'an dernier, l'Italie avait promis 3 millions d'euros.",
    ),
    ("fr", "Chaque rescapé avait payé 2 500 euros sa traversée vers Sfax."),
    ("es", "Naufragio frente a Sfax\nHallan 20 cuerpos. Italia había prometido 3 millones de euros a Túnez."),
    ("es", "El año pasado se gastaron 3 millones de euros en vuelos desde Trípoli."),
]


@pytest.mark.parametrize(("language", "text"), ANNOUNCES, ids=[text[:40] for _, text in ANNOUNCES])
def test_a_sum_or_a_gift_announces_an_unnamed_project(
    record_of: Callable[..., Any], language: Language, text: str
) -> None:
    assert [project["title"] for project in record_of(text, language)["projects"]] == [None]


@pytest.mark.parametrize(("language", "text"), ANNOUNCES_NOT, ids=[text[:40] for _, text in ANNOUNCES_NOT])
def test_what_was_paid_asked_for_or_mourned_announces_none(
    record_of: Callable[..., Any], language: Language, text: str
) -> None:
    assert record_of(text, language)["projects"] == []


COUNTED: list[tuple[Language, str, list[int | None]]] = [
    (
        "en",
        "Two projects begin in Chad. The first, funded by Sweden, lasts two years. The second is paid for by Norway "
        "and lasts 18 months.",
        [24, 18],
    ),
    (
        "fr",
        "Deux interventions débutent au Tchad. La première, que la Suède finance, durera deux ans. La seconde est "
        "financée par la Norvège sur dix-huit mois.",
        [24, 18],
    ),
    (
        "es",
        "Dos iniciativas arrancan en Honduras. La primera, financiada por Suecia, durará dos años. La segunda, "
        "financiada por Noruega, durará dieciocho meses.",
        [24, 18],
    ),
    (
        "en",
        "Sweden funds a project in Chad for two years. The first workshop was held in Bol. The second is near.",
        [24],
    ),
]


@pytest.mark.parametrize(("language", "text", "months"), COUNTED, ids=[text[:40] for _, text, _ in COUNTED])
def test_projects_counted_off_are_several(
    record_of: Callable[..., Any], language: Language, text: str, months: list[int | None]
) -> None:
    assert [project["duration_months"] for project in record_of(text, language)["projects"]] == months


APART: list[tuple[Language, str, list[int | None]]] = [
    (
        "en",
        "Two grants for Chad\nItaly signed two grants worth 5 million euros in all. Three million are allotted "
        "to UNHCR, "
        "which will register refugees in Chad. The remaining two million go to IOM for the return of migrants "
        "from Chad.",
        [3_000_000, 2_000_000],
    ),
    (
        "fr",
        "Deux financements pour le Tchad\nDeux réponses se mettent en place.\n\nLe CERF a débloqué 2 millions "
        "de dollars "
        "pour l'OIM, qui aménage des abris au Tchad.\n\nLa Belgique a octroyé 1,5 million d'euros au Conseil norvégien "
        "pour les réfugiés, qui distribuera de l'argent au Tchad.",
        [2_000_000, 1_500_000],
    ),
    (
        "es",
        "Suecia apoya dos proyectos en Honduras\nSuecia financia estos dos proyectos.\n\n- Choluteca. 450.000 "
        "euros. La "
        "OIM abrirá un albergue para quienes regresan.\n\n- Ocotepeque. 300.000 euros. ACNUR dará asesoría en "
        "frontera.",
        [450_000, 300_000],
    ),
    (
        "en",
        "A project for Chad\nThe project in Chad has two donors.\n\nGermany gives EUR 2 million to it over the "
        "two coming "
        "years.\n\nDenmark gives EUR 1 million to it over the two coming years.",
        [None],
    ),
]


@pytest.mark.parametrize(("language", "text", "sums"), APART, ids=[text[:40] for _, text, _ in APART])
def test_projects_each_with_a_sum_in_a_part_of_its_own_are_several(
    record_of: Callable[..., Any], language: Language, text: str, sums: list[int | None]
) -> None:
    found = [project["budget"] for project in record_of(text, language)["projects"]]
    assert [budget and budget["amount"] for budget in found] == sums
