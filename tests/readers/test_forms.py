"""A release says the same in whatever form it comes: every sample as PDF, Word file, saved page, archive, URL."""

from __future__ import annotations

import gzip
import html
import io
import plistlib
import zipfile
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from iomkg import pipeline, resources
from iomkg.readers import press
from iomkg.readers.forms import MEDIA_TYPES
from iomkg.readers.urls import Address

FOLDER = resources.data() / "releases"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".txt", ".html"})
every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)


@cache
def expected(sample: Path) -> dict[str, Any]:
    (release,) = press.read(sample)
    return pipeline.record(release)


def lines_of(sample: Path) -> list[str]:
    """What a person who pastes the sample into a document would paste: a headline and paragraphs."""
    source = sample.read_text("utf-8")
    if sample.suffix == ".txt":
        return [line for line in source.split("\n") if line.strip()]
    tree = lxml.html.fromstring(source)
    return [" ".join(element.text_content().split()) for element in tree.xpath("//main//h1 | //main//p")]


def page_of(sample: Path) -> str:
    if sample.suffix == ".html":
        return sample.read_text("utf-8")
    title = expected(sample)["title"]
    body = "\n".join(
        f"<h1>{html.escape(line)}</h1>" if line == title else f"<p>{html.escape(line)}</p>" for line in lines_of(sample)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{expected(sample)["language"]}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head>\n<body><main>\n{body}\n</main></body></html>\n"
    )


def record_of(path: Path) -> dict[str, Any]:
    (release,) = press.read(path)
    return pipeline.record(release)


# -- PDF ---------------------------------------------------------------------------------------------------------------


def pdf_of(lines: list[str], title: str, columns: int = 1, **style: Any) -> bytes:
    """The lines as press offices set them: the headline large, a running header and footer, page numbers."""
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=7, **style)
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=17, leading=21, spaceAfter=10)
    story = [Paragraph(html.escape(line), head if line == title else body) for line in lines]

    def margins(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 812, "Example newsroom – press release")
        canvas.drawCentredString(A4[0] / 2, 30, f"{template.page} / 2")

    file = io.BytesIO()
    template = BaseDocTemplate(file, pagesize=A4, topMargin=80)
    width = (template.width - 20 * (columns - 1)) / columns
    height = template.height if columns == 1 else sum(len(line) for line in lines) / columns / 3 + 60
    frames = [
        Frame(template.leftMargin + column * (width + 20), A4[1] - 80 - height, width, height, id=str(column))
        for column in range(columns)
    ]
    template.addPageTemplates(PageTemplate(frames=frames, onPage=margins))
    template.build(story)
    return file.getvalue()


@every_sample
@pytest.mark.parametrize("columns", [1, 2])
def test_pdf(sample: Path, columns: int, tmp_path: Path) -> None:
    path = tmp_path / f"{sample.stem}.pdf"
    path.write_bytes(pdf_of(lines_of(sample), expected(sample)["title"], columns))
    assert record_of(path) == expected(sample)


# -- Word and OpenDocument ---------------------------------------------------------------------------------------------


def docx_of(lines: list[str], title: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Example newsroom – press release"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    for line in lines:
        document.add_paragraph(line, style="Title" if line == title else None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@every_sample
def test_docx(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{sample.stem}.docx"
    path.write_bytes(docx_of(lines_of(sample), expected(sample)["title"]))
    assert record_of(path) == expected(sample)


ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{}</office:text></office:body>
</office:document-content>"""


def odt_of(lines: list[str], title: str) -> bytes:
    body = "".join(
        f'<text:h text:outline-level="1">{html.escape(line)}</text:h>'
        if line == title
        else f"<text:p>{html.escape(line)}</text:p>"
        for line in lines
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT.format(body))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return file.getvalue()


@every_sample
def test_odt(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{sample.stem}.odt"
    path.write_bytes(odt_of(lines_of(sample), expected(sample)["title"]))
    assert record_of(path) == expected(sample)


# -- pages saved, archived and fetched ---------------------------------------------------------------------------------


def mhtml_of(page: str, url: str) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = url
    message["Date"] = "Mon, 23 Nov 2026 10:00:00 -0000"
    part = MIMEText(page, "html", "utf-8")
    part["Content-Location"] = url
    message.attach(part)
    return message.as_bytes()


def webarchive_of(page: str, url: str) -> bytes:
    main = {
        "WebResourceData": page.encode(),
        "WebResourceURL": url,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def single_file_of(page: str, url: str) -> bytes:
    head, body = page.split("<html", 1)
    note = f"<!--\n Page saved with SingleFile \n url: {url} \n saved date: Mon Nov 23 2026 11:00:00 GMT+0100\n-->"
    return f"{head}<html{body.split('>', 1)[0]}>{note}{body.split('>', 1)[1]}".encode()


def warc_of(pages: dict[str, str]) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for url, page in pages.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2026-11-23T10:00:00Z"}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(page.encode()), http_headers=headers, warc_headers_dict=dated
        )
        writer.write_record(record)
        record.raw_stream.close()
    return file.getvalue()


def wacz_of(pages: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.warc.gz", warc_of(pages))
        archive.writestr("datapackage.json", "{}")
    return file.getvalue()


SAVED: dict[str, Callable[[str, str], bytes]] = {
    ".mhtml": mhtml_of,
    ".mht": mhtml_of,
    ".webarchive": webarchive_of,
    ".html": single_file_of,
    ".warc.gz": lambda page, url: warc_of({url: page}),
    ".warc": lambda page, url: gzip.decompress(warc_of({url: page})),
    ".wacz": lambda page, url: wacz_of({url: page}),
}


@every_sample
@pytest.mark.parametrize("suffix", SAVED)
def test_saved_pages(sample: Path, suffix: str, tmp_path: Path) -> None:
    url = f"https://example.org/releases/{sample.stem}"
    path = tmp_path / f"{sample.stem}{suffix}"
    path.write_bytes(SAVED[suffix](page_of(sample), f"{url}/?utm_source=x#top"))
    (release,) = press.read(path)
    dated = None if suffix == ".webarchive" else "2026-11-23"
    assert (release.source.url, release.source.retrieved) == (url, dated)
    assert pipeline.record(release) == {**expected(sample), "url": url, "id": release.stem}


@every_sample
@pytest.mark.parametrize("form", ["html", "latin-1", "pdf", "docx", "text"])
def test_urls(sample: Path, form: str, website: Any) -> None:
    lines, title = lines_of(sample), expected(sample)["title"]
    address = f"/news/{sample.stem}"
    if form == "html":
        website.put(address, page_of(sample))
    elif form == "latin-1":
        page = page_of(sample).replace('<meta charset="utf-8">', "")
        website.put(address, page.encode("cp1252", "xmlcharrefreplace"), "text/html; charset=iso-8859-1")
    elif form == "pdf":
        website.put(address, pdf_of(lines, title), "application/pdf")
    elif form == "docx":
        website.put(address, docx_of(lines, title), MEDIA_TYPES[".docx"])
    else:
        website.put(address, "\n".join(lines), "text/plain; charset=utf-8")
    (release,) = press.read(Address(f"{website.url}{address}"))
    url = f"{website.url}{address}"
    assert release.source.url == url
    assert pipeline.record(release) == {**expected(sample), "url": url, "id": release.stem}
