"""Public bodies by composition: function and state in three languages, coordinated, nested, abbreviated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iomkg.model import Language, Mention
from iomkg.values import Body, Government

Finder = Callable[..., list[Mention]]
STATE = "https://w3id.org/iomkg/id/state/"


def names(mentions: list[Mention]) -> list[str]:
    return [m.value.name if isinstance(m.value, Body) else m.text for m in mentions if m.kind == "body"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le Ministère italien des Affaires étrangères et de la Coopération internationale paie."),
        ("en", "The Italian Ministry of Foreign Affairs pays."),
        ("en", "Italy's Ministry of Foreign Affairs pays."),
        ("en", "The Italian foreign ministry pays."),
        ("es", "Paga el Ministerio de Asuntos Exteriores de Italia."),
        ("en", "The Ministero degli Affari Esteri e della Cooperazione Internazionale pays."),
        ("fr", "Le Ministère des Affaires étrangères de la République d'Italie paie."),
    ],
)
def test_one_ministry_has_one_identity_in_every_language(find: Finder, language: Language, text: str) -> None:
    bodies = [m for m in find(text, language) if m.kind == "body"]
    assert [m.candidates[:1] for m in bodies] == [("https://w3id.org/iomkg/id/agency/ita/ministry-foreign-affairs",)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Les gouverneurs de Zinder, Maradi et Agadez étaient là.",
            ["Gouvernorat de Zinder", "Gouvernorat de Maradi", "Gouvernorat d’Agadez"],
        ),
        (
            "fr",
            "Des élus des conseils régionaux de Tillabéri et Diffa étaient là.",
            ["conseil régional de Tillabéri", "conseil régional de Diffa"],
        ),
        ("en", "The governors of Zinder and Maradi came.", ["Governorate of Zinder", "Governorate of Maradi"]),
        ("es", "Vinieron los alcaldes de Danlí y Choluteca.", ["Alcaldía de Danlí", "Alcaldía de Choluteca"]),
        ("fr", "Le Ministère de l’Intérieur a estimé que oui.", ["Ministère de l’Intérieur"]),
        (
            "fr",
            "Au Ministère de l’Administration Territoriale, de la Décentralisation et de la Sécurité, on approuve.",
            ["Ministère de l’Administration Territoriale, de la Décentralisation et de la Sécurité"],
        ),
        ("fr", "La Direction de la surveillance du territoire est là.", ["Direction de la surveillance du territoire"]),
        ("fr", "La police nigérienne et les garde-côtes libyens.", ["police nigérienne", "garde-côtes libyens"]),
        ("en", "Officers of the Libyan coast guard met.", ["Libyan coast guard"]),
        ("en", "The police officers met.", []),
        ("en", "They met at the National Police Academy.", ["National Police Academy"]),
        ("en", "Officers and the Kurunda Red Crescent help.", ["Kurunda Red Crescent"]),
        ("fr", "Le porte-parole de la garde nationale a parlé.", ["garde nationale"]),
        ("fr", "La mairie de Belle-Rive observe un deuil.", ["mairie de Belle-Rive"]),
        ("fr", "Le Croissant-Rouge algérien soigne.", ["Croissant-Rouge algérien"]),
        (
            "fr",
            "Les gendarmeries espagnole, française et italienne forment une unité.",
            ["gendarmerie espagnole", "gendarmerie française", "gendarmerie italienne"],
        ),
        ("es", "El Gobierno de Chiapas y el Gobierno de Japón ayudan.", ["Gobierno de Chiapas"]),
        (
            "es",
            "La Dirección General de Migración y Extranjería firmó.",
            ["Dirección General de Migración y Extranjería"],
        ),
    ],
)
def test_names_are_cut_where_they_end(find: Finder, language: Language, text: str, expected: list[str]) -> None:
    assert names(find(text, language)) == expected


def test_an_acronym_is_bound_inside_the_release(find: Finder) -> None:
    text = "La Direction de la surveillance du territoire (DST) de Côte d'Ivoire forme ses agents, dit la DST au Niger."
    bodies = [m for m in find(text, "fr") if m.kind == "body"]
    assert [m.value.acronym for m in bodies if isinstance(m.value, Body)] == ["DST", "DST"]
    assert len({m.candidates for m in bodies}) == 1


def test_a_possessive_gives_a_body_the_state_of_its_owner(find: Finder) -> None:
    text = "Money came from the United States Department of State's Office for Border Studies."
    bodies = [m.value for m in find(text) if isinstance(m.value, Body)]
    assert [(b.name, b.state) for b in bodies][-1] == ("Office for Border Studies", STATE + "usa")


def test_a_state_after_the_acronym_belongs_to_the_body(find: Finder) -> None:
    text = "The Bureau of Border Affairs (BBA) of the US Government paid."
    found = find(text)
    (body,) = [m.value for m in found if isinstance(m.value, Body)]
    assert (body.name, body.acronym, body.state) == ("Bureau of Border Affairs", "BBA", STATE + "usa")
    assert [m for m in found if m.kind == "state"] == []


def test_an_adjective_after_the_acronym_tells_the_state(find: Finder) -> None:
    found = find("Des agents de la Direction générale de migration (DGM) congolaise sont venus de RDC.", "fr")
    (body,) = [m.value for m in found if isinstance(m.value, Body)]
    assert (body.acronym, body.state) == ("DGM", STATE + "cod")


def test_a_known_name_holds_its_head_and_what_stands_before_it(find: Finder) -> None:
    found = find("The Foreign, Commonwealth and Development Office of the United Kingdom pays.")
    (body,) = [m for m in found if m.kind == "body"]
    assert body.candidates == ("https://w3id.org/iomkg/id/agency/gbr/fcdo",)


def test_governments_in_coordination_are_each_a_government(find: Finder) -> None:
    found = find("Les gouvernements du Niger, du Mali et du Burkina Faso signent.", "fr")
    states = [m for m in found if isinstance(m.value, Government)]
    assert [(m.candidates[0], m.value) for m in states] == [
        (STATE + code, Government("government")) for code in ("ner", "mli", "bfa")
    ]


def test_an_adjective_often_confused_means_the_country_the_release_names(find: Finder) -> None:
    found = find("In Niger, the Nigerian border is long.")
    assert [m.candidates[0] for m in found if m.kind == "state"] == [STATE + "ner"]


@pytest.mark.parametrize(
    ("language", "text", "function"),
    [
        ("fr", "Le gouvernorat de Zinder s'y joint.", "governorate"),
        ("fr", "La mairie d'Agadez s'y joint.", "municipality"),
        ("fr", "Le conseil régional de la région de Diffa s'y joint.", "regional-council"),
        ("es", "La Municipalidad de Desamparados se suma.", "municipality"),
    ],
)
def test_an_areas_authority_has_the_function_its_name_tells_without_the_area(
    find: Finder, language: Language, text: str, function: str
) -> None:
    (body,) = [mention for mention in find(text, language) if mention.kind == "body"]
    assert isinstance(body.value, Body)
    assert body.value.function == f"https://w3id.org/iomkg/scheme/body-function/{function}"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "fr",
            "Au Tchad, la Direction générale de l'état civil, des migrations et des réfugiés s'y joint.",
            "Direction générale de l'état civil, des migrations et des réfugiés",
        ),
        (
            "fr",
            "Au Tchad, le Service national de la protection civile s'y joint.",
            "Service national de la protection civile",
        ),
        ("fr", "La sous-préfecture de Nguigmi s'y joint.", "sous-préfecture de Nguigmi"),
        ("en", "In Chad the Ministry of Women's Affairs joins.", "Ministry of Women's Affairs"),
        ("es", "La Cancillería se suma en Honduras.", "Cancillería"),
        ("es", "El Registro Nacional de las Personas se suma en Honduras.", "Registro Nacional de las Personas"),
    ],
)
def test_a_name_reaches_to_its_last_word(find: Finder, language: Language, text: str, name: str) -> None:
    assert name in names(find(text, language))
