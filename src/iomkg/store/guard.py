"""What a query may do: read this store. Anything that would call the network or write is refused before it runs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from iomkg.errors import QueryError
from iomkg.store.depth import refuse_depths


@functools.lru_cache(maxsize=256)
def names_its_dataset(sparql: str) -> bool:
    """Whether the query has FROM clauses of its own. Raises QueryError when it calls a remote SERVICE, or is too deep.

    The engine has no switch against SERVICE, so the parse tree is searched for it. A text without the word cannot
    hold the keyword, which spares most queries the second parser; nor is a word within an IRI one.
    """
    refuse_depths(sparql)
    if not _SUSPECT.search(_IRI.sub("<>", sparql)):
        return False
    # The two parsers read these differently: a text could be a comment or string to one and a SERVICE to the other.
    if _AMBIGUOUS.search(sparql):
        raise QueryError("the query holds \\u escapes or control characters; write the characters themselves")
    names = set(_pattern_names(sparql))
    if "ServiceGraphPattern" in names:
        raise QueryError("the query calls a remote SERVICE; only this store is queried: take the SERVICE out")
    return "DatasetClause" in names


def syntax_error(sparql: str, error: SyntaxError) -> QueryError:
    """The engine's complaint about `sparql` in one line, with line and column."""
    update = _UPDATE.match(sparql)
    if update:
        return QueryError(f"the text is an update ({update[1].upper()}); queries only read, `iomkg load` writes")
    found = _POSITION.search(str(error))
    if not found:
        return QueryError(f"the query is not valid SPARQL: {_short(str(error))}")
    line, column = int(found[1]), int(found[2])
    place = f"the query is not valid SPARQL at line {line}, column {column}"
    rule = _BROKEN_RULE.search(found[3])
    if rule:
        return QueryError(f"{place}: {rule[1]}".replace("Prefix not found", "a prefix is not declared"))
    lines = sparql.split("\n")
    read = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]]).split()
    return QueryError(
        f"{place}: cannot be read on after {' '.join(read[-4:])[-40:]!r}" if read else f"{place}: no query"
    )


def _pattern_names(sparql: str) -> Iterator[str]:
    """The names of all nodes of the query's parse tree."""
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    try:
        waiting = list(parseQuery(sparql))
        while waiting:
            node = waiting.pop()
            if isinstance(node, CompValue):
                yield node.name
                waiting.extend(node.values())
            elif not isinstance(node, str) and hasattr(node, "__iter__"):
                waiting.extend(node)
    except Exception as error:  # the parser raises pyparsing's, rdflib's and Python's own errors
        raise QueryError(
            f"the query cannot be checked for SERVICE and FROM: {_short(str(error))}; rephrase or leave the words out"
        ) from error


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= 120 else line[:117] + "..."


_SUSPECT: Final = re.compile(r"service|(?<![?$\w])from(?!\w)", re.IGNORECASE)
# Nothing that could be read as anything else: no space, quote, bracket or escape within.
_IRI: Final = re.compile(r"<[^\x00-\x20<>\"'{}|^`\\?()\[\]]*>")
_AMBIGUOUS: Final = re.compile(r"\\u|[\x00-\x08\x0b-\x1f\x7f-\x9f]", re.IGNORECASE)
_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# The engine lists every token it could have read, which helps nobody, and among them the rule that was broken.
_BROKEN_RULE: Final = re.compile(r"(?:expected |one of |, )(Prefix not found|The [^,\n]+)")
_UPDATE: Final = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX\s+[^<]*<[^>]*>|BASE\s*<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
