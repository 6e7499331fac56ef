"""What pictures show, before they are drawn: every number is one of the answer's, nothing is measured in inches.

`remarks` are lines for the caption: what is not drawn, and what a number counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

#: What sources say of a country on a route, by the letter it has on a map.
STOPS: Final = {"D": "departure", "T": "transit", "A": "arrival"}


@dataclass(frozen=True, slots=True)
class About:
    """What stands around a picture: the question, the parameters and the definition in words, and the sources line by
    line."""

    title: str
    subtitle: str = ""
    caption: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `kind` tells bars of one unit apart (a stage), and chooses the hatch."""

    label: str
    value: Decimal
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars by unit (a currency, or what is counted); units are never drawn to one scale."""

    panels: Mapping[str, tuple[Bar, ...]]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flows:
    """What flows from layer to layer: `paths` are names, one for each layer, with how much each carries. `totals` tell
    how much there is at a name of a layer (by its number), each counted once; none where that is not known."""

    layers: tuple[str, ...]
    paths: Mapping[tuple[str, ...], int]
    unit: str
    totals: Mapping[tuple[int, str], int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """How many there are in each country (by its code in small letters), with its name. `stops` are the countries of
    routes: by code, the letters of what is there, those of STOPS."""

    counts: Mapping[str, int]
    names: Mapping[str, str]
    unit: str
    stops: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Something in time: the first and last day it can touch (ISO), None where that is not stated. `stated` are the
    dates in words."""

    label: str
    first: str | None
    last: str | None
    stated: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans in their order; `undated` are the labels of what has no date."""

    spans: tuple[Span, ...]
    undated: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Pairs of names and how often they are tied; `kinds` say what each name is (a state, an agency…)."""

    ties: Mapping[tuple[str, str], int]
    kinds: Mapping[str, str]
    unit: str
    remarks: tuple[str, ...] = ()


def counted(number: int, unit: str) -> str:
    """`1 project`, `2 projects`."""
    return f"{number} {unit if number == 1 else f'{unit}s'}"


Picture: TypeAlias = Bars | Flows | Map | Timeline | Network
