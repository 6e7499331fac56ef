"""The sums of a row: their currency, stage and reach, by the mapping and by what the cell itself says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from iomkg.folding import fold
from iomkg.model import Named
from iomkg.readers.table import lists, numbers
from iomkg.readers.table.cells import Cell
from iomkg.readers.table.mapping import Column, Mapping
from iomkg.readers.table.vocabulary import words
from iomkg.unseen import excerpt
from iomkg.values import Money, StatedSum

_TOKENS: Final = re.compile(r"[^\W\d_]+\.?|[^\w\s]+")
_MARKS: Final = frozenset(".,;:()[]/")


def stated_sum(cell: Cell, column: Column, mapping: Mapping, row_currency: str) -> StatedSum | None:
    """The sum in a cell; None for nought, which says nothing. ValueError completes "the cell …"."""
    amount, beside = numbers.number(cell, mapping.numbers)
    told = _currency_beside(beside, cell)
    currency = _agreed(told, column.currency or row_currency)
    if amount < 0:
        raise ValueError("holds a sum below nought, money that goes back; it is no part of what was given")
    if not amount:
        return None
    return StatedSum(
        money=Money(amount * Decimal(column.times), currency),
        stage=column.stage or "committed",
        covers=column.covers or None,
        donors=None if column.donors is None else tuple(Named(name) for name in column.donors),
        budget=column.donors is not None and not column.donors,
        period=column.period,
        instruments=(column.instrument,) if column.instrument else (),
    )


def _agreed(told: str, mapped: str) -> str:
    if told and mapped and told != mapped:
        raise ValueError(f"is in {told} where the mapping or the row says {mapped}")
    if not told and not mapped:
        raise ValueError('has no currency; give the column one in the mapping (`currency = "EUR"`)')
    return told or mapped


def _currency_beside(beside: str, cell: Cell) -> str:
    """The code of the currency beside a number, empty when none stands there; ValueError for any other words."""
    if not beside.strip("".join(_MARKS) + " "):
        return ""
    whole = words().currencies.get(beside.strip())
    tokens = [] if whole else [t.rstrip(".") for t in _TOKENS.findall(fold(beside)) if not set(t) <= _MARKS]
    found = {code for token in tokens if (code := _code(token))}
    strange = [token for token in tokens if not _code(token)]
    if strange and cell.value is None:
        raise ValueError(f"holds {excerpt(' '.join(strange))!r} beside its number; only a currency may stand there")
    if len(found) > 1:
        raise ValueError(f"names two currencies, {' and '.join(sorted(found))}")
    return whole or next(iter(found), "")


def _code(token: str) -> str | None:
    try:
        return lists.currency(token)
    except ValueError:
        return None
