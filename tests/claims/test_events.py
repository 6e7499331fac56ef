"""Ways of telling an event, in sentences of our own; deaths, attacks and statements are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

TOLD: list[tuple[Language, str, list[tuple[str, str]]]] = [
    ("en", "The project was launched in Bamako, Mali, on 5 May 2021.", [("launch", "2021-05-05")]),
    ("en", "On 5 May 2021 IOM kicked off the project in Mali.", [("launch", "2021-05-05")]),
    ("en", "Forty officers of Mali took part in a training from 3 to 7 May 2021.", [("training", "2021-05-03")]),
    ("en", "A workshop on data brought officials of Mali together on 5 May 2021.", [("workshop", "2021-05-05")]),
    ("en", "The new border post in Mali was inaugurated on 5 May 2021.", [("inauguration", "2021-05-05")]),
    ("en", "On 5 May 2021 the minister of Mali cut the ribbon of the new centre.", [("inauguration", "2021-05-05")]),
    ("en", "IOM handed over ten vehicles to the police of Mali on 5 May 2021.", [("handover", "2021-05-05")]),
    ("en", "Ten motorbikes were donated to the police of Mali on 5 May 2021.", [("handover", "2021-05-05")]),
    ("en", "The police of Mali received ten computers on 5 May 2021.", [("handover", "2021-05-05")]),
    ("en", "IOM and Mali signed a memorandum of understanding on 5 May 2021.", [("signing", "2021-05-05")]),
    ("en", "The EU Ambassador visited the site in Mali on 5 May 2021.", [("visit", "2021-05-05")]),
    ("en", "Officials of Mali and Niger met in Bamako on 5 May 2021.", [("meeting", "2021-05-05")]),
    ("en", "A regional conference was held in Bamako, Mali, on 5 and 6 May 2021.", [("meeting", "2021-05-05")]),
    ("en", "The first stone of the post in Mali was laid on 5 May 2021.", [("other", "2021-05-05")]),
    ("en", "The closing ceremony of the project took place in Mali on 5 May 2021.", [("other", "2021-05-05")]),
    ("en", "Kits were distributed to 300 families in Mali on 5 May 2021.", [("other", "2021-05-05")]),
    ("en", "IOM and Mali put their signatures to a paper on 5 May 2021.", [("signing", "2021-05-05")]),
    ("en", "Notes were exchanged in Bamako, Mali, on 5 May 2021.", [("signing", "2021-05-05")]),
    ("en", "A shelter for stranded migrants opened its doors in Mali on 5 May 2021.", [("inauguration", "2021-05-05")]),
    ("en", "On 5 May 2021 Mali and IOM opened a project for young fishers.", [("launch", "2021-05-05")]),
    ("en", "The minister of Mali received the regional director of IOM on 5 May 2021.", [("meeting", "2021-05-05")]),
    ("en", "The governor of Gao flagged off a training scheme in Mali on 5 May 2021.", [("launch", "2021-05-05")]),
    ("en", "The board held its second sitting in Mali on 5 May 2021.", [("meeting", "2021-05-05")]),
    ("en", "Some 120 returnees landed in Bamako, Mali, on 5 May 2021.", [("other", "2021-05-05")]),
    ("en", "The agreement on the post in Mali was signed in Bamako in May 2021.", [("signing", "2021-05")]),
    ("en", "Ten boats for the police of Mali changed hands on 5 May 2021.", [("handover", "2021-05-05")]),
    ("en", "The opening conference of the project was held in Mali on 5 May 2021.", [("launch", "2021-05-05")]),
    ("fr", "Le programme, présenté mardi 4 mai 2021 à Bamako, aide le Mali.", [("launch", "2021-05-04")]),
    ("fr", "Le Mali et le HCR ont reconduit le 5 mai 2021 l'accord tripartite.", [("signing", "2021-05-05")]),
    ("fr", "Le ministre a parcouru le 5 mai 2021 les camps du Mali.", [("visit", "2021-05-05")]),
    ("fr", "Les agences ont lancé le 5 mai 2021 un appel pour le Mali.", []),
    ("es", "La entrega a la policía de Honduras tuvo lugar el 5 de mayo de 2021.", [("handover", "2021-05-05")]),
    ("es", "La reunión de apertura se celebró en Honduras el 5 de mayo de 2021.", [("launch", "2021-05-05")]),
    ("en", "In Mali 300 families were rung up or visited in May.", []),
    ("en", "A boat sank off Mali on 5 May 2021 and 20 people died.", []),
    ("en", "Gunmen attacked a village in Mali on 5 May 2021.", []),
    ("en", "IOM said on 5 May 2021 that needs in Mali were growing.", []),
    ("fr", "Le projet a été lancé le 5 mai 2021 à Bamako, au Mali.", [("launch", "2021-05-05")]),
    ("fr", "Le coup d'envoi du projet a été donné le 5 mai 2021 au Mali.", [("launch", "2021-05-05")]),
    ("fr", "Quarante agents du Mali ont suivi une formation du 3 au 7 mai 2021.", [("training", "2021-05-03")]),
    ("fr", "Un atelier a réuni des cadres du Mali le 5 mai 2021.", [("workshop", "2021-05-05")]),
    ("fr", "Le nouveau poste a été inauguré le 5 mai 2021 au Mali.", [("inauguration", "2021-05-05")]),
    ("fr", "L'OIM a remis dix motos à la police du Mali le 5 mai 2021.", [("handover", "2021-05-05")]),
    ("fr", "La police du Mali a réceptionné dix véhicules le 5 mai 2021.", [("handover", "2021-05-05")]),
    ("fr", "L'accord a été signé le 5 mai 2021 à Bamako, au Mali.", [("signing", "2021-05-05")]),
    ("fr", "L'ambassadeur de l'UE s'est rendu sur le site le 5 mai 2021 au Mali.", [("visit", "2021-05-05")]),
    ("fr", "Une réunion s'est tenue le 5 mai 2021 à Bamako, au Mali.", [("meeting", "2021-05-05")]),
    ("fr", "La première pierre du poste a été posée le 5 mai 2021 au Mali.", [("other", "2021-05-05")]),
    ("fr", "La convention que le Mali a paraphée le 5 mai 2021 court sur deux ans.", [("signing", "2021-05-05")]),
    ("fr", "Le foyer a ouvert ses portes le 5 mai 2021 au Mali.", [("inauguration", "2021-05-05")]),
    ("fr", "Le 5 mai 2021, l'ambassadeur en déplacement à Gao a fait le tour du centre.", [("visit", "2021-05-05")]),
    ("fr", "Les services du Mali se sont retrouvés le 5 mai 2021.", [("meeting", "2021-05-05")]),
    ("fr", "Le ministre a donné le top de départ du projet au Mali le 5 mai 2021.", [("launch", "2021-05-05")]),
    ("fr", "Douze agents du Mali s'y exercent depuis le 5 mai 2021.", [("training", "2021-05-05")]),
    ("fr", "Cent réfugiés venus du Mali ont atterri le 5 mai 2021 à Rome.", [("other", "2021-05-05")]),
    ("fr", "« Le Mali est prêt à accueillir ce beau projet », a lancé le ministre le 5 mai 2021.", []),
    ("fr", "Dix postes du Mali seront remis en service le 5 mai 2021.", []),
    ("fr", "Vingt personnes sont mortes le 5 mai 2021 au large du Mali.", []),
    ("es", "El proyecto fue lanzado el 5 de mayo de 2021 en Honduras.", [("launch", "2021-05-05")]),
    (
        "es",
        "El 5 de mayo de 2021 los jueces de Honduras dieron en Tela el banderazo al proyecto.",
        [("launch", "2021-05-05")],
    ),
    ("es", "Veinte equipos fueron entregados a Honduras el 5 de mayo de 2021.", [("handover", "2021-05-05")]),
    ("es", "El comité celebró su segunda sesión en Honduras el 5 de mayo de 2021.", [("meeting", "2021-05-05")]),
    ("es", "El proyecto se presentó el 5 de mayo de 2021 en Honduras.", [("launch", "2021-05-05")]),
    (
        "es",
        "Cuarenta agentes de Honduras recibieron una capacitación del 3 al 7 de mayo de 2021.",
        [("training", "2021-05-03")],
    ),
    ("es", "El taller se celebró el 5 de mayo de 2021 en Honduras.", [("workshop", "2021-05-05")]),
    ("es", "La nueva sede se inauguró el 5 de mayo de 2021 en Honduras.", [("inauguration", "2021-05-05")]),
    (
        "es",
        "La OIM entregó diez vehículos a la Policía de Honduras el 5 de mayo de 2021.",
        [("handover", "2021-05-05")],
    ),
    (
        "es",
        "La OIM donó diez computadoras a la Policía de Honduras el 5 de mayo de 2021.",
        [("handover", "2021-05-05")],
    ),
    ("es", "El convenio se firmó el 5 de mayo de 2021 en Honduras.", [("signing", "2021-05-05")]),
    ("es", "El embajador visitó el centro el 5 de mayo de 2021 en Honduras.", [("visit", "2021-05-05")]),
    ("es", "Autoridades de Honduras se reunieron el 5 de mayo de 2021.", [("meeting", "2021-05-05")]),
    ("es", "El 5 de mayo de 2021 la OIM puso en marcha un proyecto en Honduras.", [("launch", "2021-05-05")]),
    ("es", "El nuevo albergue abrió sus puertas el 5 de mayo de 2021 en Honduras.", [("inauguration", "2021-05-05")]),
    ("es", "Japón y la OIM intercambiaron notas el 5 de mayo de 2021 en Honduras.", [("signing", "2021-05-05")]),
    ("es", "Veinte personas murieron el 5 de mayo de 2021 en Honduras.", []),
]


@pytest.mark.parametrize(("language", "text", "events"), TOLD, ids=[text for _, text, _ in TOLD])
def test_events(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str, events: list[tuple[str, str]]
) -> None:
    assert [(event["type"], event["date"]) for event in record_of(text, language)["events"]] == events


def test_a_day_by_which_something_ends_is_not_the_events(record_of: Callable[..., dict[str, Any]]) -> None:
    text = "Le projet a été lancé lundi à Bamako, au Mali. Il prendra fin le 5 mai 2023."
    assert [(e["type"], e["date"]) for e in record_of(text, "fr")["events"]] == [("launch", None)]


def test_an_event_told_without_its_day_takes_the_one_day_told_beside_it(
    record_of: Callable[..., dict[str, Any]],
) -> None:
    text = "The shelter in Gao, Mali, has had beds since 5 May 2021. The minister cut the ribbon of the centre."
    assert [(e["type"], e["date"]) for e in record_of(text, "en")["events"]] == [("inauguration", "2021-05-05")]


def test_a_ceremony_is_what_the_headline_tells(record_of: Callable[..., dict[str, Any]]) -> None:
    text = "Police of Mali receive ten vehicles\nThe ceremony took place in Gao, Mali, on 5 May 2021."
    assert [(e["type"], e["date"]) for e in record_of(text, "en")["events"]] == [("handover", "2021-05-05")]
