"""What can be asked: `data/questions/intents.toml`, the questions of the library by the words they are asked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from iomkg.errors import DataError
from iomkg.queries import Parameter, Query, library
from iomkg.questions.vocabulary import read


@dataclass(frozen=True, slots=True)
class Intent:
    """A question of the library and the concepts that ask it.

    `heads` are what is asked for, one of which has to come first; `needs` have to be there, in any of the ways each
    lists; `takes` may be. `slots` are the parameters that names fill, with the roles the names may stand in, best
    first; `values` are the parameters that concepts fill; `required` the parameters that may not stay at their default,
    `one_of` those of which one may not; `fixed` what the question sets by itself.
    """

    query: Query
    heads: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()
    takes: frozenset[str] = frozenset()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter:
        return next(parameter for parameter in self.query.parameters if parameter.name == name)


@cache
def intents() -> tuple[Intent, ...]:
    """All that can be asked, in the order of the file. Raises DataError for one that names no question or parameter."""
    return tuple(_intent(entry) for entry in read("intents")["intent"])


@cache
def heads() -> frozenset[str]:
    """The concepts that can be what is asked for."""
    return frozenset(head for intent in intents() for head in intent.heads)


def _intent(entry: Mapping[str, Any]) -> Intent:
    name = entry.get("query", "")
    query = library().get(name)
    if query is None:
        raise DataError(f"data/questions/intents.toml: {name!r} is no question of the library")
    if strange := sorted(entry.keys() - _KEYS):
        raise DataError(f"data/questions/intents.toml, {name}: {strange[0]!r} is nothing an intent has")
    intent = Intent(
        query=query,
        heads=frozenset(entry.get("heads", ())),
        needs=tuple(frozenset(ways.split("|")) for ways in entry.get("needs", ())),
        takes=frozenset(entry.get("takes", ())),
        slots={parameter: tuple(roles) for parameter, roles in entry.get("slots", {}).items()},
        values=entry.get("values", {}),
        required=frozenset(entry.get("required", ())),
        one_of=frozenset(entry.get("one_of", ())),
        fixed=entry.get("fixed", {}),
    )
    declared = {parameter.name for parameter in query.parameters}
    used = {*intent.slots, *intent.values, *intent.required, *intent.one_of, *intent.fixed}
    if unknown := sorted(used - declared):
        raise DataError(f"data/questions/intents.toml, {name}: {unknown[0]!r} is none of its parameters")
    return intent


_KEYS: Final = {"query", "heads", "needs", "takes", "slots", "values", "required", "one_of", "fixed"}
