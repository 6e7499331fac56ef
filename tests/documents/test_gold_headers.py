"""Headline, dateline, date and language of the real and rewritten releases against their gold records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iomkg import documents
from iomkg.readers import press

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))


@pytest.mark.skipif(not GOLD, reason="the shared releases are not here")
@pytest.mark.parametrize("gold", GOLD, ids=[path.stem for path in GOLD])
def test_headers_are_those_of_the_gold_record(gold: Path) -> None:
    record = json.loads(gold.read_text(encoding="utf-8"))
    (release,) = press.read(SHARED / "releases" / f"{gold.stem}.txt")
    document = documents.compose(release)
    assert {
        "title": document.headline and document.slice(document.headline),
        "dateline": document.dateline and document.slice(document.dateline),
        "published": document.published,
        "language": document.language,
    } == {field: record[field] for field in ("title", "dateline", "published", "language")}
