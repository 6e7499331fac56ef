"""Whole tables of every kind, and what is told of rows and cells that cannot be taken."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.readers.table import messy

from iomkg.documents.languages import likely
from iomkg.errors import DataError, IomkgError, ReadingError, UsageError
from iomkg.model import Field, Named
from iomkg.readers import table
from iomkg.readers.table import mapping
from iomkg.readers.table.cells import column_of, letters
from iomkg.readers.table.suggesting import suggest
from iomkg.values import Money, StatedSum

MADE = 300

BASE = """
[table]
key = "list"
numbers = "1.234,56"
dates = "day first"
[[column]]
header = "No"
field = "id"
[[column]]
header = "Title"
field = "title"
[[column]]
header = "Donors"
field = "donor"
separator = ";"
values = { "AA" = "id:agency/deu/federal-foreign-office", "n/k" = "" }
[[column]]
header = "Budget"
field = "amount"
currency = "EUR"
[[column]]
header = "Start"
field = "start"
"""
HEAD = "No,Title,Donors,Budget,Start,Contact\n"


def read(tmp_path: Path, rows: str, more: str = "", base: str = BASE, name: str = "list.csv") -> table.Reading:
    (tmp_path / name).write_text(rows, encoding="utf-8")
    return table.read(tmp_path / name, mapping.parsed(tomllib.loads(base + more), "list.toml"))


def fields(reading: table.Reading, number: int = 0) -> list[tuple[str, str, object]]:
    return [(f.name, f.place, f.value or f.names) for f in reading.releases[number].fields]


def fates(reading: table.Reading) -> list[tuple[int, str, str, str]]:
    return [(r.row, r.fate, r.place, r.why) for r in reading.remarks if r.fate != "read"]


def euros(amount: str, stage: str = "committed") -> StatedSum:
    return StatedSum(Money(Decimal(amount), "EUR"), stage)


# -- whole tables ----------------------------------------------------------------------------------------------------


def _spanish(tmp_path: Path, made: list[messy.Project]) -> Path:
    (tmp_path / "es.csv").write_bytes(messy.spanish_csv(made))
    return tmp_path / "es.csv"


def _french(tmp_path: Path, made: list[messy.Project]) -> Path:
    (tmp_path / "fr.tsv").write_bytes(messy.french_tsv(made))
    return tmp_path / "fr.tsv"


def _english(tmp_path: Path, made: list[messy.Project]) -> Path:
    return messy.english_workbook(made, tmp_path / "en.xlsx")


@pytest.mark.parametrize(
    ("make", "language", "left_out"),
    [
        (
            _spanish,
            "es",
            [
                "repeats the header",
                "is the same as row 8",
                "a total; Importe comprometido (EUR) agrees with the rows above",
            ],
        ),
        (_french, "fr", ["repeats the header", "is the same as row 5", "a total; Montant agrees with the rows above"]),
        (
            _english,
            "en",
            [
                "a total; Amounts (USD '000) – Committed agrees with the rows above; "
                "nothing told of Amounts (USD '000) – Disbursed"
            ],
        ),
    ],
)
def test_a_list_of_several_hundred_rows_is_read_whole_by_its_drafted_mapping(
    tmp_path: Path,
    make: Callable[[Path, list[messy.Project]], Path],
    language: str,
    left_out: list[str],
) -> None:
    made = messy.projects(MADE, language)
    path = make(tmp_path, made)
    reading = table.read(path, mapping.parsed(tomllib.loads(suggest(path, None, likely).toml), "draft"))
    assert Counter(remark.fate for remark in reading.remarks) == {"read": MADE, "left out": len(left_out)}
    assert [remark.why for remark in reading.remarks if remark.fate == "left out"] == left_out
    assert len({release.key for release in reading.releases}) == MADE
    for project, release in zip(made, reading.releases, strict=True):
        said: dict[str, list[Field]] = {}
        for field in release.fields:
            said.setdefault(field.name, []).append(field)
        (title,), (donor,), (start,) = said["title"], said["donor"], said["start"]
        assert title.text == project.title
        assert donor.names == (Named(project.donor),)
        assert tuple(named.words for named in said["implementer"][0].names) == project.implementers
        assert start.value == project.start.isoformat()
        first = said["amount"][0].value
        assert isinstance(first, StatedSum)
        assert abs(first.money.amount - project.amount) < Decimal("0.01")
        assert not any("example.org" in field.text for field in release.fields)


def test_an_opendocument_sheet_keeps_what_its_cells_show(tmp_path: Path) -> None:
    (project,) = messy.projects(1, "en")
    shown = f"{messy.continental(project.amount)} €"
    rows = [
        ["No", "Title", "Donors", "Budget", "Start"],
        [project.id, project.title, project.donor, (project.amount, shown), (project.start, "neulich")],
    ]
    reading = table.read(messy.ods(rows, tmp_path / "o.ods"), mapping.parsed(tomllib.loads(BASE), "o.toml"))
    said = {field.name: field for field in reading.releases[0].fields}
    assert (said["amount"].text, said["amount"].place) == (shown, "Projects!D2")
    assert said["amount"].value == euros(str(project.amount))
    assert (said["start"].text, said["start"].value) == ("neulich", project.start.isoformat())


def test_a_later_edition_gives_new_versions_of_the_same_releases(tmp_path: Path) -> None:
    first = read(tmp_path, HEAD + "1,A project,EU,100,2024,\n2,Another project,EU,200,2024,\n")
    second = read(tmp_path, HEAD + "2,Another project,EU,250,2024,\n1,A project,EU,100,2024,\n")
    assert {r.key for r in first.releases} == {r.key for r in second.releases}
    hashes = [{r.key: r.source.sha256 for r in reading.releases} for reading in (first, second)]
    changed = {key for key in hashes[0] if hashes[0][key] != hashes[1][key]}
    assert changed == {first.releases[1].key}


# -- rows ------------------------------------------------------------------------------------------------------------


def test_rows_without_id_or_title_or_with_one_of_another_row_are_refused(tmp_path: Path) -> None:
    rows = "1,A project,EU,100,2024,\n,No id here,EU,1,2024,\n3,,EU,1,2024,\n1,Quite another,EU,1,2024,\n"
    reading = read(tmp_path, HEAD + rows)
    assert [release.fields[1].text for release in reading.releases] == ["A project"]
    assert [(row, fate, why.split(";")[0]) for row, fate, _, why in fates(reading)] == [
        (3, "refused", "has no id"),
        (4, "refused", "has no title, so it tells of no project"),
        (5, "refused", "its id stands in row 2 with other cells"),
    ]


def test_further_rows_add_what_they_say_and_no_sum_twice(tmp_path: Path) -> None:
    rows = "1,A project,EU,100,2024,\n1,A project,AA,100,2024,\n1,A project,AA,40,2024,\n"
    told = fields(read(tmp_path, HEAD + rows, '[rows]\nchildren = "more"\n'))
    assert told == [
        ("id", "A2", "list:1"),
        ("title", "B2", "A project"),
        ("donor", "C2", (Named("EU"),)),
        ("amount", "D2", euros("100")),
        ("start", "E2", "2024"),
        ("donor", "C3", (Named("AA", "https://w3id.org/iomkg/id/agency/deu/federal-foreign-office"),)),
        ("amount", "D4", euros("40")),
    ]
    again = fields(read(tmp_path, HEAD + rows, '[rows]\nchildren = "more"\nrepeated = false\n'))
    assert [place for name, place, _ in again if name == "amount"] == ["D2", "D3", "D4"]


def test_parts_are_projects_of_the_release_above_them(tmp_path: Path) -> None:
    rows = "1,The whole,EU,100,2024,\n,Its first part,,60,,\n,Its second part,,40,,\n2,Another,EU,7,2024,\n"
    reading = read(tmp_path, HEAD + rows, '[rows]\nchildren = "parts"\n')
    assert len(reading.releases) == 2
    assert [(f.of, f.text) for f in reading.releases[0].fields if f.name == "title"] == [
        (0, "The whole"),
        (1, "Its first part"),
        (2, "Its second part"),
    ]


def test_a_row_stands_under_its_parent_wherever_that_is(tmp_path: Path) -> None:
    base = BASE + '[[column]]\nheader = "Contact"\nfield = "parent"\n'
    rows = (
        "3,A part of a part,EU,1,,2\n2,A part,EU,2,,1\n1,The whole,EU,3,,\n"
        "4,Of what is not here,EU,4,,9\n5,Loop,EU,5,,5\n"
    )
    reading = read(tmp_path, HEAD + rows, base=base)
    titles = [[f.text for f in release.fields if f.name == "title"] for release in reading.releases]
    assert titles == [["The whole", "A part of a part", "A part"], ["Of what is not here"], ["Loop"]]


def test_totals_and_pseudo_projects_are_told_apart_and_totals_compared(tmp_path: Path) -> None:
    marks = """
[[row]]
kind = "total"
column = "Title"
values = ["Total*", "Sub-total*"]
[[row]]
kind = "programme"
column = "Title"
values = ["Programme*"]
[[row]]
kind = "unallocated"
column = "Title"
values = ["To be decided"]
[[row]]
kind = "administrative"
column = "Title"
values = ["Frais de gestion"]
"""
    rows = (
        '1,Programme for the coast,EU,"1.000,00",,\n2,A project,EU,600,,\n,To be decided,EU,300,,\n'
        ",Frais de gestion,EU,100,,\n"
        '3,Sub-total coast,,"1.000,00",,\n4,Elsewhere,EU,50,,\n,Sub-total rest,,50,,\n,TOTAL,,999,,\n'
    )
    reading = read(tmp_path, HEAD + rows, marks)
    kinds = [
        [(f.name, f.text) for f in release.fields if f.name in ("kind", "programme")] for release in reading.releases
    ]
    assert kinds == [
        [("kind", "Programme for the coast")],
        [("programme", "Programme for the coast")],
        [("kind", "To be decided")],
        [("kind", "Frais de gestion")],
        [],
    ]
    assert [why for _, _, _, why in fates(reading)] == [
        "a total; Budget agrees with the rows above",
        "a total; Budget agrees with the rows above",
        "a total; Budget says 999 where the rows above make 1,050",
    ]


def test_merged_cells_carry_what_they_say_down(tmp_path: Path) -> None:
    rows = "1,One,EU,1,,\n2,Two,,2,,\n3,Three,Germany,3,,\n4,Four,,4,,\n"
    reading = read(tmp_path, HEAD + rows, '[rows]\ncarry = ["Donors"]\n')
    donors = [[n.words for f in r.fields if f.name == "donor" for n in f.names] for r in reading.releases]
    assert donors == [["EU"], ["EU"], ["Germany"], ["Germany"]]


# -- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('"1.234.567,50"', "1234567.50"),
        ("1234567", "1234567"),
        ('"EUR 3,5 million"', "3500000.0"),
        ("2 M€", "2000000"),
        ("3 MEUR", "3000000"),
        ("€ 500", "500"),
        ("500 €", "500"),
        ("12 mio. Euro", "12000000"),
    ],
)
def test_sums_are_read_by_the_convention_of_the_table(tmp_path: Path, cell: str, told: str) -> None:
    reading = read(tmp_path, HEAD + f"1,A project,EU,{cell},,\n")
    assert fates(reading) == []
    assert [value for name, _, value in fields(reading) if name == "amount"] == [euros(told)]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('"1,234,567.50"', "is not written like 1.234,56, as the mapping says numbers are"),
        ("500 USD", "is in USD where the mapping or the row says EUR"),
        ("abc", "holds no number"),
        ("100 to 200", "holds several numbers; give each a column, or a row of its own"),
        ("-500", "holds a sum below nought, money that goes back; it is no part of what was given"),
        ("(500)", "holds a sum below nought, money that goes back; it is no part of what was given"),
        ("80 %", "holds '%' beside its number; only a currency may stand there"),
        ("500 pieces", "holds 'pieces' beside its number; only a currency may stand there"),
    ],
)
def test_a_cell_that_is_no_sum_is_left_out_and_told_of(tmp_path: Path, cell: str, why: str) -> None:
    reading = read(tmp_path, HEAD + f"1,A project,EU,{cell},2024,\n")
    assert fates(reading) == [(2, "cell refused", "D2", why)]
    assert [name for name, _, _ in fields(reading)] == ["id", "title", "donor", "start"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2024", "2024"),
        ("03/2024", "2024-03"),
        ("2024-03", "2024-03"),
        ("31.03.2024", "2024-03-31"),
        ("5/4/19", "2019-04-05"),
        ("2024-03-31T00:00:00", "2024-03-31"),
        ("31 mars 2024", "2024-03-31"),
        ("1er août 2023", "2023-08-01"),
        ("12 de marzo de 2020", "2020-03-12"),
        ("March 2021", "2021-03"),
        ("Sept. 2019", "2019-09"),
        ("45382", "2024-03-31"),
        ('"March 3, 2021"', "2021-03-03"),
        ("enero de 2022", "2022-01"),
    ],
)
def test_dates_are_as_exact_as_they_are_written(tmp_path: Path, cell: str, told: str) -> None:
    reading = read(tmp_path, HEAD + f"1,A project,EU,1,{cell},\n")
    assert fates(reading) == []
    assert fields(reading)[-1] == ("start", "E2", told)


@pytest.mark.parametrize("cell", ["31.02.2024", "13.13.2024", "Q3 2024", "soon", "2024/25", "99999999", "12"])
def test_a_date_that_cannot_be_told_is_left_out(tmp_path: Path, cell: str) -> None:
    reading = read(tmp_path, HEAD + f"1,A project,EU,1,{cell},\n")
    ((row, fate, place, _),) = fates(reading)
    assert (row, fate, place) == (2, "cell refused", "E2")


def test_lists_are_parted_and_words_mean_what_the_mapping_says(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + '1,A project,"AA; n/k; Danish Help (40 %) ;; -",1,,\n')
    assert fields(reading)[2] == (
        "donor",
        "C2",
        (Named("AA", "https://w3id.org/iomkg/id/agency/deu/federal-foreign-office"), Named("Danish Help")),
    )


# -- files and mappings at fault -------------------------------------------------------------------------------------


def test_the_separator_is_found_out_and_sep_lines_are_no_rows(tmp_path: Path) -> None:
    rows = "No;Title;Donors;Budget;Start\n1;Boats, cars, radios;EU;1.000,50;2024\n2;A, B, C, D and E;EU;2,50;2023\n"
    for text in (rows, "sep=;\n" + rows, rows.replace(";", "\t"), rows.replace(";", "|")):
        reading = read(tmp_path, text)
        assert [r.fields[1].text for r in reading.releases] == ["Boats, cars, radios", "A, B, C, D and E"]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.csv", "a.csv holds no row"),
        (b'No,Title\n1,"open', "a.csv", "a.csv is not well-formed in line 2: unexpected end of data"),
        (b"PK\x03\x04 a workbook", "a.csv", "a.csv is a workbook; name it .xlsx or .ods"),
        (b"PK\x03\x04 not one", "a.xlsx", "a.xlsx is damaged or cut off, no longer an Excel workbook; get it again"),
        (b"PK\x03\x04 not one", "a.ods", "a.ods is damaged or cut off, no longer a spreadsheet; get it again"),
        (
            b"\xd0\xcf\x11\xe0 old",
            "a.xls",
            "a.xls is protected by a password or of the old kind (.xls); save it as .xlsx without one",
        ),
        (b"text", "a.doc", "a.doc is of a kind that is no table; kinds: .csv, .tsv, .xlsx, .ods"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_a_line(tmp_path: Path, content: bytes, name: str, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadingError) as raised:
        table.read(tmp_path / name, mapping.parsed(tomllib.loads(BASE), "m"))
    assert str(raised.value) == told


def test_a_workbook_made_to_do_harm_is_refused(tmp_path: Path) -> None:
    import zipfile

    bomb, entity = tmp_path / "bomb.xlsx", tmp_path / "entity.ods"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 40_000_000)
    with zipfile.ZipFile(entity, "w") as packed:
        packed.writestr("META-INF/manifest.xml", "<m/>")
        packed.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    for path, why in ((bomb, "unpacks to a flood"), (entity, "declares XML entities")):
        with pytest.raises(ReadingError, match=why):
            table.read(path, mapping.parsed(tomllib.loads(BASE), "m"))


def test_a_formula_without_its_result_and_an_error_are_told_of(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["No", "Title", "Donors", "Budget", "Start"])
    sheet.append(["1", "A project", "EU", "=1+1", "#N/A"])
    book.save(tmp_path / "f.xlsx")
    reading = table.read(tmp_path / "f.xlsx", mapping.parsed(tomllib.loads(BASE), "m"))
    assert [(place, why.split(";")[0]) for _, _, place, why in fates(reading)] == [
        ("Sheet!D2", "holds a formula whose result was not saved"),
        ("Sheet!E2", "shows the error #N/A"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('header = "Start"', 'header = "Strat"', "no column is called 'Strat'; did you mean 'Start'?"),
        ('field = "start"', 'field = "begin"', "[[column]] 5, field: is 'begin'; it is one of"),
        ('key = "list"', "", "[table], key: is missing"),
        ('currency = "EUR"', 'currency = "EURO CENT"', "[[column]] 4, currency: 'EURO CENT' is no currency"),
        (
            '"n/k" = ""',
            '"n/k" = "id:agency/xx/y"',
            "[[column]] 3, values: 'n/k': id:agency/xx/y is not in the reference data",
        ),
        ('numbers = "1.234,56"', 'numbers = "comma"', "[table], numbers: is 'comma'; it is one of"),
        ('field = "title"', 'field = "partner"', 'no column has the field "title"'),
        (
            'field = "start"',
            'field = "start"\nstage = "committed"',
            "[[column]] 5, stage: is of columns with the field",
        ),
        ('field = "start"', 'field = "start"\ncolour = "red"', "[[column]] 5, colour: is no key here"),
        ("[table]", "[table", "is no TOML"),
    ],
)
def test_a_mapping_at_fault_is_told_by_its_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "m.toml").write_text(BASE.replace(old, new), encoding="utf-8")
    (tmp_path / "list.csv").write_text(HEAD + "1,A project,EU,1,,\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        table.read(tmp_path / "list.csv", mapping.read(tmp_path / "m.toml"))
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_not_there_is_a_fault_of_the_call(tmp_path: Path) -> None:
    for attempt in (lambda: mapping.read(tmp_path / "no.toml"), lambda: read(tmp_path, HEAD, name="x/no.csv")):
        with pytest.raises((UsageError, FileNotFoundError)):
            attempt()
    with pytest.raises(UsageError):
        table.read(tmp_path / "no.csv", mapping.parsed(tomllib.loads(BASE), "m"))


def test_every_column_has_its_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert all(column_of(letters(n)) == n for n in range(1, 2000))
    assert column_of("F1") is None


def test_errors_are_ours(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Quite,Another,Header\n1,2,3\n", encoding="utf-8")
    with pytest.raises(IomkgError, match="no row of the first 40 holds its columns' headers"):
        table.read(tmp_path / "list.csv", mapping.parsed(tomllib.loads(BASE), "m"))
