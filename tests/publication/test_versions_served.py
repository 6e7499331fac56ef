"""Versions on the web: a page that lists them, and their files, byte for byte, and nothing else of the disk."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import anyio
import httpx
import lxml.html
import pytest
from requests.utils import parse_header_links
from tests.web.conftest import served, stopped

from iomkg import forms, queries
from iomkg.answers import Answerer
from iomkg.publication import keep
from iomkg.store import Store
from iomkg.web import Settings, create_app
from iomkg.web.protocol import ProtocolError
from iomkg.web.rendering import Asked, Page
from iomkg.web.versions import kept, versions


class Client:
    """Asks a server without its processes: files need none."""

    def __init__(self, settings: Settings) -> None:
        self._line = httpx.ASGITransport(app=create_app(settings))

    def get(self, path: str, accept: str = "text/plain") -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._line, base_url="http://server.example") as client:
                return await client.get(path, headers={"Accept": accept})

        return anyio.run(ask)


@pytest.fixture
def client(published) -> Client:
    return Client(Settings(store=published.shelf.folder, published=True))


@pytest.fixture
def newest(published) -> Iterator[Store]:
    with Store.open(published.second.store, writable=False) as store:
        yield store


def benched(published, newest) -> SimpleNamespace:
    settings = Settings(store=published.shelf.folder, published=True)
    own_page = functools.partial(Page, settings)
    return SimpleNamespace(store=newest, settings=settings, page=own_page, only=None, answerer=Answerer(newest))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_lists_every_file_of_every_version(published, client, newest, language):
    bench = benched(published, newest)
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


def test_an_answer_is_kept_with_its_version_for_ever(published, client, newest):
    query = queries.find("cq01")
    made = keep(published.second, query, {"region": "sahel"}, "en")
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    answer = Answerer(newest).ask(query, {"region": "sahel"})
    assert answer.rows
    assert before["answer.csv"] == forms.rendered(answer, "csv")
    assert before["answer.json"] == forms.rendered(answer, "json")
    told = json.loads(before["question.json"])
    assert made.iri == told["iri"] == f"https://w3id.org/iomkg/dataset/1.1/answers/{made.folder.name}"
    assert told["parameters"]["region"] == "https://w3id.org/iomkg/id/region/sahel"
    assert told["sha256"] == {n: hashlib.sha256(b).hexdigest() for n, b in before.items() if n != "question.json"}
    # The same question, however it is put, is the same answer; another version or language has another.
    again = keep(published.second, query, {"region": "Sahel", "theme": "border-management"}, "en")
    assert again.folder == made.folder
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before
    others = {keep(published.first, query, {"region": "sahel"}, "en").iri, keep(published.second, query, {}, "fr").iri}
    assert len({made.iri, *others}) == 3
    for name, body in before.items():
        found = client.get(f"/versions/1.1/answers/{made.folder.name}/{name}")
        assert (found.status_code, found.content) == (200, body)
        assert "immutable" in found.headers["cache-control"]


@pytest.mark.parametrize(
    ("accept", "end"),
    [
        ("text/html,*/*;q=0.8", ""),
        ("text/csv", "/answer.csv"),
        ("text/csv;q=0.5, application/sparql-results+json", "/answer.json"),
        ("text/markdown", "/answer.md"),
    ],
)
def test_the_address_that_is_cited_leads_to_the_answer(published, client, newest, accept, end):
    made = keep(published.second, queries.find("cq01"), {"region": "sahel"}, "en")
    found = client.get(made.iri.removeprefix("https://w3id.org/iomkg"), accept)
    assert (found.status_code, found.headers["vary"].split(", ")[0]) == (303, "Accept")
    assert found.headers["location"].endswith(f"/versions/1.1/answers/{made.folder.name}{end}")
    page = lxml.html.fromstring(kept(benched(published, newest), Asked("fr", "/x"), "1.1", made.folder.name).body)
    listed = page.xpath("//p[@class='forms']/a/@href")
    assert listed == [f"/versions/1.1/answers/{made.folder.name}/{n}" for n in
                      ("answer.csv", "answer.json", "answer.md", "query.rq")]  # fmt: skip


@pytest.mark.parametrize("name", ["0123456789abcdef", "..", ".x.unfinished", "", "a/b"])
def test_there_is_no_page_of_an_answer_nobody_kept(published, newest, name):
    with pytest.raises(ProtocolError, match="no version has an answer"):
        kept(benched(published, newest), Asked("en", "/x"), "1.1", name)


@contextlib.contextmanager
def serving(shelf: Path) -> Iterator[str]:
    """The address of a server of published versions."""
    process, address = served(shelf, "--published", str(shelf), "--rate-limit", "0")
    try:
        yield address
    finally:
        told = stopped(process)
    assert "Traceback" not in told, told


def test_a_thing_has_an_address_in_each_version(published):
    """The theme that was rejected before the second version is in the first for ever."""
    with Store.open(published.first.store, writable=False) as store:
        (claim,) = {q.graph_name.value for q in store.quads(published.rejected)}
        rows = store.select(f"""SELECT ?entity ?theme {{ GRAPH <{claim}> {{ <{published.rejected}> rdf:subject ?said ;
            rdf:object ?theme }} GRAPH graph:links {{ ?said iomkg:linkedTo ?entity }} }}""").rows
        ((entity, theme),) = rows
    path = entity.value.removeprefix("https://w3id.org/iomkg")
    end = theme.value.removeprefix("https://w3id.org/iomkg")
    with (
        serving(published.shelf.folder) as server,
        httpx.Client(base_url=server, timeout=120, trust_env=False, follow_redirects=False) as client,
    ):
        led = client.get(f"/version/1.0{path}", headers={"Accept": "text/turtle"})
        assert (led.status_code, led.headers["location"]) == (303, f"{server}/version/1.0/data{path}.ttl")
        old, new = client.get(f"/version/1.0/data{path}.ttl"), client.get(f"/version/1.1/data{path}.ttl")
        themes = [re.search(r"hasTheme (.*?) [;.]\n", each.text, re.DOTALL) for each in (old, new)]
        assert [found is not None and f"<{end[1:]}>" in found[1] for found in themes] == [True, False]
        assert new.content == client.get(f"/data{path}.ttl").content
        assert old.headers["cache-control"] == "public, max-age=31536000, immutable"
        links = parse_header_links(old.headers["link"])
        by_relation = {link["rel"]: link["url"] for link in links if link["rel"] != "alternate"}
        assert by_relation == {
            "describes": entity.value,
            "latest-version": f"{server}/data{path}.ttl",
            "version-history": f"{server}/versions",
        }
        assert all("/version/1.0/" in link["url"] for link in links if link["rel"] == "alternate")
        again = client.get(f"/version/1.0/data{path}.ttl", headers={"If-None-Match": old.headers["etag"]})
        assert (again.status_code, again.headers["link"]) == (304, old.headers["link"])
        page = client.get(f"/version/1.0/page{path}")
        assert 'rel="latest-version"' in page.headers["link"]
        within = lxml.html.fromstring(page.content).xpath(
            "//main//a/@href[starts-with(., '/page/') or contains(., '/data/')]"
        )
        assert within
        assert all(link.startswith("/version/1.0/") for link in within)
        for missing in (f"9.9/data{path}.ttl", f"9.9/page{path}", f"..%2f1.0/data{path}.ttl"):
            told = client.get(f"/version/{missing}", headers={"Accept": "text/plain"})
            assert (told.status_code, told.text.count("\n")) == (404, 1)


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
