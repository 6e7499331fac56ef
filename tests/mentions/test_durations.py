"""Lengths of time in whole months; ages, sentences and times gone by are none."""

from __future__ import annotations

import pytest

from iomkg.folding import fold
from iomkg.mentions import durations
from iomkg.model import Language
from iomkg.values import Duration


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("fr", "le projet de 18 mois", 18),
        ("fr", "soit 36 mois", 36),
        ("fr", "pendant deux ans", 24),
        ("fr", "d'une durée de trois (3) ans", 36),
        ("fr", "deux ans et demi", 30),
        ("en", "a three-year project", 36),
        ("en", "a 24-month scheme", 24),
        ("en", "over one year", 12),
        ("en", "two and a half years", 30),
        ("en", "1.5 years", 18),
        ("es", "durante dos años", 24),
        ("es", "dos años y medio", 30),
        ("es", "18 meses", 18),
        ("en", "The project will last 36 months", 36),
        ("fr", "Le projet durera 36 mois", 36),
        ("es", "El proyecto dura 36 meses", 36),
        ("es", "un trabajo que durará año y medio", 18),
        ("en", "a project of 900 months", 900),
        ("fr", "un projet de 9999 mois", 9999),
    ],
)
def test_durations_in_months(language: Language, text: str, months: int) -> None:
    (mention,) = durations.find(text, fold(text), language)
    assert mention.value == Duration(months)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "three years ago"),
        ("en", "18 years old"),
        ("en", "over the past three years"),
        ("en", "in the last three years"),
        ("en", "sentenced to ten years in prison"),
        ("fr", "depuis trois ans"),
        ("fr", "âgés de 18 ans"),
        ("fr", "il y a deux mois"),
        ("es", "hace tres años"),
        ("es", "mayores de 18 años"),
        ("fr", "Rado, 24 ans, attendait devant la salle"),
        ("es", "Marta Lidia, de 41 años, bajó del bus"),
        ("en", "for stays of three to twelve months"),
    ],
)
def test_times_that_are_no_duration(language: Language, text: str) -> None:
    assert list(durations.find(text, fold(text), language)) == []
