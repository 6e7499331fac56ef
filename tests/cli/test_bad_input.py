"""Input that cannot be used: one clear line, the right exit code, never a traceback, nothing left behind."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from iomkg.store import Store

IN_FRENCH = (
    "Niamey – L'Italie finance un projet de gestion des frontières à Zinder, a déclaré l'équipe qui le réalise. "
    "Les services de sécurité et les communautés de la région y sont associés depuis février."
)


def only_line(ran) -> str:
    assert ran.out == ""
    (line,) = ran.told
    assert line.startswith("iomkg: ")
    return line


def make(folder: Path, case: str) -> Path:
    """A path that cannot be loaded."""
    path = folder / f"{case}.txt"
    if case == "empty":
        path.touch()
    elif case == "blank":
        path.write_text(" \n\n\t\n")
    elif case == "binary":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    elif case == "damaged":
        path.write_bytes(IN_FRENCH.encode().replace(b"\xc3\xa0", b"\xc3"))
    elif case == "picture":
        path = folder / "picture.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    elif case == "folder":
        path = folder / "folder"
        path.mkdir()
        (path / "notes.csv").write_text("a,b\n")
    return path


@pytest.mark.parametrize("command", ["load", "extract"])
def test_a_missing_path_is_the_calls_fault(run, tmp_path, command):
    ran = run(command, tmp_path / "none.txt")
    assert ran.code == 2
    assert "no such file or folder" in only_line(ran)
    assert "none.txt" in only_line(ran)


@pytest.mark.parametrize("command", ["load", "extract"])
def test_a_folder_without_releases_is_the_datas_fault(run, tmp_path, command):
    ran = run(command, make(tmp_path, "folder"))
    assert ran.code == 1
    assert "no releases in" in only_line(ran)


@pytest.mark.parametrize("case", ["empty", "blank", "binary", "damaged", "picture"])
def test_a_file_that_is_no_release_is_named_and_leaves_no_store(run, tmp_path, case):
    path = make(tmp_path, case)
    ran = run("load", path, store=tmp_path / "store")
    assert (ran.code, ran.out) == (1, "")
    assert ran.told[0] == f"refused   {path.name}"
    assert path.name in ran.told[1]
    assert ran.told[-1] == "1 release: 1 refused; no claims learned, 0 doubted"
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("case", ["empty", "binary", "damaged"])
def test_extract_names_a_file_that_is_no_release(run, tmp_path, case):
    path = make(tmp_path, case)
    ran = run("extract", path)
    assert ran.code == 1
    assert path.name in only_line(ran)


def test_a_text_in_another_encoding_is_read_rightly_or_refused(run, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes(IN_FRENCH.encode("cp1252"))
    ran = run("extract", path)
    assert ran.code == 0
    assert json.loads(ran.out)["projects"][0]["places"] == ["Zinder"]


def test_two_files_of_one_name_are_not_extracted_over_each_other(run, tmp_path):
    for name in ("a/page.txt", "b/page.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Niamey – A release.")
    ran = run("extract", tmp_path / "a", tmp_path / "b", "--output", tmp_path / "out")
    assert ran.code == 2
    assert "both be written as page.json" in only_line(ran)
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_is_told(run, tmp_path):
    (tmp_path / "page.txt").write_text("Niamey – A release.")
    (tmp_path / "file").touch()
    ran = run("extract", tmp_path / "page.txt", "--output", tmp_path / "file" / "out")
    assert ran.code == 2
    assert "cannot be made: Not a directory" in only_line(ran)


def test_a_locked_store_is_told(run, tmp_path, repository):
    with Store.open(tmp_path / "store", create=True):
        for words, told in (
            (["status"], "is being made by another process and holds nothing to read yet"),
            (["load", repository / "data" / "releases"], "in use by another process"),
        ):
            ran = run(*words, store=tmp_path / "store")
            assert ran.code == 1
            assert told in only_line(ran)


def test_a_folder_that_is_no_store_is_left_alone(run, tmp_path, repository):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear reader")
    for words in (["status"], ["load", repository / "data" / "releases"]):
        ran = run(*words, store=tmp_path / "letters")
        assert ran.code == 2
        assert "is not an iomkg store" in only_line(ran)
    assert os.listdir(tmp_path / "letters") == ["dear.txt"]


def test_a_store_in_a_file_is_the_calls_fault(run, tmp_path):
    (tmp_path / "store").touch()
    ran = run("status", store=tmp_path / "store")
    assert ran.code == 2
    assert "is a file" in only_line(ran)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even root may write")
def test_a_folder_that_may_not_be_written_is_told(run, tmp_path, repository):
    closed = Path("/sys") if os.getuid() == 0 else tmp_path / "closed"
    closed.mkdir(mode=0o500, exist_ok=True)
    ran = run("load", repository / "data" / "releases" / "2024-03-tchad-balke.en.txt", store=closed / "store")
    assert ran.code == 1
    assert only_line(ran) == f"iomkg: the store at {closed / 'store'} may not be read or written: permission denied"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s { ?s", "the query is not valid SPARQL"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "queries only read"),
        ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_query_that_cannot_run_is_told(run, sample_store, text, message):
    ran = run("query", "-", given=text, store=sample_store)
    assert ran.code == 2
    assert message in only_line(ran)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query", "cq99"], "there is no query called 'cq99'"),
        (["query", "none.rq"], "no such query file: none.rq"),
        (["query", "SELECT * { ?s ?p ?o }"], "goes into a file or standard input"),
        (["query", "cq01", "--param", "theme"], "is not NAME=VALUE"),
        (["query", "cq01", "--param", "theme=none-such"], "theme='none-such'"),
        (["query", "cq01", "--param", "planet=Mars"], "planet"),
        (["queries", "cq99"], "there is no query called 'cq99'"),
        (["show", "nobody at all"], "nothing in the view is called 'nobody at all'"),
        (["show", "id:state/zzz"], "nothing in the view is id:state/zzz"),
        (["explain", "https://example.org/no space allowed"], "nothing in the view is"),
    ],
)
def test_a_name_that_means_nothing_is_the_calls_fault(run, sample_store, words, message):
    store = None if words[0] == "queries" else sample_store
    ran = run(*words, store=store)
    assert ran.code == 2
    assert message in only_line(ran)


def test_a_name_of_several_things_is_told_with_the_candidates(run, sample_store):
    ran = run("show", "agadez", store=sample_store)
    assert (ran.code, ran.out) == (2, "")
    assert ran.told == [
        "iomkg: 'agadez' names 2 things; give one of these:",
        "  id:area/ne-1              Agadez (administrative area)",
        "  id:settlement/ner/agadez  Agadez (settlement)",
    ]


def test_a_name_that_is_nearly_one_is_told_with_those_it_may_be(run, sample_store):
    ran = run("show", "central mediteranean", store=sample_store)
    assert (ran.code, ran.out) == (2, "")
    assert ran.told[0].endswith("is called 'central mediteranean'; did you mean one of these?")
    assert ran.told[1].split() == ["id:route/central-mediterranean", "Central", "Mediterranean", "route", "(route)"]


def test_a_text_in_no_known_language_is_told_with_what_to_give(run, tmp_path):
    (tmp_path / "nonsense.txt").write_text("Xyzzy quux blorb.\n\nFrobnitz wibble snark plugh grue zork.\n")
    line = only_line(run("extract", tmp_path / "nonsense.txt"))
    assert "the language of nonsense.txt cannot be told; give the release's whole text" in line
