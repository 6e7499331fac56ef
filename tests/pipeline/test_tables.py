"""The worked example of docs/tables.md in a store: what its rows state, where, and that loading it again is idle."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.conftest import REPOSITORY

from iomkg.draft import Draft
from iomkg.namespaces import RDF, VIEW_GRAPH, claims_graph, concept, term
from iomkg.pipeline import Loader, Outcome, prepare
from iomkg.readers import table
from iomkg.readers.table import mapping
from iomkg.store import Store

EXAMPLE = REPOSITORY / "data" / "examples" / "agency-projects.csv"


@pytest.fixture(scope="module")
def loaded() -> tuple[Store, list[Outcome]]:
    store = Store.memory()
    prepare(store)
    loader = Loader(store)
    reading = table.read(EXAMPLE, mapping.read(EXAMPLE.with_suffix(".toml")))
    return store, [loader.load(release) for release in reading.releases]


def test_rows_become_projects_of_their_programmes_and_lines_that_are_none_are_marked(
    loaded: tuple[Store, list[Outcome]],
) -> None:
    store, outcomes = loaded
    assert [outcome.status for outcome in outcomes] == ["new"] * 7
    draft = Draft(store)
    titles: dict[str, str] = {}
    for quad in draft.quads(None, term("title"), None, VIEW_GRAPH):
        titles[str(quad.subject)[1:-1]] = quad.object.value  # type: ignore[union-attr]
    parts = {
        (titles[str(q.subject)[1:-1]], titles[str(q.object)[1:-1]])
        for q in draft.quads(None, term("partOf"), None, VIEW_GRAPH)
    }
    assert parts == {
        ("Safer crossings at the river ports of Niger", "Northern routes"),
        ("Jobs and training for returnees in Agadez and Zinder", "Northern routes"),
        ("Formation des gardes-côtes de Mauritanie et du Sénégal", "Coast and islands"),
        ("Shelter along the road from Bissau to Dakar", "Coast and islands"),
        ("Shelter along the road from Conakry to Bamako", "Coast and islands"),
    }
    marked = {
        kind: {titles[iri] for iri in draft.subjects(term("projectKind"), node, VIEW_GRAPH)}
        for kind in ("programme", "unallocated", "administrative")
        for node in [next(q.object for q in draft.quads(None, term("projectKind"), None, VIEW_GRAPH)
                          if q.object.value == concept("project-kind", kind))]
    }  # fmt: skip
    assert marked == {
        "programme": {"Northern routes", "Coast and islands"},
        "unallocated": {"Various small grants"},
        "administrative": {"Administrative costs"},
    }


def test_every_claim_says_where_its_cell_is(loaded: tuple[Store, list[Outcome]]) -> None:
    store, outcomes = loaded
    draft = Draft(store)
    graph = claims_graph(outcomes[0].key)
    told = {}
    for claim in {q.subject for q in draft.quads(graph=graph)}:
        said = {q.predicate.value: q.object.value for q in draft.quads(claim, None, None, graph)}  # type: ignore
        told[said[RDF + "predicate"], said[term("evidencePath")]] = said[term("quote")]
    assert told[term("donor"), "D5"] == "Funding source: AA"
    assert told[term("amount"), "I5"] == "Committed (EUR): 1.250.000,00"
    assert told[term("start"), "G5"] == "Start: 01.02.2024"


def test_loading_it_again_is_idle_and_the_report_tells_of_each_row(run: Run, tmp_path: Path) -> None:  # noqa: F811
    arguments = ("load", EXAMPLE, "--mapping", EXAMPLE.with_suffix(".toml"), "--rows", tmp_path / "rows.csv")
    first = run(*arguments, store=tmp_path / "store")
    assert (first.code, first.out) == (0, "")
    assert "agency-projects.csv: 9 rows: 7 loaded, 2 left out, 1 cell not taken" in first.told
    again = run(*arguments, store=tmp_path / "store")
    assert "agency-projects.csv: 9 rows: 7 unchanged, 2 left out, 1 cell not taken" in again.told
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig") as stream:
        rows = [(row["row"], row["outcome"], row["why"]) for row in csv.DictReader(stream)]
    assert rows == [
        ("5", "unchanged", ""), ("6", "unchanged", ""), ("7", "unchanged", ""), ("8", "unchanged", ""),
        ("9", "unchanged", ""), ("9", "cell refused", "holds no number"), ("10", "unchanged", ""),
        ("11", "unchanged", ""), ("12", "left out", "is the same as row 8"),
        ("13", "left out", "a total; Committed (EUR) says 5,590,500.00 where the rows above make 4,990,500.00"),
    ]  # fmt: skip


def test_wrong_calls_are_told_in_a_line(run: Run, tmp_path: Path) -> None:  # noqa: F811
    for arguments, told in (
        (("load", EXAMPLE, "--rows", tmp_path / "r.csv"), "iomkg: --rows tells of the rows of a table"),
        (("load", EXAMPLE, "--mapping", tmp_path / "no.toml"), "iomkg: no mapping at "),
        (("match", EXAMPLE), "iomkg: give a LIST and its --type"),
    ):
        ran = run(*arguments, store=tmp_path / "none")
        assert ran.code == 2
        assert ran.err.startswith(told)
        assert not (tmp_path / "none").exists()
    missing = run("table", "suggest", tmp_path / "no.csv")
    assert (missing.code, missing.err) == (2, f"iomkg: no such file: {tmp_path / 'no.csv'}\n")
