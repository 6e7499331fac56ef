"""PDF documents: the text in reading order, a paragraph a line, and the headline that its type sets apart.

A PDF says where each letter stands and no more. `glyphs` reads letters into stretches of a line, `margins` takes the
running headers and page numbers away, `columns` puts lines in reading order, `paragraphs` joins them again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2

from iomkg.folding import fold
from iomkg.readers.forms import MEDIA_TYPES, Content, UnreadableError
from iomkg.readers.pdf.columns import lines_in_order
from iomkg.readers.pdf.glyphs import Span, spans_of, too_long
from iomkg.readers.pdf.margins import without_margins
from iomkg.readers.pdf.paragraphs import LARGER, Paragraph, body_size, paragraphs_of
from iomkg.unseen import normalised

__all__ = ["read_pdf"]

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_SECURITY: Final = 5  # FPDF_ERR_SECURITY
_MOST_PAGES: Final = 300
_MOST_CHARACTERS: Final = 500_000
_FEWEST_LETTERS: Final = 20
_END_MARK: Final = b"%%EOF"
_END_BYTES: Final = 8192
_HEADLINE_WORDS: Final = range(3, 46)
_TITLE_WORDS: Final = 3
_LIGATURE: Final = re.compile("[\ufb00-\ufb06]")


def read_pdf(data: bytes) -> Content:
    """The content of a PDF document.

    Raises UnreadableError when it is damaged, cut off, protected by a password, far too long or without text.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("is not a PDF document")
    with _opened(data) as document:
        pages = list(_spans_by_page(document))
        title = str(document.get_metadata_dict().get("Title") or "")
    _check_letters(pages)
    paragraphs = paragraphs_of([lines_in_order(page) for page in without_margins(pages)])
    body = "\n\n".join(_clean(paragraph.text) for paragraph in paragraphs)
    headlines = dict.fromkeys(_clean(headline) for headline in _headlines(paragraphs, title))
    return Content(body, MEDIA_TYPES[".pdf"], tuple(headlines))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise UnreadableError("is protected by a password; save it without one") from error
        raise UnreadableError(_damage(data)) from error
    try:
        # PDFium mends what it can and would give the first pages of a document as the whole.
        if _END_MARK not in data[-_END_BYTES:]:
            raise UnreadableError(_damage(data))
        yield document
    finally:
        document.close()


def _damage(data: bytes) -> str:
    if _END_MARK in data[-_END_BYTES:]:
        return "is a damaged PDF document; get it again"
    return "is a PDF document that is cut off: its end is missing; get it again"


def _spans_by_page(document: Any) -> Iterator[list[Span]]:
    characters = 0
    for page in _pages(document):
        spans = list(spans_of(page, _MOST_CHARACTERS))
        characters += sum(len(span.text) for span in spans)
        if characters > _MOST_CHARACTERS:
            raise too_long(_MOST_CHARACTERS)
        yield spans


def _pages(document: Any) -> Iterator[Any]:
    if len(document) > _MOST_PAGES:
        raise UnreadableError(f"is a PDF document of {len(document)} pages; a release has at most {_MOST_PAGES}")
    for number in range(len(document)):
        try:
            yield document[number]
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"is a damaged PDF document: its page {number + 1} cannot be read") from error


def _check_letters(pages: list[list[Span]]) -> None:
    text = "".join(span.text for page in pages for span in page)
    letters = sum(character.isalpha() for character in text)
    nameless = sum(unicodedata.category(character) in ("Co", "Cn") or character == "\ufffd" for character in text)
    if nameless > letters:
        raise UnreadableError("holds text in fonts that do not tell their letters; save it again from its source")
    if letters < _FEWEST_LETTERS:
        raise UnreadableError("is a PDF document without text, perhaps scanned; have its text recognised (OCR) first")


def _headlines(paragraphs: list[Paragraph], title: str) -> Iterator[str]:
    """The paragraph of the first page that is the document's title as stated, then those in large type."""
    first_page = [paragraph for paragraph in paragraphs if paragraph.page == 0]
    stated = fold(" ".join(title.split()))
    if len(stated.split()) >= _TITLE_WORDS:
        yield from (paragraph.text for paragraph in first_page if fold(paragraph.text) == stated)
    size = body_size(paragraphs)
    for paragraph in sorted(first_page, key=lambda paragraph: -paragraph.size):
        if paragraph.size >= size * LARGER and len(paragraph.text.split()) in _HEADLINE_WORDS:
            yield paragraph.text


def _clean(text: str) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    apart = _LIGATURE.sub(lambda ligature: unicodedata.normalize("NFKC", ligature[0]), whole)
    return " ".join(normalised(apart).split())
