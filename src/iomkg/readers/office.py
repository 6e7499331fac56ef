"""Word and OpenDocument files: paragraphs, headings, lists and tables as lines of text.

Headers and footers of pages, notes and comments are left out. Both are ZIP archives of XML; what they unpack to is
checked before anything is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import lxml.etree
import lxml.html

from iomkg.readers.forms import MEDIA_TYPES, Content, UnreadableError
from iomkg.readers.packed import DAMAGE, declares_entities, opened, unpacked_size
from iomkg.unseen import normalised, visible

# A release is a hundredth of it; the parsers need many times as much memory.
_MOST_XML: Final = 10 * 1024 * 1024
_MOST_ELEMENTS: Final = 400_000
_XML: Final = (".xml", ".rels")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_FEWEST_LETTERS: Final = 20
_HEADLINE_WORDS: Final = range(3, 46)
_CELL_WORDS: Final = 12

_STYLES: Final = "p[style-name='Title'] => h1.title:fresh"
_NOTES: Final = (
    "//li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"
    " | //a[starts-with(@href, '#footnote-') or starts-with(@href, '#endnote-')]"
)
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ODT_SPACE: Final = re.compile(r"\s+")
_ODT_LEFT_OUT: Final = frozenset(
    {f"{{{_OFFICE}}}annotation", f"{{{_TEXT}}}tracked-changes", f"{{{_TEXT}}}note", f"{{{_TEXT}}}table-of-content"}
)


def read_docx(data: bytes) -> Content:
    """The content of a Word document; UnreadableError when it is damaged, protected or unpacks to far too much."""
    with _archive(data, "word/", "a Word document (.docx)") as archive:
        _refuse_entities(archive)
    # Here and not above: only Word documents should pay for it.
    import mammoth

    try:
        html = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=lambda _: []).value
    except Exception as error:  # it names no errors of its own; what damaged XML raises may be any
        raise UnreadableError("is a damaged Word document; get it again") from error
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for note in root.xpath(_NOTES):
        note.drop_tree()
    titles = [*root.xpath(".//h1[@class='title']"), *root.xpath(".//h1[not(@class)]")]
    return _content(_html_lines(root), [_flat(title.text_content()) for title in titles], ".docx")


def read_odt(data: bytes) -> Content:
    """The content of an OpenDocument text; UnreadableError as for `read_docx`."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
    manifest = b""
    with _archive(data, "content.xml", "an OpenDocument text (.odt)") as archive:
        try:
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" not in manifest:
                _refuse_entities(archive)
            root = lxml.etree.fromstring(archive.read("content.xml"), parser)
        except UnreadableError:
            raise
        except (lxml.etree.XMLSyntaxError, KeyError, *DAMAGE) as error:
            raise UnreadableError(
                "is protected by a password; save it without one"
                if b"encryption-data" in manifest
                else "is a damaged OpenDocument text; get it again"
            ) from error
    body = root.find(f".//{{{_OFFICE}}}text")
    if body is None:
        raise UnreadableError("is an OpenDocument file, but not a text")
    titles = [_odt_text(heading) for heading in body.iter(f"{{{_TEXT}}}h")]
    styled = [_odt_text(p) for p in body.iter(f"{{{_TEXT}}}p") if p.get(f"{{{_TEXT}}}style-name") == "Title"]
    return _content(_odt_lines(body), [*styled, *titles[:1]], ".odt")


def _archive(data: bytes, part: str, what: str) -> zipfile.ZipFile:
    """The archive, if an entry that begins like `part` stands in it and it does not unpack to a flood."""
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise UnreadableError("is protected by a password; save it without one")
        raise UnreadableError("is an Office document of the old kind; save it as .docx")
    if not data.startswith(b"PK"):
        raise UnreadableError(f"is not {what}")
    archive = opened(io.BytesIO(data), f"is damaged or cut off, no longer {what}; get it again")
    if not any(name.startswith(part) for name in archive.namelist()):
        raise UnreadableError(f"is a ZIP archive, but not {what}")
    if unpacked_size(archive, _XML) > _MOST_XML:
        raise UnreadableError(f"unpacks to more than {_MOST_XML // 1024 // 1024} MB of text; a release does not")
    return archive


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """Refuse what no program that writes documents writes: entities of its own, which may grow or name other files.

    Also more elements than anyone would write, each of which takes the parsers a hundred times its size.
    """
    elements = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith(_XML):
            continue
        try:
            xml = archive.read(part)
        except DAMAGE as error:
            raise UnreadableError(
                "is protected by a password; save it without one"
                if part.flag_bits & 1
                else f"is damaged: its part {visible(part.filename)} cannot be unpacked; get it again"
            ) from error
        if declares_entities(xml):
            raise UnreadableError("declares XML entities, which no release needs; they may be made to do harm")
        elements += xml.count(b"<")
    if elements > _MOST_ELEMENTS:
        raise UnreadableError(f"has more than {_MOST_ELEMENTS:,} XML elements; a release does not")


def _content(lines: Iterator[str], titles: list[str], suffix: str) -> Content:
    body = normalised("\n\n".join(line for line in lines if line))
    if sum(character.isalpha() for character in body) < _FEWEST_LETTERS:
        raise UnreadableError("holds no text, perhaps only pictures")
    headlines = dict.fromkeys(normalised(title) for title in titles if len(title.split()) in _HEADLINE_WORDS)
    return Content(body, MEDIA_TYPES[suffix], tuple(headlines))


def _html_lines(parent: Any) -> Iterator[str]:
    """A line a paragraph, heading, list item or row of a table."""
    for element in parent:
        if element.tag == "table":
            for row in element.iter("tr"):
                yield from _row([list(_html_lines(cell)) or [_flat(cell.text_content())] for cell in row])
        elif element.tag in ("ul", "ol", "div", "tbody"):
            yield from _html_lines(element)
        elif element.tag == "li":
            nested = element.xpath("./ul | ./ol")
            for each in nested:
                each.drop_tree()
            yield f"- {_flat(_with_breaks(element))}"
            for each in nested:
                yield from _html_lines(each)
        else:
            yield "\n".join(_flat(line) for line in _with_breaks(element).split("\n"))


def _with_breaks(element: Any) -> str:
    for br in element.iter("br"):
        br.tail = f"\n{br.tail or ''}"
    return str(element.text_content())


def _row(cells: list[list[str]]) -> Iterator[str]:
    """Short cells beside each other ("Duration: 18 months"), the paragraphs of a table that only lays out below."""
    filled = [cell for cell in cells if any(cell)]
    if any(len(cell) > 1 or len(" ".join(cell).split()) > _CELL_WORDS for cell in filled):
        yield from (line for cell in filled for line in cell)
        return
    texts = [cell[0] for cell in filled]
    if len(texts) == 2:
        texts[0] = texts[0].rstrip(" :")
    yield (": " if len(texts) == 2 else "; ").join(texts)


def _odt_lines(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag in _ODT_LEFT_OUT:
            continue
        if element.tag in (f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"):
            yield _odt_text(element)
        elif element.tag == f"{{{_TEXT}}}list-item":
            yield from (f"- {line}" if line[:2] != "- " else line for line in _odt_lines(element) if line)
        elif element.tag == f"{{{_TABLE}}}table-row":
            yield from _row([[line for line in _odt_lines(cell) if line] for cell in element])
        else:
            yield from _odt_lines(element)


def _odt_text(element: Any) -> str:
    return "\n".join(_flat(line) for line in "".join(_odt_pieces(element)).split("\n"))


def _odt_pieces(element: Any) -> Iterator[str]:
    yield _ODT_SPACE.sub(" ", element.text or "")
    for child in element:
        if child.tag in (f"{{{_TEXT}}}s", f"{{{_TEXT}}}tab"):
            yield " "
        elif child.tag == f"{{{_TEXT}}}line-break":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _ODT_LEFT_OUT:
            yield from _odt_pieces(child)
        yield _ODT_SPACE.sub(" ", child.tail or "")


def _flat(text: str) -> str:
    return " ".join(text.split())
