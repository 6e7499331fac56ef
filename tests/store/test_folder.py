"""A store's folder: who may open it, and what is said when somebody may not."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.errors import IomkgError, StoreDamagedError, StoreError, StoreLockedError, UsageError
from iomkg.namespaces import VIEW_GRAPH, term
from iomkg.store import Change, Store

FACT = Quad(NamedNode("https://example.org/s"), NamedNode(term("name")), Literal("x"), NamedNode(VIEW_GRAPH))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store on disk with one fact in it."""
    with Store.open(tmp_path / "store", create=True) as store:
        store.commit(Change(added=frozenset({FACT})))
    return tmp_path / "store"


def refused(kind: type[IomkgError], path: Path, **how: bool) -> str:
    with pytest.raises(kind) as error:
        Store.open(path, **how).close()
    assert type(error.value) is kind
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)
    return str(error.value)


def test_facts_are_there_when_the_store_opens_again(folder: Path) -> None:
    for writable in (True, False):
        with Store.open(folder, writable=writable) as store:
            assert list(store.quads()) == [FACT]
    with Store.open(folder, create=True) as store:
        assert list(store.quads()) == [FACT]


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    for how in ({"writable": False}, {"writable": True}):
        assert "`iomkg load` makes one" in refused(UsageError, tmp_path / "none", **how)
        assert "`iomkg load` makes one" in refused(UsageError, tmp_path, **how)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for create in (True, False):
        assert "is a file" in refused(UsageError, tmp_path / "file", create=create)
    refused(StoreError, tmp_path / "file" / "below", create=True)
    assert (tmp_path / "file").read_text() == "mine"


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for create in (True, False):
        assert "not an iomkg store" in refused(UsageError, tmp_path, create=create)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    Store.open(tmp_path, create=True).close()
    Store.open(tmp_path, writable=False).close()


def test_a_store_whose_making_was_cut_short_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "iomkg-store.lock").touch()
    (tmp_path / "iomkg-store.json.draft").touch()
    assert "`iomkg load` makes one" in refused(UsageError, tmp_path, writable=False)
    Store.open(tmp_path, create=True).close()
    Store.open(tmp_path, writable=False).close()


def test_a_newer_format_is_refused(folder: Path) -> None:
    (folder / "iomkg-store.json").write_text(json.dumps({"format": 99, "package": "7.0"}))
    assert "made by iomkg 7.0" in refused(StoreError, folder)


@pytest.mark.parametrize("marker", ["", "[]", "{}", '{"format": null}', '{"format": "x"}', "\x00"])
def test_an_unreadable_marker_is_damage(folder: Path, marker: str) -> None:
    (folder / "iomkg-store.json").write_text(marker)
    assert "damaged" in refused(StoreDamagedError, folder)


@pytest.mark.parametrize("part", ["CURRENT", "MANIFEST-*", "*.sst"])
@pytest.mark.parametrize("harm", ["delete", "cut", "garble"])
@pytest.mark.parametrize("writable", [True, False])
def test_a_damaged_database_is_one_line(folder: Path, part: str, harm: str, writable: bool) -> None:
    database = folder / "oxigraph" if writable else folder / "snapshots" / "1" / "oxigraph"
    victim = next(database.glob(part))
    content = victim.read_bytes()
    victim.unlink()
    if harm != "delete":
        victim.write_bytes(content[:10] if harm == "cut" else bytes(byte ^ 0x5A for byte in content))
    assert "damaged" in refused(StoreDamagedError, folder, writable=writable)


def test_one_writes_and_any_number_read(folder: Path) -> None:
    with (
        Store.open(folder, writable=False) as one,
        Store.open(folder) as writer,
        Store.open(folder, writable=False) as two,
    ):
        for store in (one, writer, two):
            assert list(store.quads()) == [FACT]
        assert "another --store" in refused(StoreLockedError, folder)
        refused(StoreLockedError, folder, create=True)
    Store.open(folder).close()


def test_a_reader_does_not_write(folder: Path) -> None:
    with Store.open(folder, writable=False) as store:
        with pytest.raises(StoreError, match="reading only"):
            store.commit(Change(removed=frozenset({FACT})))
        with pytest.raises(StoreError, match="reading only"):
            store.load_graphs([FACT])
        assert list(store.quads()) == [FACT]


def test_another_process_holds_the_store_until_it_ends(folder: Path) -> None:
    holder = "import sys; from pathlib import Path; from iomkg.store import Store\n"
    holder += "store = Store.open(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        refused(StoreLockedError, folder)
        process.kill()
    with Store.open(folder) as store:
        assert list(store.quads()) == [FACT]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_what_may_not_be_written_is_one_line() -> None:
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        with Store.open(base / "store", create=True) as store:
            store.commit(Change(added=frozenset({FACT})))
        for path in (base / "store" / "iomkg-store.lock", base / "store", base):
            path.chmod(0o555)
        with as_somebody_else():
            assert "permission denied" in refused(StoreError, base / "store")
            assert "permission denied" in refused(StoreError, base / "new", create=True)
            with Store.open(base / "store", writable=False) as store:
                assert list(store.quads()) == [FACT]
        base.chmod(0o755)
        (base / "store").chmod(0o755)


@contextlib.contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may write anything, so as root the block runs as nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
