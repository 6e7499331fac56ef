"""Codes of the IATI lists, and the one table that says what transactions and budgets are: data/tables/iati-*.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg import resources

# Words and letters of version 1.0x, which files of later versions still hold, by list.
_ALIASES: Final[Mapping[str, Mapping[str, str]]] = {
    "OrganisationRole": {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"},
    "ActivityDateType": {"start-planned": "1", "start-actual": "2", "end-planned": "3", "end-actual": "4"},
    "SectorVocabulary": {
        "dac": "1", "dac-3": "2", "cofog": "3", "nace": "4", "ntee": "5", "ro": "99", "ro2": "98",
    },
    "RegionVocabulary": {"dac": "1", "un": "2"},
    "BudgetType": {"original": "1", "revised": "2"},
}  # fmt: skip
STATUSES: Final = {
    "1": "pipeline", "2": "implementation", "3": "finalisation", "4": "closed", "5": "cancelled", "6": "suspended",
}  # fmt: skip
ROLES: Final = {"2": "accountable", "3": "extending", "4": "implementing"}
FUNDING_ROLE: Final = "1"
# Regions of the DAC and the regions of the reference data that are the same.
REGIONS: Final = {
    "89": "europe", "189": "north-africa", "289": "sub-saharan-africa", "298": "africa", "489": "south-america",
    "498": "americas", "589": "middle-east", "619": "central-asia", "679": "south-asia", "798": "asia",
    "889": "oceania", "1027": "east-africa", "1028": "central-africa", "1029": "southern-africa",
    "1030": "west-africa", "1031": "caribbean", "1032": "central-america", "1033": "melanesia", "1034": "micronesia",
    "1035": "polynesia",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a coded sum is: entries of funding-kind, funding-stage and funding-flow, empty where nothing is said."""

    kind: str
    stage: str
    flow: str


@cache
def labels(name: str) -> Mapping[str, str]:
    """The codes of a list with their English labels; empty for a list that is not at hand."""
    return {row["code"]: row["label"] for row in _rows("iati-codes.csv") if row["list"] == name}


def code_of(name: str, given: str) -> str | None:
    """The code of a list that is meant, words of version 1.0x understood; None for one the list does not have."""
    known = labels(name)
    for form in (given, given.upper(), given.lstrip("0"), _ALIASES.get(name, {}).get(given.casefold(), "")):
        if form in known:
            return form
    if name == "TransactionType":
        return next((code for code, old in _old_codes("transaction").items() if old == given.upper()), None)
    return None


@cache
def meanings(element: str) -> Mapping[str, Meaning]:
    """What the codes of an element mean; `element` is transaction, budget, budget-status or planned-disbursement."""
    rows = (row for row in _rows("iati-mapping.csv") if row["element"] == element)
    return {row["code"]: Meaning(row["kind"], row["stage"], row["flow"]) for row in rows}


@cache
def _old_codes(element: str) -> Mapping[str, str]:
    rows = (row for row in _rows("iati-mapping.csv") if row["element"] == element)
    return {row["code"]: row["version-1"] for row in rows if row["version-1"]}


@cache
def _rows(table: str) -> tuple[Mapping[str, str], ...]:
    with (resources.data() / "tables" / table).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
