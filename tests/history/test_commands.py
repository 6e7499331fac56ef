"""`log`, `history` and `--as-of` on a terminal of 80 columns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from iomkg import history, judgements
from iomkg.judgements import Judgement
from iomkg.pipeline import Judge, Loader, prepare
from iomkg.store import Store

from .conftest import Ran, release, text_of
from .test_commits import durations, rejection

Run = Callable[..., Ran]
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def fill(store: Store) -> None:
    """Change 2 loads a release, 3 its next version, 4 rejects its duration, 5 undoes that."""
    Loader(store).load(release("agadez", text_of()))
    Loader(store).load(release("agadez", text_of(months=30)))
    made = rejection(store, "durationMonths")
    Judge(store).judge([made])
    Judge(store).judge([Judgement("undo", "Jean", judgements.now(), "it is so after all", undoes=made.id)])


@pytest.fixture
def told(path: Path) -> str:
    """The project's IRI."""
    with Store.open(path, writable=False) as store:
        (project,) = durations(store)
    return project


def plain(text: str) -> str:
    """With one moment for all."""
    return MOMENT.sub("(then)", text)


@pytest.mark.usefixtures("told")
def test_the_log_tells_every_change(run: Run) -> None:
    ran = run("log", "--limit", 4)
    lines = plain(ran.out).splitlines()
    assert lines[0] == "   5  (then)  +1 −0 facts"
    assert lines[1] == "      1 judgement"
    assert re.fullmatch(r"      [0-9a-f]{8} Jean: undo [0-9a-f]{8}, since it is so after all", lines[2])
    assert lines[4] == "   4  (then)  +0 −1 facts"
    assert re.match(r"      [0-9a-f]{8} Ines: reject .*since not so", " ".join(lines[6:8]))
    assert "   3  (then)  +1 −1 facts" in lines
    assert lines[-1].strip() == "loading “Niger : un projet pour les postes frontières” (agadez.fr.txt)"
    assert max(map(len, lines)) <= 80
    assert "other reference data" in run("log").out


@pytest.mark.usefixtures("told")
def test_the_log_as_json_holds_the_judgements_in_full(run: Run) -> None:
    newest, rejected, *_, first = json.loads(run("log", "--json").out)
    assert (newest["number"], newest["kind"], newest["judgements"][0]["by"]) == (5, "judgements", "Jean")
    assert rejected["judgements"][0]["id"] == newest["judgements"][0]["undoes"]
    assert (first["number"], first["kind"]) == (1, "reference")
    assert [each["number"] for each in json.loads(run("log", "--json", "--by", "Ines").out)] == [4]
    key = release("agadez", "").key
    assert [each["number"] for each in json.loads(run("log", "--json", "--release", key).out)] == [3, 2]


def test_the_history_of_a_project_tells_what_came_and_went_and_by_what(run: Run, told: str) -> None:
    lines = plain(run("history", told).out).splitlines()
    assert lines[0] == "Des postes frontières mieux équipés"
    assert lines[3:5] == ["   5  (then)  +1 −0 facts", "      1 judgement"]
    assert lines.count("      + duration in months 30") == 2
    assert lines.count("      − duration in months 30") == 1
    assert "      − duration in months 18" in lines
    first = lines[next(n for n, line in enumerate(lines) if line.startswith("   2")) :]
    together = " ".join(" ".join(first).split())
    assert "+ has donor Italy – Ministry of Foreign Affairs and International Cooperation" in together
    assert any(line.startswith("      announced contribution from Italy") for line in first)
    assert "        + funding stage announced" in first
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("told")
def test_the_history_of_a_release_tells_its_loads_and_judgements(run: Run) -> None:
    lines = plain(run("history", release("agadez", "").key).out).splitlines()
    assert [line.split()[0] for line in lines if "(then)" in line] == ["5", "4", "3", "2"]


def test_a_limit_says_that_there_is_more(run: Run, told: str) -> None:
    ran = run("history", told, "--limit", 1)
    assert ran.out.count("UTC") == 1
    assert "There is more" in ran.err


@pytest.mark.usefixtures("told")
def test_what_a_ministry_was_named_by_is_part_of_its_history(run: Run) -> None:
    ran = run("history", "agency/ita/ministry-foreign-affairs")
    assert "+ named by Des postes frontières mieux équipés (has donor)" in " ".join(ran.out.split())
    assert "known from the reference data" in ran.err


def test_facts_that_move_to_another_iri_are_no_change(run: Run, path: Path) -> None:
    """Two releases that follow tell of the same project: its IRI is that of the smallest of the three."""
    with Store.open(path) as store:
        loader = Loader(store)
        for name in ("zinder", "diffa"):
            loader.load(release(name, text_of(months=30, headline=f"Niger : à propos de {name}")))
        (project,) = durations(store)
    out = run("history", project).out
    lines = [line.split() for line in out.splitlines() if "UTC" in line]
    assert [line[0] for line in lines][-2:] == ["3", "2"]
    assert out.count("− duration") == 2


def test_show_and_query_answer_as_the_graph_stood(run: Run, told: str) -> None:
    ran = run("show", told, "--as-of", 2)
    assert re.search(r"duration in months +18", ran.out)
    assert plain(" ".join(ran.err.split())) == (
        "As of 2, (then): after loading “Niger : un projet pour les postes frontières” (agadez.fr.txt)."
    )
    assert re.search(r"duration in months +30", run("show", told, "--as-of", 3).out)
    assert "duration" not in run("show", told, "--as-of", "4").out
    assert "duration" in run("explain", told, "--as-of", "2").out
    asked = "SELECT ?months { ?p iomkg:durationMonths ?months }"
    assert run("query", "-", "--as-of", "2", "--format", "csv", given=asked).out.split() == ["months", "18"]
    assert run("query", "-", "--as-of", "1", "--format", "csv", given=asked).out.split() == ["months"]


def test_going_back_leaves_the_store_as_it_is_and_nothing_behind(run: Run, told: str, path: Path) -> None:
    before = sorted(str(each) for each in path.rglob("*") if "oxigraph" not in str(each))
    run("show", told, "--as-of", 2)
    assert sorted(str(each) for each in path.rglob("*") if "oxigraph" not in str(each)) == before
    assert re.search(r"duration in months +30", run("show", told).out)


@pytest.mark.parametrize("when", ["2019-12-31", "2100-01-01", "soon", "99"])
def test_a_time_that_cannot_answer_is_refused_in_a_line(run: Run, told: str, when: str) -> None:
    ran = run("show", told, "--as-of", when)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_a_dump_that_is_restored_is_validated_is_the_same_graph_and_can_be_loaded_into(
    run: Run, path: Path, tmp_path: Path
) -> None:
    run("export", tmp_path / "graph.nq")
    restored = run("restore", tmp_path / "graph.nq", "--store", tmp_path / "again")
    checked = run("validate")
    assert (restored.code, restored.out) == (checked.code, checked.out)
    with Store.open(path, writable=False) as store, Store.open(tmp_path / "again") as again:
        assert again.canonical_hash() == store.canonical_hash()
        prepare(again)
        assert again.canonical_hash() == store.canonical_hash()
        assert Loader(again).load(release("agadez", text_of(months=36))).status == "updated"
        assert [commit.occasion.kind for commit in history.commits(again)] == ["load", "reference"]
