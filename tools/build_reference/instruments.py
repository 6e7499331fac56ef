"""Funds and budget lines that money comes through."""

from __future__ import annotations

import calendar
from pathlib import Path

from tools.build_reference.bodies import LICENCE, MAINTAINERS
from tools.build_reference.dataset import Dataset, Header, Value
from tools.build_reference.tables import listed, others, preferred, rows

from iomkg.namespaces import ID, XSD, entity, stated_date, term

_LEXICAL_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def build(shared: Path, tables: Path) -> Dataset:
    """Funding instruments; a pooled one counts as the donor where a release names it as paying."""
    _ = shared
    dataset = Dataset(
        "instruments",
        Header(
            title="Funding instruments",
            description=(
                "Trust funds, budget lines, pooled and emergency funds, who manages them, and the window in which they"
                " commit money where it is certain."
            ),
            licence=LICENCE,
            attribution=MAINTAINERS,
            sources=("tables/instruments.csv",),
        ),
    )
    for row in rows(tables / "instruments.csv"):
        fund = entity("instrument", row["slug"])
        dataset.typed(fund, "FundingInstrument")
        dataset.names(fund, preferred(row), others(row))
        dataset.acronyms(fund, listed(row["acronyms"]))
        for manager in listed(row["managed_by"]):
            dataset.link(fund, "managedBy", ID + manager)
        if row["pooled"]:
            dataset.true(fund, "pooled")
        for column, predicate in (("start", "windowStart"), ("end", "windowEnd")):
            if row[column]:
                dataset.link(fund, predicate, _date(dataset, row[column]))
    return dataset


def _date(dataset: Dataset, lexical: str) -> str:
    """State a date of the precision given, with its first and last day; its IRI."""
    node = stated_date(lexical)
    year, _, rest = lexical.partition("-")
    month, _, day = rest.partition("-")
    last_month = month or "12"
    last_day = day or f"{calendar.monthrange(int(year), int(last_month))[1]:02}"
    dataset.typed(node, "StatedDate")
    dataset.triples.add((node, term("dateStated"), Value(lexical, datatype=XSD + _LEXICAL_TYPES[len(lexical)])))
    dataset.date(node, "earliest", f"{year}-{month or '01'}-{day or '01'}")
    dataset.date(node, "latest", f"{year}-{last_month}-{last_day}")
    return node
