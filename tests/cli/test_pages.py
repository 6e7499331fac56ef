"""What pages show beyond an entity's own facts: its parts, the other page of a country, a release."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from iomkg.cli.output import wrapped
from iomkg.explain import where
from iomkg.namespaces import claims_graph, concept, term
from iomkg.naming import Named, distinct
from iomkg.store import Store

TITLE = "Améliorer la gestion des frontières"
KEY = "06275f3394d56dc5"


def squeezed(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def test_explain_unfolds_the_sum_and_the_events_of_a_project(run, sample_store):
    own, _, rest = run("explain", TITLE, store=sample_store).out.partition("\nFunding\n")
    funding, _, events = (squeezed(part) for part in rest.partition("\nEvents and outputs\n"))
    assert re.search(r"amount: 3,000,000 .*\*\*3 millions d'Euros\*\* .*currency: euro", funding)
    assert "funding stage: announced" in funding
    assert "launch, 4 April 2022, Sikasso id:event/" in events
    assert "takes place on: 4 April 2022" in events
    assert "**4 avril 2022**" in events
    assert "belongs to project: this project" in events
    assert "3,000,000" not in re.sub(r"EUR 3,000,000", "", own)


@pytest.mark.parametrize("kind", ["funding", "event", "output"])
def test_the_ids_that_show_prints_can_be_explained(run, sample_store, kind):
    name = "PROMIS" if kind == "output" else TITLE
    name = "untitled project in Niger funded by Germany and Netherlands" if kind == "output" else name
    shown = run("show", name, store=sample_store).out
    iri = re.search(rf"id:{kind}/[0-9a-f]{{12}}", shown)
    assert iri is not None
    explained = run("explain", iri[0], store=sample_store)
    assert explained.code == 0
    assert "confidence" in explained.out


def test_a_release_has_a_page(run, sample_store):
    ran = run("show", f"id:release/{KEY}", store=sample_store)
    text = squeezed(ran.out)
    assert text.startswith(f"Northern Chad: EUR 5 Million for Stability and Borders id:release/{KEY} · release")
    for words in (
        "publisher name IOM",
        "source URL https://example.org/releases/tchad-balke",
        "published on 6 March 2024",
        "language en",
        "projects 1",
        "project Balke - Security and Stabilization Project in Northern Chad (id:project/",
    ):
        assert words in text
    assert run("show", KEY, store=sample_store).out == ran.out


def test_explain_of_a_release_gives_every_claim_its_sentence(run, sample_store):
    text = squeezed(run("explain", KEY, store=sample_store).out)
    with Store.open(sample_store, writable=False) as store:
        claims = [quad.subject for quad in store.quads(predicate=term("quote"), graph=claims_graph(KEY))]
        status = [quad.object for quad in store.quads(predicate=term("claimStatus"), graph=claims_graph(KEY))]
    accepted = status.count(NamedNode(concept("claim-status", "accepted")))
    assert text.count("[1] confidence") == len(claims) > 20
    assert f" claims {accepted} accepted" in squeezed(run("show", KEY, store=sample_store).out)
    assert "Project Balke - Security and Stabilization Project in Northern Chad id:project/" in text
    assert "amount: 5,000,000" in text


def test_a_country_names_its_state_and_the_projects_in_it_and_its_parts(run, sample_store):
    niger = squeezed(run("show", "Niger", store=sample_store).out)
    assert niger.startswith("Niger id:country/ner · country")
    assert "as an actor Niger (id:state/ner)" in niger
    assert "project (works in) Améliorer la gestion" in niger
    region = squeezed(run("show", "region/west-africa", store=sample_store).out)
    assert "project (works in a part of it)" in region
    assert "Fronteras Seguras y Humanas" not in region
    assert "has territory Niger (id:country/ner)" in squeezed(run("show", "state/ner", store=sample_store).out)


def test_a_definition_lists_its_members_with_dates_and_sources(run, sample_store):
    text = squeezed(run("show", "id:definition/sahel-g5", store=sample_store).out)
    assert (
        "Mali id:membership/sahel-g5/mli source https://en.wikipedia.org/wiki/G5_Sahel "
        "valid from 16 February 2014 valid until 15 May 2022"
    ) in text


def test_labels_are_told_once_with_their_languages(run, sample_store):
    assert "label: Niger (en, fr); Níger (es); النيجر (ar)" in run("explain", "state/ner", store=sample_store).out
    assert distinct([Named("a", None, "en"), Named("b"), Named("a", None, "fr")]) == [
        Named("a", None, "en, fr"),
        Named("b"),
    ]


def test_a_body_whose_name_has_its_state_is_not_called_by_it_twice(run, sample_store):
    for name, called in (
        ("agency/gha/gis", "Ghana Immigration Service"),
        ("agency/mrt/national-gendarmerie", "Mauritania – National Gendarmerie"),
    ):
        assert run("show", name, store=sample_store).out.splitlines()[0] == called


def test_a_release_without_a_date_of_its_own_has_the_latest_it_states(run, sample_store):
    text = squeezed(run("explain", TITLE, store=sample_store).out)
    assert "IOM, latest date stated 5 April 2022 id:release/" in text
    assert "IOM, 18 February 2022 id:release/" in text


@given(st.integers(20, 70), st.sampled_from(["", "see ", "reference data, "]))
def test_an_address_is_never_broken(columns, before):
    address = "https://example.org/" + "a-long-path/" * 8
    assert address in " ".join(wrapped(before + address, columns)).split()


@pytest.mark.parametrize(
    "name",
    [TITLE, KEY, "Niger", "state/ita", "organisation/iom", "route/central-mediterranean", "definition/sahel-g5"],
)
@pytest.mark.parametrize("command", ["show", "explain"])
def test_every_screen_fits_eighty_columns(run, sample_store, command, name):
    ran = run(command, name, store=sample_store)
    assert ran.code == 0
    for line in ran.out.splitlines():
        assert len(line) <= 80 or "://" in line, line


@pytest.mark.parametrize(("quote", "worded", "found"), [
    ("La surveillance est lancée, puis lancé le projet.", "lancé", "lancé"),
    ("La surveillance continue.", "lance", None),
    ("L'Italie paie.", "Italie", "Italie"),
])  # fmt: skip
def test_only_whole_words_of_a_sentence_are_marked(quote, worded, found):
    span = where(quote, worded)
    assert (span and quote[slice(*span)]) == found
    assert span is None or quote[span[1] : span[1] + 1] in (" ", ".")
