"""The whole of the work with the store on a server: the same comes of it as in a folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.servers import Server

from iomkg.cli import main
from iomkg.namespaces import VIEW_GRAPH
from iomkg.store import Store

RELEASE = "06275f3394d56dc5"
REJECT = ["reject", "--property", "hasTheme", "--status", "accepted", "--release", RELEASE, "--by", "Ana", "--yes"]


def run(*arguments: str, store: str | Path) -> str:
    ran = CliRunner().invoke(main, [*arguments, "--store", str(store)])
    assert ran.exit_code == 0, ran.output
    return ran.output


def view(store: Store) -> set[object]:
    return set(store.quads(graph=VIEW_GRAPH))


def _timeless(told: str) -> list[str]:
    """What is told of judgements without their names and moments, which no two have in common."""
    return re.sub(r"\b[0-9a-f]{8}\b|\d\d:\d\d(:\d\d)?", "", told).split()


@pytest.mark.usefixtures("few_places")
def test_releases_judgements_and_answers_are_the_same(
    fresh_server: Callable[[str], Server], repository: Path, sample_store: Path, tmp_path: Path
) -> None:
    server = fresh_server("oxigraph")
    releases = repository / "data" / "releases"
    told = run("load", str(releases), "--manifest", str(releases / "sources.csv"), store=server.url)
    assert f"Making a store at {server.url}" in " ".join(told.split())
    with Store.open(server.url, writable=False) as theirs, Store.open(sample_store, writable=False) as ours:
        assert theirs.canonical_hash() == ours.canonical_hash()
        assert theirs.text_hashes() == ours.text_hashes()
    folder = shutil.copytree(sample_store, tmp_path / "store")
    for command in (
        ["query", "cq01", "--param", "theme=peace-and-security", "--param", "region=sahel"],
        ["show", "Balke"],
        REJECT,
        ["judgements", "list"],
    ):
        theirs_told, ours_told = run(*command, store=server.url), run(*command, store=folder)
        assert _timeless(theirs_told) == _timeless(ours_told)
    with Store.open(server.url, writable=False) as theirs, Store.open(folder, writable=False) as ours:
        assert view(theirs) == view(ours)
    assert run("validate", store=server.url) == run("validate", store=folder)
