"""Paths and addresses that lead elsewhere: in the manifest, on pages, in folders, from the web."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools.fuzzing import samples

from iomkg.readers import press, web
from iomkg.readers.urls import Address, canonical_url

Refused = Callable[..., str]
Iomkg = Callable[..., tuple[int, str, str]]
HEADER = "file,url,publisher,published,retrieved,licence\n"


def only_line(ran: tuple[int, str, str], code: int = 1) -> str:
    assert (ran[0], ran[1]) == (code, ""), ran
    (line,) = ran[2].splitlines()
    return line


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("../a.txt,,,,,", "leads out of the manifest's folder"),
        ("sub/../../a.txt,,,,,", "leads out of the manifest's folder"),
        ("/etc/hostname,,,,,", "leads out of the manifest's folder"),
        ("file:///etc/hostname,,,,,", "there is no file"),
        (f"{'a/' * 5000}a.txt,,,,,", "there is no file"),
        ("a.txt,file:///etc/passwd,,,,", "not an absolute http(s) address"),
        ('a.txt,"data:text/html,x",,,,', "not an absolute http(s) address"),
        ("a.txt,javascript:alert(1),,,,", "not an absolute http(s) address"),
        ("a.txt,//example.org/a,,,,", "not an absolute http(s) address"),
        ("a.txt,https://example.org/a b,,,,", "not an absolute http(s) address"),
        ('a.txt,"https://example.org/a\nb",,,,', "not an absolute http(s) address"),
        ("a.txt,https://example.org/a>,,,,", "characters that no web address may hold"),
        ("a.txt,https://example.org/<a>,,,,", "characters that no web address may hold"),
        ('a.txt,"https://example.org/a"" . <x> <y> ""z",,,,', "not an absolute http(s) address"),
        ('a.txt,"https://example.org/a""z",,,,', "characters that no web address may hold"),
        ("a.txt,https://example.org\\@example.com/a,,,,", "characters that no web address may hold"),
        ("a.txt,https://exa{mple.org/a,,,,", "characters that no web address may hold"),
        ("a.txt,https://[example.org/a,,,,", "URL"),
        ("a.txt,https://example.org/mail/awa@example.org,,,,", "holds an e-mail address"),
        ("a.txt,https://example.org/mail/awa%40example.org,,,,", "holds an e-mail address"),
        ("a.txt,,awa@example.org,,,", "publisher holds contact details"),
        ("a.txt,,awa [at] example [dot] org,,,", "publisher holds contact details"),
        ("a.txt,,,,,+227 20 72 21 01", "licence holds contact details"),
    ],
)
def test_a_manifest_that_leads_elsewhere(iomkg: Iomkg, tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "in").mkdir()
    for place in (tmp_path, tmp_path / "in"):
        (place / "a.txt").write_bytes(samples.sample(".txt", "en"))
    (tmp_path / "in" / "m.csv").write_text(HEADER + row + "\n", "utf-8")
    store = tmp_path / "store"
    ran = iomkg("load", tmp_path / "in" / "a.txt", "--manifest", tmp_path / "in" / "m.csv", "--store", store)
    line = only_line(ran)
    assert message in line
    assert len(line) < 600
    assert not store.exists()


def test_who_got_a_link_is_not_kept() -> None:
    assert canonical_url("https://a:b@example.org/a?x=1&to=awa%40example.org&y=2") == "https://example.org/a?x=1&y=2"
    assert press.name_of(Address("https://awa:secret@example.org/a")) == "https://example.org/a"
    assert canonical_url("https://example.org/a|b?c={d}") == "https://example.org/a%7Cb?c=%7Bd%7D"


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://example.org/a&gt;&lt;b", "http://[",
     "https://example.org/a&quot; . &lt;x&gt;", "https://example.org/a&#10;b", "https://example.org/&#x202e;a"],
)  # fmt: skip
def test_a_page_that_claims_no_address_has_none(tmp_path: Path, href: str) -> None:
    page = samples.page(samples.TEXTS["en"]).replace(samples.URL, href)
    (tmp_path / "a.html").write_text(page, "utf-8")
    (release,) = press.read(tmp_path / "a.html")
    assert release.source.url is None


def test_pipes_devices_and_links_in_a_folder(iomkg: Iomkg, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "a-pipe.txt")
    os.mkfifo(folder / "b-pipe.warc.gz")
    (folder / "c-loop.txt").symlink_to(folder / "c-loop.txt")
    (folder / "d-nowhere.txt").symlink_to(tmp_path / "none")
    (folder / "e-round").symlink_to(folder)
    (folder / "f-zero.txt").symlink_to("/dev/zero")
    code, out, err = iomkg("load", folder, "--store", tmp_path / "store")
    assert (code, out) == (1, "")
    said = err.splitlines()
    assert [line.split()[1] for line in said[:-1:2]] == sorted(
        ["a-pipe.txt", "b-pipe.warc.gz", "c-loop.txt", "d-nowhere.txt", "f-zero.txt"]
    )
    told = [line.strip().split(" ", 1)[1] for line in said[1:-1:2]]
    pipe = "is no file but a pipe or a device; save what it gives as a file"
    assert told[:2] == [pipe, pipe]
    assert told[3:] == ["is a link that leads nowhere", pipe]
    assert not (tmp_path / "store").exists()


def test_a_manifest_without_end(iomkg: Iomkg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(samples.sample(".txt", "en"))
    ran = iomkg("load", tmp_path / "a.txt", "--manifest", "/dev/zero", "--store", tmp_path / "store")
    assert "is no file but a pipe or a device" in only_line(ran)


@pytest.mark.parametrize("name", ["a\x1b[31mb.txt", "a\u202eb.txt", "a\nb.txt", os.fsdecode(b"a\xff\x9b31mb.txt")])
def test_names_of_files_that_would_act_on_a_terminal(iomkg: Iomkg, own_store: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(samples.sample(".txt", "en"))
    for words in (["load", tmp_path / name, "--store", own_store], ["extract", tmp_path / name]):
        code, out, err = iomkg(*words)
        assert code == 0, err
        told = out + err
        assert not any(sign in told for sign in ("\x1b", "\x9b", "\u202e"))
        told.encode()
    (tmp_path / name).write_text("nothing")
    code, out, err = iomkg("extract", tmp_path / name)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert not any(sign in err for sign in ("\x1b", "\x9b", "\u202e"))


def test_an_address_in_the_name_of_a_file_is_not_kept(iomkg: Iomkg, own_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "mail from awa.examplesy@example.org.txt"
    path.write_bytes(samples.sample(".txt", "en"))
    code, out, err = iomkg("load", path, "--store", own_store)
    assert code == 0
    iomkg("export", tmp_path / "log.nq", "--graph", "log", "--store", own_store)
    written = (tmp_path / "log.nq").read_text("utf-8")
    assert "mail from" in written
    assert "examplesy" not in out + err + written


def test_redirections_do_not_lead_inside(website: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    website.pages["/a"] = (302, {"Location": f"{website.url}/b"}, b"")
    website.put("/b", samples.page(samples.TEXTS["en"]))
    assert web.fetch(Address(website.url + "/a")).url == website.url + "/b"
    # As if the first address were one of the web.
    monkeypatch.setattr(web, "is_inside", lambda url: url.endswith("/b"))
    with pytest.raises(ValueError, match="redirects from the web into the network of this machine"):
        web.fetch(Address(website.url + "/a"))


@pytest.mark.parametrize(
    ("url", "inside"),
    [("http://127.0.0.1/", True), ("http://[::1]/", True), ("http://10.0.0.1/", True),
     ("http://169.254.169.254/x", True),
     ("http://localhost/", True), ("http://192.0.2.1/", True), ("http://0.0.0.0/", True),
     ("http://93.184.215.14/", False)],
)  # fmt: skip
def test_what_is_inside(url: str, inside: bool) -> None:
    assert web.is_inside(url) is inside


def test_a_site_that_answers_a_letter_at_a_time(website: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    release = threading.Event()
    monkeypatch.setattr(web, "_ALL_SECONDS", 1)
    monkeypatch.setattr(web, "_fetch", lambda _: release.wait(60))
    with pytest.raises(ValueError, match="was not read to its end in 1 seconds"):
        web.fetch(Address(website.url + "/a"))
    release.set()
