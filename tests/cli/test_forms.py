"""Sources of other forms on the command line: what is told of them, and which exit code they leave."""

from __future__ import annotations

import io
import json

import docx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


@pytest.fixture
def samples(repository):
    return repository / "data" / "releases"


@pytest.fixture
def crawl(tmp_path, samples):
    """An archive with a page, a page without text, and a picture."""
    page = (samples / "2023-07-konni-illela.en.html").read_bytes()
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for name, kind, body in (
            ("konni", "text/html", page),
            ("a.png", "image/png", b""),
            ("no", "text/html", b"<p>"),
        ):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://example.org/{name}", "response", payload=io.BytesIO(body), http_headers=headers
            )
            writer.write_record(record)
            record.raw_stream.close()
    return path


def test_the_pages_of_an_archive_are_loaded_each_by_itself_and_the_rest_is_counted(run, tmp_path, crawl):
    ran = run("load", crawl, store=tmp_path / "store")
    assert ran.code == 1
    statuses = [line for line in ran.told if line.startswith(("new ", "refused "))]
    assert statuses == ["new       https://example.org/konni", "refused   https://example.org/no"]
    assert "crawl.warc.gz: left out 1 not HTML" in ran.told
    assert ran.told[-1].startswith("2 releases: 1 new, 1 refused;")


def test_records_of_an_archive_are_named_after_their_addresses(run, tmp_path, crawl):
    ran = run("extract", crawl, "--output", tmp_path / "out")
    assert ran.code == 1
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == "konni.json"
    assert json.loads(written.read_text("utf-8"))["url"] == "https://example.org/konni"


def test_pages_whose_addresses_end_alike_are_numbered(run, tmp_path, website, samples):
    page = (samples / "2023-07-konni-illela.en.html").read_bytes()
    urls = [website.put(f"/{language}/konni.html", page) for language in ("en", "fr")]
    ran = run("extract", *urls, "--output", tmp_path)
    assert ran.code == 0
    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["konni-2.json", "konni.json"]


def test_an_address_is_loaded_and_named(run, tmp_path, website, samples):
    url = website.put("/news/konni", (samples / "2023-07-konni-illela.en.html").read_bytes())
    ran = run("load", url, store=tmp_path / "store")
    assert ran.code == 0
    assert f"new       {url}" in ran.told
    assert run("load", url, store=tmp_path / "store").told[0] == f"unchanged {url}"


@pytest.mark.parametrize("command", ["load", "extract"])
def test_an_address_without_a_page_is_the_datas_fault(run, tmp_path, website, command):
    ran = run(command, f"{website.url}/none", store=tmp_path / "store" if command == "load" else None)
    assert ran.code == 1
    assert any("does not exist (404)" in line for line in ran.told)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("given", ["ftp://example.org/a", "https://", "www.example.org/a"])
def test_what_is_no_address_is_the_calls_fault(run, given):
    ran = run("extract", given)
    assert (ran.code, ran.out, len(ran.told)) == (2, "", 1)
    assert given in ran.told[0]


def test_a_file_without_an_address_is_named_by_show_and_explain(run, tmp_path, samples):
    document = docx.Document()
    for line in (samples / "2024-03-tchad-balke.en.txt").read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "balke.docx")
    assert run("load", tmp_path / "balke.docx", store=tmp_path / "store").code == 0
    explained = run("explain", "Balke", store=tmp_path / "store").out
    assert "      balke.docx" in explained.splitlines()
    (release,) = {word for word in explained.split() if word.startswith("id:release/")}
    assert "source name         balke.docx" in run("show", release, store=tmp_path / "store").out
