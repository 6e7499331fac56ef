"""A total as Python has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from iomkg.answers import TotalAnswer
from iomkg.api.rows import Rows


@dataclass(frozen=True)
class Total:
    """A total: `breakdown` has its rows, which add up to `amounts`; `counted` has a row for each sum that counts and
    `left_out` one for each that does not, with the reason.

    `amounts` is the total in each currency, by its ISO 4217 code: all that may be for what was asked for. `least` is
    what of it is shared with nothing else (other countries, donors, projects): the lower bound.
    """

    breakdown: Rows
    counted: Rows
    left_out: Rows
    amounts: Mapping[str, Decimal]
    least: Mapping[str, Decimal]

    @classmethod
    def of(cls, total: TotalAnswer) -> Total:
        """The rows of a total's three answers."""
        return cls(
            Rows(total.answer), Rows(total.counted), Rows(total.left_out), dict(total.amounts), dict(total.least)
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """How it was counted, what it left out by reason, and how much of the world it covers."""
        return self.breakdown.notes

    def __repr__(self) -> str:
        amounts = ", ".join(self._bounded(code) for code in self.amounts) or "nothing"
        return f"<total of {amounts}: {len(self.counted)} sums counted, {len(self.left_out)} left out>"

    def _bounded(self, code: str) -> str:
        least, amount = self.least[code], self.amounts[code]
        return f"{code} {amount:,f}" if least == amount else f"{code} {least:,f} to {amount:,f}"
