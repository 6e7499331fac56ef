"""The values of literals as Python has them, for forms whose cells have types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from iomkg.model import Term
from iomkg.namespaces import XSD

Native: TypeAlias = str | int | Decimal | float | bool | dt.date


def native(value: Term) -> Native:
    """Numbers, yes and no, and whole days as such; everything else, ill-typed literals included, as its text."""
    if isinstance(value, NamedNode):
        return value.value
    try:
        return _MAKERS.get(value.datatype.value, str)(value.value)
    except (ValueError, InvalidOperation):
        return value.value


def _truth(text: str) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise ValueError(text)
    return text in ("true", "1")


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


_MAKERS: Final[Mapping[str, Callable[[str], Native]]] = {
    XSD + "integer": int,
    XSD + "decimal": _decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": _truth,
    XSD + "date": dt.date.fromisoformat,
}
