"""What stands on a page, as the templates read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text: where it leads, if anywhere, and the language it is in, if not the page's."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a release, the words in question marked, and where it comes from."""

    before: str
    marked: str
    after: str
    headline: str
    href: str | None
    publisher: str | None
    date: str | None
    url: str | None
    status: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the sentences behind it; `told` says how many."""

    named: Words
    said: tuple[Quotation, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values; `more` counts those left out."""

    name: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Something that has no page worth its own, such as a funding: its name and facts."""

    named: Words
    facts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of one kind under a heading; `more` counts those left out."""

    heading: str
    parts: tuple[Part, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a disputed property, and the best sentence for it."""

    value: str
    said: Quotation


@dataclass(frozen=True, slots=True)
class Dispute:
    """A property on which sources disagree: the value that holds comes first."""

    name: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money: what it is in words, and how long its bar is, in hundredths of the largest of its currency; None
    where there is none."""

    amount: str
    share: int | None
    donors: str
    stage: str
    day: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day (as exact as stated) and what it was; `own` where it is of the thing itself and not of a part."""

    day: str
    told: str
    href: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the page of a thing says. `path` is the end of its IRI, from `id/` or `scheme/` on; sums and moments are
    those of projects."""

    iri: str
    path: str
    name: str
    kinds: tuple[str, ...]
    also: tuple[str, ...]
    facts: tuple[Row, ...]
    parts: tuple[Group, ...]
    conflicts: tuple[Dispute, ...]
    missing: tuple[str, ...]
    named_by: tuple[Row, ...]
    sums: tuple[Sum, ...] = ()
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table of answers."""

    values: tuple[Words, ...] = ()
    number: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of a table of answers, and the sentences behind it."""

    cells: tuple[Cell, ...]
    said: tuple[Quotation, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as a page shows it; `more` counts the rows left out, `downloads` are forms and their addresses."""

    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    more: int
    counted: str
    has_evidence: bool
    notes: tuple[str, ...]
    limits: tuple[str, ...]
    downloads: tuple[tuple[str, str], ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A field of the form of a question; `choices` where only these may be chosen."""

    name: str
    value: str
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page of text."""

    heading: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen in a form: the value in the address, and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country on the map: its code in small letters, how many projects work there, what it is on the route that was
    chosen, both in words, and the address of the question who funds what there."""

    code: str
    named: Words
    count: int
    stops: str
    told: str
    question: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Donor, implementer and country, and the number of projects they have in common."""

    names: tuple[Words, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version: its name, its day, what it changed and by which policy, in words, the hash of its content,
    and its files with their sizes."""

    name: str
    day: str
    changed: str
    policy: str
    hash: str
    files: tuple[tuple[Words, str], ...]
