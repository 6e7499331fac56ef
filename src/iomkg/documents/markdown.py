"""Markdown pages: the signs of the markup taken out, a paragraph's lines joined."""

from __future__ import annotations

import re
from typing import Final

from iomkg.documents.dates import dates_in
from iomkg.documents.pages import Page

_FRONT: Final = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD: Final = re.compile(r"^(title|date|published):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE: Final = re.compile(r"^ {0,3}(?:=+|-{3,})\s*$")
_BREAK: Final = re.compile(r"^ {0,3}(?:(?:\* ?){3,}|(?:_ ?){3,}|(?:- ?){3,})\s*$")
_ITEM: Final = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+")
_INLINE: Final = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]*)\]\((?:mailto:|tel:)?[^)\n]*\)"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


def read_markdown(source: str) -> Page:
    """The page with its first heading, or the front matter's title, as headline, and the front matter's date."""
    front = _FRONT.match(source)
    fields = dict(_FIELD.findall(front[1])) if front else {}
    text = source[front.end() :] if front else source
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    lines, heading = _paragraphs(text)
    stated = dates_in(fields.get("date") or fields.get("published") or "")
    return Page("\n".join(lines), fields.get("title") or heading, stated[0].value if stated else None)


def _paragraphs(text: str) -> tuple[list[str], str | None]:
    """Paragraphs, headings and list items, one a line with empty lines between, and the first heading."""
    lines: list[str] = []
    heading: str | None = None
    open_paragraph = False
    for raw in text.split("\n"):
        line = re.sub(r"^ {0,3}(?:> ?)+", "", raw)
        title = _HEADING.match(line)
        if title:
            lines += [title[1], ""]
            heading = heading or title[1]
            open_paragraph = False
        elif open_paragraph and _UNDERLINE.match(line):
            heading = heading or lines[-1]
            lines.append("")
            open_paragraph = False
        elif not line.strip() or _BREAK.match(line):
            lines.append("")
            open_paragraph = False
        elif open_paragraph and not _ITEM.match(line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
            open_paragraph = True
        if line.endswith(("  ", "\\")):
            open_paragraph = False
    return lines, heading
