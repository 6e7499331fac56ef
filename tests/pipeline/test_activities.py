"""IATI activities in a store: who is whom, which money is the same, and what the command tells."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from iomkg.checking.bases import unclaimed
from iomkg.cli import main
from iomkg.draft import Draft
from iomkg.explain import Explainer
from iomkg.namespaces import LINKS_GRAPH, RDF, VIEW_GRAPH, entity, release_key_of, term
from iomkg.pipeline import Loader
from iomkg.readers import sources
from iomkg.store import Store

DIRTY = Path(__file__).parents[1] / "activities" / "dirty.xml"
# The commission gives, an agency passes on, diggers spend; only the first two name each other's activity.
CHAIN = """<iati-activities version="2.03">
 <iati-activity xml:lang="en" default-currency="EUR">
  <iati-identifier>XX-GIVER-1</iati-identifier>
  <reporting-org ref="XX-GIVER-0" type="10"><narrative>Commission of Rivers</narrative></reporting-org>
  <title><narrative>Crossing the made-up river in safety</narrative></title>
  <participating-org ref="XX-GIVER-0" role="1"><narrative>Rivers Commission</narrative></participating-org>
  <transaction><transaction-type code="2"/><transaction-date iso-date="2021-01-01"/><value>900000</value>
   <receiver-org ref="XX-AGENT-0" receiver-activity-id="XX-AGENT-1">
    <narrative>Agency of Banks</narrative></receiver-org>
  </transaction>
 </iati-activity>
 <iati-activity xml:lang="en" default-currency="EUR">
  <iati-identifier>XX-AGENT-1</iati-identifier>
  <reporting-org ref="XX-AGENT-0" type="15"><narrative>Agency of Banks</narrative></reporting-org>
  <title><narrative>Ferries on the made-up river</narrative></title>
  <participating-org ref="XX-GIVER-0" role="1"><narrative>The Commission</narrative></participating-org>
  <participating-org ref="XX-AGENT-0" role="3"><narrative>Agency of Banks</narrative></participating-org>
  <transaction><transaction-type code="11"/><transaction-date iso-date="2021-01-02"/><value>900000</value>
   <provider-org ref="XX-GIVER-0"><narrative>The Commission</narrative></provider-org>
  </transaction>
  <transaction><transaction-type code="2"/><transaction-date iso-date="2021-02-01"/><value>700000</value>
   <provider-org ref="XX-AGENT-0"><narrative>Agency of Banks</narrative></provider-org>
   <receiver-org><narrative>Diggers without Maps</narrative></receiver-org>
  </transaction>
  <related-activity ref="XX-GIVER-1" type="1"/>
 </iati-activity>
 <iati-activity xml:lang="en" default-currency="EUR">
  <iati-identifier>XX-DIGGER-1</iati-identifier>
  <reporting-org ref="XX-DIGGER-0" type="22"><narrative>Diggers without Maps</narrative></reporting-org>
  <title><narrative>Digging for ferries</narrative></title>
  <participating-org ref="XM-DAC-47066" role="4"><narrative>Some migration body</narrative></participating-org>
  <participating-org role="4"><narrative>UNICEF</narrative></participating-org>
  <transaction><transaction-type code="11"/><transaction-date iso-date="2021-02-02"/><value>700000</value>
   <provider-org ref="XX-AGENT-0"><narrative>Agency of Banks</narrative></provider-org>
  </transaction>
 </iati-activity>
</iati-activities>
"""


@pytest.fixture(scope="module")
def chain(bare_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draft]:
    """Three publishers on the same money, in a store."""
    folder = tmp_path_factory.mktemp("chain")
    (folder / "chain.xml").write_text(CHAIN, encoding="utf-8")
    shutil.copytree(bare_store, folder / "store")
    with Store.open(folder / "store") as store:
        loader = Loader(store)
        outcomes = [loader.load(release) for release in sources.read(folder / "chain.xml")]
        assert [(outcome.status, outcome.doubted) for outcome in outcomes] == [("new", 0)] * 3
        yield Draft(store)


def named(draft: Draft, name: str) -> set[str]:
    quads = draft.quads(None, term("name"), None, VIEW_GRAPH)
    return {q.subject.value for q in quads if isinstance(q.subject, NamedNode) and q.object.value == name}


def test_an_identifier_is_one_organisation_under_all_its_names(chain: Draft) -> None:
    bodies = [named(chain, name) for name in ("Commission of Rivers", "Rivers Commission", "The Commission")]
    assert len(bodies[0]) == 1
    assert bodies[0] == bodies[1] == bodies[2]


def test_codes_of_the_dac_and_names_mean_what_the_reference_data_knows(chain: Draft) -> None:
    assert named(chain, "Some migration body") == {entity("organisation", "iom")}
    assert named(chain, "UNICEF") == {entity("organisation", "unicef")}


def test_the_first_payer_is_the_donor_and_who_passes_on_is_not(chain: Draft) -> None:
    (commission,), (agency,) = (named(chain, name) for name in ("The Commission", "Agency of Banks"))
    paying = {name: set() for name in ("donor", "paidBy", "hasDonor")}
    for name, payers in paying.items():
        payers.update(q.object.value for q in chain.quads(None, term(name), None, VIEW_GRAPH))
    assert paying["donor"] == {commission, agency}  # the diggers name nobody as funding them
    assert paying["paidBy"] == {agency}


def test_money_that_activities_do_not_link_waits_for_a_judgement(chain: Draft) -> None:
    found = Explainer(chain).possible()
    assert [(pair.kind, pair.reason) for pair in found if pair.kind == "funding"] == [
        ("funding", "possibly the same money: given by one activity, received by another")
    ]
    links = chain.subjects(RDF + "type", NamedNode(term("Link")), LINKS_GRAPH)
    sides = [
        {release_key_of(chain.objects(link, term(end))[0].value) for end in ("linkLeft", "linkRight")} for link in links
    ]
    assert all(len(keys) == 2 for keys in sides)


def test_every_statement_has_its_claim_and_the_view_knows_entities_alone(chain: Draft) -> None:
    keys = [q.subject.value.rsplit("/", 1)[1] for q in chain.quads(None, term("sourceForm"))]
    assert unclaimed(chain._store, keys) == {}
    seen = [q for q in chain.quads(graph=VIEW_GRAPH) if "/id/release/" in f"{q.subject} {q.object}"]
    assert seen == []


def test_a_claim_is_explained_with_its_element(chain: Draft) -> None:
    key = sorted(q.subject.value for q in chain.quads(None, term("sourceForm")))[0]
    section = Explainer(chain).release(key)[0]
    quotes = [said.quote for fact in section.facts for reason in fact.reasons for said in reason.said]
    assert any(quote.startswith("<iati-identifier>XX-") for quote in quotes)


def test_load_counts_activities_and_lists_what_is_not_sound(bare_store: Path, tmp_path: Path) -> None:
    shutil.copytree(bare_store, tmp_path / "store")
    done = CliRunner().invoke(main, ["load", str(DIRTY), "--store", str(tmp_path / "store")], env={"COLUMNS": "110"})
    told = " ".join(done.output.split())
    assert done.exit_code == 1
    assert "3 releases: 1 new, 2 refused" in told
    assert "refused dirty.xml line 34 it has no iati-identifier" in told
    assert "refused dirty.xml line 35 its identifier stands on another activity of this file before" in told
    assert "line 14, activity-date[1]/@iso-date: '2021-02-30' is no date; write YYYY-MM-DD" in told
    assert "23 statements in 1 release not taken as it stands:" in told
    assert "1 × 'many' is no number: dirty.xml line 26, budget/value" in told
    assert "dirty.xml: it states no version; it is read as 2.03" in told
