"""Who comes second is told who has the store, and never of one that is gone."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from iomkg.errors import StoreLockedError
from iomkg.store import Store, folder
from iomkg.store.disk import lock
from iomkg.store.holder import LOCK, named


@pytest.fixture
def store(bare_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(folder, "_PATIENCE", 0.0)
    shutil.copytree(bare_store, tmp_path / "store")
    return tmp_path / "store"


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell of processes so")


@needs_proc
def test_the_second_writer_is_told_which_process_and_command_has_the_store(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/iomkg", "forget", "Awa Sarr"])
    told = rf"in use by another process \(process {os.getpid()}, iomkg forget\); wait until it ends, or use another"
    with Store.open(store):
        with pytest.raises(StoreLockedError, match=told):
            Store.open(store)
        assert "Sarr" not in (store / LOCK).read_text()
    assert (store / LOCK).read_bytes() == b""
    assert named(store) == ""


@needs_proc
@pytest.mark.parametrize(
    "change", [{"pid": 2**22 + 1}, {"begun": "1"}, {"host": "elsewhere.example.org"}, {"pid": "1"}, {"begun": ""}]
)
def test_what_a_killed_process_left_is_told_of_nobody(store: Path, change: dict[str, object]) -> None:
    with Store.open(store):
        left = json.loads((store / LOCK).read_text())
    (store / LOCK).write_text(json.dumps({**left, **change}))
    held = lock(store / LOCK, exclusive=True)
    assert held is not None
    with held, pytest.raises(StoreLockedError, match="in use by another process; wait"):
        Store.open(store)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"null", b'{"pid": 1}', b"x" * 5000])
def test_a_lock_file_of_any_content_names_nobody(store: Path, content: bytes) -> None:
    (store / LOCK).write_bytes(content)
    assert named(store) == ""
    Store.open(store).close()
