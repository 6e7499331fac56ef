"""Whatever bytes stand under whatever name: a release, or one clear line, never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iomkg import documents
from iomkg.errors import ReadingError
from iomkg.model import Document
from iomkg.readers import press
from iomkg.readers.forms import MEDIA_TYPES

BEGINNINGS = (
    b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"WARC/1.0\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n", b"MIME-Version: 1.0\r\n", b"bplist00", b"<html>",
    b"<?xml version='1.0'?><plist>", b"From: a\nContent-Type: text/html\n\n",
)  # fmt: skip


def composed(path: Path) -> Iterator[Document]:
    for release in press.read(path):
        yield documents.compose(release)


@settings(max_examples=400, deadline=None)
@given(
    suffix=st.sampled_from([*MEDIA_TYPES, ".doc", ".zip", ""]),
    beginning=st.sampled_from(BEGINNINGS),
    rest=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    end=st.sampled_from((b"", b"\n%%EOF\n")),
)
def test_any_bytes_under_any_name(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, beginning: bytes, rest: bytes, end: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(beginning + rest + end)
    try:
        for document in composed(path):
            assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks)
    except ReadingError as error:
        message = str(error)
    else:
        return
    assert "\n" not in message
    assert path.name in message
