"""The sample releases, their manifest and their gold records belong together and hold no contact details."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iomkg import resources
from iomkg.readers import press

FOLDER = resources.data() / "releases"
SUFFIXES = {".txt", ".html"}
COLUMNS = ["file", "url", "publisher", "published", "retrieved", "licence", "source_class"]
KEYS = {"id", "language", "title", "published", "dateline", "projects", "events", "agencies", "people"}
PROJECT_KEYS = {
    "title", "acronym", "duration_months", "start", "end", "budget", "instruments", "donors", "implementers",
    "partners", "countries", "places", "regions", "routes", "themes",
}  # fmt: skip
EVENT_KEYS = {"type", "date", "end_date", "place", "participants"}
EVENT_TYPES = {"launch", "training", "workshop", "inauguration", "handover", "meeting", "signing", "visit", "other"}
THEMES = {
    "border management", "counter-trafficking", "counter-smuggling", "return and reintegration", "migrant protection",
    "asylum and refugee protection", "search and rescue", "detention and alternatives",
    "displacement and humanitarian response", "community stabilisation", "peace and security",
    "livelihoods and root causes", "awareness raising", "labour migration and regular pathways", "migration health",
    "migration data", "identity and civil registration", "diaspora and remittances", "climate and environment",
    "resettlement", "integration", "migration governance and policy", "other",
}  # fmt: skip
SAHEL_G5 = {"BFA", "MLI", "MRT", "NER", "TCD"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|--\d{2}-\d{2}")
MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+\w")
TELEPHONE = re.compile(r"\+\s?\d[\d\s().-]{6,}\d|\b\d{2}([ .-]\d{2}){3,}\b")


def releases() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.suffix in SUFFIXES)


def record(release: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / "gold" / f"{release.stem}.json").read_text(encoding="utf-8"))
    return loaded


def rows() -> list[dict[str, str]]:
    with (FOLDER / "sources.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def bodies(project: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for role in ("donors", "implementers", "partners"):
        yield from project[role]


def dates(gold: dict[str, Any]) -> Iterator[str]:
    stated = [gold["published"]]
    stated += [project[key] for project in gold["projects"] for key in ("start", "end")]
    stated += [event[key] for event in gold["events"] for key in ("date", "end_date")]
    return (date for date in stated if date is not None)


every_release = pytest.mark.parametrize("release", releases(), ids=lambda path: path.name)


def test_every_release_has_one_record_and_the_other_way_round() -> None:
    assert {path.stem for path in releases()} == {path.stem for path in (FOLDER / "gold").glob("*.json")}
    assert len({path.stem for path in releases()}) == len(releases())


def test_reading_the_folder_finds_the_releases_and_nothing_else() -> None:
    assert press.discover([FOLDER]) == releases()


def test_manifest_rows_and_files_agree() -> None:
    assert list(rows()[0]) == COLUMNS
    assert [row["file"] for row in rows()] == [path.name for path in releases()]


def test_manifest_names_only_placeholder_addresses_and_our_licence() -> None:
    for row in rows():
        assert row["url"].startswith("https://example.org/releases/")
        assert row["licence"] == "CC-BY-4.0"
        assert row["source_class"] in {"release-by-party", "news"}
        assert DATE.fullmatch(row["retrieved"])
        assert row["published"] in {"", record(FOLDER / row["file"])["published"]}


@every_release
def test_record_has_the_form_of_a_release_record(release: Path) -> None:
    gold = record(release)
    assert KEYS <= set(gold) <= KEYS | {"notes"}
    assert gold["id"] == release.stem
    assert release.stem.endswith(f".{gold['language']}")
    for project in gold["projects"]:
        assert set(project) == PROJECT_KEYS
        assert set(project["themes"]) <= THEMES
        assert project["themes"]
        assert all(re.fullmatch(r"[A-Z]{3}", code) for code in project["countries"])
        assert all(set(body) == {"name", "canonical", "state"} for body in bodies(project))
        assert project["duration_months"] is None or project["duration_months"] > 0
        assert project["budget"] is None or re.fullmatch(r"[A-Z]{3}", project["budget"]["currency"])
    assert all(set(event) == EVENT_KEYS and event["type"] in EVENT_TYPES for event in gold["events"])
    assert all(set(agency) == {"name", "acronym", "state"} and agency["state"] for agency in gold["agencies"])
    assert all(set(person) == {"name", "role", "organisation"} for person in gold["people"])
    assert all(DATE.fullmatch(date) for date in dates(gold))


@every_release
def test_what_the_record_names_stands_in_the_text(release: Path) -> None:
    text = html.unescape(release.read_text(encoding="utf-8"))
    gold = record(release)
    named = [gold["title"], *(person["name"] for person in gold["people"])]
    for project in gold["projects"]:
        named += [project["title"] or "", *project["places"]]
        named += [body["name"] for role in ("donors", "implementers") for body in project[role]]
    assert [name for name in named if name not in text] == []


@every_release
def test_the_only_contact_details_are_placeholders(release: Path) -> None:
    text = release.read_text(encoding="utf-8")
    assert all(mailbox.endswith("@example.org") for mailbox in MAILBOX.findall(text))
    assert TELEPHONE.search(text) is None


def test_one_sample_has_a_contact_line_to_drop_and_no_record_repeats_it() -> None:
    assert sum("@example.org" in path.read_text(encoding="utf-8") for path in releases()) == 1
    assert not any("@" in path.read_text(encoding="utf-8") for path in (FOLDER / "gold").glob("*.json"))


def test_the_samples_are_enough_for_the_demonstration() -> None:
    golds = [record(path) for path in releases()]
    assert {gold["language"] for gold in golds} == {"en", "fr", "es"}
    assert {path.suffix for path in releases()} == SUFFIXES
    projects = [project for gold in golds for project in gold["projects"]]
    border = [project for project in projects if "border management" in project["themes"]]
    sahel = [project for project in border if SAHEL_G5 & set(project["countries"])]
    states = {donor["state"] or donor["canonical"] for project in sahel for donor in project["donors"]}
    assert states == {"ITA", "JPN", "DEU", "USA", "GBR", "BEL", "European Union"}
    assert {p["duration_months"] for p in sahel if p["donors"][0]["state"] == "ITA"} == {18, 24}
    assert any(not SAHEL_G5 & set(project["countries"]) for project in border)
    assert any(set(project["countries"]) - SAHEL_G5 for project in sahel)
    assert any(not gold["projects"] for gold in golds)
