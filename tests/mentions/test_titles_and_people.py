"""Titles with and without quotation marks; people only in a public role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iomkg.model import Language, Mention
from iomkg.values import PersonInRole, Title

Finder = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("language", "text", "title", "acronym"),
    [
        ("fr", "Le projet intitulé « Frontières sûres au Sahel » commence.", "Frontières sûres au Sahel", None),
        ("fr", "Le projet dénommé «Agir ensemble (AGEN)» commence.", "Agir ensemble (AGEN)", "AGEN"),
        ("en", "The project “Safer Crossings for All” (SCFA) begins.", "Safer Crossings for All", "SCFA"),
        ("en", "EU4ROADS, a regional project of the Union, begins.", "EU4ROADS", "EU4ROADS"),
        ("en", "Work under the Regional Mobility Programme goes on.", "Regional Mobility Programme", None),
        ("es", "El proyecto ‘Caminos seguros para todos’ empieza.", "Caminos seguros para todos", None),
        ("es", "El programa de Retorno Voluntario Asistido (RVA) empieza.", "Retorno Voluntario Asistido", "RVA"),
        # in a list of facts, counted off, called so, spelt by an acronym
        ("es", "Proyecto: Pasos firmes, manos limpias", "Pasos firmes, manos limpias", None),
        ("fr", "Intitulé : Mobilité heureuse des apprentis (MOHA)", "Mobilité heureuse des apprentis", "MOHA"),
        ("en", "Project title: Doors that open", "Doors that open", None),
        ("es", "El primero, Camino del Alba, tiene por escenario un pueblo.", "Camino del Alba", None),
        ("es", "Pueblo, no Muro – así se llama la iniciativa – empieza.", "Pueblo, no Muro", None),
        (
            "en",
            "FARRO (Fair and Regular Roads Open) is a project for drivers.",
            "Fair and Regular Roads Open",
            "FARRO",
        ),
        ("en", "Jobs come through Rutas del Alba since the programme began.", "Rutas del Alba", None),
        (
            "en",
            "Norway gave a further USD 2 million to Safe Harvests in the Hills.",
            "Safe Harvests in the Hills",
            None,
        ),
    ],
)
def test_titles(find: Finder, language: Language, text: str, title: str, acronym: str | None) -> None:
    (value,) = [m.value for m in find(text, language) if isinstance(m.value, Title)]
    assert (value.title, value.acronym) == (title, acronym)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“We are glad to be here,” said the mayor."),
        ("fr", "« Nous sommes heureux », a déclaré le maire."),
        ("es", "“Estamos contentos”, dijo el alcalde."),
        ("en", "The EU-funded programme begins."),
        ("en", "The Missing Migrants Project counted more."),
    ],
)
def test_speech_and_standing_programmes_are_no_titles(find: Finder, language: Language, text: str) -> None:
    titles = [m.value.title for m in find(text, language) if isinstance(m.value, Title)]
    assert [title for title in titles if "Migrants" not in title] == []


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        (
            "fr",
            "« Oui », dit Awa Bâ, Cheffe de mission de l'OIM au Niger.",
            "Awa Bâ",
            "Cheffe de mission de l'OIM au Niger",
        ),
        ("fr", "Le chef de mission de l'OIM, Paul Ndong, y voit un signe.", "Paul Ndong", "chef de mission de l'OIM"),
        ("fr", "Le Général Ali Traoré, ministre de la sécurité, est venu.", "Ali Traoré", "ministre de la sécurité"),
        ("fr", "Pour Jean DUVAL, Directeur de Saheli, oui.", "Jean DUVAL", "Directeur de Saheli"),
        ("en", "IOM Chad Chief of Mission Rosa Weber agreed.", "Rosa Weber", "IOM Chad Chief of Mission"),
        ("en", "Lena Ortiz, programme manager at IOM Niger, agreed.", "Lena Ortiz", "programme manager at IOM Niger"),
        ("en", "Omar Sow took office on Monday as IOM Regional Director.", "Omar Sow", "IOM Regional Director"),
        (
            "en",
            "The unit welcomed it, said Ann Moru Kei, who commands the force.",
            "Ann Moru Kei",
            "who commands the force",
        ),
        ("en", "It was read by Luc Dray, the Coordinator in Chad, on Friday.", "Luc Dray", "Coordinator in Chad"),
        (
            "en",
            "On Friday Deputy Minister of Foreign Affairs and International Cooperation Abdi Sow Ali came.",
            "Abdi Sow Ali",
            "Deputy Minister of Foreign Affairs and International Cooperation",
        ),
        (
            "en",
            "The Minister of Justice and Home Affairs, John Doebury, said so.",
            "John Doebury",
            "The Minister of Justice and Home Affairs",
        ),
        ("en", "Minister of Security Selmo Ćerimov replied.", "Selmo Ćerimov", "Minister of Security"),
        ("fr", "La procureure Oumou Tangaré l'a dit.", "Oumou Tangaré", "procureure"),
        (
            "es",
            "El superintendente nacional, Raúl Ccoripa Paz, lo detalló.",
            "Raúl Ccoripa Paz",
            "superintendente nacional",
        ),
        ("es", "El director de la DGM, general de brigada Raúl Paz, lo dijo.", "Raúl Paz", "director de la DGM"),
        ("fr", "Le préfet de Mao, le colonel Yao Badjo, les a reçus.", "Yao Badjo", "préfet de Mao"),
        ("es", "«Sufren», dijo la defensora adjunta, Yara Paz.", "Yara Paz", "defensora adjunta"),
        ("es", "Lo abrió Marta Gil Peña, Ministra de Interior.", "Marta Gil Peña", "Ministra de Interior"),
        (
            "es",
            "Luis Paz, jefe de misión de la OIM en Honduras, lo ve bien.",
            "Luis Paz",
            "jefe de misión de la OIM en Honduras",
        ),
    ],
)
def test_people_with_their_roles(find: Finder, language: Language, text: str, name: str, role: str) -> None:
    (value,) = [m.value for m in find(text, language) if isinstance(m.value, PersonInRole)]
    assert (value.name, value.role) == (name, role)
    assert text[value.role_span[0] : value.role_span[1]] == role


@pytest.mark.parametrize(
    "text", ["Amina Diallo, 34, lost her home.", "Maria Lopez returned to Gracias.", "A resident, Omar Sy, said so."]
)
def test_private_people_are_not_looked_for(find: Finder, text: str) -> None:
    assert [m for m in find(text) if m.kind == "person"] == []
