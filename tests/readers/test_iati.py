"""Files of IATI activities as a stream: what comes, with which lines, what is refused, how little memory it takes."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from iomkg.errors import ReadingError, UsageError
from iomkg.model import Element, Release
from iomkg.readers import press, sources
from iomkg.readers.manifest import Manifest

ACTIVITY = """  <iati-activity xml:lang="fr">
    <iati-identifier>XX-AAA-{number}</iati-identifier>
    <title><narrative>Puits numéro {number}</narrative></title>
    <contact-info><email>nobody@example.org</email></contact-info>
  </iati-activity>
"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n'


def file_of(folder: Path, body: str, name: str = "some.xml", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(body.encode(encoding))
    return path


def many(count: int) -> str:
    return HEAD + "".join(ACTIVITY.format(number=n) for n in range(count)) + "</iati-activities>\n"


def read(path: Path) -> tuple[list[Release], list[str]]:
    notes: list[str] = []
    return list(sources.read(path, notes=notes)), notes


def names(element: Element) -> list[str]:
    return [element.name, *(name for child in element.children for name in names(child))]


def test_each_activity_is_a_release_known_by_its_identifier(tmp_path: Path) -> None:
    releases, notes = read(file_of(tmp_path, many(3)))
    assert [r.record and r.record.line for r in releases] == [3, 8, 13]
    assert len({release.key for release in releases}) == 3
    assert notes == []
    assert all(release.fault == "" for release in releases)
    again, _ = read(file_of(tmp_path, many(3).replace("XX-AAA", "xx-aaa"), "other.xml"))
    assert [release.key for release in again] == [release.key for release in releases]


def test_lines_are_exact_beyond_what_libxml2_counts(tmp_path: Path) -> None:
    releases, _ = read(file_of(tmp_path, HEAD + "\n" * 70_000 + many(1)[len(HEAD) :]))
    assert releases[0].record
    assert releases[0].record.line == 70_003
    assert [child.line for child in releases[0].record.children] == [70_004, 70_005]


def test_contact_details_never_leave_the_file(tmp_path: Path) -> None:
    (release,), _ = read(file_of(tmp_path, many(1)))
    assert release.record
    assert names(release.record) == ["iati-activity", "iati-identifier", "title", "narrative"]


def test_what_holds_for_the_whole_file_holds_for_its_activities(tmp_path: Path) -> None:
    (release,), _ = read(file_of(tmp_path, many(1).replace(' xml:lang="fr"', "").replace("2.03", '2.02" xml:lang="es')))
    assert release.record
    assert release.record.get("xml:lang") == "es"


@pytest.mark.parametrize(
    ("version", "note"),
    [
        ("1.05", "it is IATI 1.05, which is read as far as it agrees with 2.03; ask its publisher for 2.0x"),
        ("9.9", "'9.9' is no version of IATI that is known; it is read as 2.03"),
        ("", "it states no version; it is read as 2.03"),
    ],
)
def test_another_version_is_read_with_a_warning(tmp_path: Path, version: str, note: str) -> None:
    releases, notes = read(file_of(tmp_path, many(2).replace("2.03", version)))
    assert (len(releases), notes) == (2, [note])


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (release,), _ = read(file_of(tmp_path, many(1).replace("UTF-8", encoding.upper()), encoding=encoding))
    assert release.record
    assert release.record.children[1].children[0].text == "Puits numéro 0"


def test_activities_that_cannot_be_taken_come_with_their_fault(tmp_path: Path) -> None:
    other = ACTIVITY.format(number=0).replace("Puits", "Ponts")
    nameless = ACTIVITY.replace("<iati-identifier>XX-AAA-{number}</iati-identifier>", "<iati-identifier/>")
    body = HEAD + ACTIVITY.format(number=0) * 3 + other + nameless.format(number=1) + "</iati-activities>"
    releases, notes = read(file_of(tmp_path, body))
    assert [release.fault for release in releases] == [
        "",
        "its identifier stands on another activity of this file before",
        "it has no iati-identifier",
    ]
    assert notes == ["2 activities repeat one of this file word for word; each is taken once"]


def test_an_activity_of_unreasonable_size_stops_nothing(tmp_path: Path) -> None:
    deep = "<a>" * 50 + "</a>" * 50
    body = many(2).replace("<title>", f"<title>{deep}", 1)
    releases, _ = read(file_of(tmp_path, body))
    assert [release.fault for release in releases] == ["its elements stand 30 deep within each other", ""]


def test_what_stands_before_a_fault_in_the_xml_is_read(tmp_path: Path) -> None:
    broken = file_of(tmp_path, many(3).replace("numéro 2</narrative>", "numéro 2"))
    found: list[Release] = []
    with pytest.raises(ReadingError, match=r"some\.xml is not well-formed XML: mismatched tag at line 15, column"):
        found.extend(sources.read(broken))
    assert [release.record and release.record.line for release in found] == [3, 8]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (HEAD + "</iati-activities>", "some.xml holds no activity"),
        ("<html/>", "some.xml is XML, but no file of IATI activities: it begins with <html>"),
        ("<iati-organisations/>", "files of organisations are not read"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><iati-activities/>', "some.xml declares XML entities"),
        (
            "no XML",
            "some.xml is no XML, as its suffix says (syntax error at line 1); name it by what it is, such as .txt",
        ),
        ("", "some.xml is empty"),
    ],
)
def test_files_of_something_else_are_refused_in_one_line(tmp_path: Path, body: str, wrong: str) -> None:
    with pytest.raises(ReadingError) as error:
        list(sources.read(file_of(tmp_path, body)))
    assert wrong in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_a_bad_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(sources.read(tmp_path / "none.xml"))


def test_a_manifest_says_where_a_file_is_from(tmp_path: Path) -> None:
    path = file_of(tmp_path, many(1))
    table = tmp_path / "sources.csv"
    table.write_text(
        "file,url,publisher,published,retrieved,licence\nsome.xml,https://example.org/a.xml,,,2024-01-02,CC0\n", "utf-8"
    )
    (release,) = sources.read(path, Manifest.read(table))
    source = release.source
    assert (source.url, source.retrieved, source.licence) == ("https://example.org/a.xml", "2024-01-02", "CC0")


def test_extract_says_that_only_load_reads_activities(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is XML, of which IATI activities are read, by load alone"):
        list(press.read(file_of(tmp_path, many(1))))


def test_a_file_fifty_times_longer_takes_no_more_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        long = f"<description><narrative>{'Long. ' * 7_000}</narrative></description>"
        path = file_of(tmp_path, many(count).replace("<contact-info>", f"{long}<contact-info>"), f"{count}.xml")
        tracemalloc.start()
        for _ in sources.read(path):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is imported and compiled once
    assert peak(400) < 1.2 * peak(8)


def test_how_many_there_are_is_told_beforehand(tmp_path: Path) -> None:
    assert sources.activities_in(file_of(tmp_path, many(40))) == 40
    assert sources.activities_in(tmp_path / "none.xml") == sources.activities_in(tmp_path) == 0
