"""Loaded in batches, releases come to what loading them one by one comes to, and each has its entry in the log."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad
from tests.conftest import REPOSITORY

from iomkg import history, judgements, pipeline, terms, view
from iomkg.draft import Draft
from iomkg.errors import IomkgError, ReadingError, StoreError
from iomkg.judgements import Judgement
from iomkg.model import Release
from iomkg.namespaces import LOG_GRAPH, VIEW_GRAPH, term
from iomkg.pipeline import Item, Judge, Loader, Outcome, loading
from iomkg.readers import sources, table
from iomkg.readers.table import mapping
from iomkg.store import Change, Store
from iomkg.workers import Workers

from .conftest import DONORS, Edition, release, text_of

ACTIVITIES = """<iati-activities version="2.03">
 <iati-activity xml:lang="en" default-currency="EUR">
  <iati-identifier>XX-GIVER-1</iati-identifier>
  <reporting-org ref="XX-GIVER-0" type="15"><narrative>The Commission</narrative></reporting-org>
  <title><narrative>Ferries and landings</narrative></title>
  <participating-org ref="XX-GIVER-0" role="1"><narrative>The Commission</narrative></participating-org>
  <transaction><transaction-type code="2"/><transaction-date iso-date="2021-01-02"/><value>900000</value>
   <receiver-org ref="XX-AGENT-0"><narrative>Agency of Banks</narrative></receiver-org></transaction>
 </iati-activity>
 <iati-activity xml:lang="en" default-currency="EUR">
  <iati-identifier>XX-AGENT-1</iati-identifier>
  <reporting-org ref="XX-AGENT-0" type="10"><narrative>Agency of Banks</narrative></reporting-org>
  <title><narrative>Landings on both banks</narrative></title>
  <transaction><transaction-type code="11"/><transaction-date iso-date="2021-01-02"/><value>900000</value>
   <provider-org ref="XX-GIVER-0"><narrative>The Commission</narrative></provider-org></transaction>
  <related-activity ref="XX-GIVER-1" type="1"/>
 </iati-activity>
</iati-activities>
"""


def told() -> list[Release]:
    """Releases on one project, a repost, second versions, bytes that get an address later, two that are refused."""
    again = release("agadez", text_of(months=30, donor=DONORS[1]))
    plain = release("tahoua", text_of(title="Des ponts pour tous", person="Ali Ba"))
    addressless = replace(plain, key="c" * 16, source=replace(plain.source, url=None))
    return [
        release("agadez", text_of()),
        release("zinder", text_of(months=24, headline="Niger : des postes mieux équipés")),
        release("diffa", text_of(title="Des routes plus sûres", person="Jean Bon", donor=DONORS[1])),
        release("niamey", text_of(months=900)),
        addressless,
        again,
        release("dosso", text_of(headline="Niger : encore un projet", person="Ali Ba")),
        plain,
        release("agadez-encore", text_of(borne=" (BORNE)")),
        release("zinder", text_of(months=36, headline="Niger : des postes mieux équipés")),
        replace(release("grec", "x"), body="Ένα κείμενο σε άλλη γλώσσα, με αρκετές λέξεις για να φαίνεται.\n" * 3),
    ]


def loaded(
    items: Sequence[Item], first: int, monkeypatch: pytest.MonkeyPatch, before: Callable[[Store], None] = lambda _: None
) -> tuple[Store, list[Outcome]]:
    """A fresh store into which the items are loaded in batches, `first` releases in the first of them."""
    store = Store.memory()
    pipeline.prepare(store)
    before(store)
    return store, load(store, items, first, monkeypatch)


def load(store: Store, items: Sequence[Item], first: int, monkeypatch: pytest.MonkeyPatch) -> list[Outcome]:
    monkeypatch.setattr(loading, "_FIRST_BATCH", first)
    monkeypatch.setattr(loading, "_LARGEST_BATCH", max(first, 1))
    return [each for each in Loader(store).load_all(items) if isinstance(each, Outcome)]


@pytest.fixture
def one_by_one(small: Edition, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, list[Outcome]]:  # noqa: ARG001
    return loaded(told(), 1, monkeypatch)


def log(store: Store) -> list[tuple[Any, ...]]:
    return [(c.number, c.occasion, c.headline) for c in history.commits(store)]


@pytest.mark.parametrize("size", [2, 5, 256])
def test_a_batch_of_any_size_comes_to_the_same(
    one_by_one: tuple[Store, list[Outcome]], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, outcomes = one_by_one
    together, found = loaded(told(), size, monkeypatch)
    assert found == outcomes
    assert [outcome.status for outcome in outcomes] == [
        *("new", "new", "new", "refused", "new", "updated", "new", "updated", "new", "updated", "refused")
    ]
    assert together.canonical_hash() == alone.canonical_hash()
    assert together.text_hashes() == alone.text_hashes()
    assert log(together) == log(alone)
    assert list(view.unfounded(Draft(together))) == []


def test_what_was_loaded_together_is_one_step_and_each_entry_has_its_share(
    small: Edition,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def first(store: Store) -> None:
        Loader(store).load(release("gao", text_of(title="Des postes frontières mieux équipées", person="Awa Sarr")))

    three = told()[:3]
    store, _ = loaded(three, 256, monkeypatch, before=first)
    entries = list(history.commits(store))
    assert [each.number for each in entries] == [5, 4, 3, 2, 1]
    assert len({each.at for each in entries[:3]}) == 1
    assert history.commit_at(store, "3").number == 5
    before = history.numbered(store, 2)
    assert before is not None
    assert history.commit_at(store, "2") == before
    with history.as_of(store, before) as then, Store.memory() as other:
        pipeline.prepare(other)
        first(other)
        assert then.canonical_hash() == other.canonical_hash()
    people = {
        quad.object.value: number
        for number in (3, 4, 5)
        for quad in history.delta_of(store, number).gained
        if quad.predicate.value == term("name") and "/person/" in str(quad.subject)
    }
    assert people["Jean Bon"] == 5
    assert all(history.numbered(store, number).gained for number in (3, 5))  # type: ignore[union-attr]


def test_who_funds_a_project_is_due_to_the_release_that_names_the_donor(
    small: Edition,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is stated by none: it follows from a funding. The project is known from the first, its donor from the last."""
    two = [release("gao", text_of(donor="")), release("mopti", text_of(headline="Encore", donor=DONORS[1]))]
    for size in (1, 256):
        store, _ = loaded(two, size, monkeypatch)
        assert two[1].key == "".join(
            commit.occasion.release
            for commit in history.commits(store)
            for quad in history.delta_of(store, commit.number).gained
            if quad.predicate.value == term("hasDonor")
        )


def test_judgements_that_stand_hold_for_a_batch(small: Edition, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    withdrawn = Judgement("withdraw", "Ines", judgements.now(), release=told()[2].key)

    def judge(store: Store) -> None:
        Judge(store).judge([withdrawn])

    (alone, outcomes), (together, found) = (loaded(told(), size, monkeypatch, judge) for size in (1, 256))
    assert found == outcomes
    assert [outcome.withdrawn_by for outcome in found][2] == "Ines"
    assert together.canonical_hash() == alone.canonical_hash()


def test_the_second_gate_refuses_what_brings_the_fault_and_no_more(
    small: Edition,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound = view.refresh

    def careless(draft: Draft, entities: set[str]) -> set[str]:
        """A view that forgets to choose where Jean Bon speaks."""
        touched = sound(draft, entities)
        if any(draft.subjects(term("name"), terms.text("Jean Bon", "fr"), VIEW_GRAPH)):
            standing = list(draft.quads(None, term("durationMonths"), None, VIEW_GRAPH))
            draft.add(Quad(q.subject, q.predicate, terms.integer(99), q.graph_name) for q in standing)
            touched |= {q.subject.value for q in standing if isinstance(q.subject, NamedNode)}
        return touched

    monkeypatch.setattr(view, "refresh", careless)
    (alone, outcomes), (together, found) = (loaded(told()[:3] + told()[6:7], size, monkeypatch) for size in (1, 256))
    assert [outcome.status for outcome in found] == ["new", "new", "refused", "new"]
    assert "the merged picture breaks a rule" in found[2].reason
    assert [replace(one, doubts=()) for one in found] == [replace(one, doubts=()) for one in outcomes]
    assert together.canonical_hash() == alone.canonical_hash()


def test_a_batch_that_cannot_be_committed_leaves_nothing_and_the_rest_comes_later(
    one_by_one: tuple[Store, list[Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, made = Store.commit, 0

    def failing(store: Store, change: Change) -> None:
        nonlocal made
        made += 1
        if made == 2:
            raise StoreError("the disk is full")
        commit(store, change)

    store = Store.memory()
    pipeline.prepare(store)
    monkeypatch.setattr(loading, "_FIRST_BATCH", 3)
    monkeypatch.setattr(loading, "_LARGEST_BATCH", 4)
    outcomes: list[Outcome | str] = []
    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", failing)
        with pytest.raises(StoreError):
            outcomes.extend(Loader(store).load_all(told()))
    assert [outcome.status for outcome in outcomes if isinstance(outcome, Outcome)] == ["new"] * 3
    assert len(log(store)) == 4
    list(Loader(store).load_all(told()))
    assert store.canonical_hash() == one_by_one[0].canonical_hash()


def test_pages_activities_and_rows_stand_in_one_batch(
    bare_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "activities.xml").write_text(ACTIVITIES, "utf-8")
    example = REPOSITORY / "data" / "examples" / "agency-projects.csv"
    rows = table.read(example, mapping.read(example.with_suffix(".toml"))).releases
    items = [*told()[:2], *sources.read(tmp_path / "activities.xml"), *rows]
    hashes, outcomes = [], []
    for size in (1, 256):
        shutil.copytree(bare_store, tmp_path / str(size))
        with Store.open(tmp_path / str(size)) as store:
            outcomes.append(load(store, items, size, monkeypatch))
            hashes.append(store.canonical_hash())
    assert outcomes[0] == outcomes[1]
    assert {outcome.status for outcome in outcomes[0]} == {"new"}
    assert hashes[0] == hashes[1]


def test_what_comes_before_a_fault_is_loaded_and_what_is_told_between_stays_in_its_place(
    small: Edition,  # noqa: ARG001
) -> None:
    unread = Outcome("locked.txt", "", "refused", reason="cannot be read")

    def items() -> Iterator[Item]:
        yield told()[0]
        yield unread
        yield "archive.warc: left out 3 redirected"
        yield told()[2]
        raise ReadingError("the source ends here")

    store = Store.memory()
    pipeline.prepare(store)
    for workers in (None, Workers(1)):
        found: list[Outcome | str] = []
        with pytest.raises(IomkgError, match="ends here"):
            found.extend(Loader(store).load_all(items(), workers))
        assert [each if isinstance(each, str) else each.status for each in found][1:3] == [
            "refused",
            "archive.warc: left out 3 redirected",
        ]
    assert [each.status for each in found if isinstance(each, Outcome)] == ["unchanged", "refused", "unchanged"]
    assert len(set(store.quads(None, term("commitNumber"), None, LOG_GRAPH))) == 3
