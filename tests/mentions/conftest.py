"""A sentence as a document, for the tests of mentions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iomkg import mentions
from iomkg.model import Block, Document, Language, Mention, Release, Source
from iomkg.reference import Reference

Finder = Callable[..., list[Mention]]


@pytest.fixture(scope="session")
def find() -> Finder:
    """The mentions of a text taken as one paragraph of one sentence."""
    reference = Reference.load()

    def finder(text: str, language: Language = "en", published: str | None = None) -> list[Mention]:
        source = Source("text.txt", "0" * 64, "text/plain")
        span = (0, len(text))
        document = Document(
            Release("k", source, text), text, language, (Block("paragraph", *span),), (span,), published=published
        )
        return list(mentions.find(document, reference))

    return finder
