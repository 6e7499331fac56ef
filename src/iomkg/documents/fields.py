"""Rows of tables to documents: a line for each field, `what the column is called: what the cell says`."""

from __future__ import annotations

from typing import Final

from iomkg.documents.contacts import without_details
from iomkg.documents.languages import likely
from iomkg.model import Block, Document, FieldLine, Language, Release

_BETWEEN: Final = "\n"
_AFTER_LABEL: Final = ": "
# Ids and sums look like telephone numbers, and were read as what they are.
_CHECKED: Final = frozenset({"id", "programme-id", "identifier", "amount", "start", "end", "duration"})
_DEFAULT_LANGUAGE: Final[Language] = "en"


def compose_fields(release: Release) -> Document:
    """The document of a row: contact details are taken out of its cells, and cells of nothing else left out."""
    lines: list[FieldLine] = []
    texts: list[str] = []
    position = 0
    headline: tuple[int, int] | None = None
    for field in release.fields:
        shown = field.text if field.name in _CHECKED else without_details(field.text)
        if not shown:
            continue
        label = without_details(field.label)
        line = f"{label}{_AFTER_LABEL}{shown}" if label else shown
        end = position + len(line)
        lines.append(FieldLine(field, position, end - len(shown), end))
        if field.name == "title" and field.of == 0 and headline is None:
            headline = (end - len(shown), end)
        texts.append(line)
        position = end + len(_BETWEEN)
    return Document(
        release=release,
        text=_BETWEEN.join(texts),
        language=_language(release),
        blocks=tuple(Block("paragraph", line.start, line.end) for line in lines),
        sentences=tuple((line.start, line.end) for line in lines),
        headline=headline,
        published=release.source.published,
        lines=tuple(lines),
    )


def _language(release: Release) -> Language:
    """The language of a row's titles where it shows, since tables mix them; else that of the table."""
    titles = " ".join(field.text for field in release.fields if field.name == "title")
    return likely(titles) or release.language or _DEFAULT_LANGUAGE
