"""What points back: to one of two projects by its order, to a project before this one, to a payer's share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

TWO: list[tuple[Language, str]] = [
    (
        "en",
        "Two projects in Chad: “Safe Crossings” trains the border police of Mao. “Open Wards” equips clinics in Bol. "
        "Norway pays for the first, Japan for the second.",
    ),
    (
        "fr",
        "Deux projets au Tchad : le projet « Passages sûrs » forme la police de Mao. Le projet « Soins ouverts » équipe"
        " les cliniques de Bol. La Norvège finance l'un et le Japon l'autre.",
    ),
    (
        "es",
        "Dos proyectos en Chad: el proyecto «Pasos seguros» forma a la policía de Mao. El proyecto «Salas abiertas» "
        "equipa clínicas en Bol. Noruega financia el primero y Japón el segundo.",
    ),
]

EARLIER: list[tuple[Language, str]] = [
    ("en", "Norway funds the project in Chad. It continues an earlier project that was funded by Belgium."),
    ("fr", "La Norvège finance le projet au Tchad. Il prolonge un projet antérieur, financé par la Belgique."),
    ("es", "Noruega financia el proyecto en Chad. Da continuidad a un proyecto anterior, financiado por Bélgica."),
    ("en", "Norway funds the second phase of the project in Chad. The first phase, which Belgium paid for, ended."),
]

SHARED: list[tuple[Language, str]] = [
    ("en", "The Netherlands covers two thirds of the budget and Norway one third. The project covers Chad."),
    ("en", "The Netherlands gave EUR 1 million to the project in Chad, Norway the same amount."),
    ("fr", "Les Pays-Bas couvrent les deux tiers du budget du projet au Tchad, la Norvège le dernier tiers."),
    ("es", "Los Países Bajos financian dos clínicas y Noruega la otra. El proyecto es en Chad."),
    ("en", "Among the donors of the project in Chad are the Netherlands and Norway."),
    ("fr", "Parmi les bailleurs du projet au Tchad figurent les Pays-Bas et la Norvège."),
    ("es", "Entre los donantes del proyecto en Chad figuran los Países Bajos y Noruega."),
]

JOINING: list[tuple[Language, str]] = [
    ("en", "Norway funds the project in Chad, which UNHCR runs and which can count on UNICEF for its schools."),
    ("fr", "La Norvège finance le projet au Tchad. Le HCR l'exécute et l'UNICEF y participe."),
    ("es", "Noruega financia el proyecto en Chad. ACNUR lo ejecuta y UNICEF se ha sumado."),
]


def _donors(project: dict[str, Any]) -> set[str]:
    return {donor["canonical"] for donor in project["donors"]}


@pytest.mark.parametrize(("language", "text"), TWO)
def test_an_ordinal_tells_which_project_somebody_pays_for(
    record_of: Callable[..., Any], language: Language, text: str
) -> None:
    first, second = record_of(text, language)["projects"]
    assert (_donors(first), _donors(second)) == ({"Norway"}, {"Japan"})


def test_an_ordinal_that_opens_its_clause_tells_how_long_each_lasts(record_of: Callable[..., Any]) -> None:
    text = TWO[0][1] + " The former runs for 24 months, the latter for 12 months."
    first, second = record_of(text)["projects"]
    assert (first["duration_months"], second["duration_months"]) == (24, 12)


@pytest.mark.parametrize(("language", "text"), EARLIER)
def test_who_paid_for_a_predecessor_is_no_donor(record_of: Callable[..., Any], language: Language, text: str) -> None:
    (project,) = record_of(text, language)["projects"]
    assert _donors(project) == {"Norway"}


@pytest.mark.parametrize(("language", "text"), SHARED)
def test_a_share_or_a_list_makes_a_donor(record_of: Callable[..., Any], language: Language, text: str) -> None:
    (project,) = record_of(text, language)["projects"]
    assert _donors(project) == {"Netherlands", "Norway"}


def test_the_unions_fund_means_the_union_beside_another_donor(record_of: Callable[..., Any]) -> None:
    text = "Funded by the EU Emergency Trust Fund for Africa with EUR 3.5 million, the project covers Chad. "
    (project,) = record_of(text + "Switzerland adds CHF 400,000.")["projects"]
    assert _donors(project) == {"European Union", "Switzerland"}


@pytest.mark.parametrize(("language", "text"), JOINING)
def test_who_can_be_counted_on_takes_part(record_of: Callable[..., Any], language: Language, text: str) -> None:
    (project,) = record_of(text, language)["projects"]
    assert {p["canonical"] for p in project["partners"]} == {"United Nations Children's Fund"}


HAPPENED: list[tuple[Language, str, str]] = [
    ("en", "Officers took over twelve checkpoints in Mao on 3 May 2023.", "handover"),
    ("fr", "Le projet est né lundi à Mao, au Tchad.", "launch"),
    ("es", "Ayer quedó abierto el centro de Mao, en Chad.", "inauguration"),
    ("es", "La alcaldía presentó el martes la segunda fase del proyecto en Chad.", "launch"),
]


@pytest.mark.parametrize(("language", "text", "kind"), HAPPENED)
def test_what_is_taken_over_born_or_left_open_happened(
    record_of: Callable[..., Any], language: Language, text: str, kind: str
) -> None:
    assert kind in {event["type"] for event in record_of(text, language)["events"]}
