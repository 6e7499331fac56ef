"""What belongs to a project and what does not: sums, durations, dates, countries, several projects in one release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

Record = Callable[..., dict[str, Any]]


def only(record: dict[str, Any]) -> dict[str, Any]:
    (project,) = record["projects"]
    return dict(project)


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("en", "Sweden funds a project in Chad and Niger.", ["TCD", "NER"]),
        ("en", "Sweden funds a project in Chad for refugees from Sudan.", ["TCD"]),
        ("en", "Sweden funds a project in Chad, which neighbouring Niger watches.", ["TCD"]),
        ("en", "Sweden funds a project that covers Guinea, The Gambia and Guinea-Bissau.", ["GIN", "GMB", "GNB"]),
        ("fr", "La Suède finance un projet au Tchad, au Mali et au Niger.", ["TCD", "MLI", "NER"]),
        ("fr", "La Suède finance un projet au Tchad pour des migrants venus du Soudan et de Libye.", ["TCD"]),
        ("es", "Suecia financia un proyecto en Guatemala y Honduras.", ["GTM", "HND"]),
        ("es", "Suecia financia un proyecto en Guatemala para retornados procedentes de México.", ["GTM"]),
    ],
)
def test_countries_are_where_the_work_is(
    record_of: Record, language: Language, text: str, countries: list[str]
) -> None:
    assert only(record_of(text, language))["countries"] == countries


@pytest.mark.parametrize(
    ("language", "text", "budget"),
    [
        ("en", "Sweden funds the project in Chad with USD 2 million.", {"amount": 2000000, "currency": "USD"}),
        ("en", "Sweden funds the project in Chad. Each family receives USD 40 per month.", None),
        (
            "fr",
            "D'un montant de 1,5 million d'euros, le projet est financé par la Suède.",
            {"amount": 1500000, "currency": "EUR"},
        ),
        ("fr", "Le projet est financé par la Suède. Chacun touchera une allocation de 40 dollars.", None),
        ("es", "Suecia aporta 300.000 euros al proyecto en Honduras.", {"amount": 300000, "currency": "EUR"}),
        ("en", "Sweden funds the project in Chad, which has an annual budget of EUR 1.2 million.", None),
        ("fr", "La Suède finance le projet au Tchad, doté d'un budget annuel de 1,2 million d'euros.", None),
        ("es", "Suecia financia el proyecto, con un presupuesto anual de 500.000 euros.", None),
    ],
)
def test_a_sum_is_the_projects_only_when_the_text_says_so(
    record_of: Record, language: Language, text: str, budget: dict[str, Any] | None
) -> None:
    assert only(record_of(text, language))["budget"] == budget


def test_duration_start_and_end_are_each_as_stated(record_of: Record) -> None:
    text = "Le projet, financé par la Suède, couvre la période du 1er mars 2020 au 31 août 2021, soit 24 mois."
    project = only(record_of(text, "fr"))
    assert (project["duration_months"], project["start"], project["end"]) == (24, "2020-03-01", "2021-08-31")


def test_one_sum_over_two_projects_is_one_funding_and_no_projects_budget(
    record_of: Record, claims_of: Callable[..., Any]
) -> None:
    text = (
        "IOM runs two projects, “Safer Roads in Chad” and “Clean Wells in Chad”."
        " Sweden pays EUR 3 million for both projects."
    )
    record = record_of(text, "en")
    assert [(p["title"], p["budget"]) for p in record["projects"]] == [
        ("Safer Roads in Chad", None),
        ("Clean Wells in Chad", None),
    ]
    fundings = {c.subject.iri for c in claims_of(text, "en") if c.predicate.endswith("#fundedProject")}
    assert len(fundings) == 1


def test_things_that_different_donors_pay_for_are_projects_of_their_own(record_of: Record) -> None:
    text = "A new clinic in Tripoli, Libya, was financed by Denmark. New wells nearby were paid for by Norway."
    assert [[d["canonical"] for d in p["donors"]] for p in record_of(text, "en")["projects"]] == [
        ["Denmark"],
        ["Norway"],
    ]


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        (
            "en",
            "IOM launched a project of 2 million euros in Chad, funded by Sweden. A second project, funded by Denmark"
            " with 400,000 euros, trains officers in Niger. It runs for ten months.",
            [None, 10],
        ),
        (
            "fr",
            "L'OIM a lancé un projet de 18 mois au Tchad, financé par la Suède à hauteur de 2 millions d'euros. Par"
            " ailleurs, un deuxième projet, financé par le Danemark à hauteur de 400 000 euros, formera des douaniers"
            " au Niger. Il durera dix mois.",
            [18, 10],
        ),
        (
            "es",
            "La OIM inició un proyecto de 18 meses en Chad, financiado por Suecia con 2 millones de euros. Un segundo"
            " proyecto, financiado por Dinamarca con 400.000 euros, formará a docentes en Níger.",
            [18, None],
        ),
    ],
)
def test_a_second_project_has_its_own_donor_and_sum(
    record_of: Record, language: Language, text: str, months: list[int | None]
) -> None:
    projects = record_of(text, language)["projects"]
    assert [[donor["state"] for donor in p["donors"]] for p in projects] == [["SWE"], ["DNK"]]
    assert [p["budget"]["amount"] for p in projects] == [2_000_000, 400_000]
    assert [p["duration_months"] for p in projects] == months


def test_a_state_is_left_out_beside_its_own_ministry(record_of: Record) -> None:
    text = "Italy backs a project in Chad\nThe project in Chad is funded by the Italian Ministry of the Interior."
    donors = only(record_of(text, "en"))["donors"]
    assert [d["canonical"] for d in donors] == ["Italy – Ministry of the Interior"]


def test_a_fund_the_donor_uses_is_an_instrument(record_of: Record) -> None:
    text = "The European Union, through its Emergency Trust Fund for Africa, finances the project in Chad."
    project = only(record_of(text, "en"))
    assert [d["canonical"] for d in project["donors"]] == ["European Union"]
    assert project["instruments"] == ["EU Emergency Trust Fund for Africa"]


def test_who_pays_for_a_source_of_figures_pays_for_no_project(record_of: Record) -> None:
    text = (
        "La Matrice de suivi des déplacements (DTM) de l'OIM au Niger, outil financé par la Suède, compte 400 départs."
    )
    assert record_of(text, "fr")["projects"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "IOM mourns the death of 20 people in the desert. The Missing Migrants Project recorded 400 deaths."),
        (
            "fr",
            "L'OIM pleure 20 migrants. Le projet de l'OIM sur les migrants disparus a recensé 400 décès.",
        ),
        (
            "es",
            "La OIM lamenta la muerte de 20 migrantes. El proyecto Migrantes Desaparecidos ha registrado 400 muertes.",
        ),
    ],
)
def test_a_release_that_mourns_announces_no_project(record_of: Record, language: Language, text: str) -> None:
    assert record_of(text, language)["projects"] == []


def test_a_public_body_whose_state_is_only_implied_has_it_with_lower_confidence(claims_of: Callable[..., Any]) -> None:
    text = "Au Niger, la Direction de la surveillance du territoire a reçu un don."
    (claim,) = [c for c in claims_of(text, "fr") if c.predicate.endswith("#ofState")]
    assert claim.object.value == "https://w3id.org/iomkg/id/state/ner"
    assert claim.confidence < 0.8
    assert claim.method == "state/implied"


def test_a_place_the_reference_data_lacks_is_introduced_in_its_country(claims_of: Callable[..., Any]) -> None:
    found = claims_of("La Suède finance un projet dans la région de Zorgua, au Niger.", "fr")
    facts = {c.predicate.rsplit("#", 1)[-1]: c.object.value for c in found if "/place/1" in c.subject.iri}
    assert facts["type"].endswith("#AdministrativeArea")
    assert facts["name"] == "Zorgua"
    assert facts["directlyWithin"].endswith("/country/ner")


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("en", "The project was launched in Zinder, Niger, on 5 May 2021.", ("launch", "2021-05-05", None)),
        (
            "fr",
            "L'atelier s'est tenu du 4 au 5 avril 2022 à Zinder, au Niger.",
            ("workshop", "2022-04-04", "2022-04-05"),
        ),
        ("es", "La OIM inauguró el 3 de mayo la nueva sede en Honduras.", ("inauguration", "--05-03", None)),
        ("en", "IOM donated five vehicles to the police of Chad on 5 May.", ("handover", "--05-05", None)),
    ],
)
def test_events(record_of: Record, language: Language, text: str, event: tuple[str, str, str | None]) -> None:
    (found,) = record_of(text, language)["events"]
    assert (found["type"], found["date"], found["end_date"]) == event
