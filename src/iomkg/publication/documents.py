"""What a researcher reads beside the data: the codebook, how it was made, and how to cite it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from iomkg.answers import Coverage, readings
from iomkg.publication import codebook
from iomkg.store import Store

_TITLE: Final = "iomkg: who governs migration, with whose money, where, and who says so"
_POLICIES: Final = {
    "threshold": "A claim is published when a curator accepted it, or when its measured confidence reaches the "
    "threshold of its property and no rule warns of it.",
    "confirmed": "A claim is published only when a curator confirmed, corrected or added it.",
}


def write(
    folder: Path, store: Store, version: str, made: dt.datetime, policy: str, quotes: bool, coverage: Coverage
) -> Iterator[Path]:
    """Write the documents into a folder, and give each file."""
    texts = {
        "codebook.md": codebook.of_version(version),
        "methodology.md": _methodology(store, version, policy, quotes, coverage),
        "CITATION.cff": _citation(version, made),
        "datacite.json": json.dumps(_datacite(version, made), indent=2, ensure_ascii=False) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        yield folder / name


def _methodology(store: Store, version: str, policy: str, quotes: bool, coverage: Coverage) -> str:
    measured = [f"| {r.field} | {r.precision:.2f} | {r.recall:.2f} | {r.judged} |" for r in readings().values()]
    languages = ", ".join(f"{number:,} in {code}" for code, number in coverage.languages.items()) or "none"
    publishers = ", ".join(f"{name} ({number:,})" for name, number in coverage.publishers.items()) or "none named"
    lacking = _lacking(store)
    return "\n".join(
        [
            f"# How version {version} was made, and what it covers",
            "",
            "## What was collected",
            "",
            f"{coverage.releases:,} releases ({languages}), from {coverage.first or 'an unknown day'} to "
            f"{coverage.last or 'an unknown day'}. Publishers: {publishers}.",
            "Only releases in English, French and Spanish are read. What no release that was loaded says is unknown, "
            "not absent.",
            "",
            "## How it was coded",
            "",
            "A rule-based reader turns each release into claims, each with the sentence it rests on and a confidence "
            "measured on releases read by hand. Curators accept, reject, correct and add claims, and say which things "
            "are one.",
            "",
            f"Acceptance policy: **{policy}**. {_POLICIES[policy]} Doubtful claims are not published.",
            "Quotes are at most 300 characters long." if quotes else "Quotes are left out of this version.",
            "Curators are not named; what a person decided is marked `curator`.",
            "",
            "## With what measured reliability",
            "",
            "Precision and recall by field, on releases that no rule was tuned on:",
            "",
            "| field | precision | recall | judged |",
            "|---|---|---|---|",
            *measured,
            "",
            "## What is known to be missing",
            "",
            *(f"- {number:,} of {total:,} projects: {what}" for what, number, total in lacking),
            "",
        ]
    )


def _lacking(store: Store) -> list[tuple[str, int, int]]:
    def counted(pattern: str) -> int:
        row = store.select(f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ ?p a iomkg:Project . {pattern} }}").rows[0]
        return int(row[0].value) if row[0] else 0

    total = counted("")
    absent = {
        "no donor is known": "FILTER NOT EXISTS { ?p iomkg:hasDonor ?x }",
        "no sum is known": "FILTER NOT EXISTS { ?f iomkg:fundedProject ?p ; iomkg:amount ?x }",
        "no duration, start or end is known": "FILTER NOT EXISTS { ?p iomkg:durationMonths|iomkg:start|iomkg:end ?x }",
        "no place is known": "FILTER NOT EXISTS { ?p iomkg:targetsPlace ?x }",
    }
    return [(what, counted(pattern), total) for what, pattern in absent.items()]


def _citation(version: str, made: dt.datetime) -> str:
    return "\n".join(
        [
            "cff-version: 1.2.0",
            "message: If you use these data, please cite them as below.",
            "type: dataset",
            f'title: "{_TITLE}"',
            "authors:",
            "  - name: The iomkg maintainers",
            f'version: "{version}"',
            f"date-released: {made:%Y-%m-%d}",
            "license: CC-BY-4.0",
            "url: https://w3id.org/iomkg/",
            "",
        ]
    )


def _datacite(version: str, made: dt.datetime) -> dict[str, object]:
    """Metadata as DataCite 4.5 asks for them; the DOI is given by whoever takes the deposit."""
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "creators": [{"name": "The iomkg maintainers", "nameType": "Organizational"}],
        "titles": [{"title": _TITLE, "lang": "en"}],
        "publisher": "iomkg",
        "publicationYear": made.year,
        "dates": [{"date": f"{made:%Y-%m-%d}", "dateType": "Issued"}],
        "language": "en",
        "version": version,
        "formats": ["application/n-quads", "text/turtle", "application/ld+json", "application/rdf+xml", "text/csv"],
        "rightsList": [
            {
                "rights": "Creative Commons Attribution 4.0 International",
                "rightsUri": "https://creativecommons.org/licenses/by/4.0/",
                "rightsIdentifier": "CC-BY-4.0",
                "rightsIdentifierScheme": "SPDX",
            }
        ],
    }
