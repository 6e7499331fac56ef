from __future__ import annotations

from pathlib import Path

import pytest

from iomkg.errors import ReadingError, UsageError
from iomkg.readers.manifest import Entry, Manifest

HEADER = "file,url,publisher,published,retrieved"


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("text", encoding="utf-8")
    path = folder / "sources.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_entries_are_found_by_file(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        f"{HEADER},licence,source_class\n"
        "a.txt,HTTPS://Example.org/a/?utm_source=x,OIM Niger,2022-02,2026-11-23,CC-BY-4.0,news\n"
        "\n"
        'b.txt,,"Ministère, Niamey",,,,\n',
    )
    manifest = Manifest.read(path)
    assert manifest.for_file(tmp_path / "a.txt") == Entry(
        file=(tmp_path / "a.txt").resolve(),
        url="https://example.org/a",
        publisher="OIM Niger",
        published="2022-02",
        retrieved="2026-11-23",
        licence="CC-BY-4.0",
        source_class="news",
    )
    other = manifest.for_file(tmp_path / "." / "b.txt")
    assert other == Entry(file=(tmp_path / "b.txt").resolve(), publisher="Ministère, Niamey")
    assert manifest.for_file(tmp_path / "c.txt") is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    manifest = Manifest.read(write(tmp_path, f"{HEADER}\na.txt,,Préfecture de Tillabéri,,\n", encoding=encoding))
    entry = manifest.for_file(tmp_path / "a.txt")
    assert entry is not None
    assert entry.publisher == "Préfecture de Tillabéri"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "sources.csv, row 1: column 'file' is missing"),
        ("file,url,publisher,published\n", "sources.csv, row 1: column 'retrieved' is missing"),
        (f"{HEADER},author\n", "sources.csv, row 1: unknown column 'author'"),
        (f"{HEADER},url\n", "sources.csv, row 1: column 'url' stands twice"),
        (f"{HEADER}\na.txt,,,\n", "sources.csv, row 2: 4 cells where the header has 5"),
        (f"{HEADER}\na.txt,,,,\n\n,,IOM,,\n", "sources.csv, row 4: the file's name is missing"),
        (f"{HEADER}\nc.txt,,,,\n", "sources.csv, row 2: there is no file 'c.txt' beside the manifest"),
        (f"{HEADER}\na.txt,,,,\n./a.txt,,,,\n", "sources.csv, row 3: file './a.txt' stands in row 2 already"),
        (
            f"{HEADER}\na.txt,https://example.org/a,,,\nb.txt,https://example.org/a/,,,\n",
            "sources.csv, row 3: url 'https://example.org/a/' stands in row 2 already",
        ),
        (f"{HEADER}\na.txt,example.org,,,\n", "sources.csv, row 2: 'example.org' is not an absolute http"),
        (f"{HEADER}\na.txt,,,2022-13,\n", "sources.csv, row 2: published is '2022-13', no day, month or year"),
        (f"{HEADER}\na.txt,,,12/02/2022,\n", "sources.csv, row 2: published is '12/02/2022'"),
        (f"{HEADER}\na.txt,,,2021-02-29,\n", "sources.csv, row 2: published is '2021-02-29'"),
        (f"{HEADER}\na.txt,,,,2022-02\n", "sources.csv, row 2: retrieved is '2022-02', no day of the calendar"),
        (f"{HEADER}\na.txt,,press@example.org,,\n", "sources.csv, row 2: publisher holds contact details"),
        (f"{HEADER}\na.txt,,Office 90 12 34 56,,\n", "sources.csv, row 2: publisher holds contact details"),
        (
            "file;url;publisher;published;retrieved\na.txt;;;;\n",
            "sources.csv, row 1: the columns are separated",
        ),
        (f"{HEADER},source_class\na.txt,,,,,blog\n", "sources.csv, row 2: unknown source_class 'blog'"),
        (f'{HEADER}\na.txt,,"IOM,,\n', "sources.csv: line 2 is not well-formed CSV"),
    ],
)
def test_disorder_is_told_in_one_line_with_its_row(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        Manifest.read(write(tmp_path, text))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_missing_manifest_is_the_call_s_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no manifest at"):
        Manifest.read(tmp_path / "none.csv")


def test_a_manifest_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadingError, match=r"^sources\.csv seems to be a ZIP archive"):
        Manifest.read(path)
