"""Parameters into a query: what a person typed becomes a term, and the term takes the placeholder's place.

Nothing a person typed is ever pasted into a query: it is resolved to a term, and the term's canonical form, which
escapes whatever could end a string or an IRI, replaces the placeholder.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from iomkg.engine import Engine
from iomkg.errors import QueryError
from iomkg.queries.header import Parameter, Query
from iomkg.queries.known import Allowed, allowed
from iomkg.queries.values import Value, only_value, value_of
from iomkg.sparql.tokens import TOKEN


@dataclass(frozen=True, slots=True)
class Bound:
    """A query with its parameters in place: `sparql` runs on any engine, `parameters` are the values by name, defaults
    included; `defaults` names those that were left at theirs."""

    query: Query
    sparql: str
    parameters: Mapping[str, Value]
    defaults: tuple[str, ...] = ()

    def filled(self, template: str) -> str:
        """A text in which `{name}` stands for a parameter's value in words."""
        values = self.parameters
        return re.sub(r"\{(\w+)\}", lambda match: values[match[1]].shown if match[1] in values else match[0], template)

    def put_into(self, sparql: str) -> str:
        """Another query with the same parameters in place."""
        return _substituted(sparql, self.parameters)


def bind(engine: Engine, query: Query, parameters: Mapping[str, str] | None = None) -> Bound:
    """A query with its parameters in place.

    Raises QueryError when one is unknown, missing, or has a value that means nothing.
    """
    given = parameters or {}
    for name in given:
        _parameter(query, name)
    values: dict[str, Value] = {}
    for parameter in query.parameters:
        values[parameter.name] = _value(engine, query, parameter, given, values)
    left = tuple(name for name in values if name not in given)
    return Bound(query, _substituted(query.sparql, values), values, left)


def values(engine: Engine, query: Query, name: str) -> tuple[Allowed, ...]:
    """Every value the parameter `name` of a question takes. Raises QueryError when there is no such parameter."""
    return allowed(engine, _parameter(query, name))


def _parameter(query: Query, name: str) -> Parameter:
    names = [parameter.name for parameter in query.parameters]
    if name in names:
        return query.parameters[names.index(name)]
    near = difflib.get_close_matches(name, names, n=1)
    takes = f"it takes {', '.join(names)}" if names else "it takes none"
    hint = f"did you mean {near[0]}? " if near else ""
    raise QueryError(f"query {query.name} has no parameter {name!r}; {hint}{takes}")


def _value(
    engine: Engine, query: Query, parameter: Parameter, given: Mapping[str, str], others: Mapping[str, Value]
) -> Value:
    if parameter.name in given:
        return value_of(engine, parameter, given[parameter.name], others)
    if parameter.of is not None:
        return only_value(engine, parameter, others)
    if parameter.default is None:
        raise QueryError(f"query {query.name} needs {parameter.name}=…: {parameter.description}")
    return value_of(engine, parameter, parameter.default, others)


def _substituted(sparql: str, values: Mapping[str, Value]) -> str:
    def put(match: re.Match[str]) -> str:
        name = match["name"]
        return str(values[name].term) if name in values else match[0]

    return TOKEN.sub(put, sparql)
