"""The checks: silent on a sound store, and each one tells of the fault it is for."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Database

from iomkg.namespaces import PREFIXES, shortened
from iomkg.queries import checks
from iomkg.store import Store

# What is put into the sound store, and the rows the check then gives.
FAULTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "actor-and-place": (
        "graph:view { <id/organisation/iom> a iomkg:Region }",
        [("id:organisation/iom", "iomkg:Region")],
    ),
    "amount-without-currency": (
        "graph:view { <id/funding/late> iomkg:amount 5.0 . <id/funding/posts> iomkg:equivalentAmount 7.0 }",
        [("id:funding/late", "5"), ("id:funding/posts", "7")],
    ),
    "blank-node": ("graph:view { _:b iomkg:name 'x'@en }", [("graph:view", "iomkg:name")]),
    "claim-without-quote": (
        "<graph/claims/k> { <id/claim/n> a iomkg:Claim ; iomkg:inRelease <id/release/k> }",
        [("id:claim/n", "id:release/k")],
    ),
    "claim-without-triple": (
        "<graph/claims/fr-1> { <id/claim/n> rdf:subject <id/release/fr-1/project/1> ; rdf:object 19 ;"
        " rdf:predicate iomkg:durationMonths ; iomkg:inRelease <id/release/fr-1> ;"
        " iomkg:claimStatus <scheme/claim-status/accepted> }",
        [("id:claim/n", "iomkg:durationMonths")],
    ),
    "dangling-reference": (
        "graph:view { <id/project/alps> iomkg:alongRoute <id/route/none> ; skos:related <https://example.org/other> }",
        [("id:project/alps", "id:route/none")],
    ),
    "date-backwards": (
        "<graph/release/fr-1> { <id/date/2022> iomkg:earliest '2022-12-31'^^xsd:date ;"
        " iomkg:latest '2022-01-01'^^xsd:date }",
        [("id:date/2022", "2022-01-01")],
    ),
    "donor-without-funding": (
        "graph:view { <id/project/alps> iomkg:hasDonor <id/organisation/iom> }",
        [("id:project/alps", "id:organisation/iom")],
    ),
    "link-of-nothing": (
        "graph:links { <id/release/fr-1/event/9> iomkg:linkedTo <id/project/borders> }",
        [("id:release/fr-1/event/9", "id:project/borders")],
    ),
    "link-to-nothing": (
        "graph:links { <id/release/k/event/1> iomkg:linkedTo <id/event/none> }"
        "<graph/claims/k> { <id/claim/n> rdf:subject <id/release/k/event/1> ; rdf:predicate rdf:type ;"
        " iomkg:claimStatus <scheme/claim-status/accepted> }",
        [("id:release/k/event/1", "id:event/none")],
    ),
    "membership-backwards": (
        "graph:view { <id/membership/x> iomkg:validFrom '2020-01-02'^^xsd:date ;"
        " iomkg:validUntil '2020-01-01'^^xsd:date }",
        [("id:membership/x", "2020-01-01")],
    ),
    "scoped-in-view": (
        "graph:view { <id/release/fr-1/project/1> iomkg:partOf <id/project/alps> ."
        " <id/project/late> iomkg:partOf <id/release/en-1/project/1> }",
        [
            ("id:project/late", "id:release/en-1/project/1"),
            ("id:release/fr-1/project/1", "id:release/fr-1/project/1"),
        ],
    ),
    "two-entities": (
        "graph:links { <id/release/fr-1/project/1> iomkg:linkedTo <id/project/alps> }",
        [("id:release/fr-1/project/1", "id:project/alps")],
    ),
    "untyped-entity": ("graph:view { <id/project/x> iomkg:title 'x'@en }", [("id:project/x", "iomkg:title")]),
    "voice": (
        "graph:links { <id/release/fr-1> iomkg:hasVoice <id/voice/posts> }"
        "<graph/release/k> { <id/release/k> a iomkg:Release }",
        [("id:release/fr-1", "id:voice/borders"), ("id:release/k",)],
    ),
}


def with_fault(sound: Store, fault: str) -> Store:
    """A sound store with one fault, which `commit` might refuse."""
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    database = Database()
    database.extend(sound.quads())
    database.load(f"@base <https://w3id.org/iomkg/> .\n{prefixes}{fault}".encode(), RdfFormat.TRIG)
    return Store.over(database, writable=False)


@pytest.mark.parametrize("name", sorted(checks()))
def test_a_check_is_silent_on_a_sound_store(sahel: Store, name: str) -> None:
    table = sahel.select(checks()[name].sparql)
    assert table.columns == ("focus", "detail")
    assert table.rows == ()


@pytest.mark.parametrize("name", sorted(checks()))
def test_a_check_tells_of_its_fault(sahel: Store, name: str) -> None:
    assert name.endswith("-violation")
    fault, expected = FAULTS[name.removesuffix("-violation")]
    rows = with_fault(sahel, fault).select(checks()[name].sparql).rows
    assert [tuple(shortened(value.value) for value in row if value) for row in rows] == expected


def test_every_fault_has_its_check() -> None:
    assert {f"{name}-violation" for name in FAULTS} == set(checks())
