"""The codes of the IATI lists that the reader checks against: `python -m tools.build_iati_codes LISTS`.

LISTS is the folder of the public XML lists; the table is written to data/tables/iati-codes.csv. Codes and labels are
the IATI Standard's (CC BY 4.0) and, where it takes them over, the OECD's and the United Nations'; no definition is.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from iomkg.resources import data

LISTS: Final = (
    "ActivityDateType", "ActivityScope", "ActivityStatus", "BudgetStatus", "Country", "Currency", "FinanceType",
    "FlowType", "OrganisationRole", "OrganisationType", "PolicyMarker", "Region", "RegionVocabulary",
    "RelatedActivityType", "Sector", "SectorCategory", "SectorVocabulary", "TagVocabulary", "TransactionType",
    "UNSDG-Goals", "UNSDG-Targets",
)  # fmt: skip
# Lists that are not among the public tables at hand.
OWN: Final = {
    "AidType": {
        "A01": "General budget support",
        "A02": "Sector budget support",
        "B01": "Core support to NGOs and institutes",
        "B02": "Core contributions to multilateral institutions",
        "B03": "Contributions to specific-purpose programmes and funds",
        "B04": "Basket funds and pooled funding",
        "C01": "Project-type interventions",
        "D01": "Donor country personnel",
        "D02": "Other technical assistance",
        "E01": "Scholarships in the donor country",
        "E02": "Imputed student costs",
        "F01": "Debt relief",
        "G01": "Administrative costs",
        "H01": "Development awareness",
        "H02": "Refugees and asylum seekers in donor countries",
        "H03": "Asylum seekers who are accepted in the end",
        "H04": "Asylum seekers who are rejected in the end",
        "H05": "Recognised refugees",
        "H06": "Refugees and asylum seekers in other provider countries",
    },
    "BudgetType": {"1": "Original", "2": "Revised"},
    "DescriptionType": {"1": "General", "2": "Objectives", "3": "Target Groups", "4": "Other"},
    "OtherIdentifierType": {
        "A1": "Reporting organisation's internal activity identifier",
        "A2": "CRS activity identifier",
        "A3": "Previous activity identifier",
        "A9": "Other activity identifier",
        "B1": "Previous reporting organisation identifier",
        "B9": "Other organisation identifier",
    },
}


def codes(folder: Path) -> Iterator[tuple[str, str, str]]:
    """List, code and label of every entry, withdrawn ones included, since files that use them stay in circulation."""
    for name in LISTS:
        for item in etree.parse(folder / f"{name}.xml").iter("codelist-item"):
            yield name, item.findtext("code", "").strip(), " ".join(item.findtext("name/narrative", "").split())
    for name, entries in OWN.items():
        yield from ((name, code, label) for code, label in entries.items())


def main() -> int:
    """Write the table; 2 for a bad call."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    with (data() / "tables" / "iati-codes.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("list", "code", "label"))
        table.writerows(sorted(set(codes(Path(sys.argv[1])))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
