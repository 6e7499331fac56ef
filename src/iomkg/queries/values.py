"""From what a person types for a parameter to the term that is meant: a slug, a label in any language, an IRI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.engine import Engine
from iomkg.errors import QueryError
from iomkg.model import Term
from iomkg.namespaces import ID, SCHEME, expanded, shortened
from iomkg.phrases import phrases
from iomkg.queries.advice import refusal
from iomkg.queries.header import Parameter
from iomkg.queries.known import definitions, folded, holds, is_entity, known, local, spelt, tail, with_code


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value: the term that goes into the query, and words for it."""

    term: Term
    shown: str

    @property
    def text(self) -> str:
        """The IRI or the literal's own text."""
        return self.term.value

    @property
    def is_open(self) -> bool:
        """Whether it is a word that leaves open what is asked for."""
        return isinstance(self.term, Literal) and self.term.value in _OPEN


def value_of(engine: Engine, parameter: Parameter, given: str, others: Mapping[str, Value]) -> Value:
    """What `given` means for a parameter; `others` are the values of the parameters before it.

    Raises QueryError with the nearest valid values when it means nothing or several things.
    """
    for kind in parameter.types:
        found = _entity(engine, kind, parameter, given, others) if is_entity(kind) else _plain(kind, parameter, given)
        if found is not None:
            return found
    raise QueryError(refusal(engine, parameter, given))


def only_value(engine: Engine, parameter: Parameter, others: Mapping[str, Value]) -> Value:
    """The value of a definition that was not given: the default where it defines the region asked for, else the only
    definition there is. A region that nobody defines stands for itself. Raises QueryError when there are several.
    """
    owner = others[parameter.of or ""]
    if isinstance(owner.term, Literal):
        return owner  # nothing is asked for, so nothing has to belong to it
    belonging = definitions(engine, owner.text)
    default = value_of(engine, parameter, parameter.default, {}) if parameter.default else None
    if default is not None and default.text in belonging:
        return default
    if len(belonging) == 1:
        return value_of(engine, parameter, belonging[0], others)
    if belonging:
        raise QueryError(f"{owner.shown} has several definitions; give {parameter.name}= one of {_listed(belonging)}")
    return Value(owner.term, phrases("en").line("undefined"))


def _plain(kind: str, parameter: Parameter, given: str) -> Value | None:
    """The value of a type that needs no store; None when `given` is not of that type."""
    text = given.strip()
    if kind == "choice":
        return Value(Literal(text), text) if text in parameter.choices else None
    try:
        if kind == "integer":
            return Value(terms.integer(int(text)), text)
        if kind == "date":
            date = terms.date_literal(text)
            return Value(Literal(date.value), text) if date.datatype.value.endswith("#date") else None
        return Value(terms.text(given), given)
    except ValueError:
        return None


def _entity(engine: Engine, kind: str, parameter: Parameter, given: str, others: Mapping[str, Value]) -> Value | None:
    entities = known(engine, kind, spelt(kind, given.strip()))
    if not _exact(entities, given):
        entities = known(engine, kind)
    found = _exact(entities, given) or _by_name(entities, given) or _unnamed(engine, kind, given)
    if not found:
        return None
    if len(found) > 1:
        listed = ", ".join(f"{shortened(iri)} ({entities[iri][0]})" for iri in found)
        raise QueryError(f"{parameter.name}={given!r} names several things; give one of {listed}")
    owner = others.get(parameter.of or "")
    if owner is not None and isinstance(owner.term, Literal):
        raise QueryError(f"{parameter.name} needs {parameter.of}=…; without it, nothing has to belong anywhere")
    if owner is not None and found[0] not in definitions(engine, owner.text):
        raise QueryError(f"{shortened(found[0])} is no {parameter.name} of {owner.shown}; leave it out or give another")
    label = entities.get(found[0], [local(found[0])])[0]
    return Value(NamedNode(found[0]), with_code(label, found[0]))


def _exact(entities: Mapping[str, list[str]], given: str) -> list[str]:
    """What is meant when `given` is an IRI, a shortened one, or the end of one (`sahel-g5`, `agency/usa/usaid`)."""
    text = given.strip()
    iri = expanded(text)
    if iri in entities:
        return [iri]
    for spelling in (ID + text, SCHEME + text):
        if spelling in entities:
            return [spelling]
    return sorted(iri for iri in entities if text and iri.rsplit("/", 1)[-1].lower() == text.lower())


def _by_name(entities: Mapping[str, list[str]], given: str) -> list[str]:
    wanted = folded(given)
    return sorted(iri for iri, labels in entities.items() if any(folded(label) == wanted for label in labels))


def _unnamed(engine: Engine, kind: str, given: str) -> list[str]:
    """What has no name (a project without a title, a funding) is meant by its IRI alone."""
    return [iri for iri in spelt(kind, given.strip())[:2] if holds(engine, iri, kind)][:1]


def _listed(iris: list[str]) -> str:
    return ", ".join(tail(iri) for iri in iris[:8]) + (" …" if len(iris) > 8 else "")


_OPEN: Final = ("any", "nothing", "commonest", "known")
