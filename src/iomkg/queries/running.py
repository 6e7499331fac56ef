"""A question of the library on a store: parameters to terms, terms into the query, the answer with its notes.

Nothing a person typed is ever pasted into a query: it is resolved to a term, and the term's canonical form, which
escapes whatever could end a string or an IRI, replaces the placeholder.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping

from pyoxigraph import Literal

from iomkg.errors import QueryError
from iomkg.model import Table
from iomkg.queries.header import TOKEN, Parameter, Query
from iomkg.queries.known import Allowed, allowed
from iomkg.queries.library import find, note_queries
from iomkg.queries.values import Value, only_value, value_of
from iomkg.store import Store


def run(store: Store, name: str, parameters: Mapping[str, str] | None = None) -> Table:
    """The answer to the question called `name` (or beginning so). Raises QueryError as `find` and `execute` do."""
    return execute(store, find(name), parameters)


def execute(store: Store, query: Query, parameters: Mapping[str, str] | None = None) -> Table:
    """The answer to a question that is a SELECT, with its notes and the parameters used, defaults included.

    Raises QueryError when a parameter is unknown, missing, or has a value that means nothing.
    """
    resolved = _resolved(store, query, parameters or {})
    table = store.select(_substituted(query.sparql, resolved))
    notes = [_filled(note, resolved) for note in query.notes]
    if not table.rows and query.when_empty:
        explained = store.select(_substituted(note_queries()[query.when_empty].sparql, resolved))
        notes.extend(_filled(row[0].value, resolved) for row in explained.rows if isinstance(row[0], Literal))
    return dataclasses.replace(
        table, notes=tuple(notes), parameters={name: value.text for name, value in resolved.items()}
    )


def bind(store: Store, query: Query, parameters: Mapping[str, str] | None = None) -> str:
    """The SPARQL of a question with its parameters in place, for any engine. Raises QueryError as `execute` does."""
    return _substituted(query.sparql, _resolved(store, query, parameters or {}))


def values(store: Store, query: Query, name: str) -> tuple[Allowed, ...]:
    """Every value the parameter `name` of a question takes. Raises QueryError when there is no such parameter."""
    return allowed(store, _parameter(query, name))


def _parameter(query: Query, name: str) -> Parameter:
    names = [parameter.name for parameter in query.parameters]
    if name in names:
        return query.parameters[names.index(name)]
    near = difflib.get_close_matches(name, names, n=1)
    takes = f"it takes {', '.join(names)}" if names else "it takes none"
    hint = f"did you mean {near[0]}? " if near else ""
    raise QueryError(f"query {query.name} has no parameter {name!r}; {hint}{takes}")


def _resolved(store: Store, query: Query, given: Mapping[str, str]) -> dict[str, Value]:
    for name in given:
        _parameter(query, name)
    resolved: dict[str, Value] = {}
    for parameter in query.parameters:
        resolved[parameter.name] = _value(store, query, parameter, given, resolved)
    return resolved


def _value(
    store: Store, query: Query, parameter: Parameter, given: Mapping[str, str], others: Mapping[str, Value]
) -> Value:
    if parameter.name in given:
        return value_of(store, parameter, given[parameter.name], others)
    if parameter.of is not None:
        return only_value(store, parameter, others)
    if parameter.default is None:
        raise QueryError(f"query {query.name} needs {parameter.name}=…: {parameter.description}")
    return value_of(store, parameter, parameter.default, others)


def _substituted(sparql: str, resolved: Mapping[str, Value]) -> str:
    def put(match: re.Match[str]) -> str:
        name = match["name"]
        return str(resolved[name].term) if name in resolved else match[0]

    return TOKEN.sub(put, sparql)


def _filled(template: str, resolved: Mapping[str, Value]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: resolved[match[1]].shown if match[1] in resolved else match[0], template)
