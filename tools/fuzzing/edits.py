"""Edits of a file: few, small and spiteful, made to its bytes as they stand or to what is packed in it.

An edit says where by a share of the whole, so that Hypothesis can take edits away and what is left still applies.
"""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st
from tools.fuzzing import samples

# What has broken readers before, here or elsewhere.
SPITE: Final = (
    "\x00", "\x1b[31m", "\x1b]0;title\x07", "\x9b1m", "\u202e", "\u2066", "\u200b", "\ufeff", "\ufffe",
    "\U0010ffff", "\ud800", "\x85", "\u2028", "\r", "\t", "İ", "ŉ", "ﬁ", "ß", "e\u0301", "ǆ", "\u0345",
    "\U0001f1f3\U0001f1ea", "٣", "½", "²", "Ⅻ", "一", "<", ">", "&", '"', "'", "\\", "`", "{", "}", "[", "]",
    "(", ")", "|", "*", "_", "#", "%", "$", "^", "~", "@", "=", "+", "<![CDATA[", "]]>", "<!--", "-->",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>", "&e;", "&#0;", "&#x202e;", "&#x9b;31m", "&#27;",
    "&#xFFFE;", "&#xD800;", "&#1114112;", "<script>", "</p>", "<p>", "<br/>", "<table>", "<div hidden>",
    "<base href='file:///'>", "<meta charset=utf-7>", "<link rel=canonical href='javascript:1'>",
    "<a href='data:text/html,x'>", "awa.planted@example.org", "awa [at] example [dot] org", "+227 20 72 21 01",
    "Tel: 20722101", "EUR 5 million", "USD 1e9", "€1.000.000,00", "CFA 99999999999999999999", "$-5", "50%",
    "1,2,3,4", "0 months", "99999999999 months", "12/13/2024", "31 February 2022", "2022-02-30",
    "the 0th of May", "16-18 March", "9999", "year 0", "“", "”", "«", "»", "...", "?!", " – ", "; ", ": ",
    "Mr. ", "funded by", "financé par", "financiado por", "and", "of the", "Ministry of ", "Government of ",
    "IOM", "(IOM)", "Niger", "Sahel", "European Union", "the project", "contact:",
)  # fmt: skip
_MOST_REPEATS: Final = 3_000
_LARGEST: Final = 400_000  # bytes; larger files are the business of tests/hostile


@dataclass(frozen=True, slots=True)
class Edit:
    """`kind` is what happens at the share `at` of the data: `put` a payload there, `over` as many bytes, `cut` some
    out, `again` some many times, `end` the data. `length` counts bytes, `times` repetitions."""

    kind: str
    at: float
    length: int
    times: int
    payload: bytes

    def applied(self, data: bytes) -> bytes:
        """The data with this edit."""
        start = int(self.at * len(data))
        end = start + self.length
        if self.kind == "put":
            return data[:start] + self.payload * self.times + data[start:]
        if self.kind == "over":
            return data[:start] + self.payload + data[start + len(self.payload) :]
        if self.kind == "cut":
            return data[:start] + data[end:]
        if self.kind == "again":
            return data[:start] + data[start:end] * self.times + data[end:]
        return data[:start]


payloads = st.one_of(
    st.sampled_from(SPITE).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(SPITE), min_size=2, max_size=4).map(
        lambda some: " ".join(some).encode("utf-8", "surrogatepass")
    ),
    st.text(max_size=12).map(lambda text: text.encode()),
    st.binary(max_size=12),
)
edits = st.builds(
    Edit,
    kind=st.sampled_from(("put", "over", "cut", "again", "put", "put", "again", "end")),
    at=st.floats(0, 1, exclude_max=True),
    length=st.one_of(st.integers(1, 8), st.integers(1, 400)),
    times=st.one_of(st.just(1), st.integers(2, 40), st.integers(41, _MOST_REPEATS)),
    payload=payloads,
)


def edited(data: bytes, some: Sequence[Edit]) -> bytes:
    """The data with edits made one after the other, no longer than a fuzzer has time for."""
    for edit in some:
        data = edit.applied(data)[:_LARGEST]
    return data


def _in_gzip(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return gzip.compress(change(gzip.decompress(data)), mtime=0)


def _in_zip(data: bytes, change: Callable[[bytes], bytes], part: int) -> bytes:
    parts = samples.unzipped(data)
    name = sorted(parts)[part % len(parts)]
    return samples.zipped({each: change(held) if each == name else held for each, held in parts.items()})


def _main_part(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts = samples.unzipped(data)
    (name,) = (each for each in parts if each in ("word/document.xml", "content.xml", "archive/data.warc.gz"))
    inner = _in_gzip(parts[name], change) if name.endswith(".gz") else change(parts[name])
    return samples.zipped({**parts, name: inner})


def _names(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with the edit made to the names of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, held in samples.unzipped(data).items():
            changed = change(name.encode()).decode("utf-8", "replace").replace("\x00", "")[:200]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # two parts of one name are worth a try
                archive.writestr(zipfile.ZipInfo(changed or "x"), held)
    return file.getvalue()


def in_depth(suffix: str, data: bytes, some: Sequence[Edit], depth: int) -> bytes:
    """The data of a form with edits made at one of its layers: 0 is the file as it stands, others what is packed."""

    def change(held: bytes) -> bytes:
        return edited(held, some)

    if suffix == ".warc.gz" and depth:
        return _in_gzip(data, change)
    if suffix in (".docx", ".odt", ".wacz") and depth:
        if depth == 1:
            return _main_part(data, change)
        if depth == 2:
            return _names(data, change)
        return _in_zip(data, change, depth)
    return change(data)
