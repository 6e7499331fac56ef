"""Countries a project works in: not those left out, not a payer's or a doer's own, not a title's word."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le projet, financé par l'Italie, travaille au Niger. Il ne concerne ni le Mali ni le Tchad."),
        ("fr", "Le projet, financé par l'Italie, travaille au Niger. Il ne concerne pas le Mali."),
        ("fr", "Le projet, financé par l'Italie, travaille au Niger. Le Tchad pourrait rejoindre le projet."),
        (
            "es",
            "El proyecto, financiado por Italia, trabaja en Níger. No incluye Malí. Chad podría sumarse al proyecto.",
        ),
        (
            "en",
            "The project, funded by Italy, works in Niger. It does not cover Mali. Chad may join the project later.",
        ),
        ("en", "A grant of US$2 million from Italy pays for the project in Niger."),
        ("en", "The project in Niger is funded by the Bureau of Southern Affairs (BSA) of the United States."),
        (
            "en",
            "The project in Niger was funded by the Bureau of International Narcotics and Law Enforcement Affairs "
            "(INL) of the United States.",
        ),
        (
            "en",
            "Belgium and France behind a training project in Niger\nThe training in Niger is funded by Belgium and run "
            "jointly by IOM and the Security and Defence Cooperation Directorate (DCSD) of the French Ministry for "
            "Europe and Foreign Affairs.",
        ),
        (
            "en",
            "The project in Niger, funded by Italy, shelters boys from Mali, Chad and Togo.",
        ),
        (
            "en",
            "The project, funded by Italy, works in Niger. Brussels watches. Mali, though near, waits.",
        ),
        (
            "en",
            "The project, funded by Italy, works in Niger on the way towards Libya, with Malian families.",
        ),
        ("en", "The project, funded by Italy, works in Niger. The agreement was signed in Addis Ababa, Ethiopia."),
        (
            "en",
            "The project, funded by Italy, works in Niger. Those it helps left Gao for Spain.",
        ),
        (
            "fr",
            "Le projet, financé par l'Italie, aide au Niger des enfants nés au Tchad et au Mali.",
        ),
        ("fr", "Le projet, financé par l'Italie, travaille au Niger, que la situation au Burkina Faso inquiète."),
        (
            "fr",
            "Le projet, financé par l'Italie, travaille au Niger avec les Nigériens de France et d'Espagne.",
        ),
        (
            "fr",
            "Le projet, financé par l'Italie, aide au Niger la population migrante tchadienne.",
        ),
        (
            "es",
            "El proyecto, financiado por Italia, atiende en Níger a la población migrante venezolana.",
        ),
        ("es", "El proyecto, financiado por Italia, trabaja en Níger y mejora la cooperación con Chad y Argelia."),
        ("en", "The project in Niger helps people who had to leave the Islamic Republic of Iran; Italy funds it."),
        (
            "en",
            "The project, funded by Italy, works in Niger; Mali and Chad look on, while Togo waits for the next one.",
        ),
        (
            "en",
            "The project in Niger, funded by Italy, is run by the French Development Agency.",
        ),
        (
            "fr",
            "Le projet, financé par l'Italie, aide au Niger des familles fuyant le Mali, tandis que le Tchad observe.",
        ),
        (
            "es",
            "El proyecto, financiado por Italia, atiende en Níger a quienes dejaron Malí, en la ruta hacia Argelia.",
        ),
        ("es", "El proyecto “Calle Zinder” trabaja en Níger y está financiado por Italia."),
    ],
)
def test_only_where_it_works(record_of: Callable[..., Any], language: Language, text: str) -> None:
    (project,) = record_of(text, language)["projects"]
    assert project["countries"] == ["NER"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project, funded by Italy, will advise the governments of Niger, Mali, Chad and Togo."),
        (
            "en",
            "The training, funded by Italy, gathered prosecutors from Niger, Mali, Chad and Togo on 5 May 2021.",
        ),
        (
            "fr",
            "Le projet, financé par l'Italie, est mis en œuvre dans le nord du Niger, au Mali, au Tchad et au Togo.",
        ),
        ("fr", "Le projet, financé par l'Italie, couvre quatre pays, à savoir le Niger, le Mali, le Tchad et le Togo."),
        ("es", "El proyecto, financiado por Italia, abarca cuatro países: Níger, Malí, Chad y Togo."),
    ],
)
def test_every_country_of_a_list(record_of: Callable[..., Any], language: Language, text: str) -> None:
    (project,) = record_of(text, language)["projects"]
    assert sorted(project["countries"]) == ["MLI", "NER", "TCD", "TGO"]


def test_a_town_whose_name_another_country_has_too_is_in_the_country_named(record_of: Callable[..., Any]) -> None:
    text = "Le projet, financé par l'Italie, travaille au Burkina Faso, dans les Cascades et le Sud-Ouest."
    (project,) = record_of(text, "fr")["projects"]
    assert project["countries"] == ["BFA"]


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "The training, funded by Italy, was held in Tahoua, Niger, from 3 to 7 May 2021.", ["Tahoua"]),
        ("en", "The workshop of the project, funded by Italy, was held in Tahoua, Niger, on 3 May 2021.", []),
        (
            "es",
            "El proyecto, financiado por Italia, trabaja en Níger, en Los Pinares y La Quebrada.",
            ["Los Pinares", "La Quebrada"],
        ),
        ("fr", "Le projet, financé par l'Italie, travaille au Burkina Faso, dans le Sud-Ouest.", ["Sud-Ouest"]),
        (
            "en",
            "The project in Niger is funded by Italy. In Bakoro and Tellef camps, tents will go up.",
            ["Bakoro", "Tellef"],
        ),
    ],
)
def test_places(record_of: Callable[..., Any], language: Language, text: str, places: list[str]) -> None:
    (project,) = record_of(text, language)["projects"]
    assert project["places"] == places


def test_a_town_in_a_title_in_no_country_of_the_release_is_a_word(record_of: Callable[..., Any]) -> None:
    (project,) = record_of("El proyecto “Rutas Agadez” trabaja en Honduras y está financiado por Italia.", "es")[
        "projects"
    ]
    assert (project["countries"], project["places"]) == (["HND"], [])


def test_a_body_that_only_one_state_has_under_its_own_name_is_that_states(record_of: Callable[..., Any]) -> None:
    text = "La Guardia Civil formará a agentes en Níger con un proyecto financiado por Italia."
    assert [(body["name"], body["state"]) for body in record_of(text, "es")["agencies"]] == [("Guardia Civil", "ESP")]


def test_a_short_form_may_stand_behind_the_word_for_a_project(record_of: Callable[..., Any]) -> None:
    (project,) = record_of("The “Safe Crossings on the River” project (SAFECROSS) works in Niger.")["projects"]
    assert (project["title"], project["acronym"]) == ("Safe Crossings on the River", "SAFECROSS")


def test_control_of_borders_is_border_management(record_of: Callable[..., Any]) -> None:
    text = "El proyecto, financiado por Italia, ayuda a Níger en el control de las fronteras terrestres."
    (project,) = record_of(text, "es")["projects"]
    assert project["themes"] == ["border management"]


def test_prose_without_a_full_stop_is_read_in_reasonable_time(claims_of: Callable[..., Any]) -> None:
    clause = "the project in Niger, funded by Italy with EUR 3 million, helps the police of Zinder and IOM, "
    started = time.monotonic()
    assert claims_of("Today " + clause * 300)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sweden funds a project in Chad. The centre takes in refugees flown out of Libya."),
        (
            "fr",
            "La Suède finance un projet au Tchad. Le centre accueille ceux qui arrivent à pied ou reviennent de Libye.",
        ),
        ("fr", "La Suède finance un projet au Tchad. Le centre accueille des réfugiés évacués de Libye."),
        ("es", "Suecia financia un proyecto en Chad. Al centro entran los buses que vienen de Libia."),
        ("fr", "La Suède finance un projet au Tchad. Dans l'atelier, des Tchadiens et Libyens apprennent à coudre."),
    ],
)
def test_where_people_come_from_is_not_where_the_work_is(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str
) -> None:
    assert record_of(text, language)["projects"][0]["countries"] == ["TCD"]


def test_flights_organised_out_of_a_country_are_work_there(record_of: Callable[..., dict[str, Any]]) -> None:
    text = "Sweden funds a project. It pays for returns that IOM organises out of Libya, Niger and Chad."
    assert sorted(record_of(text, "en")["projects"][0]["countries"]) == ["LBY", "NER", "TCD"]
