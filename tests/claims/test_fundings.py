"""Which sum is whose: one funding for each payer with a sum, a budget without a payer, nothing for sums of the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from iomkg.model import Claim, Language
from iomkg.namespaces import term

Funding = tuple[frozenset[str], str | None, str]  # the donors' last IRI segments, the sum, the kind

SAID: list[tuple[Language, str, set[Funding]]] = [
    (
        "en",
        "The project is funded by Germany (EUR 2 million) and Denmark (EUR 1 million) and works in Chad.",
        {(frozenset({"deu"}), "2000000 EUR", "contribution"), (frozenset({"dnk"}), "1000000 EUR", "contribution")},
    ),
    (
        "en",
        "The EUR 3 million project in Chad is funded by Germany (EUR 2 million) and Denmark (EUR 1 million).",
        {
            (frozenset(), "3000000 EUR", "budget"),
            (frozenset({"deu"}), "2000000 EUR", "contribution"),
            (frozenset({"dnk"}), "1000000 EUR", "contribution"),
        },
    ),
    (
        "fr",
        "Le projet au Tchad est financé par le Japon (2 millions de dollars) et la République de Corée (1,2 million).",
        {(frozenset({"jpn"}), "2000000 USD", "contribution"), (frozenset({"kor"}), "1200000 USD", "contribution")},
    ),
    (
        "en",
        "The project in Chad is funded with CAD 6.4 million by Global Affairs Canada and SEK 18 million by Sida.",
        {(frozenset({"gac"}), "6400000 CAD", "contribution"), (frozenset({"sida"}), "18000000 SEK", "contribution")},
    ),
    (
        "en",
        "Germany contributes EUR 2 million and Denmark EUR 1 million to the project in Chad.",
        {(frozenset({"deu"}), "2000000 EUR", "contribution"), (frozenset({"dnk"}), "1000000 EUR", "contribution")},
    ),
    (
        "es",
        "Alemania aporta 2 millones de euros y Dinamarca 1 millón de euros al proyecto en Chad.",
        {(frozenset({"deu"}), "2000000 EUR", "contribution"), (frozenset({"dnk"}), "1000000 EUR", "contribution")},
    ),
    (
        "en",
        "The project in Chad has a budget of EUR 3 million. It is funded by Germany and Denmark.",
        {(frozenset(), "3000000 EUR", "budget"), (frozenset({"deu", "dnk"}), None, "contribution")},
    ),
    (
        "en",
        "The project in Chad, backed with 10 million euros since 2020, will be funded by Italy with EUR 3 million.",
        {(frozenset({"ita"}), "3000000 EUR", "contribution")},
    ),
    (
        "fr",
        "Le projet au Tchad est financé par le Japon (2 millions d'euros). Cela fait 5 millions d'euros en tout.",
        {(frozenset({"jpn"}), "2000000 EUR", "contribution"), (frozenset(), "5000000 EUR", "budget")},
    ),
    (
        "en",
        "Germany and Denmark have pledged USD 5 million to the project in Chad.",
        {(frozenset({"deu", "dnk"}), "5000000 USD", "contribution")},
    ),
]


def fundings(claims: Sequence[Claim]) -> set[Funding]:
    """Every funding as its donors, its sum and its kind."""
    found: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        if "/funding/" in claim.subject.iri:
            facts = found.setdefault(claim.subject.iri, {})
            facts.setdefault(claim.predicate, []).append(claim.object.value.rsplit("/", 1)[-1])
    return {
        (
            frozenset(facts.get(term("donor"), ())),
            f"{facts[term('amount')][0]} {facts[term('currency')][0]}" if term("amount") in facts else None,
            facts[term("fundingKind")][0],
        )
        for facts in found.values()
    }


@pytest.mark.parametrize(("language", "text", "expected"), SAID)
def test_each_sum_goes_to_its_payer(
    claims_of: Callable[..., tuple[Claim, ...]], language: Language, text: str, expected: set[Funding]
) -> None:
    assert fundings(claims_of(text, language)) == expected


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("The project in Chad has a budget of EUR 3 million. It is funded by Germany and Denmark.", 3000000),
        ("The project in Chad is funded by Germany (EUR 2 million) and Denmark (EUR 1 million).", None),
        (
            "The EUR 3 million project in Chad is funded by Germany (EUR 2 million) and Denmark (EUR 1 million).",
            3000000,
        ),
        ("The project in Chad is funded by Italy with EUR 4 million.", 4000000),
        (
            "Italy (EUR 4 million) and Norway (EUR 1 million) fund the project in Chad. Cost: EUR 5 million.",
            5000000,
        ),
        ("EUR 5 million was raised for the project in Chad:\n\n- Italy: 4 million\n- Norway: 1 million", 5000000),
        ("Italy funds the project in Chad. Vehicles worth EUR 90,000 were handed over.", None),
        ("Italy funds the project in Chad. The agreement, worth EUR 90,000, was signed yesterday.", 90000),
        ("Italy gives the project in Chad EUR 90,000, enough for a year's salaries.", 90000),
    ],
)
def test_the_budget_of_a_record_is_a_whole(record_of: Callable[..., Any], text: str, budget: int | None) -> None:
    (project,) = record_of(text)["projects"]
    assert (project["budget"] or {}).get("amount") == budget


@pytest.mark.parametrize(
    ("language", "text", "donors"),
    [
        (
            "fr",
            "Le projet au Tchad est financé à 80 % par l'Union européenne et à 20 % par l'AECID.",
            {"European Union", "Spain – Spanish Agency for International Development Cooperation"},
        ),
        (
            "fr",
            "Le projet au Tchad est financé à 60 % par l'Allemagne et à 40 % par le Danemark.",
            {"Germany", "Denmark"},
        ),
        (
            "es",
            "El proyecto en Chad está financiado en un 60 % por Alemania y en un 40 % por Dinamarca.",
            {"Germany", "Denmark"},
        ),
        (
            "en",
            "The project in Chad is funded 60 per cent by Germany and 40 per cent by Denmark.",
            {"Germany", "Denmark"},
        ),
        ("en", "Germany and Denmark fund the project in Chad.", {"Germany", "Denmark"}),
        ("es", "Alemania y Dinamarca financian el proyecto en Chad.", {"Germany", "Denmark"}),
    ],
)
def test_every_donor_counts_and_none_is_a_country_worked_in(
    record_of: Callable[..., Any], language: Language, text: str, donors: set[str]
) -> None:
    (project,) = record_of(text, language)["projects"]
    assert {donor["canonical"] for donor in project["donors"]} == donors
    assert project["countries"] == ["TCD"]
