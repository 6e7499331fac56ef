"""The site of files, on a plain web server below a path: whole, linked within itself, the same as what is served."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import httpx
import pyoxigraph
import pytest
from lxml import html
from pyoxigraph import NamedNode, RdfFormat
from tests.publication.conftest import little_store, published  # noqa: F401 - the versions the site is made of

from iomkg.errors import UsageError
from iomkg.namespaces import BASE, LINKS_GRAPH, VIEW_GRAPH, term
from iomkg.store import Store
from iomkg.web.negotiation import TRIPLES
from iomkg.web.still import write_site

#: What a browser fetches by itself, as opposed to where a person may go.
LOADED = (".//link[@rel='stylesheet' or @rel='icon']/@href", ".//script/@src", ".//img/@src", ".//form/@action")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(published, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    folder = tmp_path_factory.mktemp("host") / "some" / "where"
    folder.parent.mkdir()
    told: list[str] = []
    count = write_site(published.shelf, folder, told.append)
    assert count == len(list(folder.rglob("*.html")))
    assert len(told) == 1
    return folder


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the site on a plain server."""
    handler = functools.partial(Quiet, directory=str(site.parents[1]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/some/where/"
        server.shutdown()
        thread.join()


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(host: str, site: Path) -> None:
    seen: set[str] = set()
    ahead = [f"{host}index.html"]
    with httpx.Client(trust_env=False, timeout=60) as client:
        while ahead:
            address = ahead.pop()
            if address in seen:
                continue
            seen.add(address)
            answer = client.get(address)
            assert answer.status_code == 200, address
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            page = html.fromstring(answer.content)
            for path in LOADED:
                assert all(urljoin(address, found).startswith(host) for found in page.xpath(path)), address
            assert "" not in page.xpath(".//@href"), address
            links = {urldefrag(urljoin(address, found)).url for found in page.xpath(".//a/@href | .//link/@href")}
            within = {link for link in links if urlsplit(link).netloc == urlsplit(host).netloc}
            assert all(link.startswith(host) for link in within), address
            ahead += within - seen
    reached = {unquote(address.removeprefix(host)) for address in seen}
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.html")} <= reached
    assert {"files/iomkg.nq.gz", "files/tables/projects.csv", "files/void.ttl"} <= reached
    assert not any("store/" in path.relative_to(site).as_posix() for path in site.rglob("*"))


def test_every_thing_that_releases_speak_of_has_its_page_in_three_languages_and_its_data(published, site: Path) -> None:  # noqa: F811
    with Store.open(published.second.store, writable=False) as store:
        spoken_of = {q.object for q in store.quads(None, term("linkedTo"), None, LINKS_GRAPH)}
        known = [thing for thing in spoken_of if any(store.quads(thing, None, None, VIEW_GRAPH))]
        assert len(known) > 10
        for thing in known:
            assert isinstance(thing, NamedNode)
            path = thing.value.removeprefix(BASE)
            about = {q.triple for q in store.quads(thing, None, None, VIEW_GRAPH)}
            about |= {q.triple for q in store.quads(None, None, thing, VIEW_GRAPH)}
            for language in ("en", "fr", "es"):
                assert f'<html lang="{language}">' in (site / language / f"{path}.html").read_text("utf-8")
            for suffix, form in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
                read = {q.triple for q in pyoxigraph.parse((site / "data" / f"{path}.{suffix}").read_bytes(), form)}
                assert about <= read
            assert all((site / "data" / f"{path}.{suffix}").is_file() for suffix in TRIPLES)


def test_a_page_says_what_is_known_without_what_needs_a_server(site: Path) -> None:
    (balke,) = [
        path for path in (site / "fr" / "id" / "project").iterdir() if "Balke" in html.parse(path).findtext(".//h1")
    ]
    page = html.parse(balke).getroot()
    assert not page.xpath(".//form | .//script")
    assert any("Tibesti" in mark.text_content() for mark in page.xpath(".//mark"))
    assert "3 communiqués" in page.xpath(".//footer//p")[0].text
    assert {link.get("href") for link in page.xpath(".//nav[@class='languages']/a")} == {
        f"../../../{code}/id/project/{balke.name}".replace("../../../fr/id/project/", "") for code in ("en", "fr", "es")
    }


def test_the_same_version_gives_the_same_site(published, site: Path, tmp_path: Path) -> None:  # noqa: F811
    write_site(published.shelf, tmp_path / "again")
    files = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert {p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file()} == files
    assert all((site / path).read_bytes() == (tmp_path / "again" / path).read_bytes() for path in files)


def test_what_is_no_site_is_left_alone(published, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear to me")
    with pytest.raises(UsageError, match="holds something that is no site"):
        write_site(published.shelf, tmp_path / "mine")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="holds something that is no site"):
        write_site(published.shelf, tmp_path / "file")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "mine", "thesis.txt"]


def test_a_site_that_cannot_be_finished_leaves_the_one_before(
    published,  # noqa: F811
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(site, tmp_path / "site")

    def fail(*_: object) -> Callable[..., None]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("iomkg.web.still.entities.whole", fail)
    monkeypatch.setattr("iomkg.web.still.LANGUAGES", ())
    with pytest.raises(UsageError, match="No space left on device"):
        write_site(published.shelf, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert len(list((tmp_path / "site").rglob("*"))) == len(list(site.rglob("*")))
