"""Versions on the web: a page that lists them, and their files, byte for byte, and nothing else of the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from types import SimpleNamespace

import anyio
import httpx
import lxml.html
import pytest

from iomkg.answers import Answerer
from iomkg.store import Store
from iomkg.web import Settings, create_app
from iomkg.web.rendering import Asked
from iomkg.web.versions import versions

# One process makes the versions for all.
pytestmark = pytest.mark.xdist_group("published")


class Client:
    """Asks a server without its processes: files need none."""

    def __init__(self, settings: Settings) -> None:
        self._line = httpx.ASGITransport(app=create_app(settings))

    def get(self, path: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._line, base_url="http://server.example") as client:
                return await client.get(path, headers={"Accept": "text/plain"})

        return anyio.run(ask)


@pytest.fixture
def client(published) -> Client:
    return Client(Settings(store=published.shelf.folder, published=True))


@pytest.fixture
def newest(published) -> Iterator[Store]:
    with Store.open(published.second.store, writable=False) as store:
        yield store


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_lists_every_file_of_every_version(published, client, newest, language):
    bench = SimpleNamespace(
        store=newest, settings=Settings(store=published.shelf.folder, published=True), answerer=Answerer(newest)
    )
    page = lxml.html.fromstring(versions(bench, Asked(language, "/versions")).body)
    assert [each.text.strip() for each in page.xpath("//h2")] == ["1.1", "1.0"]
    assert page.xpath("//footer//a/@href") == [f"/versions?lang={language}"]
    listed = page.xpath("//section[1]//li/a/@href")
    for line in (published.second.folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        if name.startswith("store/"):
            continue
        assert f"/versions/1.1/{name}" in listed
        found = client.get(f"/versions/1.1/{name}")
        assert (found.status_code, hashlib.sha256(found.content).hexdigest()) == (200, digest), name
        assert "immutable" in found.headers["cache-control"]
    assert client.get(page.xpath("//link[@type='application/atom+xml']/@href")[0]).text.count("<entry>") == 2


ELSEWHERE = (
    "9.9/void.ttl",
    "1.1/store/CURRENT",
    "1.1/%2e%2e/1.0/void.ttl",
    "1.1/%2e%2e/%2e%2e/latest",
    "latest",
    "1.1",
    "1.1/",
    "%2fetc%2fpasswd",
)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_other_file_is_given_out(client, path):
    found = client.get(f"/versions/{path}")
    assert (found.status_code, found.text.count("\n")) == (404, 1)


def test_a_store_that_changes_has_no_versions(tmp_path):
    found = Client(Settings(store=tmp_path)).get("/versions/1.0/void.ttl")
    assert (found.status_code, found.text.count("\n")) == (404, 1)
