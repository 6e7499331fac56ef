"""What to tell of a query that somebody wrote: a prefix nobody declared, an IRI cut short wrongly, a term that is none.

All of it is read from the query's text, with its strings, IRIs and comments set aside.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from iomkg import vocabulary
from iomkg.errors import QueryError
from iomkg.namespaces import BASE, NS, PREFIXES
from iomkg.sparql.tokens import TOKEN


def clearer(sparql: str, error: QueryError) -> QueryError:
    """The error of a query that cannot be read, with what is likely to be wrong where that can be told."""
    if "not valid SPARQL" not in str(error):
        return error
    bare = _bare(sparql)
    declared = {**PREFIXES, **_declared(sparql)}
    unknown = sorted({match["prefix"] for match in _PREFIXED.finditer(bare)} - declared.keys())
    if unknown:
        known = ", ".join(f"{prefix}:" for prefix in PREFIXES)
        return QueryError(f"{_place(error)}: the prefix {unknown[0]}: is not declared; known without that are {known}")
    slashed = _SLASHED.search(bare)
    if slashed:
        iri = declared[slashed["prefix"]].removeprefix(BASE) + slashed["local"]
        return QueryError(f"{_place(error)}: a name with a prefix cannot hold a slash; for {slashed[0]} write <{iri}>")
    return error


def remarks(sparql: str) -> list[str]:
    """A line for each class or property of our namespace that the query uses and the ontology does not have."""
    declared = {**PREFIXES, **_declared(sparql)}
    used = {
        declared[match["prefix"]] + match["local"]
        for match in _PREFIXED.finditer(_bare(sparql))
        if match["prefix"] in declared and match["local"]
    }
    iris = [match[0][1:-1] for match in TOKEN.finditer(sparql) if match[0].startswith("<")]
    used |= {iri if ":" in iri else BASE + iri for iri in iris}
    names = sorted(iri.removeprefix(NS) for iri in used if iri.startswith(NS) and iri != NS)
    return [_remark(name) for name in names if name not in _terms()]


def _remark(name: str) -> str:
    near = difflib.get_close_matches(name, _terms(), n=1, cutoff=0.6)
    hint = f"; did you mean iomkg:{near[0]}?" if near else "; ontology/iomkg.ttl has its terms"
    return f"iomkg:{name} is not in the ontology{hint}"


@cache
def _terms() -> frozenset[str]:
    subjects = (quad.subject for quad in vocabulary.quads_of("iomkg.ttl"))
    iris = {subject.value for subject in subjects if isinstance(subject, NamedNode)}
    return frozenset(iri.removeprefix(NS) for iri in iris if iri.startswith(NS))


def _bare(sparql: str) -> str:
    """The query without strings, IRIs and comments, each a space."""
    return TOKEN.sub(lambda match: match[0] if match["name"] else " ", sparql)


def _declared(sparql: str) -> dict[str, str]:
    return {match["prefix"]: match["iri"] for match in _DECLARATION.finditer(sparql)}


def _place(error: QueryError) -> str:
    """`the query is not valid SPARQL at line 1, column 9`, without the engine's own reason."""
    return str(error).partition(":")[0]


_DECLARATION: Final = re.compile(r"\bPREFIX\s+(?P<prefix>[\w.-]*)\s*:\s*<(?P<iri>[^<>\s]*)>", re.IGNORECASE)
_PREFIXED: Final = re.compile(r"(?<![\w?$:@.\\-])(?P<prefix>[A-Za-z][\w.-]*|):(?P<local>[\w-]*)")
# In the namespaces of entities, lists and graphs a slash is never a path.
_SLASHED: Final = re.compile(r"(?<![\w?$:@.\\-])(?P<prefix>id|scheme|graph):(?P<local>[\w.-]+(?:/[\w.-]*[\w-])+)")
