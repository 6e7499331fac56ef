"""What waits for a person is shown with its sentence, by kind, and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

FRENCH = (
    "Un projet frontalier à Zinder\n\n"
    "Niamey – Le projet « Postes sûrs à Zinder » est financé par la Suède à hauteur de 2 millions d'euros. "
    "L'Organisation internationale pour les migrations (OIM) le met en œuvre au Niger pendant {months} mois avec "
    "la Brigade Azalaï de Surveillance (BAS).\n"
)


@pytest.fixture
def store(run, tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    for number, months in enumerate((18, 24)):
        (folder / f"{number}.fr.txt").write_text(FRENCH.format(months=months), encoding="utf-8")
    store = tmp_path / "store"
    assert run("load", folder, store=store).code == 0
    return store


def test_a_disagreement_waits_with_both_sentences(run, store):
    shown = run("queue", "--kind", "conflict", store=store)
    assert shown.code == 0
    assert "others say" in shown.out
    assert "**18 mois**" in shown.out
    assert "**24 mois**" in shown.out
    assert shown.out.splitlines()[-1] == "waiting: 1 conflict"


def test_every_kind_is_counted(run, store):
    last = run("queue", store=store).out.splitlines()[-1]
    kinds = [part.split(" ", 1)[1] for part in last.removeprefix("waiting: ").split(", ")]
    assert [kind[:3] for kind in kinds] == ["fac", "pai", "fun", "bod", "con", "dis", "jud"]


def test_a_limit_says_how_many_there_are(run, sample_store):
    shown = run("queue", "--kind", "conflict", "--limit", 1, store=sample_store)
    total = int(shown.out.splitlines()[-1].split()[1])
    assert total > 1
    assert f"(1 of {total}; --limit {total} shows all)" in shown.out


def test_nothing_waits_in_an_empty_store(run, bare_store):
    assert run("queue", store=bare_store).out == (
        "waiting: no facts, no pairs, no fundings, no bodies, no conflicts, no disagreements, no judgements\n"
    )
