"""Terms in the one form the graph is written in, so that what a store gives back equals what went in.

Stores normalise what they hold (`3.00` becomes `3`, `@FR` becomes `@fr`); writing that form to begin with keeps
comparisons, hashes and claim ids free of surprises.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat
from pyoxigraph import parse as parse_rdf

from iomkg.errors import DataError
from iomkg.namespaces import XSD

_MONEY: Final = re.compile(r"(?P<amount>\d+(?:\.\d+)?) (?P<currency>[A-Z]{3})")


class TermError(DataError, ValueError):
    """A value that no canonical term can hold. Also a ValueError, for callers that only try."""


def text(value: str, language: str | None = None) -> Literal:
    """A string in NFC, with a lower-case language tag if one is given.

    Raises TermError on a tag that is not BCP 47, and on characters that show nothing but can break a file or disguise
    a text: controls other than tab and newline, bidirectional overrides and isolates, surrogates, non-characters.
    """
    _refuse_hidden(value, "text")
    normal = unicodedata.normalize("NFC", value)
    if language is None:
        return Literal(normal)
    try:
        return Literal(normal, language=language.lower())
    except ValueError as error:
        raise TermError(f"{language!r} is not a language tag; use one such as 'fr'") from error


def integer(value: int) -> Literal:
    """A whole number as xsd:integer. Raises TermError beyond 64 bits, where engines stop calculating."""
    if isinstance(value, bool) or not _INT64.start <= value < _INT64.stop:
        raise TermError(f"{value!r} is not a whole number of at most 64 bits")
    return Literal(str(value), datatype=_INTEGER)


def money(written: str) -> tuple[str, str]:
    """The amount and the currency of a sum written as `3000000 EUR`. Raises TermError when it is not written so."""
    stated = _MONEY.fullmatch(written)
    if stated is None:
        raise TermError(f"{written!r} is not a sum; write it as 3000000 EUR")
    return stated["amount"], stated["currency"]


def decimal(value: Decimal | int | str) -> Literal:
    """A number as xsd:decimal in its shortest form (`3`, `0.5`, never `3.00` or `1E+6`).

    Raises TermError on what is not a plain number, and beyond the range and the 18 decimal places engines calculate
    in: one such value would make a whole sum come out unbound.
    """
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise TermError(f"{value!r} is not a decimal number") from error
    if isinstance(value, (bool, float)) or not number.is_finite() or abs(number) > _LARGEST_DECIMAL:
        raise TermError(f"{value!r} is not a decimal number that can be calculated with")
    lexical = format(number, "f")
    if "." in lexical:
        lexical = lexical.rstrip("0").rstrip(".")
    if len(lexical.partition(".")[2]) > _DECIMAL_PLACES:
        raise TermError(f"{value!r} has more than {_DECIMAL_PLACES} decimal places")
    return Literal("0" if lexical in {"-0", ""} else lexical, datatype=_DECIMAL)


def boolean(value: bool) -> Literal:
    """`true` or `false` as xsd:boolean."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


def date_literal(lexical: str) -> Literal:
    """A date as precise as stated: `2022-02-16` (xsd:date), `2022-02` (gYearMonth), `2022` (gYear), `--02-16`
    (gMonthDay). The calendar is checked. Raises TermError (a ValueError) on anything else, time zones included."""
    for pattern, datatype, completed in _DATES:
        if pattern.fullmatch(lexical):
            try:
                datetime.date.fromisoformat(completed.format(lexical.removeprefix("--")))
            except ValueError as error:
                raise TermError(f"{lexical!r} is not in the calendar") from error
            return Literal(lexical, datatype=NamedNode(XSD + datatype))
    raise TermError(f"{lexical!r} is not a date; write YYYY-MM-DD, YYYY-MM, YYYY or --MM-DD")


def iri(value: str) -> NamedNode:
    """An absolute IRI. Raises TermError when it is not one or holds hidden characters."""
    _refuse_hidden(value, "IRI")
    try:
        return NamedNode(value)
    except ValueError as error:
        raise TermError(f"{value!r} is not an IRI: {error}") from error


def parse(written: str) -> NamedNode | Literal:
    """A term as N-Triples writes it (`<https://…>`, `"24"^^<…#integer>`, `"Titre"@fr`), in canonical form.

    Raises TermError on anything else, blank nodes included.
    """
    try:
        (triple,) = parse_rdf(f"<a:a> <a:a> {written} .", RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise TermError(f'{_shown(written)} is not a term; write <IRI>, "text" or "text"@fr') from error
    value = triple.object
    if isinstance(value, NamedNode):
        return iri(value.value)
    if not isinstance(value, Literal):
        raise TermError(f"{_shown(written)} is not an IRI and not a literal")
    return _canonical(value)


def _canonical(value: Literal) -> Literal:
    datatype = value.datatype.value.removeprefix(XSD)
    if value.language or datatype == "string":
        return text(value.value, value.language)
    if datatype == "integer":
        try:
            return integer(int(value.value))
        except ValueError as error:
            raise TermError(f"{value.value!r} is not a whole number") from error
    if datatype == "decimal":
        return decimal(value.value)
    if datatype == "boolean" and value.value in ("true", "false", "0", "1"):
        return boolean(value.value in ("true", "1"))
    if datatype in ("date", "gYearMonth", "gYear", "gMonthDay"):
        dated = date_literal(value.value)
        if dated.datatype == value.datatype:
            return dated
    raise TermError(f"{_shown(value.value)} is no value of {value.datatype.value}, or of a datatype not used here")


def _refuse_hidden(value: str, what: str) -> None:
    found = _HIDDEN.search(value)
    if found:
        raise TermError(f"the {what} {_shown(value)} holds the hidden character U+{ord(found[0]):04X}; remove it")


def _shown(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:57] + "...")


# XML cannot carry the controls and non-characters at all; overrides and isolates make a quote read otherwise than
# it is stored. The plain direction marks U+200E and U+200F stay: Arabic names are written with them.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_INTEGER: Final = NamedNode(XSD + "integer")
_DECIMAL: Final = NamedNode(XSD + "decimal")
_INT64: Final = range(-(2**63), 2**63)
_DECIMAL_PLACES: Final = 18
_LARGEST_DECIMAL: Final = Decimal(2**127 - 1).scaleb(-_DECIMAL_PLACES)
# Pattern, XSD type, and how the stated part completes to a full date; 2000 has a 29 February.
_DATES: Final = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date", "{}"),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), "gYearMonth", "{}-01"),
    (re.compile(r"[0-9]{4}"), "gYear", "{}-01-01"),
    (re.compile(r"--[0-9]{2}-[0-9]{2}"), "gMonthDay", "2000-{}"),
)
