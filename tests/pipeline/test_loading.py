"""What becomes of a release: new, updated, unchanged or refused, and what the store holds afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from iomkg import curated, pipeline, terms, view
from iomkg.draft import Draft
from iomkg.model import Release
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH, digest, release_graph, term
from iomkg.pipeline import Loader, Outcome
from iomkg.readers import press
from iomkg.readers.manifest import Manifest
from iomkg.store import Store

TEXT = """Agadez : un projet pour les postes frontières

Niamey – L'Organisation internationale pour les migrations (OIM) a lancé le 3 mai 2023 un projet au Niger.

Le projet de {months} mois intitulé « Des postes frontières mieux équipés pour la région d'Agadez » est financé par le
Ministère italien des Affaires étrangères et de la Coopération internationale. Il renforce la gestion des frontières.
"""


@pytest.fixture
def store(bare_store: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(bare_store, tmp_path / "store")
    with Store.open(tmp_path / "store") as opened:
        yield opened


def release(folder: Path, text: str, *, name: str = "agadez.fr.txt", url: str | None = None) -> Release:
    """A release as the reader gives it, for a text in a file and a row of a manifest."""
    (folder / name).write_text(text, encoding="utf-8")
    manifest = None
    if url:
        (folder / "sources.csv").write_text(f"file,url,publisher,published,retrieved\n{name},{url},,,\n", "utf-8")
        manifest = Manifest.read(folder / "sources.csv")
    return next(iter(press.read(folder / name, manifest)))


def durations(store: Store) -> list[str]:
    return [q.object.value for q in store.quads(None, term("durationMonths"), None, VIEW_GRAPH)]


def test_a_release_is_learned_once(store: Store, tmp_path: Path) -> None:
    told = release(tmp_path, TEXT.format(months=18))
    first = Loader(store).load(told)
    assert (first.status, first.doubted, first.reason) == ("new", 0, "")
    assert durations(store) == ["18"]
    after = store.canonical_hash()
    logged = len(list(store.quads(graph=LOG_GRAPH)))
    assert Loader(store).load(told).status == "unchanged"
    assert store.canonical_hash() == after
    assert len(list(store.quads(graph=LOG_GRAPH))) == logged


def test_a_new_version_at_the_same_address_replaces_the_old(store: Store, tmp_path: Path) -> None:
    url = "https://example.org/agadez"
    loader = Loader(store)
    assert loader.load(release(tmp_path, TEXT.format(months=18), url=url)).status == "new"
    assert loader.load(release(tmp_path, TEXT.format(months=30), url=url)).status == "updated"
    assert durations(store) == ["30"]
    projects = store.select("SELECT ?p { ?p a iomkg:Project }").rows
    assert len(projects) == 1
    assert view.conflicts_of(Draft(store), projects[0][0].value) == []


def test_a_changed_text_without_an_address_is_another_release_and_told_to_look_like_a_version(
    store: Store, tmp_path: Path
) -> None:
    loader = Loader(store)
    first = loader.load(release(tmp_path, TEXT.format(months=18)))
    again = loader.load(release(tmp_path, TEXT.format(months=30)))
    assert (first.status, first.reason, again.status) == ("new", "", "new")
    assert again.reason.startswith(
        f"release {first.key} has the same file name and headline, and stays beside this one"
    )
    other = loader.load(release(tmp_path, TEXT.format(months=24), name="other.fr.txt"))
    assert (other.status, other.reason) == ("new", "")


def test_a_text_gets_its_address_later_and_is_one_release_either_way(
    store: Store, bare_store: Path, tmp_path: Path
) -> None:
    plain = release(tmp_path, TEXT.format(months=18))
    addressed = release(tmp_path, TEXT.format(months=18), url="https://example.org/agadez")
    assert plain.key != addressed.key
    assert [Loader(store).load(told).status for told in (plain, addressed)] == ["new", "updated"]
    assert list(store.quads(graph=release_graph(plain.key))) == []
    shutil.copytree(bare_store, tmp_path / "other")
    with Store.open(tmp_path / "other") as other:
        outcomes: list[Outcome] = [Loader(other).load(told) for told in (addressed, plain)]
        assert [outcome.status for outcome in outcomes] == ["new", "unchanged"]
        assert "https://example.org/agadez" in outcomes[1].reason
        assert other.canonical_hash() == store.canonical_hash()


def test_what_breaks_a_rule_is_refused_whole_with_its_sentence(store: Store, tmp_path: Path) -> None:
    before, log = store.canonical_hash(), set(store.quads(graph=LOG_GRAPH))
    outcome = Loader(store).load(release(tmp_path, TEXT.format(months=900)))
    assert outcome.status == "refused"
    assert "whole number of months from 1 to 600" in outcome.reason
    (doubt,) = [d for d in outcome.doubts if d.finding.severity == "Violation"]
    assert doubt.finding.shape == "Project-duration"
    assert doubt.quote is not None
    assert "900 mois" in doubt.quote
    assert store.canonical_hash() == before
    assert set(store.quads(graph=LOG_GRAPH)) == log


def test_the_second_gate_refuses_what_the_merged_picture_cannot_hold(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = Loader(store)
    loader.load(release(tmp_path, TEXT.format(months=18), name="one.txt"))
    before = store.canonical_hash()
    sound = view.refresh

    def careless(draft: Draft, entities: set[str]) -> set[str]:
        """A view that forgets to choose between two durations."""
        touched = sound(draft, entities)
        standing = list(draft.quads(None, term("durationMonths"), None, VIEW_GRAPH))
        draft.add(Quad(q.subject, q.predicate, terms.integer(99), q.graph_name) for q in standing)
        return touched

    monkeypatch.setattr(view, "refresh", careless)
    outcome = loader.load(release(tmp_path, TEXT.format(months=24), name="two.txt"))
    assert outcome.status == "refused"
    assert "durationMonths" in {(d.finding.path or "").rsplit("#", 1)[-1] for d in outcome.doubts}
    assert store.canonical_hash() == before


@pytest.mark.usefixtures("few_places")
def test_newer_reference_data_reaches_a_store_and_its_releases(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Loader(store).load(release(tmp_path, TEXT.format(months=18)))
    before = store.canonical_hash()
    italy = NamedNode("https://w3id.org/iomkg/id/state/ita")
    quads = [q for q in curated.quads() if q.subject != italy]
    with monkeypatch.context() as newer:
        newer.setattr(curated, "quads", lambda: iter(quads))
        newer.setattr(curated, "digest_of_files", lambda: digest("newer"))
        pipeline.prepare(store)
    assert list(store.quads(italy, None, None, VIEW_GRAPH)) == []
    assert durations(store) == ["18"]
    assert list(view.unfounded(Draft(store))) == []
    pipeline.prepare(store)
    assert store.canonical_hash() == before


def test_an_unreadable_release_is_refused_and_names_its_file(store: Store, tmp_path: Path) -> None:
    outcome = Loader(store).load(
        release(tmp_path, "A prefeitura de Boa Vista abriu ontem um abrigo para migrantes. " * 9)
    )
    assert outcome.status == "refused"
    assert outcome.reason.startswith("the language of agadez.fr.txt seems to be")
