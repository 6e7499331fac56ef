"""Readers beside a writer: each reads a snapshot, the state after some commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from iomkg import terms
from iomkg.errors import StoreError, StoreLockedError
from iomkg.namespaces import VIEW_GRAPH, term
from iomkg.store import Change, Store, publishing

SUBJECT = NamedNode("https://example.org/s")


def fact(name: str) -> Quad:
    return Quad(SUBJECT, NamedNode(term("name")), terms.text(name), NamedNode(VIEW_GRAPH))


def say(store: Store, name: str) -> None:
    store.commit(Change(added=frozenset({fact(name)})))


def names(store: Store) -> list[str]:
    return sorted(quad.object.value for quad in store.quads())  # type: ignore[union-attr]  # all objects are literals


def read(folder: Path) -> list[str]:
    with Store.open(folder, writable=False) as store:
        return names(store)


def snapshots(folder: Path) -> list[str]:
    return sorted(entry.name for entry in (folder / "snapshots").iterdir() if entry.is_dir())


def killed_after(folder: Path, *said: str) -> None:
    """A process that commits these names and dies, so that no snapshot has them."""
    program = "import os, sys; from pathlib import Path; from iomkg.store import Change, Store\n"
    program += "from tests.store.test_snapshots import say\n"
    program += "store = Store.open(Path(sys.argv[1]), create=True)\n"
    program += "for name in sys.argv[2:]: say(store, name)\n"
    program += "os._exit(9)"
    subprocess.run([sys.executable, "-c", program, str(folder), *said], check=False, cwd=Path(__file__).parents[2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store", create=True) as store:
        say(store, "old")
    return tmp_path / "store"


def test_a_reader_sees_one_commit_while_it_is_open(folder: Path) -> None:
    with Store.open(folder) as writer, Store.open(folder, writable=False) as reader:
        say(writer, "new")
        assert names(reader) == ["old"]
        assert read(folder) == ["old"]
        writer.close()
        assert names(reader) == ["old"]
        assert read(folder) == ["new", "old"]


def test_a_long_load_is_seen_every_so_often(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(publishing.time, "monotonic", lambda: now[0])
    with Store.open(folder) as writer:
        say(writer, "a")
        assert read(folder) == ["old"]
        now[0] += publishing.EVERY
        say(writer, "b")
        assert read(folder) == ["a", "b", "old"]
        say(writer, "c")
        assert read(folder) == ["a", "b", "old"]


def test_what_a_store_is_first_filled_with_is_seen_at_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as writer:
        with pytest.raises(StoreLockedError, match="being made by another process") as error:
            Store.open(tmp_path / "store", writable=False)
        assert "\n" not in str(error.value)
        writer.load_graphs([fact("known")])
        assert read(tmp_path / "store") == ["known"]


def test_a_folder_in_which_a_store_is_about_to_be_made_is_told(tmp_path: Path) -> None:
    from iomkg.store.folder import claim

    held = claim(tmp_path / "store", create=True)
    with pytest.raises(StoreLockedError, match="being made by another process"):
        Store.open(tmp_path / "store", writable=False)
    held.release()


def test_what_a_writer_committed_before_it_died_is_seen_by_the_next_reader(folder: Path) -> None:
    killed_after(folder, "a", "b")
    with Store.open(folder, writable=False) as reader:
        assert (names(reader), reader.behind) == (["a", "b", "old"], False)
    assert read(folder) == ["a", "b", "old"]
    assert len(snapshots(folder)) == 1


def test_beside_a_writer_that_has_changed_something_a_reader_says_it_may_be_behind(folder: Path) -> None:
    with Store.open(folder) as writer:
        with Store.open(folder, writable=False) as reader:
            assert not reader.behind
        say(writer, "new")
        with Store.open(folder, writable=False) as reader:
            assert (names(reader), reader.behind) == (["old"], True)


def test_after_a_crash_the_next_writer_lets_readers_see_first(folder: Path) -> None:
    killed_after(folder, "new")
    with Store.open(folder):
        assert read(folder) == ["new", "old"]


def test_snapshots_are_removed_when_nobody_reads_them(folder: Path) -> None:
    with Store.open(folder, writable=False) as reader:
        for name in ("a", "b", "c"):
            with Store.open(folder) as writer:
                say(writer, name)
        assert len(snapshots(folder)) == 2
        assert names(reader) == ["old"]
    with Store.open(folder) as writer:
        say(writer, "d")
    assert len(snapshots(folder)) == 1
    assert read(folder) == ["a", "b", "c", "d", "old"]


def test_nothing_changed_makes_no_snapshot(folder: Path) -> None:
    before = snapshots(folder)
    Store.open(folder).close()
    read(folder)
    assert snapshots(folder) == before


def test_a_snapshot_cut_short_is_swept_away(folder: Path) -> None:
    (folder / "snapshots" / ".9.unfinished" / "oxigraph").mkdir(parents=True)
    (folder / "snapshots" / "8" / "oxigraph").mkdir(parents=True)
    assert read(folder) == ["old"]
    with Store.open(folder) as writer:
        say(writer, "new")
    assert snapshots(folder) == ["2"]
    assert read(folder) == ["new", "old"]


@pytest.mark.parametrize("content", ["", "x", "77"])
def test_a_lost_note_of_the_current_snapshot_is_made_good(folder: Path, content: str) -> None:
    (folder / "snapshots" / "current").write_text(content)
    with Store.open(folder) as writer:
        say(writer, "new")
    assert read(folder) == ["new", "old"]


def test_a_store_made_before_there_were_snapshots_is_read(folder: Path) -> None:
    shutil.rmtree(folder / "snapshots")
    assert read(folder) == ["old"]
    assert len(snapshots(folder)) == 1


def test_a_commit_stands_though_no_snapshot_can_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "EVERY", 0.0)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    writer = Store.open(folder)
    monkeypatch.setattr(publishing.Snapshots, "take", full)
    say(writer, "new")
    assert names(writer) == ["new", "old"]
    with pytest.raises(StoreError, match="full; what is committed is kept"):
        writer.close()
    assert read(folder) == ["old"]
    monkeypatch.undo()
    assert read(folder) == ["new", "old"]


def test_a_commit_is_on_disk_before_it_returns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database does not wait for the disk, so the store does: its log is synced, with the commit in it."""
    synced: list[str] = []
    sync = os.fsync

    def watched(handle: int) -> None:
        sync(handle)
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))

    with Store.open(folder) as writer:
        monkeypatch.setattr(os, "fsync", watched)
        say(writer, "a fact nobody may lose")
        logs = [path for path in map(Path, synced) if path.suffix == ".log"]
        assert any(b"a fact nobody may lose" in path.read_bytes() for path in logs)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root opens other people's files")
def test_root_reads_another_users_store_without_writing_there(folder: Path) -> None:
    killed_after(folder, "new")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    assert read(folder) == ["old"]
    assert {path.stat().st_uid for path in folder.rglob("*")} == {65534}
