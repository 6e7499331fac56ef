"""Who carries out and who joins in where no cue says so, and who does neither; in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

Record = Callable[..., dict[str, Any]]
IOM = "International Organization for Migration"
UNHCR = "United Nations High Commissioner for Refugees"
WFP = "World Food Programme"


def parts(record: dict[str, Any], role: str) -> set[str]:
    return {actor["canonical"] for project in record["projects"] for actor in project[role]}


CARRIED_OUT: list[tuple[Language, str, set[str]]] = [
    # who gets the money
    ("en", "Norway made a grant of EUR 2 million to UNHCR for shelters in Chad. IOM said it was right.", {UNHCR}),
    ("fr", "La Norvège a versé 2 millions d'euros au PAM pour le Tchad. L'OIM s'est réjouie.", {WFP}),
    ("es", "Noruega donó 2 millones de euros a ACNUR para Chad. La OIM dijo que es bueno.", {UNHCR}),
    # who acts, whatever the verb
    ("en", "Norway pays for it. IOM and WFP paint the huts in Chad, says UNHCR.", {IOM, WFP}),
    (
        "fr",
        "La Norvège finance les cases. L'OIM et le PAM les peignent au Tchad. Selon le HCR, tout va bien.",
        {IOM, WFP},
    ),
    ("en", "With Swiss money, huts in Chad are painted by IOM. UNHCR welcomed the colours.", {IOM}),
    # who alone does such work
    ("en", "Norway funds huts in Chad. It was good, said Ann Moe, Chief of Mission of IOM.", {IOM}),
    # however far the agent of a participle stands
    (
        "en",
        "Norway pays. The project, implemented since May in six distant regions of the east of Chad by IOM, goes on.",
        {IOM},
    ),
    # who does a part of it beside others
    ("en", "Norway funds the project, which IOM runs in Chad. Flights and papers are the task of UNHCR.", {IOM, UNHCR}),
    ("fr", "La Norvège finance le projet, que l'OIM exécute au Tchad. Restent les écoles : le PAM.", {IOM, WFP}),
    ("es", "Noruega financia el proyecto, que ejecuta la OIM en Honduras. ACNUR atiende a las familias.", {IOM, UNHCR}),
    (
        "en",
        "Norway funds the project, which IOM runs in Chad. UNHCR has thanked it. Representatives of WFP came.",
        {IOM},
    ),
    ("es", "Noruega financia el proyecto, que ejecuta la OIM en Honduras. Según ACNUR, hace falta.", {IOM}),
    # together with: those that do such work carry out, a ministry of the country joins in
    ("en", "Norway funds the project, which WFP runs jointly with UNHCR in Chad.", {WFP, UNHCR}),
    # whose officers are trained
    (
        "fr",
        "L'OIM met en œuvre ce projet au Niger. Il prévoit la formation de 80 agents de la Gendarmerie nigérienne.",
        {IOM},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CARRIED_OUT, ids=[text for _, text, _ in CARRIED_OUT])
def test_who_carries_out(record_of: Record, language: Language, text: str, expected: set[str]) -> None:
    assert parts(record_of(text, language), "implementers") == expected


JOINED: list[tuple[Language, str, set[str]]] = [
    (
        "en",
        "Norway funds the project, which IOM runs in Chad. The Ministry of Health lends nurses.",
        {"Chad – Ministry of Health"},
    ),
    ("en", "Norway funds the project, which IOM runs in Chad. The Ministry of Health was present.", set()),
    ("en", "Norway funds the project, which IOM runs in Chad. The Ministry of Health signed it.", set()),
    ("en", "Norway funds the project, which IOM runs in Chad. The Ministry of Health has yet to answer.", set()),
    # a body of the country that does something
    (
        "en",
        "Norway funds the project, which IOM runs in Chad. The Ministry of Health will keep the lists.",
        {"Chad – Ministry of Health"},
    ),
    (
        "fr",
        "La Norvège finance le projet, que l'OIM exécute au Tchad. Le ministère de la Santé tiendra les listes.",
        {"Chad – Ministry of Health"},
    ),
    (
        "es",
        "Noruega financia el proyecto, que ejecuta la OIM en Honduras. El Ministerio de Salud llevará las listas.",
        {"Honduras – Ministry of Health"},
    ),
    (
        "es",
        "Noruega financia el proyecto, que ejecuta la OIM en Honduras. El Ministerio de Salud inauguró todo.",
        set(),
    ),
    ("fr", "La Norvège finance le projet, que l'OIM exécute au Tchad. Le ministère de la Santé a signé.", set()),
    ("en", "Norway funds the project, which IOM runs in Chad. The Ministry of Health received ten cars.", set()),
    ("en", "Norway funds the project, which IOM runs in Chad. UNHCR advises on papers.", {UNHCR}),
    ("en", "Norway funds the project, which IOM runs in Chad with the technical advice of UNHCR.", {UNHCR}),
    (
        "fr",
        "La Norvège finance le projet, que l'OIM exécute au Tchad. Le ministère de la Santé prête des infirmières.",
        {"Chad – Ministry of Health"},
    ),
    (
        "fr",
        "La Norvège finance le projet, que l'OIM exécute au Tchad avec le concours du HCR.",
        {UNHCR},
    ),
    (
        "fr",
        "La Norvège finance le projet, que l'OIM exécute au Tchad avec le soutien du gouvernement tchadien.",
        {"Chad"},
    ),
    (
        "es",
        "Noruega financia el proyecto, que ejecuta la OIM en Honduras. El Ministerio de Salud colabora.",
        {"Honduras – Ministry of Health"},
    ),
    ("en", "Norway funds the project; IOM carries it out and UNHCR helps returnees in Chad.", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), JOINED, ids=[text for _, text, _ in JOINED])
def test_who_joins_in(record_of: Record, language: Language, text: str, expected: set[str]) -> None:
    assert parts(record_of(text, language), "partners") == expected


def test_countries_a_project_works_in_are_no_partners(record_of: Record) -> None:
    record = record_of("Norway funds the project of IOM. Besides Mali, Chad and Niger take part in the project.", "en")
    assert parts(record, "partners") == set()


def test_the_state_at_home_supports_otherwise_than_with_money(record_of: Record) -> None:
    record = record_of("In Chad, IOM runs a project with the support of the Government of Chad and of Norway.", "en")
    assert parts(record, "partners") == {"Chad"}
