"""Archives and markup made to grow, to escape, or to name other files."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tools.fuzzing import samples

Refused = Callable[..., str]
SECRET = "the secret of this machine"
MAIN = {".docx": "word/document.xml", ".odt": "content.xml", ".wacz": "archive/data.warc.gz"}


def with_part(suffix: str, parts: Mapping[str, bytes]) -> bytes:
    """The sample with other parts."""
    return samples.zipped({**samples.unzipped(samples.sample(suffix, "en")), **parts})


def declared(name: str) -> str:
    """A document type whose entities would grow to gigabytes, and one that names a file of this machine."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {name} [<!ENTITY e0 "lol">{grown}<!ENTITY file SYSTEM "file:///secret">]>'


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_office_files(refused: Refused, tmp_path: Path, suffix: str, encoding: str) -> None:
    main = samples.unzipped(samples.sample(suffix, "en"))[MAIN[suffix]].decode()
    head, body = ("", main) if not main.startswith("<?xml") else main.split("\n", 1)
    hostile = head.replace("1.0", f'1.0" encoding="{encoding}') + declared("x") + body.replace("ten", "&e9; &file; ten")
    (tmp_path / f"a{suffix}").write_bytes(with_part(suffix, {MAIN[suffix]: hostile.encode(encoding)}))
    assert "declares XML entities" in refused(tmp_path / f"a{suffix}")


@pytest.mark.parametrize("suffix", [".html", ".xhtml"])
def test_entities_in_pages_are_text_of_their_own(
    iomkg: Callable[..., tuple[int, str, str]], tmp_path: Path, suffix: str
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    page = samples.page(samples.TEXTS["en"]).replace(
        "<!DOCTYPE html>", declared("html").replace("/secret", f"{tmp_path}/secret")
    )
    (tmp_path / f"a{suffix}").write_text(page.replace("ten vehicles", "&e9; &file; ten vehicles"), "utf-8")
    code, out, _ = iomkg("extract", tmp_path / f"a{suffix}")
    assert code == 0
    assert SECRET not in out
    assert "lollol" not in out


def bomb(suffix: str, megabytes: int) -> bytes:
    """The sample with a main part of so much white space."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in samples.unzipped(samples.sample(suffix, "en")).items():
            if name != MAIN[suffix]:
                archive.writestr(name, data)
        with archive.open(MAIN[suffix], "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * 1024 * 1024)
    return file.getvalue()


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".wacz"])
def test_zip_bombs(refused: Refused, tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(bomb(suffix, 64))
    assert "unpacks to a flood" in refused(tmp_path / f"a{suffix}")


def test_a_size_that_is_a_lie(refused: Refused, tmp_path: Path) -> None:
    data = bytearray(bomb(".docx", 16))
    true = (16 * 1024 * 1024).to_bytes(4, "little")
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(true))
    assert data[at + 24 : at + 28] == true
    data[at + 24 : at + 28] = (2000).to_bytes(4, "little")
    (tmp_path / "a.docx").write_bytes(data)
    assert refused(tmp_path / "a.docx").startswith("a.docx is ")


def test_parts_that_share_their_bytes(refused: Refused, tmp_path: Path) -> None:
    data = bytearray(with_part(".docx", {"word/a.xml": b"<a/>" * 50_000}))
    for at in (data.find(b"PK\x01\x02"), data.rfind(b"PK\x01\x02")):
        data[at + 20 : at + 24] = (len(data)).to_bytes(4, "little")
    (tmp_path / "a.docx").write_bytes(data)
    assert "unpacks to a flood" in refused(tmp_path / "a.docx")


def test_archives_of_very_many_parts(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(with_part(".docx", {f"x/{number}": b"" for number in range(10_001)}))
    assert "more than 10,000 parts" in refused(tmp_path / "a.docx")


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".wacz"])
@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "a/../../b", "..\\..\\x", "C:\\x", "a\nb"])
def test_names_that_lead_out_of_an_archive(refused: Refused, tmp_path: Path, suffix: str, name: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(with_part(suffix, {name: b"x"}))
    assert "whose name leads out of it" in refused(tmp_path / f"a{suffix}")


def test_two_parts_of_one_name(refused: Refused, tmp_path: Path) -> None:
    file = io.BytesIO(samples.sample(".odt", "en"))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("content.xml", "<x/>")
    (tmp_path / "a.odt").write_bytes(file.getvalue())
    assert "two parts of one name" in refused(tmp_path / "a.odt")


def test_more_elements_than_anyone_would_write(refused: Refused, tmp_path: Path) -> None:
    main = samples.unzipped(samples.sample(".docx", "en"))[MAIN[".docx"]]
    many = "".join(f"<w:p>{number}</w:p>" for number in range(200_001)).encode()
    grown = main.replace(b"</w:body>", many + b"</w:body>")
    (tmp_path / "a.docx").write_bytes(with_part(".docx", {MAIN[".docx"]: grown}))
    assert "XML elements" in refused(tmp_path / "a.docx")


def test_tables_in_tables_in_tables(refused: Refused, tmp_path: Path) -> None:
    main = samples.unzipped(samples.sample(".docx", "en"))[MAIN[".docx"]]
    opened, closed = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    deep = main.replace(b"</w:body>", opened * 3000 + b"<w:p/>" + closed * 3000 + b"</w:body>")
    (tmp_path / "a.docx").write_bytes(with_part(".docx", {MAIN[".docx"]: deep}))
    assert refused(tmp_path / "a.docx") == "a.docx is a damaged Word document; get it again"


HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".wacz"])
def test_a_record_whose_head_has_no_end(refused: Refused, tmp_path: Path, suffix: str) -> None:
    endless = HEAD + b"X-Long: " + b"0123456789abcdef" * 200_000
    packed = endless if suffix == ".warc" else gzip.compress(endless)
    held = packed if suffix != ".wacz" else samples.zipped({"archive/data.warc.gz": packed}, packed=False)
    (tmp_path / f"a{suffix}").write_bytes(held)
    assert "a head without end" in refused(tmp_path / f"a{suffix}")


def test_a_gzip_bomb(refused: Refused, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.warc.gz", "wb") as file:
        file.write(HEAD + b"Content-Type: application/http\r\nContent-Length: 200000000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            file.write(b" " * 1024 * 1024)
    assert "unpacks to a flood" in refused(tmp_path / "a.warc.gz")


def test_a_part_that_is_no_part(refused: Refused, tmp_path: Path) -> None:
    data = samples.sample(".wacz", "en")
    (tmp_path / "a.wacz").write_bytes(data.replace(b"PK\x03\x04", b"PK\x03\x05"))  # found by the fuzzer
    assert "damaged or cut off" in refused(tmp_path / "a.wacz")


def test_archives_in_archives_in_archives(refused: Refused, tmp_path: Path) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(2_000))
    (tmp_path / "a.mhtml").write_bytes(deep)
    assert "archives in archives" in refused(tmp_path / "a.mhtml")
    (tmp_path / "b.mhtml").write_bytes(b'Content-Type: multipart/related; boundary="b"\n' + b"\n--b\n" * 20_001)
    assert "more than 20,000 parts" in refused(tmp_path / "b.mhtml")
    (tmp_path / "c.webarchive").write_bytes(b'<?xml version="1.0"?><plist version="1.0">' + b"<array>" * 20_000)
    assert "is not a web page saved by Safari" in refused(tmp_path / "c.webarchive")
    bombed = f'<?xml version="1.0"?>{declared("plist")}<plist version="1.0"><string>&e9;</string></plist>'
    (tmp_path / "d.webarchive").write_text(bombed)
    assert "is not a web page saved by Safari" in refused(tmp_path / "d.webarchive")
