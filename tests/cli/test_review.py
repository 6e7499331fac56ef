"""Going through the queue by keys: each decision is told with all it decides, and nothing typed is lost unseen."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY
from tests.doubting import doubt, things

from iomkg.curation import exchange
from iomkg.draft import Draft
from iomkg.store import Store

TCHAD = "/release/06275f3394d56dc5/"
BALKE = "Balke - Security and Stabilization Project in Northern Chad"


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    """The samples, unsure of a project and of who takes part in it."""
    shutil.copytree(sample_store, tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        doubted = [next(t for t in things(store, kind) if TCHAD in t) for kind in ("project", "participation")]
        doubt(store, doubted)
    return tmp_path / "store"


def kept(store: Path) -> list[str]:
    with Store.open(store, writable=False) as opened:
        return [judgement.kind for judgement in exchange.kept(Draft(opened))]


def words(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def test_a_fact_is_decided_by_one_key_and_taken_back_by_one(run, store):
    shown = run("queue", "--kind", "claim", "--property", "participant", store=store)
    assert words(shown.out).count(f"International Organization for Migration: implementing in {BALKE}") == 1
    assert "id:participation" not in shown.out
    assert shown.out.splitlines()[-1] == "waiting: 1 fact"
    claim = shown.out.split("claim ")[1][:8]
    given = "s" * 40 + "q"
    listed = words(run("review", "--kind", "claim", "--by", "Ana", given=given, store=store).out)
    skips = listed.split(f"implementing in {BALKE}")[0].count("needed")
    ran = run("review", "--kind", "claim", "--again", "--by", "Ana", given="s" * skips + "auaq", store=store)
    assert ran.code == 0
    assert ran.told[-1] == "4 judgements made; `iomkg undo` takes one back"
    assert kept(store) == ["accept"] * 4 + ["undo"] * 4 + ["accept"] * 4
    assert run("accept", claim, "--by", "Ana", store=store).told[-1] == "Nothing to do."


def test_what_is_decided_with_another_is_told(run, store):
    with Store.open(store, writable=False) as opened:
        project = next(thing for thing in things(opened, "project") if TCHAD in thing)
    listed = words(run("queue", "--kind", "claim", "--limit", 40, store=store).out)
    before = listed.split(f"{BALKE}: is a project")[0].count("needed")
    assert project
    ran = run("review", "--kind", "claim", "--by", "Ana", given="s" * before + "rq", store=store)
    told = words(ran.out)
    assert "Decided: reject. [u] takes it back. Also decided: " in told
    assert f"{BALKE}: " in told.split("Also decided: ")[1]
    assert kept(store) == ["reject", "reject"]


def test_help_preview_and_parts_one_by_one(run, store):
    listed = words(run("queue", "--kind", "claim", "--limit", 40, store=store).out)
    before = listed.split(f"implementing in {BALKE}")[0].count("needed")
    ran = run("review", "--kind", "claim", "--by", "Ana", given="s" * before + "?pocq", store=store)
    told = words(ran.out)
    assert "a accept: the text says so; it is believed" in told
    assert "[o] one by one" in told
    assert "To accept would change:" in told
    assert f"International Organization for Migration, implementing of {BALKE}: is a participation" in told
    assert kept(store) == []


TYPING = """
import time
from iomkg.cli.keys import Keys
with Keys() as keys:
    print("working", flush=True)
    time.sleep(1.5)
    print("asked", flush=True)
    print("got", keys.next(), flush=True)
    with keys.typing():
        print("a line", flush=True)
        print("typed", input(), flush=True)
    print("got", repr(keys.next()), flush=True)
"""


def test_keys_typed_while_it_works_are_neither_shown_nor_taken():
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", TYPING], stdin=theirs, stdout=theirs, cwd=REPOSITORY) as process:
        os.close(theirs)
        seen = ""

        def await_(what: str, typed: bytes = b"") -> None:
            """Read until it is told, typing again what may have come before it was asked for, and was dropped."""
            nonlocal seen
            until = time.monotonic() + 60
            while what not in seen and time.monotonic() < until:
                if select.select([ours], [], [], 5)[0]:
                    seen += os.read(ours, 1000).decode()
                else:
                    os.write(ours, typed)
            if what not in seen:
                process.kill()
            assert what in seen

        await_("working")
        time.sleep(0.3)
        os.write(ours, b"rrr")
        await_("asked")
        time.sleep(0.5)
        os.write(ours, b"\x1b[A")
        time.sleep(0.3)
        os.write(ours, b"A")
        await_("got a", b"A")
        assert "r" not in seen.replace("working", "")
        await_("a line")
        os.write(ours, b"Spain\n")
        await_("typed Spain")
        assert seen.count("Spain") == 2, "what is asked for is shown as it is typed"
        time.sleep(0.3)
        os.write(ours, b"\x04")
        await_("got ''", b"\x04")
    os.close(ours)
    assert process.returncode == 0


def test_what_is_judged_already_is_told_and_not_judged_again(run, store):
    shown = run("queue", "--kind", "claim", "--property", "role", store=store)
    claim = shown.out.split("claim ")[1][:8]
    first = run("reject", claim, "--by", "Ana", store=store)
    assert (first.code, len(kept(store))) == (0, 1)
    for by in ("Ana", "Luis"):
        again = run("reject", claim, "--by", by, store=store)
        assert (again.code, again.out) == (0, "")
        assert words(again.err).endswith("is rejected already, by Ana Nothing to do.")
    assert kept(store) == ["reject"]
    assert run("accept", claim, "--by", "Ana", store=store).code == 0
    assert run("reject", claim, "--by", "Luis", store=store).code == 0
    assert run("reject", claim, "--by", "Ana", store=store).code == 0, (
        "who takes their own word back says something new"
    )
    assert kept(store) == ["reject", "accept", "reject", "reject"]
    for _ in range(2):
        assert run("withdraw", TCHAD.split("/")[2], "--by", "Ana", store=store).code == 0
    assert kept(store)[4:] == ["withdraw"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_empty_reason_is_refused_in_one_line(run, store, reason):
    refused = run("reject", "00000000", "--by", "Ana", "--reason", reason, store=store)
    assert (refused.code, refused.told) == (2, ["iomkg: --reason is empty; say why, or leave it out"])


def test_a_merge_says_what_became_of_the_facts(run, store):
    projects = "West Sahel II", "Gestion coordonnée des frontières au Mali, au Niger, en Mauritanie et au Burkina Faso"
    for words_, options in (("would stand", ["--dry-run"]), ("now stand", [])):
        merged = run("merge", *projects, "--by", "Ana", *options, store=store)
        assert merged.code == 0
        first = words(merged.out).split(" under ")[0]
        assert first.endswith(words_)
        assert int(first.split()[0]) > 5
        assert "moved" in merged.err
    assert run("undo", exchange_ids(store)[0], "--by", "Ana", store=store).code == 0


def exchange_ids(store: Path) -> list[str]:
    with Store.open(store, writable=False) as opened:
        return [judgement.id for judgement in exchange.kept(Draft(opened))]
