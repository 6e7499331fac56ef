"""The records of the shared releases against their gold records: a floor that must not be fallen through."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from iomkg import claims, documents, mentions, records
from iomkg.readers import press
from iomkg.reference import Reference


def extracted(path: Path) -> dict[str, Any]:
    reference = Reference.load()
    (release,) = press.read(path)
    document = documents.compose(release)
    return records.record(document, claims.read(document, mentions.find(document, reference), reference), reference)


def scores(shared: Path, gold: Path, predicted: Path) -> tuple[float, float]:
    command = [sys.executable, str(shared / "bin" / "score_extraction.py"), str(gold), str(predicted)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    values = dict(line.split() for line in lines if line.startswith(("core ", "all ")))
    return float(values["core"]), float(values["all"])


@pytest.fixture(scope="module")
def predicted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    for path in sorted((shared / "releases").glob("*.txt")):
        (folder / f"{path.stem}.json").write_text(json.dumps(extracted(path)), encoding="utf-8")
    return folder


def test_the_floor_on_all_releases(shared: Path, predicted: Path) -> None:
    core, whole = scores(shared, shared / "gold", predicted)
    assert core >= 0.96
    assert whole >= 0.95


def test_the_real_release_is_read_whole(shared: Path, predicted: Path, tmp_path: Path) -> None:
    name = "niger-border-italy.fr.json"
    (tmp_path / name).write_bytes((shared / "gold" / name).read_bytes())
    core, whole = scores(shared, tmp_path, predicted)
    assert core == 1.0
    assert whole >= 0.9


def test_the_menu_of_the_real_release_says_nothing(shared: Path) -> None:
    (release,) = press.read(shared / "seeds" / "niger-border-italy.fr.txt")
    document = documents.compose(release)
    reference = Reference.load()
    furniture = [(b.start, b.end) for b in document.blocks if b.kind == "furniture"]
    found = claims.read(document, mentions.find(document, reference), reference)
    assert found
    assert not [c for c in found for start, end in furniture if start <= c.evidence.start < end]


def test_releases_without_a_project_have_none(shared: Path) -> None:
    for name in ("en-038", "fr-008", "fr-044", "fr-047", "es-005"):
        assert extracted(shared / "releases" / f"{name}.txt")["projects"] == []


def test_the_samples_of_the_repository(repository: Path, shared: Path, tmp_path: Path) -> None:
    for path in sorted((repository / "data" / "releases").iterdir()):
        if path.suffix in (".txt", ".html"):
            (tmp_path / f"{path.stem}.json").write_text(json.dumps(extracted(path)), encoding="utf-8")
    core, whole = scores(shared, repository / "data" / "releases" / "gold", tmp_path)
    assert core >= 0.95
    assert whole >= 0.94
