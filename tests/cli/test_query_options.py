"""Options of `iomkg query` on a small store: languages, sentences, the SPARQL, the time limit."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad
from tests.conftest import run_iomkg

from iomkg.store import Store

Run = Callable[..., Any]
ENDLESS = "SELECT (COUNT(*) AS ?counted) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"


@pytest.fixture(scope="session")
def sahel_on_disk(sahel_quads: frozenset[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sahel") / "store"
    with Store.open(path, create=True) as store:
        store.load_graphs(sahel_quads)
    return path


def test_a_row_shows_one_sentence_and_how_many_more_or_all(run: Run, sahel_on_disk: Path) -> None:
    asked = ("query", "cq02", "--param", "donor=agency/ita/ministry-foreign-affairs")
    one = run(*asked, store=sahel_on_disk)
    assert one.code == 0
    assert " ".join(one.out.split()).endswith(
        "sentence “It costs EUR 3 million.” Italy and three borders (id:release/en-1) +3 more status machine-coded"
    )
    every = run(*asked, "--evidence", store=sahel_on_disk).out
    assert every.count("sentence") == 4
    assert "more" not in every
    assert max(map(len, every.splitlines())) <= 80


def test_labels_are_in_the_language_asked_for(run: Run, sahel_on_disk: Path) -> None:
    out = run("query", "cq05", "--lang", "es", "--format", "csv", store=sahel_on_disk).out
    assert out.splitlines()[0] == "project,projectLabel,property,propertyLabel,value,valueLabel,holds,rowStatus"
    assert "duración en meses" in out
    refused = run("query", "cq05", "--lang", "de", store=sahel_on_disk)
    assert (refused.code, len(refused.told)) == (2, 1)


def test_the_sparql_is_shown_and_runs_again_as_a_file(run: Run, sahel_on_disk: Path, tmp_path: Path) -> None:
    asked = ("query", "cq01", "--param", "member_at=project")
    shown = run(*asked, "--explain", store=sahel_on_disk)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("# Which donors fund projects of a theme in a region")
    (tmp_path / "mine.rq").write_text(shown.out)
    again = run("query", tmp_path / "mine.rq", "--format", "json", store=sahel_on_disk)
    assert again.out.count('"donor"') == run(*asked, "--format", "json", store=sahel_on_disk).out.count('"donor"')


def test_an_empty_answer_begins_with_what_it_means(run: Run, sahel_on_disk: Path) -> None:
    told = run("query", "cq02", "--param", "donor=organisation/iom", store=sahel_on_disk).told
    assert told[:2] == ["no rows", "No releases are loaded, so nothing is known of what they say."]


def test_a_query_over_the_time_limit_is_stopped_with_one_line(sahel_on_disk: Path) -> None:
    begun = time.monotonic()
    arguments = ["query", "-", "--timeout", "0.5", "--store", str(sahel_on_disk)]
    ran = run_iomkg(arguments, given=ENDLESS)
    assert (ran.returncode, ran.stdout) == (124, "")
    assert ran.stderr == (
        "iomkg: no answer within 0.5 seconds, so the query was stopped; narrow it, or allow more with --timeout\n"
    )
    assert time.monotonic() - begun < 60


def test_a_past_state_leaves_no_copy_behind_when_its_time_is_up(bare_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(bare_store, store)
    ran = run_iomkg(["query", "-", "--timeout", "1", "--as-of", "1", "--store", str(store)], given=ENDLESS)
    assert ran.returncode == 124
    assert list(store.glob("scratch-*")) == []


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_a_limit_that_is_none_is_refused(run: Run, sahel_on_disk: Path, seconds: str) -> None:
    ran = run("query", "cq05", "--timeout", seconds, store=sahel_on_disk)
    assert (ran.code, len(ran.told)) == (2, 1)


def test_the_queue_of_one_property(run: Run, sahel_on_disk: Path) -> None:
    assert run("queue", "--kind", "claim", "--property", "hasTheme", store=sahel_on_disk).out == "waiting: no facts\n"
    ran = run("queue", "--property", "hasTheme", store=sahel_on_disk)
    assert (ran.code, ran.told) == (2, ["iomkg: --property is of claims; give --kind claim with it"])
