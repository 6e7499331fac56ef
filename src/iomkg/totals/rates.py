"""Exchange rates by day, from a file the user names: nothing is converted by a rate nobody can look up."""

from __future__ import annotations

import bisect
import csv
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from iomkg.errors import DataError, UsageError

#: How many days before a sum a rate may be from: weekends and holidays have none.
DAYS: Final = 7
_CENT: Final = Decimal("0.01")
_MORE: Final = "more"
_COLUMNS: Final = ("date", "currency", "rate")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of a currency one unit of the target buys, on a day."""

    day: dt.date
    units: Decimal


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one file into one target currency, each currency's in the order of days."""

    target: str
    name: str
    days: int
    by_currency: Mapping[str, Sequence[Rate]]

    def on(self, currency: str, day: dt.date) -> Rate:
        """The last rate on a day or up to `days` days before it. Raises UsageError when there is none."""
        if currency == self.target:
            return Rate(day, Decimal(1))
        known = self.by_currency.get(currency, ())
        place = bisect.bisect_right(known, day, key=lambda rate: rate.day)
        if place and (day - known[place - 1].day).days <= self.days:
            return known[place - 1]
        raise UsageError(
            f"{self.name} has no rate for {currency} on {day} or in the {self.days} days before; add one, or allow "
            "more days with --rate-days"
        )

    def converted(self, amount: Decimal, rate: Rate) -> Decimal:
        """An amount in the target currency, to the cent."""
        return (amount / rate.units).quantize(_CENT).normalize()


def read_rates(path: Path, target: str, days: int = DAYS) -> Rates:
    """The rates of a CSV file with the columns date (YYYY-MM-DD), currency (ISO 4217) and rate: how many units of the
    currency one unit of the target buys, as the European Central Bank publishes them for the euro.

    Raises UsageError when there is no such file, DataError with the line at fault when it cannot be read.
    """
    code = target.strip().upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise UsageError(f"{target!r} is no code of a currency; give one such as EUR")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"no such file of rates: {path}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not a file in UTF-8") from error
    reader = csv.DictReader(text.splitlines(), restkey=_MORE)
    if set(_COLUMNS) - set(reader.fieldnames or ()):
        raise DataError(f"{path.name}: the first line has to name the columns {', '.join(_COLUMNS)}")
    found: dict[str, dict[dt.date, Decimal]] = {}
    for row in reader:
        day, units = _read(row, f"{path.name}, line {reader.line_num}")
        found.setdefault((row["currency"] or "").strip().upper(), {})[day] = units
    by_currency = {
        code: tuple(Rate(day, units) for day, units in sorted(rates.items())) for code, rates in found.items()
    }
    return Rates(code, path.name, days, by_currency)


def _read(row: Mapping[str, str | None], where: str) -> tuple[dt.date, Decimal]:
    # What a decimal comma parts stands under no column.
    if _MORE in row:
        raise DataError(f"{where}: there are more cells than columns; write a number as 655.957")
    try:
        day = dt.date.fromisoformat((row["date"] or "").strip())
    except ValueError as error:
        raise DataError(f"{where}: {row['date']!r} is not a day YYYY-MM-DD") from error
    try:
        units = Decimal((row["rate"] or "").strip())
    except InvalidOperation as error:
        raise DataError(f"{where}: {row['rate']!r} is not a number; write 655.957") from error
    if not units.is_finite() or units <= 0:
        raise DataError(f"{where}: a rate is more than nothing, not {row['rate']}")
    return day, units
