"""Ways of saying who pays, who carries out and who takes part, in three languages, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

SAID: list[tuple[Language, str, str, set[str]]] = [
    ("en", "Thanks for the money go to Norway: the project covers Chad.", "donors", {"Norway"}),
    (
        "en",
        "EUR 2 million for the project in Chad was approved by the Peacebuilding Fund.",
        "donors",
        {"United Nations Peacebuilding Fund"},
    ),
    ("en", "Norway funds the project in Chad and UNICEF leads it.", "implementers", {"United Nations Children's Fund"}),
    ("fr", "C'est la contribution que la Norvège vient d'accorder au projet au Tchad.", "donors", {"Norway"}),
    ("fr", "Une aide octroyée à la ville de Mao par la Norvège finance le projet au Tchad.", "donors", {"Norway"}),
    ("fr", "Le projet au Tchad est commandité par la Norvège.", "donors", {"Norway"}),
    (
        "fr",
        "La Norvège finance le projet au Tchad, dont l'exécution incombe à l'UNICEF.",
        "implementers",
        {"United Nations Children's Fund"},
    ),
    ("es", "Es el proyecto que financia Noruega en Chad.", "donors", {"Norway"}),
    (
        "es",
        "Es el proyecto que financia Noruega y gestiona UNICEF en Chad.",
        "implementers",
        {"United Nations Children's Fund"},
    ),
    # donors en
    ("en", "The project in Chad is bankrolled by Sweden.", "donors", {"Sweden"}),
    ("en", "Norway foots the bill for the project in Chad.", "donors", {"Norway"}),
    ("en", "The money for the project in Chad comes from the Government of Canada.", "donors", {"Canada"}),
    (
        "en",
        "With EUR 2 million from the European Union, IOM will renovate three border posts in Chad.",
        "donors",
        {"European Union"},
    ),
    ("en", "IOM received a grant of USD 400,000 from Japan to equip border posts in Chad.", "donors", {"Japan"}),
    ("en", "A Swiss-funded project helps returnees in Chad.", "donors", {"Switzerland"}),
    ("en", "The EU-funded programme runs for 18 months in Chad.", "donors", {"European Union"}),
    ("en", "Denmark and Norway have pledged USD 5 million to the project in Chad.", "donors", {"Denmark", "Norway"}),
    ("en", "The project is made possible by the generous contribution of the people of Japan.", "donors", {"Japan"}),
    ("en", "Financing for the scheme is provided by the Netherlands.", "donors", {"Netherlands"}),
    ("en", "The Government of Japan is the project's donor.", "donors", {"Japan"}),
    ("en", "The project, whose donor is the United Kingdom, covers Chad.", "donors", {"United Kingdom"}),
    ("en", "Funds made available by Germany allow IOM to train officers in Chad.", "donors", {"Germany"}),
    ("en", "Germany covers the cost of the project in Chad.", "donors", {"Germany"}),
    ("en", "The project, which Germany is financing to the tune of EUR 2 million, covers Chad.", "donors", {"Germany"}),
    ("en", "The bill for the course is picked up by Finland.", "donors", {"Finland"}),
    ("en", "The European Union put up EUR 3 million for the project in Chad.", "donors", {"European Union"}),
    ("en", "The project draws on EUR 3 million from the European Union.", "donors", {"European Union"}),
    ("en", "Belgium's contribution of EUR 1 million pays for the training in Chad.", "donors", {"Belgium"}),
    ("en", "Thanks to Belgian funding, IOM trained 30 officers in Chad.", "donors", {"Belgium"}),
    ("en", "The project owes its budget to Austria.", "donors", {"Austria"}),
    (
        "en",
        "Paid for by the Peacebuilding Fund, the project covers Chad.",
        "donors",
        {"United Nations Peacebuilding Fund"},
    ),
    ("en", "The project benefits from the financial support of the Government of Italy.", "donors", {"Italy"}),
    ("en", "Spain is behind the financing of the project in Chad.", "donors", {"Spain"}),
    (
        "en",
        "The project is co-financed by the EU and the German Federal Foreign Office.",
        "donors",
        {"European Union", "Germany – Federal Foreign Office"},
    ),
    ("en", "Sweden, through its embassy in N'Djamena, finances the project.", "donors", {"Sweden"}),
    ("en", "The work was carried out with Canadian money.", "donors", {"Canada"}),
    # implementers en
    (
        "en",
        "The project, carried out by UNHCR and funded by Sweden, covers Chad.",
        "implementers",
        {"United Nations High Commissioner for Refugees"},
    ),
    (
        "en",
        "IOM is in charge of the project, which Sweden funds.",
        "implementers",
        {"International Organization for Migration"},
    ),
    (
        "en",
        "Sweden finances the project; IOM and UNHCR carry it out.",
        "implementers",
        {"International Organization for Migration", "United Nations High Commissioner for Refugees"},
    ),
    (
        "en",
        "Its implementation lies with IOM, while Sweden pays.",
        "implementers",
        {"International Organization for Migration"},
    ),
    (
        "en",
        "The project is funded by Sweden and executed by IOM together with the Ministry of Interior of Chad.",
        "partners",
        {"Chad – Ministry of the Interior"},
    ),
    (
        "en",
        "The project is led by IOM, with the Danish Refugee Council as a partner, and funded by Sweden.",
        "partners",
        {"Danish Refugee Council"},
    ),
    # fr
    ("fr", "Le projet au Tchad est entièrement pris en charge par la Suède.", "donors", {"Sweden"}),
    ("fr", "La Suède règle la facture du projet au Tchad.", "donors", {"Sweden"}),
    ("fr", "L'argent du projet au Tchad vient du gouvernement du Canada.", "donors", {"Canada"}),
    (
        "fr",
        "Grâce à 2 millions d'euros de l'Union européenne, l'OIM rénovera trois postes au Tchad.",
        "donors",
        {"European Union"},
    ),
    ("fr", "L'OIM a reçu un don de 400 000 dollars du Japon pour équiper des postes au Tchad.", "donors", {"Japan"}),
    ("fr", "Le Danemark et la Norvège ont promis 5 millions de dollars au projet.", "donors", {"Denmark", "Norway"}),
    ("fr", "Le projet, dont le bailleur est le Royaume-Uni, couvre le Tchad.", "donors", {"United Kingdom"}),
    ("fr", "Les Pays-Bas assurent le financement du projet au Tchad.", "donors", {"Netherlands"}),
    ("fr", "Le financement est assuré par les Pays-Bas.", "donors", {"Netherlands"}),
    ("fr", "Le projet bénéficie de l'appui financier du gouvernement de l'Italie.", "donors", {"Italy"}),
    ("fr", "Avec l'argent de l'Allemagne, l'OIM forme des agents au Tchad.", "donors", {"Germany"}),
    (
        "fr",
        "Ce projet, que l'Allemagne finance à hauteur de 2 millions d'euros, couvre le Tchad.",
        "donors",
        {"Germany"},
    ),
    ("fr", "La formation, payée par la Finlande, réunit 20 agents au Tchad.", "donors", {"Finland"}),
    (
        "fr",
        "Le Fonds pour la consolidation de la paix apporte 3 millions de dollars au projet.",
        "donors",
        {"United Nations Peacebuilding Fund"},
    ),
    (
        "fr",
        "Doté d'un budget de 2 millions d'euros fourni par l'Union européenne, le projet couvre le Tchad.",
        "donors",
        {"European Union"},
    ),
    (
        "fr",
        "Le projet est mis en œuvre par le HCR avec un financement de la Suède.",
        "implementers",
        {"United Nations High Commissioner for Refugees"},
    ),
    (
        "fr",
        "L'OIM est chargée de l'exécution du projet, que finance la Suède.",
        "implementers",
        {"International Organization for Migration"},
    ),
    (
        "fr",
        "La mise en œuvre revient à l'OIM, le financement à la Suède.",
        "implementers",
        {"International Organization for Migration"},
    ),
    (
        "fr",
        "L'OIM et le HCR pilotent ce projet financé par la Suède.",
        "implementers",
        {"International Organization for Migration", "United Nations High Commissioner for Refugees"},
    ),
    (
        "fr",
        "Les gouvernements du Niger et du Tchad sont partenaires du projet de l'OIM, financé par la Suède.",
        "partners",
        {"Niger", "Chad"},
    ),
    # es
    ("es", "El proyecto en Honduras corre por cuenta de Suecia.", "donors", {"Sweden"}),
    ("es", "Suecia paga el proyecto en Honduras.", "donors", {"Sweden"}),
    ("es", "El dinero del proyecto en Honduras viene del Gobierno de Canadá.", "donors", {"Canada"}),
    (
        "es",
        "Con 2 millones de euros de la Unión Europea, la OIM renovará tres puestos en Honduras.",
        "donors",
        {"European Union"},
    ),
    ("es", "El Gobierno de Japón aporta 400.000 dólares al proyecto en Honduras.", "donors", {"Japan"}),
    ("es", "El proyecto, cuyo donante es el Reino Unido, abarca Honduras.", "donors", {"United Kingdom"}),
    ("es", "Los Países Bajos financian el proyecto.", "donors", {"Netherlands"}),
    ("es", "El curso, costeado por Finlandia, reunió a 20 agentes en Honduras.", "donors", {"Finland"}),
    (
        "es",
        "El proyecto se lleva a cabo con recursos de la USAID.",
        "donors",
        {"United States – Agency for International Development"},
    ),
    (
        "es",
        "El proyecto es posible gracias al apoyo financiero del Gobierno de los Estados Unidos.",
        "donors",
        {"United States"},
    ),
    (
        "es",
        "La OIM está a cargo del proyecto, que financia Suecia.",
        "implementers",
        {"International Organization for Migration"},
    ),
    (
        "es",
        "El proyecto, financiado por Suecia, lo ejecuta el ACNUR junto con el Instituto Nacional de Migración.",
        "implementers",
        {"United Nations High Commissioner for Refugees", "Immigration Service"},
    ),
    (
        "es",
        "La ejecución corresponde a la OIM y la financiación a Suecia.",
        "implementers",
        {"International Organization for Migration"},
    ),
    # agreeing, covering a part, cheques, appositions
    ("en", "Norway agreed to fund the project in Chad for two years.", "donors", {"Norway"}),
    ("en", "Norway covers two thirds of the cost of the project in Chad.", "donors", {"Norway"}),
    ("en", "Norwegian taxpayers pay for the project in Chad.", "donors", {"Norway"}),
    ("en", "Norway handed over a cheque for the project in Chad.", "donors", {"Norway"}),
    ("fr", "La Norvège a accepté de financer le projet au Tchad.", "donors", {"Norway"}),
    ("fr", "Le bailleur du projet au Tchad est la Norvège.", "donors", {"Norway"}),
    ("fr", "La Norvège, bailleur de fonds du projet, s'est rendue au Tchad.", "donors", {"Norway"}),
    ("fr", "Le projet au Tchad est réalisé avec les ressources de la Norvège.", "donors", {"Norway"}),
    ("es", "El costo del proyecto en Honduras lo asume Noruega.", "donors", {"Norway"}),
    ("es", "Noruega cubre la mitad del costo del proyecto en Honduras.", "donors", {"Norway"}),
    (
        "fr",
        "La Norvège finance le projet au Tchad ; les agences d'exécution sont l'UNICEF et le PAM.",
        "implementers",
        {"United Nations Children's Fund", "World Food Programme"},
    ),
    (
        "es",
        "Noruega financia el proyecto en Honduras; los socios implementadores son UNICEF y el PMA.",
        "implementers",
        {"United Nations Children's Fund", "World Food Programme"},
    ),
]


@pytest.mark.parametrize(("language", "text", "role", "expected"), SAID, ids=[text for _, text, _, _ in SAID])
def test_roles(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str, role: str, expected: set[str]
) -> None:
    projects = record_of(text, language)["projects"]
    assert {actor["canonical"] for project in projects for actor in project[role]} == expected


# Told by someone who read fifteen texts of their own as they would: each is a way of speaking that was misread.
TOLD: list[tuple[Language, str, dict[str, set[str]]]] = [
    (
        "en",
        "The project “Far Wells” is carried out by UNICEF in Ethiopia, Kenya and Uganda and funded by Sweden.",
        {"countries": {"ETH", "KEN", "UGA"}, "partners": set(), "donors": {"Sweden"}},
    ),
    (
        "fr",
        "Le projet « Puits » est mis en œuvre par l'UNICEF au Niger et au Mali et financé par la Suisse.",
        {"countries": {"NER", "MLI"}, "partners": set(), "donors": {"Switzerland"}},
    ),
    (
        "es",
        "El proyecto «Pozos» es ejecutado por UNICEF en Perú y Ecuador y financiado por Suecia.",
        {"countries": {"PER", "ECU"}, "partners": set(), "donors": {"Sweden"}},
    ),
    (
        "fr",
        "Le projet « Puits » au Niger est exécuté par l'UNICEF avec la Gendarmerie nationale et financé par la Suisse.",
        {"donors": {"Switzerland"}, "partners": {"Niger – National Gendarmerie"}},
    ),
    (
        "en",
        "Sweden funds the project “Far Wells” in Kenya. If the European Union agrees to fund it, a second one follows.",
        {"donors": {"Sweden"}},
    ),
    (
        "es",
        "Suecia financia el proyecto «Pozos» en Perú. Habrá otra etapa si se consigue financiamiento de Canadá.",
        {"donors": {"Sweden"}},
    ),
    (
        "es",
        "El proyecto «Pozos» en Perú es financiado por el Ministerio de Asuntos Exteriores de Noruega.",
        {"donors": {"Norway – Ministry of Foreign Affairs"}},
    ),
    (
        "en",
        "GIZ launched the project “Far Wells” in Kenya on behalf of BMZ. The European Union co-finances it.",
        {"donors": {"Germany – Federal Ministry for Economic Cooperation and Development", "European Union"}},
    ),
    (
        "en",
        "The European Union and the Ministry of Finance of Chad signed an agreement of EUR 15 million for the project"
        " “Far Wells”.",
        {"donors": {"European Union"}},
    ),
    (
        "fr",
        "Le projet « Puits » au Tchad est financé par la Suède. Il prend le relais du projet ABRI, que l'UNICEF avait"
        " conduit de 2018 à 2021 avec un financement du Canada.",
        {"donors": {"Sweden"}},
    ),
    (
        "es",
        "El proyecto «Pozos» en Perú, financiado por Suecia, lo llevan adelante UNICEF y la Cruz Roja Peruana.",
        {"implementers": {"United Nations Children's Fund", "Peruvian Red Cross"}},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), TOLD, ids=[text for _, text, _ in TOLD])
def test_what_a_newcomer_found_misread(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str, expected: dict[str, set[str]]
) -> None:
    (project,) = record_of(text, language)["projects"]
    found = {
        field: {one["canonical"] if isinstance(one, dict) else one for one in project[field]} for field in expected
    }
    assert found == expected
    assert (project["start"], project["end"]) == (None, None)
