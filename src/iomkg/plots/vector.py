"""An SVG that can be read aloud and stands by itself: a title, a description, and what each mark means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_SVG: Final = "{http://www.w3.org/2000/svg}"
# The widths of Verdana's letters are those of DejaVu Sans, which few machines but Linux have.
_FONTS: Final = "'DejaVu Sans', Verdana, sans-serif"


def accessible(drawn: bytes, title: str, description: str, told: Mapping[str, str]) -> str:
    """The SVG with `title` and `description` as what stands for it, and `told` by the ids of marks.

    Without a document type, which would name a file on another host.
    """
    from lxml import etree

    root = etree.fromstring(drawn, etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False))
    root.set("role", "img")
    root.set("aria-labelledby", "title description")
    root[:0] = [_element("title", title, "title"), _element("desc", description, "description")]
    for mark in root.iter(_SVG + "g"):
        if mark.get("id") in told:
            mark.insert(0, _element("title", told[mark.get("id")]))
    for text in root.iter(_SVG + "text"):
        text.set("style", text.get("style", "").replace(_ONE_FONT, _FONTS))
    body: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _element(name: str, text: str, identifier: str | None = None) -> Any:
    from lxml import etree

    element = etree.Element(_SVG + name)
    element.text = text
    if identifier:
        element.set("id", identifier)
    return element


_ONE_FONT: Final = "'DejaVu Sans'"
