"""A total as Python has it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from iomkg.answers import TotalAnswer
from iomkg.api.rows import Rows


@dataclass(frozen=True)
class Total:
    """A total: `breakdown` has its rows, which add up to `amounts`; `counted` has a row for each sum that counts and
    `left_out` one for each that does not, with the reason."""

    breakdown: Rows
    counted: Rows
    left_out: Rows

    @classmethod
    def of(cls, total: TotalAnswer) -> Total:
        """The rows of a total's three answers."""
        return cls(Rows(total.answer), Rows(total.counted), Rows(total.left_out))

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The total in each currency, by its ISO 4217 code."""
        found: dict[str, Decimal] = {}
        for row in self.breakdown:
            code, amount = str(row["currency"]).rsplit("/", 1)[-1], row["amount"]
            assert isinstance(amount, Decimal)
            found[code] = found.get(code, Decimal(0)) + amount
        return found

    @property
    def notes(self) -> tuple[str, ...]:
        """How it was counted, what it left out by reason, and how much of the world it covers."""
        return self.breakdown.notes

    def __repr__(self) -> str:
        amounts = ", ".join(f"{code} {amount:,f}" for code, amount in self.amounts.items()) or "nothing"
        return f"<total of {amounts}: {len(self.counted)} sums counted, {len(self.left_out)} left out>"
