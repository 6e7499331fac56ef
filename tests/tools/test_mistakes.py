"""Mistakes are told by kind: what was missed or false, and what it was taken for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.judging import scorer
from tools.mistakes import mistakes
from tools.mistakes import readings as measured

from iomkg.answers import Reading, readings
from iomkg.answers.readings import text_of


def actor(name: str, state: str | None = None) -> dict[str, Any]:
    return {"name": name, "canonical": name, "state": state}


def project(**fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"title": None, "duration_months": None, "start": None, "end": None, "budget": None}
    lists = dict.fromkeys(("donors", "implementers", "partners", "countries", "places", "routes", "themes"), ())
    return {**empty, **lists, **fields}


def record(*projects: dict[str, Any], agencies: Any = ()) -> dict[str, Any]:
    return {"projects": list(projects), "events": [], "agencies": list(agencies), "people": []}


def test_each_mistake_is_told_by_its_kind(shared: Path) -> None:
    like = scorer(shared / "bin" / "score_extraction.py")
    swede, ministry, caritas = actor("Sweden", "SWE"), actor("Ministry of Labour", "KEN"), actor("Caritas Kenya")
    gold = record(
        project(title="Safe Roads", donors=[swede], implementers=[caritas], partners=[ministry], countries=["KEN"],
                start="2021", budget={"amount": 5, "currency": "EUR"})
    )  # fmt: skip
    mine = record(
        project(title="Safe Roads", donors=[caritas], implementers=[], countries=["KEN", "UGA"], end="2023",
                budget={"amount": 7, "currency": "EUR"}),
        project(title="Else", partners=[swede]),
        agencies=[ministry],
    )  # fmt: skip
    assert sorted(mistakes(gold, mine, like)) == [
        "agencies: false",
        "budget: another one read",
        "countries: false",
        "donors: false, of the implementers",
        "donors: missed, given no part",
        "end: false",
        "implementers: missed, read among donors",
        "partners: false, with the whole project",
        "partners: missed, known as a body, given no part",
        "project: false",
        "start: missed",
    ]
    assert list(mistakes(gold, gold, like)) == []


def test_precision_and_recall_of_each_field_are_written_and_read_back(shared: Path) -> None:
    like = scorer(shared / "bin" / "score_extraction.py")
    gold = {"id": "one", **record(project(title="Safe Roads", countries=["KEN", "UGA"]))}
    mine = {"id": "one", **record(project(title="Safe Roads", countries=["KEN", "TZA", "RWA"]))}
    found = {reading.field: reading for reading in measured([(gold, mine)], like)}
    assert list(found) == like.CORE + like.REST
    assert found["countries"] == Reading("countries", 1 / 3, 1 / 2, 2)
    assert found["title"] == Reading("title", 1.0, 1.0, 1)
    assert text_of(found.values()).splitlines()[:2] == ["field,precision,recall,judged", "project,1.000,1.000,1"]
    assert list(readings()) == list(found)
