"""Ways of giving a project its title, with quotation marks and without; mottos, reports and speech give none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

NAMED: list[tuple[Language, str, list[str]]] = [
    ("en", "Sweden funds the project 'Safer Roads for Border Towns' in Chad.", ["Safer Roads for Border Towns"]),
    (
        "en",
        "The Safer Roads for Border Towns project, funded by Sweden, covers Chad.",
        ["Safer Roads for Border Towns"],
    ),
    (
        "en",
        "Under the project titled Safer Roads for Border Towns, Sweden funds posts in Chad.",
        ["Safer Roads for Border Towns"],
    ),
    ("en", "SAFEROAD, funded by Sweden, covers Chad. The SAFEROAD project ends in 2024.", ["SAFEROAD"]),
    ("en", "Sweden funds “Safer Roads” (SARO) in Chad. SARO will last two years.", ["Safer Roads"]),
    ("en", "Funded by Sweden, the “Safer Roads” initiative covers Chad.", ["Safer Roads"]),
    (
        "en",
        "Sweden funds the project “Safer Roads” and Norway the project “Clean Wells” in Chad.",
        ["Safer Roads", "Clean Wells"],
    ),
    ("en", "The project in Chad, funded by Sweden, is dubbed Tandem.", ["Tandem"]),
    ("en", "Sweden funds a project in Chad. “We are ready,” said the mayor.", []),
    ("en", "Sweden funds a project in Chad under the motto “Together we stand”.", []),
    ("en", "The report “Lives on the Move” was paid for by Sweden.", []),
    ("fr", "La Suède finance le projet ‘Routes sûres au Sahel’ au Tchad.", ["Routes sûres au Sahel"]),
    ("fr", 'La Suède finance le projet intitulé "Routes sûres au Sahel" au Tchad.', ["Routes sûres au Sahel"]),
    ("fr", "Le projet dénommé Routes sûres au Sahel est financé par la Suède.", ["Routes sûres au Sahel"]),
    ("fr", "Le projet ROSA (Routes sûres au Sahel) est financé par la Suède.", ["Routes sûres au Sahel"]),
    (
        "fr",
        "Le projet Routes sûres, ponts solides, mené à Bol, est payé par la Suède.",
        ["Routes sûres, ponts solides"],
    ),
    ("fr", "Intitulé Routes sûres, ce projet au Tchad est financé par la Suède.", ["Routes sûres"]),
    (
        "fr",
        "La Suède finance le comité de l'Initiative conjointe pour des routes sûres au Tchad, lancée en 2020.",
        ["Initiative conjointe pour des routes sûres au Tchad"],
    ),
    ("fr", "La Suède finance un projet au Tchad, mené au « Coin perdu », près de Bol.", []),
    ("es", "El proyecto conjunto «Caminos seguros», financiado por Suecia, llega a Honduras.", ["Caminos seguros"]),
    ("es", "Suecia financia un proyecto en Honduras. «Caminos sin retorno», los llama la alcaldesa.", []),
    ("en", "The project Safer Roads in Chad, carried out by IOM, is funded by Sweden.", ["Safer Roads in Chad"]),
    ("en", "The wells in Chad form part of Onward Water Works, which Sweden funds.", ["Onward Water Works"]),
    (
        "en",
        "The course in Chad fell under Safer Border Roads (SABORO), through which Sweden funds wells.",
        ["Safer Border Roads"],
    ),
    ("en", "The EU-funded Safer Border Roads (SABORO) programme covers Chad.", ["Safer Border Roads"]),
    ("en", "The initiative, known as Tandem, is funded by Sweden in Chad.", ["Tandem"]),
    (
        "es",
        "El Programa de Mejora de Caminos, que financia Suecia en Honduras, acaba en 2024.",
        ["Programa de Mejora de Caminos"],
    ),
    ("en", "In Chad, SweetWell is implemented by IOM and funded by Sweden.", ["SweetWell"]),
    ("en", "Anna Kowalska, who leads it, is funded by Sweden. The project covers Chad.", []),
    (
        "fr",
        "La Suède finance les puits du Tchad. AQUANORD, le programme qui les creuse, s'achève en 2024.",
        ["AQUANORD"],
    ),
    ("es", "Suecia financia VIGORA, una iniciativa de pozos en Honduras.", ["VIGORA"]),
    ("en", "Dubbed Tandem, the project in Chad is funded by Sweden.", ["Tandem"]),
    (
        "fr",
        "Le Projet d'appui aux routes sûres (PARS) est financé par la Suède au Tchad.",
        ["Projet d'appui aux routes sûres"],
    ),
    ("fr", "La Suède finance « Routes sûres », un projet au Tchad.", ["Routes sûres"]),
    ("fr", "La Suède finance un projet au Tchad, sous le thème « Ensemble pour la paix ».", []),
    ("fr", "La Suède finance un projet au Tchad. « Merci », a dit le maire.", []),
    ("es", "Suecia financia el proyecto «Caminos seguros» en Honduras.", ["Caminos seguros"]),
    ("es", "Suecia financia el proyecto 'Caminos seguros para todos' en Honduras.", ["Caminos seguros para todos"]),
    ("es", "El proyecto Caminos Seguros, financiado por Suecia, llega a Honduras.", ["Caminos Seguros"]),
    ("es", "El proyecto denominado Caminos Seguros recibe fondos de Suecia en Honduras.", ["Caminos Seguros"]),
    ("es", "El Programa de Caminos Seguros (PCS), financiado por Suecia, llega a Honduras.", ["Caminos Seguros"]),
    ("es", "Suecia financia un proyecto en Honduras bajo el lema “Juntos podemos”.", []),
]


@pytest.mark.parametrize(("language", "text", "titles"), NAMED, ids=[text for _, text, _ in NAMED])
def test_titles(record_of: Callable[..., dict[str, Any]], language: Language, text: str, titles: list[str]) -> None:
    assert [p["title"] for p in record_of(text, language)["projects"] if p["title"]] == titles
