"""From a release as received to its claims: the steps that need no store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from iomkg import claims, documents, mentions, records
from iomkg.model import Claim, Document, Release
from iomkg.reference import Reference


@dataclass(frozen=True, slots=True)
class Reading:
    """A release read up to its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read(release: Release) -> Reading:
    """Read a release up to its claims; ReadingError when its text cannot be read."""
    document = documents.compose(release)
    reference = Reference.load()
    found = mentions.find(document, reference)
    return Reading(document, claims.read(document, found, reference))


def record(release: Release) -> dict[str, Any]:
    """The release's record, in the form of RECORD.md."""
    reading = read(release)
    return records.record(reading.document, reading.claims, Reference.load())
