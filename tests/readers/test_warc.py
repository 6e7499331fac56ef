"""Web archives: each page a release of its own, what is left out told, damage told after the pages before it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release
from iomkg.readers import press, warc
from iomkg.readers.manifest import Manifest

Headers = list[tuple[str, str]]
HTML: Headers = [("Content-Type", "text/html; charset=utf-8")]


def page(number: int) -> bytes:
    return f"<html><body><p>Le projet {number} a été lancé à Niamey.</p></body></html>".encode()


class Crawl:
    """Writes an archive as a crawler does."""

    def __init__(self, *, packed: bool = True) -> None:
        self.file = io.BytesIO()
        self._writer = WARCWriter(self.file, gzip=packed)
        self._write(self._writer.create_warcinfo_record("crawl.warc", {"software": "a crawler"}))

    def add(
        self,
        url: str,
        body: bytes,
        headers: Headers = HTML,
        status: str = "200 OK",
        kind: str = "response",
        day: int = 1,
    ) -> Crawl:
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind != "resource" else None
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_content_type="text/html" if kind == "resource" else "",
            warc_headers_dict={"WARC-Date": f"2026-11-{day:02}T10:00:00Z"},
        )
        self._write(record)
        return self

    def _write(self, record: ArcWarcRecord) -> None:
        first = record.raw_stream
        self._writer.write_record(record)
        # The writer may have put another stream in place of the first.
        first.close()
        record.raw_stream.close()

    def save(self, path: Path) -> Path:
        path.write_bytes(self.file.getvalue())
        return path


def read(path: Path) -> tuple[list[Release], Counter[str]]:
    skipped: Counter[str] = Counter()
    return list(press.read(path, skipped=skipped)), skipped


def test_pages_are_releases_and_the_rest_is_told(tmp_path: Path) -> None:
    site = "https://example.org"
    crawl = Crawl()
    crawl.add(f"{site}/a/?utm_source=x", page(1), day=1).add(f"{site}/b", page(2), day=2)
    crawl.add(f"{site}/a", page(3), day=4).add(f"{site}/a", page(4), day=3)
    crawl.add(f"{site}/c.png", b"\x89PNG", [("Content-Type", "image/png")])
    crawl.add(f"{site}/d", b"", status="301 Moved").add(f"{site}/e", b"", status="404 Not Found")
    crawl.add(f"{site}/f", b"\x89PNG").add(f"{site}/g", page(5), [*HTML, ("Content-Encoding", "br")])
    crawl.add(f"{site}/h", gzip.compress(page(6)), [*HTML, ("Content-Encoding", "gzip")])
    crawl.add(f"{site}/i", page(7), kind="resource").add(f"{site}/a", b"", kind="revisit")
    crawl.add("dns:example.org", b"", [])
    releases, skipped = read(crawl.save(tmp_path / "crawl.warc.gz"))
    assert [(r.source.url, r.body.encode(), r.source.retrieved) for r in releases] == [
        (f"{site}/b", page(2), "2026-11-02"),
        (f"{site}/a", page(3), "2026-11-04"),
        (f"{site}/h", page(6), "2026-11-01"),
        (f"{site}/i", page(7), "2026-11-01"),
    ]
    assert [release.source.name for release in releases] == [release.source.url for release in releases]
    assert skipped == {
        "got again later": 2,
        "not HTML": 1,
        "redirected": 1,
        "answered with an error": 1,
        "not readable as text": 1,
        "packed as br, which is not read": 1,
        "unchanged since got before": 1,
    }
    assert press.told(Counter({"not HTML": 3, "redirected": 1})) == "3 not HTML, 1 redirected"


def test_a_manifest_says_where_an_archive_is_from_but_not_of_which_page(tmp_path: Path) -> None:
    path = Crawl().add("https://example.org/a", page(1)).save(tmp_path / "crawl.warc")
    table = tmp_path / "sources.csv"
    table.write_text("file,url,publisher,published,retrieved\ncrawl.warc,,Example newsroom,,2026-11-23\n")
    (release,) = press.read(path, Manifest.read(table))
    assert (release.source.publisher, release.source.retrieved) == ("Example newsroom", "2026-11-23")
    table.write_text("file,url,publisher,published,retrieved\ncrawl.warc,https://example.org/a,,,\n")
    with pytest.raises(
        ReadingError, match="may hold many pages, so the manifest can give it neither url nor published"
    ):
        list(press.read(path, Manifest.read(table)))


def test_a_page_that_is_too_large_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAXIMUM_BYTES", 100)
    path = (
        Crawl().add("https://example.org/a", page(1)).add("https://example.org/b", b"x" * 101).save(tmp_path / "a.warc")
    )
    releases, skipped = read(path)
    assert len(releases) == 1
    assert sum(skipped.values()) == 1


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.5, 0.7, 0.9, 0.95])
def test_the_pages_before_the_damage_are_read(tmp_path: Path, packed: bool, share: float) -> None:
    crawl = Crawl(packed=packed)
    for number in range(20):
        crawl.add(f"https://example.org/{number}", page(number) * 20)
    path = crawl.save(tmp_path / ("a.warc.gz" if packed else "a.warc"))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    releases: list[Release] = []
    with pytest.raises(ReadingError, match=r"a\.warc.* is a web archive that is damaged or cut off; the pages before"):
        releases.extend(press.read(path))
    assert 20 * share - 2 <= len(releases) <= 20 * share
    assert all(release.body.encode() in page(n) * 20 for n, release in enumerate(releases))


def test_what_is_no_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
    (tmp_path / "page.wacz").write_bytes(page(1))
    (tmp_path / "page.warc").write_bytes(page(1))
    (tmp_path / "nothing.warc").touch()
    Crawl().add("https://example.org/a.png", b"", [("Content-Type", "image/png")]).save(tmp_path / "picture.warc")
    messages = {
        "empty.wacz": "is no web archive, or an empty one",
        "page.wacz": "is not a web archive (WACZ), or is cut off",
        "page.warc": "holds no web page",
        "nothing.warc": "is no web archive, or an empty one",
        "picture.warc": "holds no web page, only 1 not HTML",
    }
    for name, message in messages.items():
        with pytest.raises(ReadingError) as caught:
            list(press.read(tmp_path / name))
        assert str(caught.value) == f"{name} {message}"
    with pytest.raises(UsageError, match="no such file"):
        list(press.read(tmp_path / "none.warc"))


WHOLE = Crawl().add("https://example.org/a", page(1)).add("https://example.org/b", page(2)).file.getvalue()


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), noise=st.binary(min_size=1, max_size=20), unpacked=st.booleans())
def test_damage_gives_pages_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes, unpacked: bool
) -> None:
    data = gzip.decompress(WHOLE) if unpacked else WHOLE
    path = tmp_path_factory.getbasetemp() / "damaged.warc"
    path.write_bytes(data[:at] + noise + data[at + len(noise) :])
    try:
        read(path)
    except ReadingError as error:
        told = str(error)
        assert "\n" not in told
