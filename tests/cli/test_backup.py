"""`iomkg backup` and `iomkg restore` as a user sees them."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.namespaces import VIEW_GRAPH, term
from iomkg.store import Change, Store

FACT = Quad(NamedNode("https://example.org/s"), NamedNode(term("name")), Literal("x"), NamedNode(VIEW_GRAPH))


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "store"
    with Store.open(path, create=True) as opened:
        opened.keep_text("ab" * 32, "A text.")
    return path


def test_a_backup_and_its_restoring_say_what_they_hold(run, store, tmp_path):
    made = run("backup", tmp_path / "backup", store=store)
    assert made.code == 0, made.err
    assert "holds no facts and 1 text, canonical hash" in " ".join(made.err.split())
    assert run("status", store=tmp_path / "backup").code == 0
    again = run("restore", tmp_path / "backup", store=tmp_path / "again")
    assert again.code == 0
    assert "holds no facts and 1 text" in " ".join(again.err.split())
    assert run("status", store=tmp_path / "again").code == 0


def test_misuse_is_one_line_and_changes_nothing(run, store, tmp_path):
    def told(*arguments, store=store):
        ran = run(*arguments, store=store)
        assert ran.code == 2
        return ran.told[-1]

    assert run("backup", tmp_path / "backup", store=store).code == 0
    assert "exists already" in told("backup", tmp_path / "backup")
    assert "no store at" in told("backup", tmp_path / "other", store=tmp_path / "none")
    assert "with --replace" in told("restore", tmp_path / "backup")
    assert "is not an iomkg backup" in told("restore", store, store=tmp_path / "new")
    assert "no such folder" in told("restore", tmp_path / "none", store=tmp_path / "new")
    assert "is a backup" in told("load", "data/releases", store=tmp_path / "backup")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["backup", "store"]
    assert run("restore", tmp_path / "backup", "--replace", store=store).code == 0


def test_a_backup_beside_a_load_says_so(run, store, tmp_path):
    with Store.open(store) as writer:
        writer.load_graphs([FACT])
        writer.commit(Change(removed=frozenset({FACT})))
        ran = run("backup", tmp_path / "backup", store=store)
    assert ran.code == 0
    assert "another process is writing the store" in " ".join(ran.err.split())
    assert "holds 1 fact" in " ".join(ran.err.split())
