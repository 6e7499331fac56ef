"""The texts kept beside the graph: by hash, private, whole."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from iomkg.errors import StoreError
from iomkg.store import Store

TEXTS = ("", "A bridge.\r\nIt stands.\n", "État du Niger \U0001f600", "\x00\x1f", "x" * 100_000)


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_texts_come_back_as_they_were(store: Store) -> None:
    for text in TEXTS:
        assert store.text(hashed(text)) is None
        store.keep_text(hashed(text), text)
        store.keep_text(hashed(text), text)
    assert [store.text(hashed(text)) for text in TEXTS] == list(TEXTS)
    store.keep_text(hashed("x"), "another reading of it")
    assert store.text(hashed("x")) == "another reading of it"


def test_a_text_that_is_dropped_is_gone(store: Store) -> None:
    store.keep_text(hashed("a"), "a")
    store.keep_text(hashed("b"), "b")
    store.drop_text(hashed("a"))
    store.drop_text(hashed("a"))
    assert (store.text(hashed("a")), store.text(hashed("b"))) == (None, "b")


@pytest.mark.parametrize("name", ["", "..", "../../passwd", "ab/../../../x", "ABCDEF0123456789", "abcdef0123456789\n"])
def test_only_a_hash_names_a_text(store: Store, name: str) -> None:
    for ask in (store.text, store.drop_text, lambda given: store.keep_text(given, "text")):
        with pytest.raises(StoreError, match="no hash of a text"):
            ask(name)


def test_no_query_and_no_hash_of_the_store_sees_a_text(store: Store) -> None:
    before = store.canonical_hash()
    store.keep_text(hashed("secret"), "secret")
    assert (store.canonical_hash(), list(store.quads())) == (before, [])


def test_a_closed_store_gives_no_text(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.text(hashed("a"))
    with pytest.raises(StoreError, match="closed"):
        store.keep_text(hashed("a"), "a")


def test_readers_read_texts_and_keep_none(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        store.keep_text(hashed("a"), "a")
    with Store.open(tmp_path / "store", writable=False) as store:
        assert store.text(hashed("a")) == "a"
        for change in (store.drop_text, lambda given: store.keep_text(given, "b")):
            with pytest.raises(StoreError, match="reading only"):
                change(hashed("a"))


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_the_owner_may_read_texts(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        store.keep_text(hashed("a"), "a")
    texts = tmp_path / "store" / "texts"
    assert {stat.S_IMODE(path.stat().st_mode) for path in texts.rglob("*") if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (texts, *texts.glob("*"))} == {0o700}


def test_what_a_dead_writer_left_half_written_is_no_text(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        store.keep_text(hashed("a"), "a")
        (tmp_path / "store" / "texts" / ".draft").write_text("hal")
        store.keep_text(hashed("b"), "b")
        assert (store.text(hashed("a")), store.text(hashed("b"))) == ("a", "b")
    assert not (tmp_path / "store" / "texts" / ".draft").exists()


def test_a_text_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        store.keep_text(hashed("a"), "a")
        (kept,) = (path for path in (tmp_path / "store" / "texts").rglob("*") if path.is_file())
        kept.write_bytes(b"\xff\xff")
        with pytest.raises(StoreError, match="load its release again"):
            store.text(hashed("a"))
