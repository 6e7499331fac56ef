"""What the samples tell of outputs: the whole answer of the library's question, and an output on its project's page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GAMBIA = (
    "Enhancing collective capacity for managing borders and for protecting border communities: The Gambia and Senegal"
)
BELGIUM = "Belgium – Federal Public Service Foreign Affairs, Foreign Trade and Development Cooperation"


def answer(run: Run, store: Path, *parameters: str) -> list[tuple[str, ...]]:
    options = [part for parameter in parameters for part in ("--param", parameter)]
    ran = run("query", "cq06", "--format", "csv", *options, store=store)
    assert ran.code == 0
    names = ("kindLabel", "statusLabel", "quantity", "stated", "placesLabel", "receiversLabel", "providersLabel",
             "projectLabel", "donorsLabel")  # fmt: skip
    return [tuple(row[name] for name in names) for row in csv.DictReader(io.StringIO(ran.out))]


def test_what_has_been_built_handed_over_or_taught(run: Run, sample_store: Path) -> None:
    assert answer(run, sample_store) == [
        ("construction", "delivered", "4", "Quatre postes frontières", "", "",
         "International Organization for Migration",
         "untitled project of: Mauritanie : quatre postes frontières ouverts dans le sud", "European Union"),
        ("equipment", "delivered", "120", "120 torches", "", "Gambia Immigration Department", "", GAMBIA, "Japan"),
        ("equipment", "delivered", "7", "7 motorcycles", "", "Gambia Immigration Department", "", GAMBIA, "Japan"),
        ("service", "planned", "4550", "4,550 individuals", "", "", "",
         "Balke - Security and Stabilization Project in Northern Chad", "Germany – Federal Foreign Office"),
        ("training", "delivered", "28", "Twenty-eight officers", "", "", "",
         "untitled project of: Belgium and France behind a border governance course in Niamey", BELGIUM),
        ("training", "", "24", "24 instructors", "", "Gendarmerie School of Niger, Niger – Police School", "",
         "untitled project of: Twenty-four new instructors against smuggling and trafficking in Niger",
         "Germany, Netherlands"),
        ("training", "planned", "12", "Twelve GID officers", "", "", "", GAMBIA, "Japan"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "stated"),
    [
        (("kind=equipment",), ["120 torches", "7 motorcycles"]),
        (("status=planned",), ["4,550 individuals", "Twelve GID officers"]),
        (("kind=training", "status=planned"), ["Twelve GID officers"]),
    ],
)
def test_outputs_of_one_kind_or_status(
    run: Run, sample_store: Path, parameters: tuple[str, ...], stated: list[str]
) -> None:
    assert [row[3] for row in answer(run, sample_store, *parameters)] == stated


def test_an_empty_answer_says_how_many_outputs_are_known(run: Run, sample_store: Path) -> None:
    ran = run("query", "cq06", "--param", "kind=it-system", store=sample_store)
    assert "7 outputs are known" in " ".join(ran.err.split())


def test_an_output_stands_on_the_page_of_its_project_and_is_explained(run: Run, sample_store: Path) -> None:
    page = " ".join(run("show", GAMBIA, store=sample_store).out.split())
    assert "equipment: 7 motorcycles" in page
    assert "is received by Gambia Immigration Department" in page
    told = " ".join(run("explain", GAMBIA, store=sample_store).out.split())
    assert "7 motorcycles" in told
