"""What an activity states, down to the last field; and what is left out, with where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from iomkg.activities import Read
from iomkg.activities.codes import code_of, labels, meanings
from iomkg.model import Claim
from iomkg.namespaces import NS, RDF, kind_of

HERE = Path(__file__).parent


def short(iri: str) -> str:
    """What follows the release, the scheme or the class of an IRI."""
    if "/id/release/" in iri:
        return "/".join(iri.split("/")[-2:])
    return iri.removeprefix(NS).removeprefix("https://w3id.org/iomkg/").removeprefix("scheme/").removeprefix("id/")


def told(read: Read, subject: str) -> dict[str, list[str]]:
    """The values stated of a thing by property, in the order of the text."""
    found: dict[str, list[str]] = {}
    for claim in read.claims:
        if short(claim.subject.iri) == subject:
            name = "a" if claim.predicate == RDF + "type" else claim.predicate.removeprefix(NS)
            value = claim.object
            shown = f"{value.value}@{value.language}" if isinstance(value, Literal) and value.language else value.value
            found.setdefault(name, []).append(shown if isinstance(value, Literal) else short(value.value))
    return found


def claims_of(read: Read, kind: str) -> list[Claim]:
    return [claim for claim in read.claims if kind_of(claim.subject.iri) == kind]


def test_the_project_has_every_field(full: Read) -> None:
    assert told(full, "project/1") == {
        "a": ["Project"],
        "hasIdentifier": ["identifier/iati/XX-AAA-GIVER-0007", "identifier/iati/XX-AAA-OLD-0007"],
        "title": [
            "Wells & crossings along the made-up river@en",
            "Puits et passages le long du fleuve inventé@fr",
        ],
        "description": ["Digs wells at two crossings.@en"],
        "objectives": ["Water for those who cross.@en"],
        "targetGroups": ["Quienes cruzan el río.@es"],
        "otherDescription": ["Follows an earlier phase.@en"],
        "projectStatus": ["project-status/implementation"],
        "scope": ["iati-activity-scope/4"],
        "plannedStart": ["date/2021-01-01"],
        "actualStart": ["date/2021-03-15"],
        "plannedEnd": ["date/2024-12-31"],
        "actualEnd": ["date/2024-06-30"],
        "start": ["date/2021-03-15"],
        "end": ["date/2024-06-30"],
        "humanitarian": ["false"],
        "defaultFlowType": ["flow-type/10"],
        "defaultFinanceType": ["finance-type/110"],
        "defaultAidType": ["aid-type/C01"],
        "parentActivity": ["identifier/iati/XX-AAA-GIVER-0001"],
        "childActivity": ["identifier/iati/XX-AAA-GIVER-0008"],
        "siblingActivity": ["identifier/iati/XX-AAA-GIVER-0009"],
        "coFundedActivity": ["identifier/iati/XX-EEE-FRIEND-1"],
        "thirdPartyActivity": ["identifier/iati/XX-EEE-FRIEND-2"],
        "targetsPlace": ["country/ner", "country/mli", "region/sub-saharan-africa", "place/1"],
    }


def test_the_publisher_and_the_roles_are_stated(full: Read) -> None:
    release = next(short(c.subject.iri) for c in full.claims if c.predicate == NS + "publisher")
    assert told(full, release) == {"publisher": ["organisation/1"]}
    assert told(full, "organisation/1") == {
        "a": ["OtherOrganisation"],
        "hasIdentifier": ["identifier/org-id/XX-AAA-GIVER"],
        "name": ["Ministry of Far Wells@en", "Ministère des Puits lointains@fr"],
        "organisationType": ["iati-organisation-type/10"],
    }
    parts = [told(full, f"participation/{number}") for number in (1, 2, 3)]
    assert [part["role"] for part in parts] == [["role/accountable"], ["role/extending"], ["role/implementing"]]
    assert parts[2]["participantActivity"] == ["identifier/iati/XX-CCC-DIGGERS-1"]
    assert full.document.release.source.source_class == "donor-iati"
    assert full.document.published == "2024-01-31"


def test_a_funder_is_a_donor_and_each_sum_a_funding_of_its_kind(full: Read) -> None:
    funder, first_budget, second_budget, planned, grant, paid, back, income = (
        told(full, f"funding/{number}") for number in range(1, 9)
    )
    assert told(full, "funding/9") == {}
    assert (funder["fundingKind"], "amount" in funder) == (["funding-kind/contribution"], False)
    assert first_budget["stage"] == ["funding-stage/planned"]
    assert second_budget == {
        "a": ["Funding"],
        "fundedProject": ["project/1"],
        "fundingKind": ["funding-kind/budget"],
        "stage": ["funding-stage/committed"],
        "amount": ["450000.5"],
        "currency": ["currency/EUR"],
        "valueDate": ["date/2022-01-01"],
        "budgetType": ["iati-budget-type/2"],
        "budgetStatus": ["iati-budget-status/2"],
        "periodStart": ["date/2022-01-01"],
        "periodEnd": ["date/2022-12-31"],
    }
    assert (planned["stage"], planned["currency"]) == (["funding-stage/planned"], ["currency/USD"])
    assert planned["providerActivity"] == ["identifier/iati/XX-AAA-GIVER-0001"]
    assert grant["receiverActivity"] == ["identifier/iati/XX-BBB-AGENT-3"]
    assert (grant["transactionReference"], grant["humanitarian"]) == (["T-1"], ["true"])
    assert grant["description"] == ["Grant agreement@en"]
    assert (grant["flowType"], grant["financeType"], grant["aidType"]) == (
        ["flow-type/10"],
        ["finance-type/110"],
        ["aid-type/B03"],
    )
    assert grant["donor"] == funder["donor"]
    assert grant["recipient"] != grant["donor"]
    assert (paid["stage"], paid["flow"]) == (["funding-stage/disbursed"], ["funding-flow/outgoing"])
    assert paid["donor"] == ["organisation/1"]
    assert back["amount"] == ["-50000"]
    assert (income["flow"], income["providerActivity"]) == (
        ["funding-flow/incoming"],
        ["identifier/iati/XX-DDD-FUND-9"],
    )
    # The ministry funds this activity, so what the fund paid in is passed on here, not given.
    assert "donor" not in income
    assert len(income["paidBy"]) == 1


def test_shares_tags_and_markers_keep_their_vocabularies(full: Read) -> None:
    found = [told(full, f"allocation/{number}") for number in range(1, 11)]
    assert [(a["statedBy"][0], a["code"][0], a.get("percentage", [""])[0]) for a in found] == [
        ("recipient-country", "NE", "60"),
        ("recipient-country", "ML", "25"),
        ("recipient-region", "289", "15"),
        ("sector", "15190", "70"),
        ("sector", "14010", "30"),
        ("sector", "W/1", "100"),
        ("tag", "10.7", ""),
        ("tag", "river", ""),
        ("policy-marker", "1", ""),
        ("sector", "15190", ""),
    ]
    assert found[3]["allocatedTo"] == ["dac-sector/15190"]
    assert found[5]["vocabularyUri"] == ["https://example.org/own"]
    assert found[8]["significance"] == ["1"]
    assert found[9]["ofFunding"] == ["funding/5"]
    assert [claim for claim in full.claims if claim.predicate in (NS + "hasTheme", NS + "mainTheme")] == []


def test_a_location_is_told_apart_from_the_place_it_is_at(full: Read) -> None:
    assert told(full, "location/1") == {
        "a": ["Location"],
        "ofProject": ["project/1"],
        "locationReference": ["W-1"],
        "description": ["The crossing above the mill.@en"],
        "activityDescription": ["Two wells.@en"],
        "exactness": ["1"],
        "locationReach": ["1"],
        "locationClass": ["2"],
        "featureDesignation": ["PPL"],
        "point": ["16.97 7.99"],
        "administrativeUnit": ["G1:1:2444482"],
        "place": ["place/1"],
    }
    assert told(full, "place/1") == {
        "a": ["Place"],
        "name": ["Upper Crossing@en"],
        "hasIdentifier": ["identifier/geonames/999999901"],
    }


def test_each_claim_shows_its_element_with_path_and_line(full: Read) -> None:
    lines = (HERE / "full.xml").read_text(encoding="utf-8").splitlines()
    for claim in full.claims:
        evidence = claim.evidence
        assert full.document.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.path is not None
        assert evidence.line is not None
        element = evidence.path.split("/@")[0].split("/")[-1].split("[")[0]
        assert f"<{element}" in lines[evidence.line - 1], claim
    (amount,) = (c for c in full.claims if c.predicate == NS + "amount" and c.object.value == "1000000")
    assert (amount.evidence.path, amount.worded) == ("transaction[1]/value", "1000000")


def test_no_contact_details_are_in_text_or_claims(full: Read, dirty: Read) -> None:
    for read in (full, dirty):
        whole = read.document.text + " ".join(claim.object.value for claim in read.claims)
        assert "@example.org" not in whole
        assert "72 21" not in whole
        assert "Petra" not in whole
    assert told(dirty, "project/1")["description"] == ["Write to … or call … for more.@und"]


def test_dirt_is_listed_with_path_and_line_and_the_sound_rest_is_read(dirty: Read) -> None:
    assert [str(remark) for remark in dirty.remarks] == EXPECTED.strip().splitlines()
    assert told(dirty, "project/1")["actualStart"] == ["date/2022-01-01"]
    amounts = [c.object.value for c in dirty.claims if c.predicate == NS + "amount"]
    assert amounts == ["1000"]
    assert [c.object.value for c in claims_of(dirty, "allocation") if c.predicate == NS + "code"] == [
        "NE",
        "ML",
        "15190",
    ]


EXPECTED = """
line 7, reporting-org/@ref: 'N/A' is no identifier; the organisation is known by its name
line 7, reporting-org/@type: '99' is no code of the list OrganisationType
line 8, title/narrative/@xml:lang: 'klingon!' is no language tag
line 10, participating-org[1]/@ref: '7' identifies no organisation outside this file; it is known by its name
line 11, participating-org[2]/@role: '9' is no code of the list OrganisationRole
line 12, participating-org[3]: no organisation is named
line 13, activity-status/@code: '99' is no code of the list ActivityStatus
line 14, activity-date[1]/@iso-date: '2021-02-30' is no date; write YYYY-MM-DD
line 15, activity-date[2]/@iso-date: 'soon' is no date; write YYYY-MM-DD
line 16, activity-date[3]: the activity ends before it starts; both dates stand
line 18, recipient-country[1]/@percentage: the percentages of 4 countries and regions come to 120 and not to 100
line 20, recipient-country[3]/@code: 'ZZ' is no code of the list Country
line 21, recipient-region/@code: '1' is no code of the list Region
line 22, location/point/pos: '999 1' is no latitude and longitude in degrees
line 23, sector[1]/@code: '99999' is no code of the list Sector
line 24, sector[2]/@percentage: 'abc' is no number
line 25, sector[3]/@vocabulary: '1000' is no code of the list SectorVocabulary
line 26, budget/value: 'many' is no number
line 27, transaction[1]/transaction-type/@code: '77' is no code of the list TransactionType
line 28, transaction[2]/value/@currency: 'EURO' is no currency; the sum is left out
line 29, transaction[3]/value: '1 000,5' is no number
line 31, related-activity[1]/@ref: 'none' is no identifier of an activity
line 32, related-activity[2]/@ref: the activity named is this one
"""


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("1", "contribution disbursed incoming"),
        ("2", "contribution committed outgoing"),
        ("3", "contribution disbursed outgoing"),
        ("4", "contribution expended outgoing"),
        ("5", "other-flow disbursed outgoing"),
        ("6", "other-flow disbursed incoming"),
        ("7", "other-flow disbursed incoming"),
        ("8", "other-flow disbursed outgoing"),
        ("9", "other-flow disbursed incoming"),
        ("10", "other-flow committed outgoing"),
        ("11", "contribution committed incoming"),
        ("12", "contribution pledged outgoing"),
        ("13", "contribution pledged incoming"),
    ],
)
def test_the_table_says_what_each_transaction_is(code: str, meaning: str) -> None:
    found = meanings("transaction")[code]
    assert f"{found.kind} {found.stage} {found.flow}" == meaning


def test_the_table_has_every_code_of_the_lists() -> None:
    assert meanings("transaction").keys() == labels("TransactionType").keys()
    assert meanings("budget").keys() == meanings("planned-disbursement").keys() == labels("BudgetType").keys()
    assert meanings("budget-status").keys() == labels("BudgetStatus").keys()


def test_words_of_older_versions_are_understood() -> None:
    assert code_of("TransactionType", "C") == "2"
    assert code_of("OrganisationRole", "Implementing") == "4"
    assert code_of("ActivityDateType", "end-actual") == "4"
    assert code_of("SectorVocabulary", "DAC") == "1"
    assert code_of("AidType", "Z01") is None
