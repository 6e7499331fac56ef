"""Backups: complete, checked, restored whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from iomkg import terms
from iomkg.errors import DataError, IomkgError, StoreDamagedError, StoreError, StoreLockedError, UsageError
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH, term
from iomkg.store import Change, Store, backups
from iomkg.store.backups import back_up, restore, restore_quads

HASH = "ab" * 32


def say(store: Store, name: str) -> None:
    graphs = (VIEW_GRAPH, LOG_GRAPH)
    store.commit(Change(added=frozenset(Quad(_SUBJECT, _NAME, terms.text(name), NamedNode(graph)) for graph in graphs)))


def names(folder: Path) -> set[str]:
    with Store.open(folder, writable=False) as store:
        return {quad.object.value for quad in store.quads()}  # type: ignore[union-attr]  # all objects are literals


_SUBJECT, _NAME = NamedNode("https://example.org/s"), NamedNode(term("name"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store", create=True) as store:
        say(store, "old")
        store.keep_text(HASH, "A text.")
    return tmp_path / "store"


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    back_up(folder, tmp_path / "backup")
    return tmp_path / "backup"


def refused(kind: type[IomkgError], action: object) -> str:
    with pytest.raises(kind) as error:
        action()  # type: ignore[operator]  # a call without arguments
    assert type(error.value) is kind
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_backup_restored_is_the_store_again(folder: Path, backup: Path, tmp_path: Path) -> None:
    with Store.open(folder) as store:
        before = store.canonical_hash()
        say(store, "new")
    held = restore(backup, tmp_path / "deep" / "again")
    assert (held.canonical_hash, held.facts, held.texts) == (before, 2, 1)
    with Store.open(tmp_path / "deep" / "again") as again:
        assert (again.canonical_hash(), again.text(HASH)) == (before, "A text.")
        say(again, "newer")
    assert names(tmp_path / "deep" / "again") == {"old", "newer"}
    assert names(backup) == {"old"}


def test_a_backup_shares_no_file_with_the_store_and_keeps_texts_private(backup: Path) -> None:
    files = [path for path in backup.rglob("*") if path.is_file()]
    assert {path.stat().st_nlink for path in files} == {1}
    assert [oct(path.stat().st_mode)[-3:] for path in (backup / "texts").rglob("*")] == ["700", "600"]


def test_a_backup_beside_a_writer_is_of_the_latest_snapshot(folder: Path, tmp_path: Path) -> None:
    with Store.open(folder) as writer:
        assert not back_up(folder, tmp_path / "one").behind
        say(writer, "new")
        assert back_up(folder, tmp_path / "two").behind
    assert names(tmp_path / "two") == {"old"}


def test_a_backup_can_be_read_but_not_written(backup: Path, tmp_path: Path) -> None:
    before = sorted(path.relative_to(backup) for path in backup.rglob("*"))
    assert names(backup) == {"old"}
    with Store.open(backup, writable=False) as store:
        assert store.text(HASH) == "A text."
    assert "iomkg restore" in refused(UsageError, lambda: Store.open(backup))
    assert sorted(path.relative_to(backup) for path in backup.rglob("*")) == before
    back_up(backup, tmp_path / "of a backup")
    assert names(tmp_path / "of a backup") == {"old"}


def test_a_backup_never_lands_on_something(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("mine")
    for target in (tmp_path / "taken", tmp_path / "taken" / "thesis.txt", folder):
        assert "exists already" in refused(UsageError, lambda target=target: back_up(folder, target))
    assert "in the store itself" in refused(UsageError, lambda: back_up(folder, folder / "backup"))
    refused(StoreError, lambda: back_up(folder, tmp_path / "taken" / "thesis.txt" / "below"))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["store", "taken"]
    assert (tmp_path / "taken" / "thesis.txt").read_text() == "mine"


def test_only_a_backup_is_restored(folder: Path, tmp_path: Path) -> None:
    assert "no such folder" in refused(UsageError, lambda: restore(tmp_path / "none", tmp_path / "new"))
    for other in (folder, tmp_path):
        told = refused(UsageError, lambda other=other: restore(other, tmp_path / "new"))
        assert "not an iomkg backup" in told
    assert not (tmp_path / "new").exists()


def test_a_store_is_replaced_only_when_that_is_asked_for(folder: Path, backup: Path, tmp_path: Path) -> None:
    with Store.open(folder) as store:
        say(store, "new")
    assert "--replace" in refused(UsageError, lambda: restore(backup, folder))
    assert names(folder) == {"old", "new"}
    restore(backup, folder, replace=True)
    assert names(folder) == {"old"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["backup", "store"]


def test_what_is_no_store_is_never_replaced(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    assert "not an iomkg store" in refused(UsageError, lambda: restore(backup, tmp_path / "mine", replace=True))
    assert "is a file" in refused(UsageError, lambda: restore(backup, tmp_path / "mine" / "thesis.txt", replace=True))
    assert "is a backup" in refused(UsageError, lambda: restore(backup, _second(backup, tmp_path), replace=True))
    assert "one in the other" in refused(UsageError, lambda: restore(backup, backup / "store"))
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "mine"


def _second(backup: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(backup, tmp_path / "second"))


def test_a_store_in_use_is_not_replaced(folder: Path, backup: Path) -> None:
    with Store.open(folder):
        refused(StoreLockedError, lambda: restore(backup, folder, replace=True))
    with Store.open(folder, writable=False):
        assert "being read" in refused(StoreLockedError, lambda: restore(backup, folder, replace=True))
    restore(backup, folder, replace=True)


@pytest.mark.parametrize("harm", ["*.sst", "CURRENT", "iomkg-backup.json", "text", "count"])
def test_a_damaged_backup_leaves_the_store_as_it_is(folder: Path, backup: Path, tmp_path: Path, harm: str) -> None:
    if harm == "text":
        shutil.rmtree(backup / "texts")
    elif harm == "count":
        marker = json.loads((backup / "iomkg-backup.json").read_text())
        (backup / "iomkg-backup.json").write_text(json.dumps({**marker, "facts": 99}))
    else:
        for victim in backup.rglob(harm):
            victim.write_bytes(victim.read_bytes()[:10])
    assert "damaged" in refused(StoreDamagedError, lambda: restore(backup, folder, replace=True))
    assert names(folder) == {"old"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["backup", "store"]


@pytest.mark.parametrize("moment", ["copying", "aside", "placing", "removing"])
def test_a_restore_that_dies_leaves_the_old_store_or_the_new(
    folder: Path, backup: Path, tmp_path: Path, moment: str
) -> None:
    with Store.open(folder) as store:
        say(store, "new")
    pid = os.fork()
    if pid == 0:
        _die_at(moment, folder)
        restore(backup, folder, replace=True)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    if moment == "placing":
        assert "a restore was cut short" in refused(UsageError, lambda: Store.open(folder, writable=False))
    else:
        assert names(folder) == ({"old"} if moment == "removing" else {"old", "new"})
    restore(backup, folder, replace=True)
    assert names(folder) == {"old"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["backup", "store"]


def _die_at(moment: str, folder: Path) -> None:
    def die(*_: object) -> None:
        os._exit(9)

    rename = Path.rename

    def die_at_rename(this: Path, target: Path) -> Path:
        if (this if moment == "aside" else target) == folder:
            os._exit(9)
        return rename(this, target)

    if moment == "copying":
        backups.shutil.copy = die  # type: ignore[assignment]  # this process dies of it
    elif moment == "removing":
        remove = shutil.rmtree
        backups.shutil.rmtree = lambda path, **how: die() if path.suffix == ".replaced" else remove(path, **how)  # type: ignore[assignment]
    else:
        Path.rename = die_at_rename  # type: ignore[assignment,method-assign]


QUAD = f'<https://example.org/s> <{term("name")}> "dumped" <{VIEW_GRAPH}> .\n'


def test_quads_become_a_store_to_read_and_to_write(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dump.nq").write_text(QUAD)
    assert restore_quads(tmp_path / "dump.nq", tmp_path / "new") == 1
    with Store.open(tmp_path / "new") as store:
        say(store, "newer")
    assert names(tmp_path / "new") == {"dumped", "newer"}
    (tmp_path / "dump.nq.gz").write_bytes(gzip.compress(QUAD.encode()))
    with pytest.raises(UsageError, match="--replace"):
        restore_quads(tmp_path / "dump.nq.gz", folder)
    assert restore_quads(tmp_path / "dump.nq.gz", folder, replace=True) == 1
    assert names(folder) == {"dumped"}


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("<https://example.org/s> <https://example.org/p> .", "is no N-Quads"),
        (QUAD.replace("<https://example.org/s>", "_:s"), "blank nodes"),
        (QUAD.replace(f" <{VIEW_GRAPH}>", ""), "outside any named graph"),
    ],
)
def test_what_no_load_would_have_written_is_no_store(folder: Path, tmp_path: Path, content: str, wrong: str) -> None:
    (tmp_path / "dump.nq").write_text(content)
    with pytest.raises(DataError, match=wrong):
        restore_quads(tmp_path / "dump.nq", folder, replace=True)
    assert names(folder) == {"old"}
    (tmp_path / "cut.nq.gz").write_bytes(gzip.compress(QUAD.encode() * 99)[:-30])
    with pytest.raises(DataError, match="not whole"):
        restore_quads(tmp_path / "cut.nq.gz", tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut.nq.gz", "dump.nq", "store"]
