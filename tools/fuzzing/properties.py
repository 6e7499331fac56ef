"""What must hold of anything that is read, from bytes to the first gate; each function raises AssertionError else.

Errors that iomkg raises on purpose are no find, if they are one line that any terminal can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse, serialize

from iomkg import claims, documents, graphs, mentions, pipeline
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.errors import IomkgError, ReadingError, UsageError
from iomkg.model import Claim, Document, Mention, Release
from iomkg.readers import press
from iomkg.readers.manifest import Manifest
from iomkg.reference import Reference
from iomkg.store import Store
from iomkg.validation import Gate

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# Written apart from the patterns of iomkg.documents.contacts, and narrower: what nobody could take for anything else.
_ADDRESS: Final = re.compile(r"[a-z0-9]@[a-z0-9-]+\.[a-z]{2}|[a-z0-9] ?[\[(]at[\])] ?[a-z0-9]", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\d.,+-])\+[1-9]\d{0,2} ?(?:\d\d ){3,5}\d\d(?!\d)")
_LONGEST_MESSAGE: Final = 2_000


def told_well(error: IomkgError) -> None:
    """An error is one line of moderate length, with nothing in it that a terminal would act on."""
    message = str(error)
    assert message.strip(), "an error says nothing"
    assert "\n" not in message, f"an error of several lines: {message!r}"
    assert not UNSEEN.search(message.replace("\t", " ")), f"an error with control characters: {message!r}"
    assert len(message) < _LONGEST_MESSAGE, f"an error of {len(message)} characters"


def file_reads(path: Path, manifest: Manifest | None = None) -> int:
    """How many releases of the file passed all properties; errors on purpose are checked and end the file."""
    read = 0
    try:
        for release in press.read(path, manifest):
            read += release_reads(release)
    except (ReadingError, UsageError) as error:
        told_well(error)
    return read


def release_reads(release: Release) -> bool:
    """One release from its document to the first gate; False if it has no document, beyond which nothing may fail."""
    try:
        document = documents.compose(release)
    except ReadingError as error:
        told_well(error)
        return False
    _document_holds(document)
    reference = Reference.load()
    found = mentions.find(document, reference)
    _mentions_hold(document, found)
    said_of_it = claims.read(document, found, reference)
    _claims_hold(document, said_of_it)
    stated = graphs.release_quads(document, said_of_it)
    said = graphs.claims_quads(document, said_of_it)
    _quads_hold([*stated, *said])
    draft, gate = _gate()
    gate.check([*stated, *said], classes_of(draft, [*stated, *said]))
    return True


def manifest_reads(path: Path) -> None:
    """A manifest is read or refused in one line."""
    try:
        Manifest.read(path)
    except IomkgError as error:
        told_well(error)


def _mentions_hold(document: Document, found: Iterable[Mention]) -> None:
    """Every mention is what the text says where it says so."""
    for mention in found:
        assert document.text[mention.start : mention.end] == mention.text, f"a mention off its place: {mention}"


def _document_holds(document: Document) -> None:
    text = document.text
    assert not UNSEEN.search(text), f"control characters in a text: {UNSEEN.search(text)}"
    reached = 0
    for block in document.blocks:
        assert reached <= block.start < block.end <= len(text), "blocks overlap or leave the text"
        reached = block.end
    for start, end in document.sentences:
        assert any(b.start <= start < end <= b.end for b in document.blocks), "a sentence crosses a block"
    no_contacts(text)


def no_contacts(text: str) -> None:
    """No e-mail address and no telephone number that anyone would know for one stands in a text."""
    for pattern in (_ADDRESS, _NUMBER):
        found = pattern.search(text)
        assert found is None, f"contact details in a text: …{text[max(0, found.start() - 30) : found.end() + 30]!r}…"


def _claims_hold(document: Document, stated: Iterable[Claim]) -> None:
    for claim in stated:
        said = claim.evidence
        assert document.text[said.start : said.end] == said.quote, f"a quote off its place: {said}"
        assert said.quote, f"an empty quote: {claim}"
        for span in (said.worded_at, said.cue_at):
            assert span is None or said.start <= span[0] <= span[1] <= said.end, f"a span outside its quote: {said}"
        assert 0 <= claim.confidence <= 1, f"no confidence: {claim}"
        no_contacts(claim.worded)


def _quads_hold(quads: list[Quad]) -> None:
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    assert set(parse(written, format=RdfFormat.N_QUADS)) == set(quads), "quads change when written and read again"


def warm() -> None:
    """Load the reference data, the lexicon and the gate."""
    _gate()


@cache
def _gate() -> tuple[Draft, Gate]:
    store = Store.memory()
    pipeline.prepare(store)
    return Draft(store), Gate.release()
