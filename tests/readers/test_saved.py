"""Pages saved by browsers: which part is the page, which address it came from, and when."""

from __future__ import annotations

import contextlib
import plistlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iomkg.readers.forms import Content, UnreadableError
from iomkg.readers.html_pages import asks_for_login, read_html
from iomkg.readers.saved import read_mhtml, read_webarchive

PAGE = "<html><body><p>Le projet a été lancé à Niamey.</p></body></html>"
URL = "https://example.org/fr/projet"
DATE = "Mon, 23 Nov 2026 10:00:00 -0000"


def mhtml(*parts: str, headers: str = "") -> bytes:
    head = f'{headers}MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    return (head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


FRAME = "Content-Type: text/html\nContent-Location: https://example.org/frame\n\n<p>Publicité</p>"
PICTURE = "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: a.png\n\niVBORw0KGgo="
QUOTED = (
    "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n"
    f"Content-Location: {URL}/?utm_source=x#top\n\n" + PAGE.replace("é", "=E9").replace("à", "=E0")
)


def test_the_first_page_of_an_mhtml_file_is_the_page() -> None:
    headers = f"From: <Saved by Blink>\nSnapshot-Content-Location: {URL}\nDate: {DATE}\n"
    content = read_mhtml(mhtml(PICTURE, QUOTED, FRAME, headers=headers))
    assert content == Content(PAGE, "text/html", url=URL, retrieved="2026-11-23")


def test_the_part_that_start_names_is_the_page() -> None:
    named = mhtml(FRAME, f"Content-ID: <main>\n{QUOTED}").replace(b'boundary="b"', b'boundary="b"; start="<main>"')
    assert read_mhtml(named).url == URL


def test_an_mhtml_file_of_one_part() -> None:
    alone = f"Snapshot-Content-Location: {URL}\nContent-Type: text/html; charset=utf-8\n\n{PAGE}".encode()
    content = read_mhtml(alone)
    assert (content.body, content.url, content.retrieved) == (PAGE, URL, None)


def archived(**main: Any) -> bytes:
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def test_a_webarchive() -> None:
    saved = archived(
        WebResourceData=PAGE.encode("cp1252"), WebResourceURL=URL, WebResourceTextEncodingName="ISO-8859-1"
    )
    assert read_webarchive(saved) == Content(PAGE, "text/html", url=URL)


@pytest.mark.parametrize(
    ("note", "url", "retrieved"),
    [
        ("", None, None),
        ("<!-- saved from url=(0032)https://example.org/fr/projet/ -->", URL, None),
        (
            "<!--\n Page saved with SingleFile \n url: https://example.org/fr/projet#x \n "
            "saved date: Mon Nov 23 2026 11:00:00 GMT+0100 (heure normale d’Europe centrale)\n-->",
            URL,
            "2026-11-23",
        ),
        ('<link rel="canonical" href="https://example.org/fr/projet?utm_medium=x&amp;id=3">', f"{URL}?id=3", None),
        ("<LINK HREF=https://example.org/fr/projet REL=canonical>", URL, None),
        ('<link rel="canonical" href="/fr/projet">', None, None),
        ('<link rel="canonical" href="https://example.org/">', None, None),
        ('<link rel="alternate" href="https://example.org/en">', None, None),
        ("<!-- saved from url=(0018)file:///C:/page.htm -->", None, None),
        (
            "<!-- saved from url=(0030)https://www.example.org/node/7 --><link rel='canonical' href='/fr/projet'>",
            "https://www.example.org/fr/projet",
            None,
        ),
        (
            "<!-- saved from url=(0030)https://example.org/fr/projet --><link rel='canonical' href='https://other.org/a'>",
            URL,
            None,
        ),
    ],
)
def test_the_address_a_page_states(note: str, url: str | None, retrieved: str | None) -> None:
    content = read_html((note + PAGE).encode())
    assert (content.url, content.retrieved) == (url, retrieved)


@pytest.mark.parametrize(
    ("page", "asks"),
    [
        ("<input name=a type=password>", True),
        ("<body><form><INPUT TYPE='password'></form><script>" + "a " * 200 + "</script>", True),
        ("<body><input type=password><p>" + "texte " * 200, False),
        ("<body><input type=text><p>Password", False),
    ],
)
def test_a_page_that_asks_for_a_login_is_known_by_its_little_text(page: str, asks: bool) -> None:
    assert asks_for_login(page) is asks


@pytest.mark.parametrize("beginning", ["<input ", "<link ", "<script>", "<!-- saved from url=(1)", "<"])
def test_a_page_of_nothing_but_beginnings_is_read_at_once(beginning: str) -> None:
    page = beginning * 200_000
    assert read_html(page.encode()).body == page
    assert not asks_for_login(page)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a saved web page (MHTML)"),
        (PAGE.encode(), "is not a saved web page (MHTML)"),
        (mhtml(PICTURE), "is a saved archive (MHTML) that holds no web page, or is cut off"),
        (mhtml(QUOTED)[:60], "is a saved archive (MHTML) that holds no web page, or is cut off"),
    ],
)
def test_what_is_no_mhtml(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_mhtml(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a web page saved by Safari (.webarchive), or is damaged"),
        (PAGE.encode(), "is not a web page saved by Safari (.webarchive), or is damaged"),
        (plistlib.dumps([1]), "is not a web page saved by Safari (.webarchive), or is damaged"),
        (archived(WebResourceData=b"x", WebResourceMIMEType="image/png"), "holds image/png, not a web page"),
    ],
)
def test_what_is_no_webarchive(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_webarchive(data)
    assert str(caught.value) == message


WHOLE = {
    read_mhtml: mhtml(PICTURE, QUOTED, FRAME, headers=f"Date: {DATE}\n"),
    read_webarchive: archived(WebResourceData=PAGE.encode(), WebResourceURL=URL),
}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(WHOLE)), st.integers(0, 300), st.binary(min_size=1, max_size=20))
def test_damage_gives_a_page_or_one_line(read: Any, at: int, noise: bytes) -> None:
    whole = WHOLE[read]
    with contextlib.suppress(UnreadableError):
        assert read(whole[:at] + noise + whole[at + len(noise) :]).media_type == "text/html"
