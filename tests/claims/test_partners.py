"""Who takes part in a project without paying for it or being charged with it, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

IOM, UNICEF = "International Organization for Migration", "United Nations Children's Fund"

PARTNERS: list[tuple[Language, str, set[str]]] = [
    (
        "en",
        "The project in Chad, funded by Sweden, is run by UNICEF in close and regular cooperation with IOM.",
        {IOM},
    ),
    ("en", "UNICEF runs the project in Chad with Swedish funds; IOM lends two trainers.", {IOM}),
    ("en", "UNICEF runs the project in Chad with the technical advice of IOM.", {IOM}),
    (
        "en",
        "UNICEF runs the project in Chad. The Ministry of Health of Chad chairs its steering committee.",
        {"Chad – Ministry of Health"},
    ),
    (
        "en",
        "UNICEF runs the project in Chad, on land given by the Ministry of Health of Chad.",
        {"Chad – Ministry of Health"},
    ),
    ("en", "UNICEF runs the project in Chad under the coordination of IOM.", {IOM}),
    ("en", "UNICEF runs the project in Chad. IOM, a partner in the project, was thanked.", {IOM}),
    ("en", "UNICEF runs the project in Chad, paid by Sweden. UNICEF and its partner IOM will train 20 nurses.", {IOM}),
    ("en", "UNICEF runs the project in Chad. It benefits from the expertise of IOM.", {IOM}),
    (
        "en",
        "UNICEF runs the project in Chad in a building donated by the Ministry of Health of Chad.",
        {"Chad – Ministry of Health"},
    ),
    ("fr", "L'UNICEF exécute le projet au Tchad en partenariat avec l'OIM.", {IOM}),
    ("fr", "L'UNICEF exécute le projet au Tchad. Parmi ses partenaires figure l'OIM.", {IOM}),
    ("es", "UNICEF ejecuta el proyecto en Honduras. El proyecto reúne a UNICEF y la OIM.", {IOM}),
    ("en", "UNICEF runs the project in Chad. The Ministry of Health of Chad hosted a meeting.", set()),
    ("en", "UNICEF runs the project in Chad. Officers of the Ministry of Health of Chad attend courses.", set()),
    ("fr", "L'UNICEF exécute le projet au Tchad avec la participation active de l'OIM.", {IOM}),
    ("fr", "L'UNICEF exécute le projet au Tchad ; l'OIM prêtera deux formateurs.", {IOM}),
    (
        "fr",
        "L'UNICEF exécute le projet au Tchad. Le ministère de la Santé du Tchad préside le comité de suivi.",
        {"Chad – Ministry of Health"},
    ),
    (
        "fr",
        "L'UNICEF exécute le projet au Tchad, sur un terrain cédé par le ministère de la Santé du Tchad.",
        {"Chad – Ministry of Health"},
    ),
    ("fr", "L'UNICEF exécute le projet au Tchad sous la supervision de l'OIM.", {IOM}),
    ("fr", "L'UNICEF exécute le projet au Tchad. L'OIM met deux médecins à disposition.", {IOM}),
    ("fr", "L'UNICEF exécute le projet au Tchad. Des agents de la police du Tchad suivent le cours.", set()),
    ("es", "UNICEF ejecuta el proyecto en Honduras con el acompañamiento técnico de la OIM.", {IOM}),
    ("es", "UNICEF ejecuta el proyecto en Honduras en articulación con la OIM.", {IOM}),
    ("es", "UNICEF ejecuta el proyecto en Honduras. La OIM prestará dos formadores.", {IOM}),
    ("es", "UNICEF ejecuta el proyecto en Honduras. Preside el comité la OIM.", {IOM}),
    ("es", "UNICEF ejecuta el proyecto en Honduras, junto a la frontera con Guatemala.", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), PARTNERS, ids=[text for _, text, _ in PARTNERS])
def test_partners(record_of: Callable[..., dict[str, Any]], language: Language, text: str, expected: set[str]) -> None:
    projects = record_of(text, language)["projects"]
    assert {actor["canonical"] for project in projects for actor in project["partners"]} == expected


def test_who_runs_it_jointly_carries_it_out(record_of: Callable[..., dict[str, Any]]) -> None:
    (project,) = record_of("The project in Chad, paid by Sweden, is run by UNICEF together with IOM.")["projects"]
    assert [actor["canonical"] for actor in project["implementers"]] == [UNICEF, IOM]
    assert project["partners"] == []


def test_the_country_of_an_office_does_not_break_a_list(record_of: Callable[..., dict[str, Any]]) -> None:
    text = "Le projet est exécuté par Caritas Niger et l'OIM au Niger ainsi que l'UNICEF, avec des fonds suédois."
    (project,) = record_of(text, "fr")["projects"]
    assert [actor["name"] for actor in project["implementers"]] == ["Caritas Niger", "OIM", "UNICEF"]
