"""The real release that started it all; not part of the repository, so read from ../shared where that is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from iomkg.store import Store

MINISTRY = "Italy – Ministry of Foreign Affairs and International Cooperation"
PROJECT = "Améliorer la gestion des frontières"


def squeezed(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.fixture(scope="session")
def seed(shared: Path) -> Path:
    return shared / "seeds" / "niger-border-italy.fr.txt"


@pytest.fixture(scope="session")
def rival(shared: Path) -> Path:
    """Another release on the same project, which says 24 months where the first says 18."""
    return shared / "releases" / "fr-002.txt"


@pytest.fixture
def store(run, seed, bare_store, tmp_path) -> Path:
    path = shutil.copytree(bare_store, tmp_path / "store")
    assert run("load", seed, store=path).code == 0
    return path


def hash_of(run, store: Path) -> str:
    return run("status", store=store).out.split("canonical hash")[1].split()[0]


def test_its_record_equals_the_gold_record_in_every_field(run, seed, shared, tmp_path):
    (tmp_path / "gold").mkdir()
    shutil.copy(shared / "gold" / "niger-border-italy.fr.json", tmp_path / "gold")
    assert run("extract", seed, "--output", tmp_path / "records").code == 0
    scorer = [sys.executable, str(shared / "bin" / "score_extraction.py")]
    scored = subprocess.run(
        [*scorer, str(tmp_path / "gold"), str(tmp_path / "records")], capture_output=True, text=True, check=True
    )
    assert scored.stdout.splitlines()[-2:] == ["core 1.000", "all 1.000"]


def test_the_first_question_names_the_ministry_the_definition_and_the_sentence(run, store, seed):
    ran = run("query", "cq01-donors-of-theme-in-region", store=store)
    text = squeezed(ran.out)
    assert text.startswith(f"1 donor {MINISTRY} id:agency/ita/ministry-foreign-affairs project {PROJECT}")
    assert "members Burkina Faso, Mali, Niger" in text
    quote = text.partition(" sentence “")[2].partition("” ")[0]
    assert quote
    assert quote in squeezed(seed.read_text("utf-8"))
    assert ran.told[0] == "1 row"
    assert "G5 Sahel (sahel-g5)" in squeezed(ran.err)


def test_where_no_member_was_one_at_the_time_nothing_is_found_and_said_why(run, store):
    ran = run("query", "cq01", "--param", "member_at=2010-01-01", store=store)
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing found" in ran.err


def test_each_fact_of_the_project_rests_on_a_french_sentence(run, store):
    explained = run("explain", PROJECT, store=store)
    assert explained.code == 0
    assert "without a basis" not in explained.out
    text = squeezed(explained.out)
    assert f"has donor: {MINISTRY}" in text
    assert "**18 mois**" in text
    assert "works along route: Central Mediterranean route" in text
    shown = squeezed(run("show", PROJECT, store=store).out)
    assert "launch, 16 February (year not stated)" in shown
    assert "has implementer Cooperazione Internazionale International Organization for Migration" in shown


def test_no_contact_is_in_the_store_or_its_files(run, store, seed, tmp_path):
    contacts = re.findall(rb"(\S+@\S+)", seed.read_bytes())
    (person,) = re.findall(rb"contacter (\S+ \S+)", seed.read_bytes())
    assert contacts
    assert run("export", tmp_path / "all.nq", store=store).code == 0
    files = [*(path for path in store.rglob("*") if path.is_file()), tmp_path / "all.nq"]
    for path in files:
        content = path.read_bytes()
        assert person not in content, path
        assert not [contact for contact in contacts if contact in content], path
        assert not re.search(rb"[A-Za-z0-9]@[a-z]+\.(int|org)\b", content), path


def test_a_rival_release_joins_the_project_in_either_order(run, store, seed, rival, bare_store, tmp_path):
    assert run("load", rival, store=store).code == 0
    shown = squeezed(run("show", PROJECT, store=store).out)
    assert "duration in months 24" in shown
    disagreed = squeezed(run("conflicts", PROJECT, store=store).out)
    assert "duration in months: 24" in disagreed
    assert "not 18: a later release says otherwise" in disagreed
    assert "**18 mois**" in disagreed
    assert "**24 mois**" in disagreed
    other = shutil.copytree(bare_store, tmp_path / "other")
    for release in (rival, seed):
        assert run("load", release, store=other).code == 0
    assert hash_of(run, other) == hash_of(run, store)


def test_loading_it_again_changes_nothing(run, store, seed):
    with Store.open(store, writable=False) as opened:
        before = set(opened.quads())
    assert run("load", seed, store=store).told[0] == f"unchanged {seed.name}"
    with Store.open(store, writable=False) as opened:
        assert set(opened.quads()) == before


def test_the_store_is_sound(run, store):
    ran = run("validate", store=store)
    assert (ran.code, ran.out) == (0, "no violations, no warnings\n")
