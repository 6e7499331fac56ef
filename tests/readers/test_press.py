from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from iomkg import namespaces
from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release, Source
from iomkg.readers import forms, press
from iomkg.readers.manifest import Manifest

TEXT = "Un titre\n\nLe projet a été lancé à Niamey.\n"


def page(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_page_is_one_release_keyed_by_its_bytes(tmp_path: Path) -> None:
    path = page(tmp_path / "niger.fr.txt")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    (release,) = press.read(path)
    assert release == Release(
        key=namespaces.digest(sha256)[:16],
        source=Source(name="niger.fr.txt", sha256=sha256, media_type="text/plain"),
        body=TEXT,
    )
    assert release.stem == "niger.fr"


def test_the_name_does_not_matter_for_the_key_but_the_url_does(tmp_path: Path) -> None:
    one, other = page(tmp_path / "a.txt"), page(tmp_path / "b.html")
    manifest_file = page(
        tmp_path / "sources.csv",
        "file,url,publisher,published,retrieved,licence,source_class\n"
        "b.html,https://Example.org/B/#top,OIM,2022-02-18,2026-11-23,CC-BY-4.0,news\n",
    )
    manifest = Manifest.read(manifest_file)
    (first,), (alone,), (stated,) = press.read(one, manifest), press.read(other), press.read(other, manifest)
    assert first.key == alone.key
    assert stated.key == namespaces.digest("https://example.org/B")[:16]
    assert stated.source == Source(
        name="b.html",
        sha256=alone.source.sha256,
        media_type="text/html",
        url="https://example.org/B",
        publisher="OIM",
        source_class="news",
        published="2022-02-18",
        retrieved="2026-11-23",
        licence="CC-BY-4.0",
    )


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".md", ".html", ".htm", ".xhtml"])
def test_supported_kinds(tmp_path: Path, suffix: str) -> None:
    (release,) = press.read(page(tmp_path / f"a{suffix}"))
    assert release.source.media_type == forms.MEDIA_TYPES[suffix.lower()]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "a.txt is empty"),
        ("a.txt", " \n\t\ufeff\u200b\n", "a.txt is empty"),
        ("a.txt", b"%PDF-1.4", "a.txt seems to be a PDF document (name it .pdf), not text"),
        ("a.pdf", b"%PDF-1.4", "a.pdf is a PDF document that is cut off: its end is missing; get it again"),
        ("a.pdf", b"<html><p>Sign in</p>", "a.pdf is not a PDF document"),
        ("a.html", b"<p>\x00</p>", "a.html seems to be binary data, not text"),
        ("a.log", b"a,b", f"a.log is of a kind that is not read; kinds: {forms.KINDS}"),
        (
            "a.txt",
            "Граница и миграция".encode("cp1251"),
            "a.txt is in an encoding that cannot be told; save it as UTF-8",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        list(press.read(page(tmp_path / name, content)))
    assert str(caught.value) == message


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(forms.MAXIMUM_BYTES + 1)
    with pytest.raises(ReadingError, match=r"^huge\.txt is larger than 50 MB"):
        list(press.read(path))


def test_a_missing_file_and_a_folder_are_the_call_s_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(press.read(tmp_path / "none.txt"))
    with pytest.raises(UsageError, match="is a folder"):
        list(press.read(tmp_path))


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = page(tmp_path / "a.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadingError, match=r"^a\.txt cannot be read: Permission denied$"):
        list(press.read(path))


def test_folders_are_searched_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    names = ["b/z.md", "b/a.html", "a.txt", "c.HTM", ".hidden.txt", ".git/x.txt", "b/.x.txt", "sources.csv", "b/d.pdf"]
    names += ["d.Docx", "e.odt", "f.mhtml", "g.mht", "h.webarchive", "i.warc", "j.warc.gz", "k.wacz", "l.gz", "m.zip"]
    for name in names:
        page(tmp_path / name)
    found = press.discover([tmp_path, str(tmp_path / "a.txt")])
    assert [path.relative_to(tmp_path).as_posix() for path in found if isinstance(path, Path)] == [
        *("a.txt", "b/a.html", "b/d.pdf", "b/z.md", "c.HTM", "d.Docx", "e.odt", "f.mhtml", "g.mht", "h.webarchive"),
        *("i.warc", "j.warc.gz", "k.wacz"),
    ]


def test_named_files_keep_their_order_and_are_taken_whatever_they_are(tmp_path: Path) -> None:
    files = [page(tmp_path / name) for name in ("z.txt", "a.pdf", ".hidden.txt")]
    assert press.discover([*files, files[0]]) == files


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        press.discover([tmp_path / "none"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadingError, match=r"^no releases in .*empty: it holds no \.txt, \.md, \.html, .* file$"):
        press.discover([tmp_path / "empty"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list any folder")
def test_a_folder_that_may_not_be_listed_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    page(closed / "a.txt")
    closed.chmod(0)
    try:
        with pytest.raises(ReadingError, match="cannot be read: Permission denied"):
            press.discover([tmp_path])
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.ods"])
def test_a_table_is_told_how_it_is_loaded(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"a,b\n")
    with pytest.raises(ReadingError, match=r"a table: load it with --mapping MAPPING.toml.*`iomkg table suggest FILE`"):
        next(press.read(tmp_path / name))
