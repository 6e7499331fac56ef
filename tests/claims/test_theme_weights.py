"""How evidence adds up to themes: more of it says more, other themes say less, what stands aside says nothing alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iomkg.claims import theme_weights
from iomkg.claims.theme_weights import Piece
from iomkg.errors import DataError
from iomkg.model import Language


def piece(place: str, strength: str, again: bool = False) -> Piece:
    return Piece(place, strength, again, (0, 1))


def probable(**pieces: list[Piece]) -> dict[str, float]:
    return theme_weights.load().probabilities({name.replace("_", "-"): found for name, found in pieces.items()})


def test_more_evidence_makes_a_theme_more_probable() -> None:
    one = probable(integration=[piece("plain", "shows")])
    two = probable(integration=[piece("plain", "shows"), piece("aim", "shows")])
    repeated = probable(integration=[piece("plain", "shows"), piece("plain", "shows", again=True)])
    assert one["integration"] < repeated["integration"] < two["integration"]


def test_another_theme_makes_one_less_probable() -> None:
    alone = probable(resettlement=[piece("plain", "shows")])
    beside = probable(resettlement=[piece("plain", "shows")], migration_health=[piece("title", "names")])
    assert beside["resettlement"] < alone["resettlement"]


def test_jobs_for_those_who_return_are_part_of_their_return() -> None:
    jobs = [piece("aim", "shows")]
    returning = probable(livelihoods_and_root_causes=jobs, return_and_reintegration=[piece("aim", "names")])
    other = probable(livelihoods_and_root_causes=jobs, migration_data=[piece("aim", "names")])
    assert returning["livelihoods-and-root-causes"] < other["livelihoods-and-root-causes"] / 1.5


def test_what_only_stands_aside_is_no_theme() -> None:
    assert probable(integration=[piece("remark", "names"), piece("body", "names"), piece("context", "names")]) == {}


def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "themes.toml"
    file.write_text("[places]\ntitle = 1.0\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"themes\.toml cannot be read"):
        theme_weights.read(file)


@pytest.mark.parametrize(
    ("language", "text", "themes"),
    [
        ("en", "The project helps firms abroad hire nurses under fair contracts before departure.", {"labour"}),
        ("en", "It will pay day wages for rubble clearance and repair roofs for displaced families.", {"displacement"}),
        ("en", "It mediates between Arab and Yazidi neighbours in joint committees.", {"community"}),
        ("en", "Judges will learn to settle land disputes before they turn violent.", {"peace"}),
        ("en", "It plants mangroves and moves villages to higher ground as the sea rises.", {"climate"}),
        ("fr", "Il réglera les litiges fonciers entre voisins grâce à des comités mixtes.", {"peace", "community"}),
        ("fr", "Des guichets conseilleront avant le départ ceux qui vont travailler dans le Golfe.", {"labour"}),
        ("fr", "Les enfants seuls dormiront en lieu sûr et les migrants trouveront repas et nuitées.", {"migrant"}),
        ("fr", "Les nouveau-nés seront inscrits dans les registres et des actes de naissance délivrés.", {"identity"}),
        ("es", "Dará cama, comida y orientación a quienes caminan y queden varados.", {"migrant"}),
        ("es", "Inscribirá a niñas y niños nacidos en el país en el registro civil.", {"identity"}),
        ("es", "Pondrá capital semilla y crédito al alcance de cooperativas de mujeres.", {"livelihoods"}),
    ],
)
def test_ways_of_telling(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str, themes: set[str]
) -> None:
    opening = {
        "en": "IOM carries out a project in Chad, which is funded by Sweden. ",
        "fr": "L'OIM exécute un projet au Tchad, financé par la Suède. ",
        "es": "La OIM ejecuta un proyecto en Honduras, financiado por Suecia. ",
    }
    (project,) = record_of(opening[language] + text, language)["projects"]
    assert themes <= {theme.split()[0] for theme in project["themes"]}


@pytest.mark.parametrize(
    ("language", "text", "theme"),
    [
        ("en", "The plan works without borders and across borders.", "border management"),
        ("en", "It asks for reports in return.", "return and reintegration"),
        ("fr", "Une séance de travail a suivi la visite de travail.", "livelihoods and root causes"),
        ("es", "Se trata de un proyecto que trata de evitar demoras.", "counter-trafficking"),
    ],
)
def test_what_looks_like_a_term_and_is_none(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str, theme: str
) -> None:
    opening = {"en": "Sweden funds the project in Chad. ", "fr": "La Suède finance le projet au Tchad. "}
    record = record_of(opening.get(language, "Suecia financia el proyecto en Honduras. ") + text, language)
    assert theme not in record["projects"][0]["themes"]
