"""A text far beyond any release is refused at once, so that it never holds up the rest of a folder."""

from __future__ import annotations

import pytest

from iomkg import documents
from iomkg.errors import ReadingError
from iomkg.model import Release, Source


def test_an_overlong_text_is_refused_in_one_line() -> None:
    line = "The Organization works with the authorities of Niger on the border. " * 10_000
    release = Release("k", Source("archive.txt", "0" * 64, "text/plain"), line)
    with pytest.raises(ReadingError, match=r"^archive\.txt holds 680,000 characters of text; a release has at most"):
        documents.compose(release)
