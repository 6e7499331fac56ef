"""What a service sends back, read; and what is wrong with it, told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from iomkg.errors import ServiceError
from iomkg.model import Table, Term
from iomkg.namespaces import XSD
from iomkg.unseen import visible

_LONGEST: Final = 200  # characters of a service's own words
_PAGE: Final = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^>]*>|\s+")
# How Virtuoso answers an ASK to whom it knows.
_YES_OR_NO: Final = ("__ASK_RETVAL",)
_NO: Final = Literal(0)
_BOOLEAN: Final = NamedNode(XSD + "boolean")
#: How many rows services are known to give at most.
LIMITS: Final = frozenset(
    {100, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 40_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 1_048_576}
)


def rows(body: bytes, url: str) -> Table | bool:
    """The rows or the yes or no in a body of SPARQL results in JSON. Raises ServiceError when it holds neither."""
    try:
        results = parse_query_results(body, QueryResultsFormat.JSON)
        if isinstance(results, QuerySolutions):
            columns = tuple(variable.value for variable in results.variables)
            found = tuple(tuple(_canonical(plain(value)) for value in solution) for solution in results)
            return found not in ((), ((_NO,),)) if columns == _YES_OR_NO else Table(columns, found)
        if isinstance(results, QueryBoolean):
            return bool(results)
    except (SyntaxError, ValueError) as error:
        raise not_results(body, url, str(error)) from error
    raise AssertionError("results are rows or a truth")


def triples(body: bytes, url: str) -> list[Triple]:
    """The triples in a body of Turtle. Raises ServiceError when it is none."""
    try:
        return [quad.triple for quad in parse(body, RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise not_results(body, url, str(error)) from error


def plain(value: object) -> Term | None:
    """A term of an answer; a node without a name, which a query may make, as a plain literal."""
    return value if value is None or isinstance(value, (NamedNode, Literal)) else Literal(str(value))


def _canonical(value: Term | None) -> Term | None:
    """Truths in the form they are written in: Virtuoso gives them as 1 and 0."""
    if isinstance(value, Literal) and value.datatype == _BOOLEAN and value.value in ("0", "1"):
        return Literal("true" if value.value == "1" else "false", datatype=_BOOLEAN)
    return value


def not_results(body: bytes, url: str, why: str = "") -> ServiceError:
    """The error for a body that is no answer: a web page, nothing, or something broken off."""
    if _PAGE.match(body):
        return ServiceError(
            f"{url} answers with a web page, not with SPARQL results; give the address of the service itself"
        )
    if not body.strip():
        return ServiceError(f"{url} answers with nothing; it may have broken off: ask again, or for less")
    return ServiceError(
        f"the answer of {url} cannot be read ({short(why)}); it may have broken off: ask again, or for less"
    )


def cut_short(headers: Mapping[str, str]) -> str | None:
    """What the headers of an answer say of its having been cut short, as Virtuoso does; None when they say nothing."""
    if "x-sparql-maxrows" in headers:
        return f"at {short(headers['x-sparql-maxrows'])} rows"
    if headers.get("x-sql-state", "").upper() == "S1TAT":
        return "when its time was up"
    return None


def cut(url: str, where: str) -> ServiceError:
    """The error for an answer that is not whole."""
    return ServiceError(f"{url} cut the answer short {where}; ask for less, or have its limit raised")


def short(text: str) -> str:
    """A service's own words in one line, without markup and what a terminal would act on."""
    line = visible(" ".join(_TAGS.sub(" ", text).split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
