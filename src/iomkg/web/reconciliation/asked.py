"""What a client sends, in the JSON of either version of the API, as one kind of query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from iomkg.web.protocol import ProtocolError

#: The most queries in one batch: each takes some milliseconds.
MOST: Final = 100
_MOST_CANDIDATES: Final = 50
_FEW: Final = 5
_MOST_VALUES: Final = 10_000  # of an extension: entities times properties


@dataclass(frozen=True, slots=True)
class Condition:
    """A property that a candidate should have: one of `values`, all, or none, as `quantifier` says; a candidate that
    has not is left out when it is `required`."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """A row of a client's list: its name, the types it may be of (all, when there are none), and what else is known."""

    name: str
    types: tuple[str, ...] = ()
    limit: int = _FEW
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """Things and the properties wanted of them; by property, the most values of each (0: all)."""

    ids: tuple[str, ...]
    properties: Mapping[str, int]


def batch(text: str) -> dict[str, Query]:
    """The queries of version 0.2 by their keys. Raises ProtocolError for what is none."""
    given = _read(text, dict, "an object of queries by their keys")
    _few(len(given))
    return {str(key): _query(query) for key, query in given.items()}


def batch_of_draft(text: str) -> list[Query]:
    """The queries of version 1.0. Raises ProtocolError for what is none."""
    queries = _of(_read(text, dict, "an object with queries"), "queries", list, needed=True)
    _few(len(queries))
    return [_query_of_draft(query) for query in queries]


def extension(text: str) -> Extension:
    """A request for values. Raises ProtocolError for what is none."""
    given = _read(text, dict, "an object with ids and properties")
    ids = tuple(_texts(_of(given, "ids", list, needed=True)))
    properties: dict[str, int] = {}
    for wanted in _of(given, "properties", list, needed=True):
        settings = _of(_object(wanted), "settings", dict) or {}
        properties[_of(wanted, "id", str, needed=True)] = _number(settings.get("limit"), 0)
    if len(ids) * len(properties) > _MOST_VALUES:
        raise ProtocolError(400, f"{len(ids)} ids with {len(properties)} properties are too many; send fewer at once")
    return Extension(ids, properties)


def _query(given: object) -> Query:
    query = _object(given)
    wanted = query.get("type", [])
    conditions = tuple(
        Condition(_of(_object(each), "pid", str, needed=True), _values(each.get("v")))
        for each in _of(query, "properties", list) or []
    )
    return Query(
        name=" ".join((_of(query, "query", str) or "").split()),
        types=tuple(_texts(wanted if isinstance(wanted, list) else [wanted])),
        limit=_limit(query),
        conditions=conditions,
    )


def _query_of_draft(given: object) -> Query:
    query = _object(given)
    names: list[str] = []
    conditions: list[Condition] = []
    for each in map(_object, _of(query, "conditions", list, needed=True)):
        kind, values = _of(each, "matchType", str, needed=True), _values(each.get("v"))
        if kind == "name":
            names += values
        elif kind == "property":
            quantifier = _of(each, "matchQuantifier", str) or "any"
            if quantifier not in ("any", "all", "none"):
                raise ProtocolError(400, f"the matchQuantifier {quantifier!r} is not known; give any, all or none")
            pid = _of(each, "pid", str, needed=True)
            conditions.append(Condition(pid, values, each.get("required") is True, quantifier))
        else:
            raise ProtocolError(400, f"the matchType {kind!r} is not known; give name or property")
    kind = _of(query, "type", str)
    return Query(" ".join(" ".join(names).split()), (kind,) if kind else (), _limit(query), tuple(conditions))


def _values(given: object) -> tuple[str, ...]:
    """Values as texts: the id of a thing that was reconciled itself."""
    texts = []
    for value in given if isinstance(given, list) else [given]:
        if isinstance(value, dict):
            value = value.get("id", value.get("name"))
        if not isinstance(value, str | int | float):
            raise ProtocolError(400, "a value v is a text, a number, true or false, or an object with an id")
        texts.append(str(value).lower() if isinstance(value, bool) else str(value).strip())
    return tuple(texts)


def _read(text: str, kind: type, what: str) -> Any:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(400, f"that is no JSON; send {what}") from error
    if not isinstance(found, kind):
        raise ProtocolError(400, f"the JSON is no such thing; send {what}")
    return found


def _object(given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ProtocolError(400, "each of them has to be an object")
    return given


def _of(given: Mapping[str, Any], name: str, kind: type, *, needed: bool = False) -> Any:
    value = given.get(name)
    if value is None and not needed:
        return None
    if not isinstance(value, kind):
        raise ProtocolError(400, f"{name} is {'missing' if value is None else 'not of the right kind'}; see the API")
    return value


def _texts(values: list[Any]) -> list[str]:
    if not all(isinstance(value, str) for value in values):
        raise ProtocolError(400, "types and ids are texts")
    return values


def _few(number: int) -> None:
    if number > MOST:
        raise ProtocolError(400, f"{number} queries are more than {MOST}; send fewer at once")


def _limit(query: Mapping[str, Any]) -> int:
    return min(max(_number(query.get("limit"), _FEW), 1), _MOST_CANDIDATES)


def _number(value: object, otherwise: int) -> int:
    if value is None or isinstance(value, bool):
        return otherwise
    try:
        return max(0, int(value))  # type: ignore[call-overload, no-any-return]  # whatever JSON has is refused below
    except (TypeError, ValueError, OverflowError) as error:
        raise ProtocolError(400, "a limit is a number") from error
