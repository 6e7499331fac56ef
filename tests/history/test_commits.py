"""Every commit is in the log: what it was made for, when, and what it changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import iomkg
from iomkg import history, judgements
from iomkg.history import entries
from iomkg.judgements import Judgement
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH, shortened, term
from iomkg.pipeline import Judge, Loader, prepare
from iomkg.store import Store

from .conftest import DONORS, release, text_of


def durations(store: Store) -> dict[str, str]:
    found = store.quads(None, term("durationMonths"), None, VIEW_GRAPH)
    return {quad.subject.value: quad.object.value for quad in found}  # type: ignore[union-attr]


def rejection(store: Store, predicate: str) -> Judgement:
    """The judgement that a claim of the store is wrong."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
    (claim, *_) = sorted(q.subject.value for q in store.quads(None, rdf, term(predicate)))  # type: ignore[union-attr]
    told = {q.predicate.value: q.object.value for q in store.quads(claim)}  # type: ignore[union-attr]
    key = told[term("inRelease")].rsplit("/", 1)[1]
    said = told[term("saying")]
    return Judgement("reject", "Ines", judgements.now(), "not so", release=key, claim=claim, saying=said)


def test_a_fresh_store_has_one_commit_and_loads_are_numbered_from_there(store: Store) -> None:
    loader = Loader(store)
    first = release("agadez", text_of())
    loader.load(first)
    loader.load(first)
    loader.load(release("agadez", text_of(months=30)))
    told = [(c.number, c.occasion.kind, c.occasion.source, c.headline) for c in history.commits(store)]
    headline = "Niger : un projet pour les postes frontières"
    assert told == [
        (3, "load", "agadez.fr.txt", headline),
        (2, "load", "agadez.fr.txt", headline),
        (1, "reference", "", ""),
    ]
    newest = history.last(store)
    assert newest is not None
    assert (newest.gained, newest.lost, newest.version) == (1, 1, iomkg.__version__)
    assert newest.occasion.release == first.key
    assert dt.datetime.now(dt.UTC) - newest.at < dt.timedelta(minutes=5)


def test_a_refused_release_is_not_in_the_log(store: Store) -> None:
    before = set(store.quads())
    assert Loader(store).load(release("agadez", text_of(months=900))).status == "refused"
    assert set(store.quads()) == before


def test_the_history_of_an_entity_is_found_by_what_changed_or_points_to_it(store: Store) -> None:
    loader = Loader(store)
    loader.load(release("agadez", text_of()))
    loader.load(release("zinder", text_of(title="Un autre projet au loin", donor=DONORS[1], headline="Autre projet")))
    loader.load(release("agadez", text_of(months=30)))
    (project,) = [iri for iri, months in durations(store).items() if months == "30"]
    assert history.touching(store, project) == [2, 4]
    touched = {
        shortened(q.object.value)  # type: ignore[union-attr]
        for q in store.quads("https://w3id.org/iomkg/id/commit/2", term("changedEntity"), None, LOG_GRAPH)
    }
    assert {"id:country/ner", "id:agency/ita/ministry-foreign-affairs", "id:organisation/iom"} <= touched
    delta = history.delta_of(store, 4)
    lost, gained = ([str(q.object) for q in quads] for quads in (delta.lost, delta.gained))
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert (lost, gained) == ([f'"18"{integer}'], [f'"30"{integer}'])


def test_judgements_are_logged_with_what_they_changed_and_once(store: Store) -> None:
    Loader(store).load(release("agadez", text_of()))
    (project,) = durations(store)
    made = rejection(store, "durationMonths")
    Judge(store).judge([made])
    Judge(store).judge([made])
    newest = history.last(store)
    assert newest is not None
    assert (newest.number, newest.occasion.kind, newest.occasion.judgements) == (3, "judgements", (made.iri,))
    assert (newest.gained, newest.lost) == (0, 1)
    assert history.touching(store, made.iri) == [3]
    assert 3 in history.touching(store, project)


def test_other_reference_data_are_a_commit_with_the_net_change_alone(store: Store, small: Any) -> None:
    Loader(store).load(release("agadez", text_of()))
    small(lambda quad: "/state/deu" not in str(quad.subject), "without a state")
    prepare(store)
    newest = history.last(store)
    assert newest is not None
    assert (newest.number, newest.occasion.kind) == (3, "reference")
    delta = history.delta_of(store, 3)
    assert {str(quad.subject) for quad in delta.lost} == {"<https://w3id.org/iomkg/id/state/deu>"}
    assert delta.gained == []


def test_a_clock_put_back_does_not_make_commits_go_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = history.last(store)
    monkeypatch.setattr(entries, "now", lambda: "2020-01-01T00:00:00Z")
    Loader(store).load(release("agadez", text_of()))
    second = history.last(store)
    assert first is not None
    assert second is not None
    assert second.at > first.at


def test_the_log_changes_no_hash_and_a_failed_commit_leaves_no_entry(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, logged = store.canonical_hash(), set(store.quads(graph=LOG_GRAPH))

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "commit", fail)
        with pytest.raises(OSError, match="No space"):
            Loader(store).load(release("agadez", text_of()))
    assert set(store.quads(graph=LOG_GRAPH)) == logged
    assert store.canonical_hash() == before
