"""How well a question of the library fits what was asked: what it takes up of the words, and what it leaves unread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from iomkg.namespaces import SCHEME, kind_of
from iomkg.questions.intents import Intent, Slot
from iomkg.questions.names import Name
from iomkg.questions.vocabulary import Tag
from iomkg.values import DateSpan

_ACTORS: Final = frozenset({"state", "agency", "organisation"})
# The kinds of IRIs a parameter's type takes.
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "theme": frozenset({"theme"}),
    "region": frozenset({"region"}),
    "route": frozenset({"route"}),
    "country": frozenset({"country"}),
    "place": frozenset({"country", "area", "settlement", "border-post", "region"}),
    "state": frozenset({"state"}),
    "actor": _ACTORS,
    "payer": _ACTORS | {"instrument"},
    "project": frozenset({"project"}),
    "entity": _ACTORS | {"country", "area", "settlement", "border-post", "region", "route", "instrument", "project"},
}
_YEAR: Final = 4
_DAY: Final = len("2022-02-16")


#: The parameter that a name fills, and the value it gives.
Use: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question taken apart: its concepts, its names (themes among them), its other words of content, and which names
    are joined to the one before (`Spain and Denmark`)."""

    concepts: tuple[Tag, ...]
    names: tuple[Name, ...]
    words: tuple[tuple[int, int], ...]
    head: str | None
    joined: tuple[tuple[Name, Name], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A parameter's value as a question has it, the words it was read from, and what else it may mean."""

    value: str
    said: str
    others: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """A question of the library, the parameters it was given, and where the words stand that it leaves unread.

    `missing` are the parameters the question does not give, though the answer would be to another question without.
    """

    intent: Intent
    filled: Mapping[str, Filled]
    names: tuple[Name, ...]
    concepts: tuple[Tag, ...]
    words: tuple[tuple[int, int], ...]
    missing: tuple[str, ...]
    needed: int

    @property
    def given(self) -> dict[str, str]:
        """The values the question gives, in the order of the parameters."""
        given = {**self.intent.fixed, **{name: filling.value for name, filling in self.filled.items()}}
        order = [parameter.name for parameter in self.intent.query.parameters]
        return {name: given[name] for name in order if name in given}

    @property
    def unread(self) -> tuple[tuple[int, int], ...]:
        """Where all words of content stand that this question leaves out, in their order."""
        names, concepts = ([(one.start, one.end) for one in found] for found in (self.names, self.concepts))
        return tuple(sorted([*names, *concepts, *self.words]))

    @property
    def cost(self) -> tuple[int, int, int, int, int]:
        """The less the better: what is missing, what is unread, and how little of the question was needed."""
        return len(self.missing), len(self.names), len(self.concepts), len(self.words), -self.needed

    @property
    def faithful(self) -> bool:
        """Whether it asks what was asked: nothing missing, no name and no concept left out."""
        return not self.missing and not self.names and not self.concepts


def fits(intents: Sequence[Intent], asking: Asking) -> list[Fit]:
    """The questions that ask for what this one asks for, the best first; of one question the best way to put it."""
    found = [fit for intent in intents if asking.head in intent.heads for fit in _fit(intent, asking)]
    best: dict[str, Fit] = {}
    for fit in sorted(found, key=lambda fit: (fit.cost, fit.intent.query.name)):
        best.setdefault(fit.intent.query.name, fit)
    return list(best.values())


def _fit(intent: Intent, asking: Asking) -> Iterator[Fit]:
    present = {tag.meaning for tag in asking.concepts}
    needed = [ways & present for ways in intent.needs]
    if not all(needed):
        return
    filled, used = _by_concepts(intent, asking.concepts)
    known = intent.heads | intent.takes | frozenset().union(*intent.needs)
    by_names, named = _by_names(intent, asking.names)
    for name, other in asking.joined:
        if name in named and other in named and not _alike(named[name], named[other], name, other):
            del by_names[named.pop(other)[0]]
    filled |= by_names
    missing = [name for name in sorted(_required(intent)) if name not in filled]
    if intent.one_of and not intent.one_of & filled.keys():
        missing.append(" or ".join(sorted(intent.one_of)))
    yield Fit(
        intent=intent,
        filled=filled,
        names=tuple(name for name in asking.names if name not in named and not intent.tells & {*name.meanings}),
        concepts=tuple(tag for tag in asking.concepts if tag.meaning not in known and tag not in used),
        words=asking.words,
        missing=tuple(missing),
        needed=len(needed) + len(filled),
    )


def _required(intent: Intent) -> frozenset[str]:
    without_default = {p.name for p in intent.query.parameters if p.default is None and p.of is None}
    return (intent.required | without_default) - intent.fixed.keys()


def _by_concepts(intent: Intent, concepts: Sequence[Tag]) -> tuple[dict[str, Filled], set[Tag]]:
    """The parameters that concepts fill, and the concepts that did; a second value for one stays unread."""
    filled: dict[str, Filled] = {}
    used: set[Tag] = set()
    for parameter, values in intent.values.items():
        for tag in concepts:
            value = values.get(tag.meaning)
            if value is not None and filled.setdefault(parameter, Filled(value, "")).value == value:
                used.add(tag)
    return filled, used


def _alike(one: Use, other: Use, name: Name, joined: Name) -> bool:
    """Whether two joined names that can be of one kind are taken for things of one kind: `Spain and Denmark` are two
    donors, not a donor and a country."""
    shared = {_kind(iri) for iri in name.meanings} & {_kind(iri) for iri in joined.meanings}
    return not shared or _kind(one[1]) == _kind(other[1])


def _by_names(intent: Intent, names: Sequence[Name]) -> tuple[dict[str, Filled], dict[Name, Use]]:
    """The parameters that names fill, each by the first name that stands in the best of its roles, and what for each
    of these names is used."""
    filled: dict[str, Filled] = {}
    used: dict[Name, Use] = {}
    for parameter, slot in intent.slots.items():
        for name in sorted(names, key=lambda name: _rank(slot, name)):
            filling = _filling(intent, parameter, name) if name not in used and name.role in slot.roles else None
            if filling is not None:
                filled[parameter] = filling
                used[name] = parameter, filling.value
                break
    return filled, used


def _rank(slot: Slot, name: Name) -> int:
    """How likely a name's role makes it the one that is meant, the less the likelier."""
    return slot.roles.index(name.role) if name.role in slot.roles else len(slot.roles)


def _filling(intent: Intent, parameter: str, name: Name) -> Filled | None:
    types = intent.parameter(parameter).types
    if isinstance(name.value, DateSpan):
        value = _dated(name.value, types)
        return Filled(value, name.text) if value else None
    if name.kind == "number":
        return Filled(name.text, name.text) if "integer" in types else None
    kinds = frozenset().union(*(_KINDS.get(kind, frozenset()) for kind in types))
    kinds &= intent.slots[parameter].kinds or kinds
    meanings = [iri for iri in name.meanings if _kind(iri) in kinds]
    return Filled(meanings[0], name.text, tuple(meanings[1:]), name.unsure) if meanings else None


def _dated(date: DateSpan, types: Sequence[str]) -> str | None:
    """A year for a whole number, a day for a date, a year or two for a text; anything else is neither."""
    if "string" in types and all(
        len(each) == _YEAR and each.isdigit() for each in (date.start, date.end or date.start)
    ):
        return f"{date.start}-{date.end}" if date.end else date.start
    if date.end is None and "integer" in types and len(date.start) == _YEAR and date.start.isdigit():
        return date.start
    return date.start if date.end is None and "date" in types and len(date.start) == _DAY else None


def _kind(iri: str) -> str | None:
    return kind_of(iri) or iri.removeprefix(SCHEME).partition("/")[0]
