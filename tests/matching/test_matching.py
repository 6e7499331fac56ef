"""A constructed list of 146 names in three languages, misspelt, shortened, full of traps; and decisions on a list."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from iomkg.curation import matched
from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.errors import DataError, ReadingError
from iomkg.links import entity_of
from iomkg.matching import Entities, Given, Matched, Matcher, read, sheet
from iomkg.namespaces import ID, VIEW_GRAPH, kind_of, term
from iomkg.naming import Names
from iomkg.pipeline import Judge, Loader, prepare
from iomkg.store import Store

LIST = Path(__file__).with_name("organisations.csv")


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store.memory()
    prepare(made)
    return made


@pytest.fixture(scope="module")
def organisations(store: Store) -> Matcher:
    return Matcher(Entities(Draft(store), "organisation"))


def meant(found: Matched) -> str:
    return found.proposed.iri.removeprefix(ID) if found.proposed else ""


def test_what_is_proposed_is_right_and_little_is_missed(organisations: Matcher) -> None:
    with LIST.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    told = {
        row["Name"] + row["Country"]: meant(
            organisations.match(Given(number, row["Name"], row["Acronym"], row["Country"]))
        )
        for number, row in enumerate(rows, start=2)
    }
    expected = {row["Name"] + row["Country"]: row["expected"] for row in rows}
    assert {name: iri for name, iri in told.items() if iri and iri != expected[name]} == {}
    right = sum(iri == expected[name] for name, iri in told.items() if expected[name])
    assert right >= 0.97 * sum(bool(iri) for iri in expected.values())


def test_places_are_told_by_their_country(store: Store) -> None:
    places = Matcher(Entities(Draft(store), "place"))
    rows = [
        ("Niger", ""), ("Nigeria", ""), ("Guinée", ""), ("Guinea-Bissau", ""), ("Sahel", ""),
        ("Nowhere upon Sea", "Ghana"),
    ]  # fmt: skip
    found = [meant(places.match(Given(i, name, "", country))) for i, (name, country) in enumerate(rows)]
    assert found == ["country/ner", "country/nga", "country/gin", "country/gnb", "region/sahel", ""]
    # The town and the region around it go by one name: a person has to choose.
    agadez = places.match(Given(9, "Agadez", "", "Niger"))
    assert agadez.proposed is None
    assert {kind_of(candidate.iri) for candidate in agadez.candidates[:2]} == {"area", "settlement"}


def test_columns_are_found_by_their_headers_below_a_title(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("Nos partenaires;;\n;;\nCode;Nom de l'organisation;Pays\n7;OIM;Niger\n;;\n")
    listed = read(tmp_path / "l.csv")
    assert listed.labels == ("Nom de l'organisation", "Code", "Pays")
    assert listed.rows == (Given(4, "OIM", "7", "Niger", ("B4", "A4", "C4")),)
    (tmp_path / "l.csv").write_text("alpha;beta\nOIM;1\n")
    with pytest.raises(ReadingError, match="no header that tells where to find names"):
        read(tmp_path / "l.csv")
    assert read(tmp_path / "l.csv", ("alpha", "beta", None)).rows[0].identifier == "1"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_decisions_come_back_as_judgements_that_can_be_undone(tmp_path: Path, suffix: str) -> None:
    store = Store.memory()
    prepare(store)
    draft = Draft(store)
    matcher = Matcher(Entities(draft, "organisation"))
    (tmp_path / "partners.csv").write_text(
        "Name,ID,Country\nInternatonal Organization for Migration,P-7,\nLigue du Levant,,Mauritania\nLeague of Bees,,\n"
    )
    listed = read(tmp_path / "partners.csv")
    found = [matcher.match(given) for given in listed.rows]
    path = tmp_path / f"matches{suffix}"
    path.write_bytes(sheet.as_bytes(listed, "organisation", found, Names(draft), suffix == ".xlsx"))
    decided = _decide(path, {2: "same", 3: "new"})
    assert [(row.given.name, row.same, row.new) for row in decided] == [
        ("Internatonal Organization for Migration", (f"{ID}organisation/iom",), False),
        ("Ligue du Levant", (), True),
    ]
    loader = Loader(store)
    outcomes = [loader.load(release) for release in matched.releases(draft, decided)]
    assert [outcome.status for outcome in outcomes] == ["new", "new"]
    make = Maker(store, Draft(store), "Ana")
    made = matched.judgements(make, decided)
    assert [judgement.kind for judgement in made] == ["merge"]
    Judge(store).judge(made)
    row = f"{ID}release/{outcomes[0].key}/organisation/1"
    assert entity_of(Draft(store), row) == f"{ID}organisation/iom"
    codes = Draft(store).objects(f"{ID}organisation/iom", term("hasIdentifier"), VIEW_GRAPH)
    assert f"{ID}identifier/table/partners-csv:P-7" in {code.value for code in codes}
    Judge(store).judge([make.undo(made[0].id)])
    assert entity_of(Draft(store), row) != f"{ID}organisation/iom"


def _decide(path: Path, decisions: dict[int, str]) -> list[sheet.Decided]:
    """Fill in the first candidate of each row of a list, and read the sheet back."""
    import openpyxl

    waiting = dict(decisions)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        page = book.worksheets[0]
        for row in page.iter_rows(min_row=2):
            row[13].value = waiting.pop(int(str(row[2].value)), None)
        book.save(path)
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        for row in rows[1:]:
            row[13] = waiting.pop(int(row[2]), "")
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return sheet.read(path)


def test_a_word_that_is_no_decision_is_told_by_its_row(tmp_path: Path) -> None:
    row = "l,organisation,2,A2,X,,,,{},,,,,{}\n"
    for candidate, decision, told in (
        ("id:organisation/iom", "perhaps", "row 2: 'perhaps' is no decision; write same, different or new"),
        ("no match", "same", "row 2: there is no candidate to be same; write new, or nothing"),
    ):
        (tmp_path / "m.csv").write_text(",".join(sheet.COLUMNS) + "\n" + row.format(candidate, decision))
        with pytest.raises(DataError, match=told):
            sheet.read(tmp_path / "m.csv")
    (tmp_path / "m.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="has other columns than `iomkg match` writes"):
        sheet.read(tmp_path / "m.csv")
