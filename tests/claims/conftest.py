"""A few sentences as a document, for the tests of claims."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from iomkg import claims, mentions, records
from iomkg.model import Block, Claim, Document, Language, Release, Source
from iomkg.reference import Reference

_SENTENCE = re.compile(r"\S(?:[^.!?]|[.!?](?!\s|$))*[.!?]?[”»\"]?")


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    """A text as one paragraph; a first line that ends in a newline is the headline."""

    def build(text: str, language: Language = "en", published: str | None = None) -> Document:
        headline = (0, text.index("\n")) if "\n" in text else None
        start = headline[1] + 1 if headline else 0
        blocks = [Block("headline", *headline)] if headline else []
        sentences = [headline] if headline else []
        sentences += [match.span() for match in _SENTENCE.finditer(text, start)]
        return Document(
            Release("k", Source("text.txt", "0" * 64, "text/plain"), text),
            text,
            language,
            (*blocks, Block("paragraph", start, len(text))),
            tuple(sentences),
            headline,
            published=published,
            published_in_text=published is not None,
        )

    return build


@pytest.fixture(scope="session")
def claims_of(document_of: Callable[..., Document]) -> Callable[..., tuple[Claim, ...]]:
    """The claims of a text."""
    reference = Reference.load()

    def read(*arguments: Any) -> tuple[Claim, ...]:
        document = document_of(*arguments)
        return claims.read(document, mentions.find(document, reference), reference)

    return read


@pytest.fixture(scope="session")
def record_of(document_of: Callable[..., Document], claims_of: Callable[..., tuple[Claim, ...]]) -> Callable[..., Any]:
    """The record of a text."""

    def read(*arguments: Any) -> dict[str, Any]:
        return records.record(document_of(*arguments), claims_of(*arguments), Reference.load())

    return read
