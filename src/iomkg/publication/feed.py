"""The versions of a shelf as a feed (Atom), so that who follows it learns of the next."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lxml import etree

from iomkg.namespaces import BASE
from iomkg.publication.descriptions import dataset
from iomkg.publication.shelf import Shelf
from iomkg.writing import written

NAME: Final = "feed.atom"
_ATOM: Final = "http://www.w3.org/2005/Atom"


def write(shelf: Shelf) -> Path:
    """Write the feed, newest version first, and give the file."""
    versions = list(reversed(shelf.versions()))
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _text(feed, "id", f"{BASE}dataset")
    _text(feed, "title", "iomkg: published versions")
    _text(feed, "updated", versions[0].made.isoformat())
    _text(etree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "The iomkg maintainers")
    for version in versions:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "id", dataset(version.name))
        _text(entry, "title", f"Version {version.name}")
        _text(entry, "updated", version.made.isoformat())
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=f"versions/{version.name}/")
        added, removed = version.told["added"], version.told["removed"]
        _text(entry, "summary", f"{added:,} statements added, {removed:,} removed; policy {version.told['policy']}.")
    with written(shelf.folder / NAME) as stream:
        stream.write(etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True))
    return shelf.folder / NAME


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text
