"""Releases to documents: the clean text of a press page, with its headline, paragraphs, sentences, date and language.

`lines` cleans and joins, `contacts` takes contact details out, `layout` says what each line is (with `headlines`,
`furniture`, `datelines`, `dates`), `languages` and `sentences` read what is left; `markup` is for HTML and Markdown,
`fields` for rows of tables.
"""

from __future__ import annotations

import re

from iomkg.documents.contacts import without_contacts, without_details
from iomkg.documents.fields import compose_fields
from iomkg.documents.furniture import is_label
from iomkg.documents.languages import language_of
from iomkg.documents.layout import Layout, lay_out
from iomkg.documents.lines import Line, lines_of, unwrapped
from iomkg.documents.markdown import read_markdown
from iomkg.documents.oddities import oddities, refuse_misread
from iomkg.documents.pages import Page
from iomkg.documents.pieces import Piece
from iomkg.documents.sentences import sentence_spans
from iomkg.errors import ReadingError
from iomkg.model import Block, Document, Release
from iomkg.unseen import normalised

__all__ = ["compose", "oddities"]

_BETWEEN_BLOCKS = "\n\n"
# Far beyond any release, menus included; a longer text is an archive or no text at all, and would hold up the rest.
_LONGEST = 500_000  # characters
_LONGEST_HEADLINE = 1_000
# Hundreds of Latin letters and signs without a space: encoded data, in which patterns for names would try each letter.
_NO_WORD = re.compile(r"[!-~\u00a1-\u024f€]{301,}")


def compose(release: Release) -> Document:
    """The document of a release.

    Raises ReadingError when the page holds no text of a release, or none in a supported language, or text in a wrong
    encoding.
    """
    if release.fields:
        return compose_fields(release)
    page = _seen(_page(release))
    if len(page.text) > _LONGEST:
        said = f"{release.source.name} holds {len(page.text):,} characters of text; a release has at most {_LONGEST:,}"
        raise ReadingError(f"{said}: split it into its releases")
    refuse_misread(release.source.name, page.text)
    layout = lay_out(without_contacts(unwrapped(lines_of(page.text))), page.headline)
    text, blocks = _joined(layout.pieces)
    told = " ".join(text[block.start : block.end] for block in blocks if block.kind != "furniture")
    if not any(block.kind == "paragraph" for block in blocks):
        raise ReadingError(f"{release.source.name} holds no text of a release, only page furniture")
    stated = page.published or layout.published
    return Document(
        release=release,
        text=text,
        language=language_of(told, release.source.name),
        blocks=blocks,
        sentences=_sentences(text, blocks),
        headline=next(((block.start, block.end) for block in blocks if block.kind == "headline"), None),
        dateline=_dateline(layout, blocks),
        published=stated or release.source.published,
        published_in_text=stated is not None,
    )


def _page(release: Release) -> Page:
    if release.source.media_type == "text/html":
        # Here and not above: it brings trafilatura, which only pages in HTML should pay for.
        from iomkg.documents.markup import read_html

        return read_html(release.body)
    if release.source.media_type == "text/markdown":
        return read_markdown(release.body)
    return Page(release.body, next((line for line in release.headlines if not is_label(Line(line))), None))


def _seen(page: Page) -> Page:
    """The page without what shows nothing, which markup can hold in disguise (`&#x202e;`), and without what is no word
    of any language; its headline cleaned too."""
    headline = without_details(" ".join(normalised(page.headline or "")[:_LONGEST_HEADLINE].split()))
    return Page(_NO_WORD.sub("…", normalised(page.text)), headline or None, page.published)


def _joined(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        kind = piece.kind
        if kind is None or kind == "dropped":
            raise AssertionError("a laid-out page has no such piece")
        blocks.append(Block(kind, position, end))
        position = end + len(_BETWEEN_BLOCKS)
    return _BETWEEN_BLOCKS.join(piece.text for piece in pieces), tuple(blocks)


def _sentences(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(
        span for block in blocks if block.kind != "furniture" for span in sentence_spans(text, block.start, block.end)
    )


def _dateline(layout: Layout, blocks: tuple[Block, ...]) -> tuple[int, int] | None:
    if layout.dateline is None:
        return None
    number, start, end = layout.dateline
    return blocks[number].start + start, blocks[number].start + end
