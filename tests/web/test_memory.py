"""A reply is given again while readers see the same snapshot, and never longer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import httpx
from tests.conftest import run_iomkg
from tests.web.conftest import served, stopped

from iomkg.web.lanes import Reply
from iomkg.web.memory import Memory

REPLY = Reply(200, "text/plain", b"so it was")


def test_a_reply_is_remembered_of_its_snapshot_alone() -> None:
    memory = Memory()
    memory.keep("one", ("task", 1), REPLY)
    assert memory.given("one", ("task", 1)) is REPLY
    assert memory.given("one", ("task", 2)) is None
    assert memory.given("two", ("task", 1)) is None
    memory.keep("two", ("task", 2), REPLY)
    assert memory.given("one", ("task", 1)) is None


def test_what_went_wrong_or_is_large_is_not_remembered() -> None:
    memory = Memory()
    memory.keep("one", "wrong", Reply(404, "text/plain", b"no such thing"))
    memory.keep("one", "large", Reply(200, "text/plain", b"x" * 3_000_000))
    assert memory.given("one", "wrong") is None
    assert memory.given("one", "large") is None


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    memory = Memory()
    for number in range(100):
        memory.keep("one", number, Reply(200, "text/plain", b"x" * 1_000_000))
    kept = [number for number in range(100) if memory.given("one", number)]
    assert 50 <= len(kept) < 68
    assert 99 in kept


def test_an_answer_given_before_is_another_one_after_a_load(bare_store: Path, tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text("Oslo, 3 May 2024 - Norway funds the project \u201cCalm Rivers\u201d of the IOM in Chad.\n")
    store = shutil.copytree(bare_store, tmp_path / "store")
    process, address = served(store)
    try:
        asked = {"query": "SELECT (COUNT(?p) AS ?n) { ?p a iomkg:Project }"}
        counted = []
        for _ in range(2):
            answer = httpx.get(f"{address}/sparql", params=asked, timeout=60, trust_env=False)
            counted.append(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])
        loaded = run_iomkg(["load", str(text), "--store", str(store)])
        assert loaded.returncode == 0, loaded.stderr
        answer = httpx.get(f"{address}/sparql", params=asked, timeout=60, trust_env=False)
        counted.append(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])
    finally:
        stopped(process)
    assert counted == ["0", "0", "1"]
