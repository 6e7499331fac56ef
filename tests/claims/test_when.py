"""When a project runs: its start, its end and its length, each only as stated, never an event's or a predecessor's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Language

When = tuple[str | None, str | None, int | None]

RUNS: list[tuple[Language, str, When]] = [
    (
        "en",
        "The project in Chad, funded by Sweden, set out in May 2021 and runs out in June 2023.",
        ("2021-05", "2023-06", None),
    ),
    (
        "en",
        "Funded by Sweden, the project in Chad runs between 1 June 2023 and December 2025.",
        ("2023-06-01", "2025-12", None),
    ),
    ("en", "Sweden funds the project in Chad, which will wind up in March 2023.", (None, "2023-03", None)),
    ("en", "Sweden funds the project in Chad, due for completion by the end of 2026.", (None, "2026", None)),
    ("en", "Sweden funds a three-year project in Chad. Trainees spent six months in Bol.", (None, None, 36)),
    (
        "en",
        "Sweden funds the project in Chad. A first phase ended in 2018, and an earlier project had run until 2015.",
        (None, None, None),
    ),
    ("en", "Sweden funds the project in Chad. A workshop began on 15 August 2022 in Bol.", (None, None, None)),
    (
        "fr",
        "Financé par la Suède, le projet au Tchad débutera en mai 2021 et s'arrêtera en juin 2023.",
        ("2021-05", "2023-06", None),
    ),
    ("fr", "La Suède finance le projet au Tchad, prolongé jusqu'en décembre 2025.", (None, "2025-12", None)),
    ("fr", "La Suède finance le projet au Tchad. Il s'étale sur dix-huit mois.", (None, None, 18)),
    ("fr", "Le projet au Tchad, financé par la Suède, a vu le jour le 1er mars 2023.", ("2023-03-01", None, None)),
    (
        "fr",
        "La Suède finance le projet au Tchad. Les ONG ont jusqu'au 30 juin 2023 pour déposer leur dossier.",
        (None, None, None),
    ),
    (
        "es",
        "Suecia financia el proyecto en Honduras, que arrancó en mayo de 2021 y vence en junio de 2023.",
        ("2021-05", "2023-06", None),
    ),
    (
        "es",
        "Suecia financia el proyecto en Honduras, que ha de terminar en noviembre de 2025.",
        (None, "2025-11", None),
    ),
    ("es", "Suecia financia el proyecto en Honduras por un plazo de dieciocho meses.", (None, None, 18)),
    (
        "es",
        "Suecia financia el proyecto en Honduras entre enero de 2022 y junio de 2024.",
        ("2022-01", "2024-06", None),
    ),
]


@pytest.mark.parametrize(("language", "text", "when"), RUNS, ids=[text for _, text, _ in RUNS])
def test_when_a_project_runs(record_of: Callable[..., Any], language: Language, text: str, when: When) -> None:
    (project,) = record_of(text, language)["projects"]
    assert (project["start"], project["end"], project["duration_months"]) == when
