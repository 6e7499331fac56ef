"""A page fetched by its address: what is sent and kept, and one clear line for whatever can go wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iomkg.errors import ReadingError, UsageError
from iomkg.readers import press, web
from iomkg.readers.urls import Address

PAGE = "<html><head><title>Un projet</title></head><body><p>Le projet a été lancé à Niamey.</p></body></html>"


def fetched(url: str) -> Any:
    (release,) = press.read(Address(url))
    return release


def refusal(url: str) -> str:
    with pytest.raises(ReadingError) as caught:
        fetched(url)
    message = str(caught.value)
    assert message.startswith(f"{url} ")
    assert "\n" not in message
    return message.removeprefix(f"{url} ")


def test_what_was_received_is_kept_with_its_address_and_day(website: Any) -> None:
    url = website.put("/fr/projet.html", PAGE)
    release = fetched(f"{url}?utm_source=x#top")
    assert release.body == PAGE
    assert release.stem == "projet"
    assert release.source.url == url
    assert release.source.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert release.source.retrieved in {dt.datetime.now(dt.UTC).date().isoformat(), release.source.retrieved}
    assert release.source.name == f"{url}?utm_source=x#top"
    (asked,) = website.asked
    assert asked[1]["User-Agent"].startswith("iomkg/")


def test_the_address_is_the_one_redirections_lead_to_or_the_page_s_canonical_one(website: Any) -> None:
    canonical = f'<link href="/fr/projet" rel="canonical">{PAGE}'
    website.put("/node/7", canonical)
    website.pages["/old"] = (301, {"Location": "/node/7"}, b"")
    assert fetched(f"{website.url}/old").source.url == f"{website.url}/fr/projet"
    website.put("/node/8", canonical.replace("/fr/projet", "https://elsewhere.example.org/a"))
    assert fetched(f"{website.url}/node/8").source.url == f"{website.url}/node/8"
    website.put("/node/9", canonical.replace("/fr/projet", "/"))
    assert fetched(f"{website.url}/node/9").source.url == f"{website.url}/node/9"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "asks for a login (401); save the page in a browser and load the file"),
        (403, "refuses to be read by a program (403); save the page in a browser and load the file"),
        (404, "does not exist (404)"),
        (410, "is gone (410)"),
        (418, "was answered with the status 418, not with a page"),
        (429, "has too many requests (429); try again later"),
        (503, "is out of order at the moment (503); try again later"),
    ],
)
def test_errors_of_the_site(website: Any, status: int, message: str) -> None:
    website.pages["/a"] = (status, {}, b"<p>Sorry</p>")
    assert refusal(f"{website.url}/a") == message


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://example.org/a", "javascript:alert(1)"])
def test_a_redirection_leads_nowhere_but_to_the_web(website: Any, target: str) -> None:
    website.pages["/a"] = (302, {"Location": target}, b"")
    assert refusal(f"{website.url}/a") == "redirects to what is no web address; only http and https are read"


def test_redirections_end(website: Any) -> None:
    website.pages["/a"] = (302, {"Location": "/a"}, b"")
    assert refusal(f"{website.url}/a") == "redirects more than 10 times"


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (b"", "text/html", "is empty"),
        (b" \n ", "text/html", "is empty"),
        (b"\x89PNG", "image/png", "is image/png, which is not read"),
        (b"{}", "application/json", "is application/json, which is not read"),
        (b"\x89PNG", "text/html", "seems to be a PNG image, not text"),
        (b"<form><input name=a><input type='password'></form>", "text/html", "asks for a login; save the page in a "),
        (b"%PDF-1.7 and no more", "application/pdf", "is a PDF document that is cut off: its end is missing; get it "),
        (b"<html>Not found</html>", "application/pdf", "is not a PDF document"),
    ],
)
def test_what_is_no_release(website: Any, body: bytes, kind: str, message: str) -> None:
    assert refusal(website.put("/a", body, kind)).startswith(message)


@pytest.mark.parametrize(
    ("path", "kind", "media_type"),
    [
        ("/a", "text/html", "text/html"),
        ("/a.php", "application/xhtml+xml; charset=utf-8", "text/html"),
        ("/a.md", "application/octet-stream", "text/markdown"),
        ("/a.html", "", "text/html"),
        ("/a", "", "text/html"),
        ("/a", "text/plain", "text/html"),
        ("/a.txt", "text/plain; charset=utf-8", "text/plain"),
    ],
)
def test_the_form_is_told_by_type_address_and_content(website: Any, path: str, kind: str, media_type: str) -> None:
    assert fetched(website.put(path, PAGE, kind)).source.media_type == media_type


def test_the_charset_sent_counts(website: Any) -> None:
    page = PAGE.replace("é", "\u0159").replace("à", "a")
    assert "\u0159" in fetched(website.put("/a", page.encode("iso-8859-2"), 'text/html; charset="ISO-8859-2"')).body


def test_a_page_without_end_is_left_at_50_mb(website: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAXIMUM_BYTES", 100_000)
    assert "is larger than" in refusal(website.put("/a", b"x" * 100_001))


def test_a_page_that_takes_for_ever_is_left(website: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_ALL_SECONDS", -1)
    assert "was not read to its end" in refusal(website.put("/a", PAGE))


def test_an_answer_that_breaks_off_is_told(website: Any) -> None:
    assert (
        refusal(website.put("/a", PAGE, **{"Content-Length": "9999"})) == "broke off while it was read; try again later"
    )
    assert refusal(website.put("/a", PAGE, **{"Content-Encoding": "gzip"})) == (
        "broke off while it was read; try again later"
    )


def test_hosts_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert refusal(f"http://127.0.0.1:{port}/a") == "cannot be reached: the connection was refused or broke off"

    def unknown(*_: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setenv("NO_PROXY", "*")
    assert refusal("http://nowhere.example.org/") == (
        "cannot be found: there is no such host, or no connection to the network"
    )


def test_a_host_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_SILENT_SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert refusal(f"http://127.0.0.1:{silent.getsockname()[1]}/a") == "does not answer in time; try again later"


@pytest.fixture
def unproven(tmp_path: Path) -> Iterator[str]:
    """The address of a host with a certificate that nobody vouches for."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    try:
        subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl is installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def answer() -> None:
            connection, _ = listening.accept()
            with connection, pytest.raises(ssl.SSLError):
                context.wrap_socket(connection, server_side=True)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}/"
        thread.join()


def test_a_certificate_that_proves_nothing(unproven: str) -> None:
    assert refusal(unproven) == "cannot prove that it is the site it says (its certificate is not valid)"


def test_https_where_there_is_none(website: Any) -> None:
    assert (
        refusal(website.url.replace("http:", "https:")) == "cannot be reached over https: the secure connection fails"
    )


@pytest.mark.parametrize(
    "given", ["ftp://example.org/a", "file:///etc/hostname", "https://", "http://[1/", "https://a b/"]
)
def test_other_addresses_are_the_call_s_fault(given: str) -> None:
    with pytest.raises(UsageError, match="is not an address of the web, which begins with https:// or http://"):
        press.discover([given])


def test_an_address_without_its_beginning_is_helped() -> None:
    with pytest.raises(
        UsageError, match=r"no such file or folder: www\.example\.org/a; a web address begins with https"
    ):
        press.discover(["www.example.org/a"])
    assert press.discover(["https://example.org/a"]) == [Address("https://example.org/a")]
