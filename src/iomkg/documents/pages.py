"""A page as its format gives it: the text, and what its markup states."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is one paragraph or heading per line; `headline` and `published` are None where no markup states them."""

    text: str
    headline: str | None = None
    published: str | None = None
