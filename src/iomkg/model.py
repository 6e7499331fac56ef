"""The words of the flow as frozen dataclasses: what one step hands to the next.

All offsets are Unicode code points into `Document.text`; `end` is exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

_PAGE_SUFFIX: Final = re.compile(r"\.(?:x?html?|php|aspx?|jsp|pdf|docx|odt|txt|md)$", re.IGNORECASE)

Term: TypeAlias = NamedNode | Literal
Language: TypeAlias = OneOf["en", "fr", "es"]
Severity: TypeAlias = OneOf["Violation", "Warning", "Info"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file or page as received.

    `name` is what people call it (a file name, never a machine's path, or a web address); `sha256` is of the bytes.
    `published` is a stated date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`), `retrieved` an ISO date.
    """

    name: str
    sha256: str
    media_type: str
    url: str | None = None
    publisher: str | None = None
    source_class: str = "release-by-party"
    published: str | None = None
    retrieved: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a field: its words there, and what a curator's mapping says they mean (a name or an IRI), if it
    does.
    """

    words: str
    means: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a table says of what a row describes.

    `name` is what it says (`title`, `donor`, `amount`…), `label` what the table calls that, `text` the words of the
    cell, `place` where the cell is (`Projects!F12`). `value` is what was read off the words, `names` the names they
    list. `of` numbers the projects of a release from 0, its own project; `line` is the row the cell stands in; `state`
    the IRI of the state whose bodies are named; `kind` the scheme of an identifier, or what an unknown place is.
    """

    name: str
    label: str
    text: str
    place: str
    line: int
    of: int = 0
    value: object = None
    names: tuple[Named, ...] = ()
    state: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a structured source. `line` is where it starts in the file, counted from 1; `text` is what stands
    in it outside its children."""

    name: str
    line: int
    attributes: Mapping[str, str]
    text: str = ""
    children: tuple[Element, ...] = ()

    def get(self, attribute: str) -> str:
        """The value of an attribute without space around it, empty when there is none."""
        return self.attributes.get(attribute, "").strip()

    def all(self, name: str) -> tuple[Element, ...]:
        """The children of a name, in order."""
        return tuple(child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)


@dataclass(frozen=True, slots=True)
class Release:
    """The unit that stands or falls together. `key` names it in IRIs; `body` is the decoded text or markup.

    `headlines` are lines of it that its form sets apart as such (a style, larger letters), likeliest first. A row of a
    table has `fields` instead of a body, and the `language` they are in; an element of a structured source is a
    `record`, and `fault` says why it cannot be taken, empty when it can.
    """

    key: str
    source: Source
    body: str
    headlines: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    language: Language | None = None
    record: Element | None = None
    fault: str = ""

    @property
    def stem(self) -> str:
        """The name of its record: the file's without its last suffix, or the last step of the web address."""
        _, scheme, address = self.source.name.partition("://")
        if not scheme:
            return self.source.name.rsplit(".", 1)[0] if "." in self.source.name else self.source.name
        return _PAGE_SUFFIX.sub("", re.split(r"[?#]", address)[0].rstrip("/").rsplit("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: `headline`, `paragraph`, or `furniture` (menus, captions, bylines, contact lines)."""

    kind: OneOf["headline", "paragraph", "furniture"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldLine:
    """Where a field stands in its document: its line from `start` to `end`, what the cell says from `said` on."""

    field: Field
    start: int
    said: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A release's clean text. No contact details are in `text`: they are dropped while reading.

    `blocks` cover the text in order without overlap. `published` is a stated date (`YYYY`, `YYYY-MM`,
    `YYYY-MM-DD`) found in the text's own header or byline, else the source's, else None. `dateline` is the span of
    the place before the dash in the first paragraph, else None. `sentences` are the spans of the sentences
    of headline and paragraphs, in order, none of them crossing a block. `lines` are the fields of a table's row.
    """

    release: Release
    text: str
    language: Language
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    headline: tuple[int, int] | None = None
    dateline: tuple[int, int] | None = None
    published: str | None = None
    published_in_text: bool = False
    lines: tuple[FieldLine, ...] = ()

    def slice(self, span: tuple[int, int]) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a document that names something.

    `kind` is one of body, state, place, region, route, theme, instrument, money, duration, date, title, person,
    function, acronym; `text` is the span's wording; `candidates` are the IRIs the reference data knows for it, best
    first; `value` holds what a value parser read (a Money, a StatedDate, months…).
    """

    kind: str
    start: int
    end: int
    text: str
    candidates: tuple[str, ...] = ()
    value: object = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quote a claim rests on: `document.text[start:end] == quote`, at most three sentences.

    `worded_at` is the span of the object's wording in the document's text, `cue_at` that of the words that gave the
    object its role (None where a rule needs no such words); the quote holds both. In a structured source `path` says
    where in the file the quote stands (`Projects!F12`), `line` on which line or row of it.
    In one of elements, the path is that within the activity.
    """

    quote: str
    start: int
    end: int
    worded_at: tuple[int, int] | None = None
    cue_at: tuple[int, int] | None = None
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a source that is not taken as it stands: where, and what is wrong with it. Of a structured source,
    `path` is within the activity or row, and `line` in the file; of a page, `path` is what it says."""

    path: str
    line: int | None
    message: str

    @property
    def place(self) -> str:
        """Where in its source it is, for people."""
        return self.path if self.line is None else f"line {self.line}, {self.path}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a claim is about: a curated IRI, or a release-scoped one minted by `namespaces.scoped`.

    `wording` is its first wording in the release (its title, name, or the cue that introduced it).
    """

    iri: str
    wording: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one release. Immutable; `claim_id` in `iomkg.graphs` says what identifies it.

    `confidence` is within 0..1, `method` names the rule and the cue that produced it (`donor/financed-by`).
    `occurrence` counts, from 0, claims of a release that would otherwise have one id.
    """

    subject: Thing
    predicate: str
    object: Term
    worded: str
    evidence: Evidence
    confidence: float
    method: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a gate: which node breaks which shape, and what to do about it.

    `focus` and `value` are IRIs or literal texts, `shape` the name of the constraint's shape (`Project-duration`).
    """

    severity: Severity
    focus: str
    shape: str
    message: str
    path: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a gate found."""

    findings: tuple[Finding, ...] = ()

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps a release out."""
        return tuple(f for f in self.findings if f.severity == "Violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is told and left to a curator."""
        return tuple(f for f in self.findings if f.severity == "Warning")

    @property
    def conforms(self) -> bool:
        """True when nothing refuses the graph; Warnings and Infos do not."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT query: column names and rows of terms (None where unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
