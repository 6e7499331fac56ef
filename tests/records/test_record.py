"""The record's form: canonical names, fields that the text leaves silent, doubtful claims left out."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from iomkg import records
from iomkg.model import Block, Claim, Document, Evidence, Release, Source, Thing
from iomkg.namespaces import ID, RDF, SCHEME, scoped, term
from iomkg.reference import Reference

TEXT = "The project costs EUR 3 and Italy pays."
DOCUMENT = Document(
    Release("k", Source("en-1.x.txt", "0" * 64, "text/plain", url="https://example.org/1"), TEXT),
    TEXT,
    "en",
    (Block("paragraph", 0, len(TEXT)),),
    ((0, len(TEXT)),),
    published="2020-01-02",
)
PROJECT, FUNDING = (scoped("k", kind, 1) for kind in ("project", "funding"))


def claim(subject: str, predicate: str, value: str | Literal, worded: str = "", confidence: float = 0.9) -> Claim:
    object_ = NamedNode(value) if isinstance(value, str) else value
    evidence = Evidence(TEXT, 0, len(TEXT))
    return Claim(Thing(subject, worded), predicate, object_, worded, evidence, confidence, "test/test")


CLAIMS = [
    claim(PROJECT, RDF + "type", term("Project")),
    claim(FUNDING, RDF + "type", term("Funding")),
    claim(FUNDING, term("fundedProject"), PROJECT),
    claim(FUNDING, term("donor"), ID + "agency/ita/ministry-interior", "the ministry in Rome"),
    claim(FUNDING, term("amount"), Literal("3")),
    claim(FUNDING, term("currency"), SCHEME + "currency/EUR"),
    claim(PROJECT, term("targetsPlace"), ID + "country/tcd", "Chad"),
    claim(PROJECT, term("targetsPlace"), ID + "region/sahel", "the Sahel"),
    claim(PROJECT, term("hasTheme"), SCHEME + "theme/border-management", "borders", 0.4),
]


def test_a_record_has_every_field_and_only_accepted_values() -> None:
    record = records.record(DOCUMENT, CLAIMS, Reference.load())
    assert record == {
        "id": "en-1.x",
        "url": "https://example.org/1",
        "language": "en",
        "title": "",
        "published": None,
        "dateline": None,
        "projects": [
            {
                "title": None,
                "acronym": None,
                "duration_months": None,
                "start": None,
                "end": None,
                "budget": {"amount": 3, "currency": "EUR"},
                "instruments": [],
                "donors": [
                    {
                        "name": "the ministry in Rome",
                        "canonical": "Italy – Ministry of the Interior",
                        "state": "ITA",
                    }
                ],
                "implementers": [],
                "partners": [],
                "countries": ["TCD"],
                "places": [],
                "regions": ["Sahel"],
                "routes": [],
                "themes": [],
            }
        ],
        "events": [],
        "agencies": [],
        "people": [],
    }


def test_a_date_counts_as_published_only_when_the_text_gives_it() -> None:
    document = replace(DOCUMENT, published_in_text=True)
    assert records.record(document, (), Reference.load())["published"] == "2020-01-02"
