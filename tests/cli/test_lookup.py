"""From what a person types to one entity: the best fit wins, and whatever is printed is accepted back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from iomkg import lookup
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.namespaces import ID, LINKS_GRAPH, VIEW_GRAPH, entity, release, shortened, term
from iomkg.naming import Names
from iomkg.store import Store

KEY = "06275f3394d56dc5"


@pytest.fixture(scope="module")
def draft(sample_store: Path) -> Iterator[Draft]:
    with Store.open(sample_store, writable=False) as store:
        yield Draft(store)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Niger", entity("country", "ner")),
        ("  NÍGER ", entity("country", "ner")),
        ("state/ner", entity("state", "ner")),
        ("Japan", entity("country", "jpn")),
        ("Mauritania – National Gendarmerie", entity("agency", "mrt", "national-gendarmerie")),
        ("mauritania - gendarmería mauritana", entity("agency", "mrt", "national-gendarmerie")),
        ("Italy – Ministry of the Interior", entity("agency", "ita", "ministry-interior")),
        ("route mediterranean central", entity("route", "central-mediterranean")),
        (f"id:release/{KEY}", release(KEY)),
        (f"release/{KEY}", release(KEY)),
        (KEY, release(KEY)),
        ("Northern Chad: EUR 5 Million for Stability and Borders", release(KEY)),
    ],
)
def test_a_name_in_any_of_its_forms_is_found(draft, text, found):
    assert lookup.entity(draft, text) == found


def test_a_thing_of_a_release_is_found_as_the_entity_it_belongs_to(draft):
    found = lookup.entity(draft, f"id:release/{KEY}/project/1")
    assert found == lookup.entity(draft, "Balke")
    assert found.startswith(ID + "project/")


def meant(draft: Draft, text: str) -> list[str]:
    """Short IRIs: the one found, or the candidates."""
    try:
        return [shortened(lookup.entity(draft, text))]
    except UsageError as error:
        return [note.split()[0] for note in error.__notes__]


def test_whatever_is_printed_of_what_releases_brought_is_accepted_back(draft):
    names = Names(draft)
    linked = {q.object.value for q in draft.quads(None, term("linkedTo"), None, LINKS_GRAPH)}
    # A place of which no accepted claim says that it is one is linked, but not in the view.
    linked = {iri for iri in linked if next(draft.quads(iri, None, None, VIEW_GRAPH), None)}
    by_kind = {iri.removeprefix(ID).split("/")[0]: iri for iri in sorted(linked)}
    assert {"project", "funding", "event", "participation"} <= set(by_kind)
    for iri in by_kind.values():
        assert meant(draft, shortened(iri)) == [shortened(iri)]
        assert shortened(iri) in meant(draft, names.entity(iri))


def test_candidates_come_best_first_and_what_releases_speak_of_before_reference_data(draft):
    found = meant(draft, "police")
    assert found[:2] == ["scheme:body-function/police-service", "scheme:dac-sector/15132"]
    assert found.index("id:agency/ner/national-police") < found.index("id:agency/aus/federal-police")
    assert found[-1] == "and"


def test_whole_words_go_before_words_that_begin_so_and_those_before_parts():
    assert lookup._rank("ita", {"ita"}, "ita") == 0
    assert lookup._rank("police", {"police"}, "national police") == 1
    assert lookup._rank("police national", {"police", "national"}, "national police") == 1
    assert lookup._rank("ita", {"ita"}, "capitol of italy") == 2
    assert lookup._rank("ita", {"ita"}, "capital") == 3
    assert lookup._rank("ita", {"ita"}, "niger") is None


def test_a_name_spelt_wrongly_in_one_word_has_the_nearest_named(draft: Draft) -> None:
    with pytest.raises(UsageError, match="nothing in the view is called 'Blake'; did you mean one of these") as refused:
        lookup.entity(draft, "Blake")
    assert "Balke - Security and Stabilization Project" in refused.value.__notes__[0]
