"""A source that changes: judgements on what it still says hold, the others are reopened, none is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.curation.conftest import Desk

from iomkg.curation.adding import Typed, judgement
from iomkg.draft import Draft
from iomkg.model import Release
from iomkg.pipeline import Loader
from iomkg.readers import press
from iomkg.readers.manifest import Manifest
from iomkg.store import Store
from iomkg.waiting import Queue

URL = "https://example.org/agadez"
TEXT = """Agadez : un projet pour les postes frontières

Niamey – L'Organisation internationale pour les migrations (OIM) a lancé le 3 mai 2023 un projet au Niger.

Le projet intitulé « Des postes frontières mieux équipés pour la région d'Agadez » est financé par le Ministère italien
des Affaires étrangères et de la Coopération internationale. Il renforce la gestion des frontières.

Le projet durera {months} mois.
"""


@pytest.fixture
def desk(bare_store: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(bare_store, tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        yield Desk(store, [])


def version(folder: Path, months: int) -> Release:
    (folder / "agadez.fr.txt").write_text(TEXT.format(months=months), "utf-8")
    (folder / "sources.csv").write_text(f"file,url,publisher,published,retrieved\nagadez.fr.txt,{URL},,,\n", "utf-8")
    return next(iter(press.read(folder / "agadez.fr.txt", Manifest.read(folder / "sources.csv"))))


def lost(desk: Desk) -> list[str]:
    return [item.title for item in Queue(Draft(desk.store)).items("judgement")]


def test_a_new_version_keeps_judgements_on_what_it_still_says(desk: Desk, tmp_path: Path) -> None:
    loader = Loader(desk.store)
    first = version(tmp_path, 18)
    assert loader.load(first).status == "new"
    (donor,) = desk.claims("donor")
    (duration,) = desk.claims("durationMonths")
    desk.judge(desk.make.on_claim("reject", donor), desk.make.on_claim("prefer", duration))
    desk.judge(
        judgement(desk.make, Typed(first.key, "partner", "state/esp", "a lancé le 3 mai 2023 un projet au Niger"))
    )
    outcome = Loader(desk.store).load(version(tmp_path, 30))
    assert (outcome.status, outcome.lost) == ("updated", 1)
    (again,) = desk.claims("donor")
    assert again != donor, "another source, another claim"
    assert desk.status(again) == "rejected", "whose sentence stands as it was"
    assert [desk.object(c).value for c in desk.claims("durationMonths")] == ["30"]
    assert desk.status(desk.claims("durationMonths")[0]) == "accepted"
    assert desk.claims("participant", status="accepted"), "what was added finds its quote again"
    assert len(lost(desk)) == 1
    assert "prefer" in lost(desk)[0]
    Loader(desk.store).load(version(tmp_path, 18))
    assert lost(desk) == []


def test_reading_again_changes_no_judgement(desk: Desk, tmp_path: Path) -> None:
    release = version(tmp_path, 18)
    Loader(desk.store).load(release)
    desk.judge(desk.make.on_claim("reject", desk.claims("donor")[0]))
    before = desk.store.canonical_hash()
    assert Loader(desk.store).load(release).status == "unchanged"
    assert desk.store.canonical_hash() == before


def test_a_text_that_gets_its_address_keeps_its_judgements(desk: Desk, tmp_path: Path) -> None:
    addressed = version(tmp_path, 18)
    plain = next(iter(press.read(tmp_path / "agadez.fr.txt", None)))
    Loader(desk.store).load(plain)
    desk.judge(desk.make.on_claim("reject", desk.claims("donor")[0]))
    assert Loader(desk.store).load(addressed).status == "updated"
    assert [desk.status(c) for c in desk.claims("donor")] == ["rejected"]
    assert lost(desk) == []
