"""From a release as received to its claims: the steps that need no store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import unquote

from iomkg import activities, claims, documents, mentions, records
from iomkg.forgotten import Forgotten
from iomkg.model import Claim, Document, Element, Release, Remark
from iomkg.reference import Reference

_NOBODY: Final = Forgotten()


@dataclass(frozen=True, slots=True)
class Reading:
    """A release read up to its claims, with what of it is not taken as it stands."""

    document: Document
    claims: tuple[Claim, ...]
    remarks: tuple[Remark, ...] = ()


def read(release: Release, forgotten: Forgotten = _NOBODY) -> Reading:
    """Read a release up to its claims, the names of forgotten people marked before anything is made of them.

    A record of a structured source enters at its claims. ReadingError when its text cannot be read.
    """
    if release.record is not None:
        found_in = activities.read(_without_names(release, forgotten), Reference.load())
        return Reading(found_in.document, found_in.claims, found_in.remarks)
    document = _without(documents.compose(release), forgotten)
    reference = Reference.load()
    if document.lines:
        return Reading(document, claims.of_fields(document, mentions.of_fields(document, reference), reference))
    found = mentions.find(document, reference)
    return Reading(document, claims.read(document, found, reference), tuple(documents.oddities(document)))


def _without(document: Document, forgotten: Forgotten) -> Document:
    if not forgotten:
        return document
    source = document.release.source
    clear = {
        name: forgotten.redacted(unquote(value))
        for name in ("name", "url", "publisher", "licence")
        if (value := getattr(source, name)) and forgotten.redacted(unquote(value)) != unquote(value)
    }
    release = replace(document.release, source=replace(source, **clear))
    return replace(document, release=release, text=forgotten.redacted(document.text))


def _without_names(release: Release, forgotten: Forgotten) -> Release:
    """A record without the names of forgotten people: marked before anything is made of them."""
    if not forgotten or release.record is None:
        return release
    return replace(release, record=_marked(release.record, forgotten))


def _marked(element: Element, forgotten: Forgotten) -> Element:
    return replace(
        element,
        text=forgotten.redacted(element.text),
        attributes={name: forgotten.redacted(value) for name, value in element.attributes.items()},
        children=tuple(_marked(child, forgotten) for child in element.children),
    )


def record(release: Release) -> dict[str, Any]:
    """The release's record, in the form of RECORD.md."""
    return record_of(read(release))


def record_of(reading: Reading) -> dict[str, Any]:
    """The record of a release that is read."""
    return records.record(reading.document, reading.claims, Reference.load())
