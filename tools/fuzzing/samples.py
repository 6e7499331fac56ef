"""A small release in every form that is read, made here, so that edits can be made below the packing too."""

from __future__ import annotations

import gzip
import html
import io
import plistlib
import zipfile
from collections.abc import Callable, Mapping
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from typing import Final

from reportlab.pdfgen.canvas import Canvas
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

# Invented; with contact details, which must be gone from whatever is read.
TEXTS: Final = {
    "en": """Northern Chad: EUR 5 Million for Stability and Borders
6 March 2024
N'Djamena – The Ministry of the Interior of Niger and IOM opened three border posts at Konni and Illela on 12 May \
2023. “Balke - Security and Stabilization Project in Northern Chad” (24 months) is funded by the German Federal \
Foreign Office with EUR 5 million and USD 250,000 of the Government of Japan.
IOM Chad Chief of Mission Ingrid Halvorsen handed over ten vehicles worth EUR 90,000 to the National Police.
For more information, please contact Awa Examplesy, tel. +227 20 72 21 01, awa.examplesy@example.org""",
    "fr": """Niger : trois postes frontières pour la région de Zinder
Niamey, le 16 février 2022 – Le projet « Améliorer la gestion des frontières », financé par l'Union européenne à \
hauteur de 2,5 millions d'euros pour 18 mois, a été lancé par l'OIM et la Direction de la surveillance du territoire.
L'OIM a remis dix motos à la Police nationale du Niger et formé 120 agents à Agadez, avec l'appui de l'Italie.
Contact presse : Jean D’Exemple, Tél. : 20 72 21 01, presse [at] example.org""",
    "es": """Cuatro países del Sahel refuerzan sus gendarmerías
Nuakchot, 31 de marzo de 2014 – El proyecto GAR-SI, dotado con 41,6 millones de euros de la Unión Europea, es \
ejecutado por la Guardia Civil española en Malí y Mauritania durante 42 meses.
La OIM entregó ocho vehículos a la Policía Nacional en la ruta del Mediterráneo central.
Para más información: Ana Muestra, prensa@example.org, +34 612 345 678""",
}
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
URL: Final = "https://example.org/releases/northern-chad"
MANIFEST: Final = (
    "file,url,publisher,published,retrieved,licence,source_class\n"
    "a.txt,https://example.org/releases/a,IOM,2024-03-06,2026-11-23,CC-BY-4.0,release-by-party\n"
    'b.txt,,"Example, newspaper",2014-03,,,news\n'
)
LEXICON: Final = (
    '[macros]\ngift = "(gift|present) of"\n\n'
    '[[cue]]\nrole = "donor"\nname = "gift-of"\nside = "right"\nconfidence = 0.8\ngap = 3\n'
    'forms = ["{gift}", "thank* [very] to", "paid ... by", "_ sponsored by"]\nblocked_by = ["not"]\n'
)


def page(text: str) -> str:
    """The text as a web page with its menu, its markup's date and a mail link."""
    title, *paragraphs = map(html.escape, text.split("\n"))
    body = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f'<link rel="canonical" href="{URL}"><meta property="article:published_time" content="2024-03-06">'
        f"<title>{title} | Example</title></head>\n<body><nav><ul><li>Home<li>News</ul></nav><main><h1>{title}</h1>\n"
        f"{body}\n<ul><li>ten vehicles</li></ul><table><tr><td>Duration</td><td>18 months</td></tr></table>"
        '<a href="mailto:awa.examplesy@example.org">Write to us</a></main></body></html>\n'
    )


def word(text: str) -> bytes:
    """A Word file, of the few parts it cannot do without: those that Word writes besides are large and say nothing."""
    title, *paragraphs = (f"<w:r><w:t>{html.escape(each)}</w:t></w:r>" for each in text.split("\n"))
    head = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{title}</w:p>'
    body = "".join(f"<w:p>{each}</w:p>" for each in paragraphs)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in ("Duration", "18 months"))
    content = f"<w:body>{head}{body}<w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body>"
    style = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode(),
            "_rels/.rels": _relationships("officeDocument", "word/document.xml"),
            "word/document.xml": f'<w:document xmlns:w="{_WORD}">{content}</w:document>'.encode(),
            "word/_rels/document.xml.rels": _relationships("styles", "styles.xml"),
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{style}</w:styles>'.encode(),
        }
    )


def _relationships(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'.encode()


def open_document(text: str) -> bytes:
    """An OpenDocument text."""
    title, *paragraphs = map(html.escape, text.split("\n"))
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))
    body = f"<text:h>{title}</text:h>" + "".join(f"<text:p>{each}<text:s/></text:p>" for each in paragraphs)
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0"?>\n{content}</office:document-content>'.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def pdf(text: str) -> bytes:
    """A PDF whose streams are not packed, so that an edit of its bytes is one of its text."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0, invariant=1)
    height = 800
    for number, paragraph in enumerate(text.split("\n")):
        canvas.setFont("Helvetica", 18 if number == 0 else 11)
        for start in range(0, len(paragraph), 80):
            canvas.drawString(60, height, paragraph[start : start + 80])
            height -= 22 if number == 0 else 14
        height -= 10
    canvas.save()
    return file.getvalue()


def mhtml(text: str) -> bytes:
    """A page saved by Chrome."""
    message = MIMEMultipart("related", type="text/html")
    message["Snapshot-Content-Location"] = URL
    message["Date"] = "Mon, 23 Nov 2026 10:00:00 -0000"
    part = MIMEText(page(text), "html", "utf-8")
    part["Content-Location"] = URL
    message.attach(part)
    return message.as_bytes()


def webarchive(text: str, kind: plistlib.PlistFormat = plistlib.FMT_BINARY) -> bytes:
    """A page saved by Safari."""
    main = {
        "WebResourceData": page(text).encode(),
        "WebResourceURL": URL,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=kind)


def warc(text: str) -> bytes:
    """A web archive of one page, not packed."""
    file = io.BytesIO()
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    writer = WARCWriter(file, gzip=False)
    record = writer.create_warc_record(
        URL,
        "response",
        payload=io.BytesIO(page(text).encode()),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": "2026-11-23T10:00:00Z"},
    )
    writer.write_record(record)
    record.raw_stream.close()
    return file.getvalue()


def wacz(text: str) -> bytes:
    """A packed web archive."""
    return zipped({"archive/data.warc.gz": gzip.compress(warc(text), mtime=0), "datapackage.json": b"{}"})


def zipped(parts: Mapping[str, bytes], packed: bool = True) -> bytes:
    """A ZIP archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP archive of our own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_FORMS: Final[Mapping[str, Callable[[str], bytes]]] = {
    ".txt": lambda text: text.replace("\n", "\n\n").encode(),
    ".md": lambda text: f"---\ndate: 2024-03-06\n---\n# {text}".replace("\n", "\n\n").encode(),
    ".html": lambda text: page(text).encode(),
    ".docx": word,
    ".odt": open_document,
    ".pdf": pdf,
    ".mhtml": mhtml,
    ".webarchive": webarchive,
    ".warc": warc,
    ".warc.gz": lambda text: gzip.compress(warc(text), mtime=0),
    ".wacz": wacz,
}
SUFFIXES: Final = tuple(_FORMS)


@cache
def sample(suffix: str, language: str) -> bytes:
    """The sample release of a language in the form of a suffix."""
    return _FORMS[suffix](TEXTS[language])
