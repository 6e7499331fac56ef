"""One project told by a press release, the donor's own data and an office's table, in one store."""

from __future__ import annotations

import tomllib

import pytest

from iomkg.comparing import Compared, compare
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.lookup import entity
from iomkg.pipeline import Loader, prepare
from iomkg.readers import press, table
from iomkg.readers.table import mapping
from iomkg.store import Store

PRESS = """Niamey: a new project for the river ports

Niamey, 12 February 2024 - Italy is funding the project “Safer crossings at the river ports of Niger” with
EUR 1.3 million. The 24-month project will be implemented by the International Organization for Migration in Niger.
"""
MAPPING = """
[table]
key = "{key}"
numbers = "1,234.56"
dates = "day first"
[release]
publisher = "{publisher}"
source_class = "{source_class}"
published = "2026-03-31"
[[column]]
header = "No"
field = "id"
[[column]]
header = "Title"
field = "title"
[[column]]
header = "Donor"
field = "donor"
[[column]]
header = "Implementers"
field = "implementer"
separator = ";"
[[column]]
header = "Country"
field = "place"
separator = ";"
[[column]]
header = "Start"
field = "start"
[[column]]
header = "Months"
field = "duration"
[[column]]
header = "EUR"
field = "amount"
currency = "EUR"
stage = "{stage}"
"""
HEAD = "No,Title,Donor,Implementers,Country,Start,Months,EUR\n"
TITLE = "Safer crossings at the river ports of Niger"
IATI = HEAD + f'X-1,{TITLE},Italy,IOM,Niger,01/02/2024,30,"1,250,000"\n'
OFFICE = HEAD + f"7,{TITLE},Italy,IOM;GIZ,Niger,2024-02,30,1250000\n"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    folder = tmp_path_factory.mktemp("sources")
    store = Store.memory()
    prepare(store)
    loader = Loader(store)
    (folder / "press.en.txt").write_text(PRESS, encoding="utf-8")
    releases = [*press.read(folder / "press.en.txt")]
    for name, rows, source_class in (("ministry", IATI, "donor-iati"), ("office", OFFICE, "table")):
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        told = MAPPING.format(key=name, publisher=name.title(), source_class=source_class, stage="committed")
        releases += table.read(folder / f"{name}.csv", mapping.parsed(tomllib.loads(told), name)).releases
    for release in releases:
        outcome = loader.load(release)
        assert outcome.status == "new", outcome.reason
    return Draft(store)


def told(found: list[Compared], property_: str) -> list[tuple[str, str, list[str]]]:
    return [
        (each.verdict, value.value.text, list(value.said))
        for each in found
        if each.property == property_
        for value in each.values
    ]


def test_all_three_meet_on_one_project_and_are_held_against_each_other(draft: Draft) -> None:
    sources, found = compare(draft, entity(draft, TITLE))
    assert sources == ("IATI", "press", "table")
    assert told(found, "title (en)") == [("agree", TITLE, ["IATI", "press", "table"])]
    assert told(found, "duration in months") == [
        ("contradict", "30", ["IATI", "table"]),
        ("contradict", "24", ["press"]),
    ]
    assert told(found, "starts on") == [("agree", "1 February 2024", ["IATI", "table"])]
    assert told(found, "works in")[0] == ("agree", "Niger", ["IATI", "press", "table"])
    assert told(found, "has donor") == [("agree", "Italy", ["IATI", "press", "table"])]
    assert told(found, "implementing") == [
        ("agree", "International Organization for Migration", ["IATI", "press", "table"]),
        ("only one", "Germany – Deutsche Gesellschaft für Internationale Zusammenarbeit", ["table"]),
    ]
    assert [each.verdict for each in found] == sorted((each.verdict for each in found), key=_ORDER.index)


def test_each_value_has_its_source_s_own_words(draft: Draft) -> None:
    _, found = compare(draft, entity(draft, TITLE))
    (months,) = [each for each in found if each.property == "duration in months"]
    said = {source: told[0] for value in months.values for source, told in value.said.items()}
    assert {source: each.path for source, each in said.items()} == {"IATI": "G2", "table": "G2", "press": None}
    assert said["IATI"].quote == said["table"].quote == "Months: 30"
    assert said["press"].quote.endswith(
        "The 24-month project will be implemented by the International Organization for Migration in Niger."
    )


def test_sums_of_one_stage_and_donor_are_compared_and_of_others_told_alone(draft: Draft) -> None:
    _, found = compare(draft, entity(draft, TITLE))
    sums = {each.property: told(found, each.property) for each in found if " by Italy" in each.property}
    assert sums == {
        "announced by Italy": [("only one", "EUR 1,300,000", ["press"])],
        "committed by Italy": [("agree", "EUR 1,250,000", ["IATI", "table"])],
    }


def test_only_projects_are_compared(draft: Draft) -> None:
    with pytest.raises(UsageError, match="is no project"):
        compare(draft, "https://w3id.org/iomkg/id/state/ita")


_ORDER = ["contradict", "agree", "only one"]
