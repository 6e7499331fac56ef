"""Donors that no verb names: a verb left out, a seat of government, the headline, agencies that live by giving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

DONORS: list[tuple[Language, str, set[str]]] = [
    (
        "en",
        "In Chad, Norway gives the project EUR 2 million and the Danish Ministry of Foreign Affairs (MFA) 1.5 million.",
        {"Norway", "Denmark – Ministry of Foreign Affairs"},
    ),
    ("fr", "La Norvège finance le projet au Tchad à moitié, et le Danemark le reste.", {"Norway", "Denmark"}),
    (
        "es",
        "En Honduras, Noruega sufraga la mitad del proyecto y Dinamarca los 120.000 restantes.",
        {"Norway", "Denmark"},
    ),
    (
        "fr",
        "Projet cofinancé par l'Union européenne, via le Fonds fiduciaire d'urgence pour l'Afrique, et par la France.",
        {"European Union", "France"},
    ),
    (
        "en",
        "Paid by the Bureau of Population, Refugees, and Migration (PRM) of the US Department of State and Japan.",
        {"United States – Bureau of Population, Refugees, and Migration", "Japan"},
    ),
    (
        "en",
        "N'Djamena – The project began in Chad in May. In Chad, schools open. Berlin and The Hague foot the bill.",
        {"Germany", "Netherlands"},
    ),
    ("fr", "Le projet « Un toit pour tous » démarre au Tchad. Bruxelles règle la facture.", {"European Union"}),
    ("en", "Norwegian vans for Abéché\nThe project “Wheels for All” of IOM brought vans to Chad.", {"Norway"}),
    (
        "fr",
        "Tchad : la Corée du Sud et le Japon aident l'OIM\nLe projet « Un toit pour tous » a démarré au Tchad.",
        {"South Korea", "Japan"},
    ),
    (
        "en",
        "The project “Wheels for All” of IOM helps Chad. In Chad, Norad (Norway) believed in it.",
        {"Norway – Norwegian Agency for Development Cooperation"},
    ),
    # where somebody is said to pay, a headline or a kind tells nothing
    ("en", "Swedish vans for Abéché\nNorway funds the project “Wheels for All” of IOM in Chad.", {"Norway"}),
    # a capital where something happens pays nothing
    ("en", "The project “Wheels for All” of IOM was launched in Berlin for Chad.", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), DONORS, ids=[text for _, text, _ in DONORS])
def test_who_pays(record_of: Callable[..., dict[str, Any]], language: Language, text: str, expected: set[str]) -> None:
    projects = record_of(text, language)["projects"]
    assert {actor["canonical"] for project in projects for actor in project["donors"]} == expected


SHARES: list[tuple[Language, str, set[str]]] = [
    (
        "en",
        "The project of IOM in Chad brings together EUR 6 million from Norway and a smaller sum from Denmark.",
        {"Norway", "Denmark"},
    ),
    ("en", "Norway gives EUR 3 million and Denmark the remaining 1.3 million to IOM in Chad.", {"Norway", "Denmark"}),
    (
        "fr",
        "Le projet de l'OIM au Tchad dispose de 2 millions d'euros de la Norvège, le solde vient du Danemark.",
        {"Norway", "Denmark"},
    ),
    (
        "en",
        "IOM runs the project in Chad. The bill of USD 2 million is split between Norway and Denmark.",
        {"Norway", "Denmark"},
    ),
    ("es", "El proyecto de la OIM en Honduras es un encargo. Los fondos los concede Noruega.", {"Norway"}),
    (
        "en",
        "The Board of Directors of the World Bank approved a grant of USD 2 million for IOM's project in Chad.",
        {"World Bank"},
    ),
    (
        "en",
        "The project of IOM in Chad brings together EUR 500k from Norway and EUR 250k from Denmark.",
        {"Norway", "Denmark"},
    ),
    # A word that ends in k is no sum.
    (
        "en",
        "The project of IOM in Guinea, funded by Norway, helps 1,200 people who came back from Libya and Morocco.",
        {"Norway"},
    ),
    ("fr", "Le projet de l'OIM au Tchad coûte 3 millions d'euros. Deux millions de Tchadiens en ont besoin.", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), SHARES, ids=[text for _, text, _ in SHARES])
def test_who_gives_a_share(
    record_of: Callable[..., dict[str, Any]], language: Language, text: str, expected: set[str]
) -> None:
    assert {
        donor["canonical"] for project in record_of(text, language)["projects"] for donor in project["donors"]
    } == expected
