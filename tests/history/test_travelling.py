"""A store as it stood: whatever was committed, every commit comes back with the hash the store had then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from iomkg import history, judgements
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.history import Occasion, entries
from iomkg.judgements import Judgement
from iomkg.namespaces import ID, LOG_GRAPH, RDF, VIEW_GRAPH, term
from iomkg.pipeline import Judge, Loader, prepare
from iomkg.store import Store

from .conftest import DONORS, release, text_of
from .test_commits import durations, rejection

VIEW = NamedNode(VIEW_GRAPH)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("load"),
            st.sampled_from(("agadez", "zinder", "diffa")),
            st.sampled_from((18, 24, 36)),
            st.sampled_from(DONORS),
        ),
        st.tuples(st.just("reject"), st.sampled_from(("durationMonths", "donor", "targetsPlace"))),
        st.tuples(st.just("withdraw"), st.sampled_from(("agadez", "zinder"))),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.just("reference"), st.sampled_from(("deu", "fra", "nothing"))),
    ),
    min_size=2,
    max_size=7,
)


def take(store: Store, step: tuple[Any, ...], small: Any) -> None:
    """Do one step, if there is something to do it to."""
    kind, *rest = step
    made = judgements.of_quads(store.quads(None, "https://w3id.org/iomkg/ns#judgementRecord"))
    if kind == "load":
        name, months, donor = rest
        Loader(store).load(release(name, text_of(months=months, donor=donor)))
    elif kind == "reference":
        small(lambda quad: f"/{rest[0]}" not in str(quad.subject), rest[0])
        prepare(store)
    elif kind == "reject" and durations(store):
        Judge(store).judge([rejection(store, rest[0])])
    elif kind == "withdraw":
        key = release(rest[0], "").key
        Judge(store).judge([Judgement("withdraw", "Ines", judgements.now(), release=key)])
    elif kind == "undo" and made:
        undone = made[rest[0] % len(made)]
        Judge(store).judge([Judgement("undo", "Jean", judgements.now(), undoes=undone.id)])


def every_commit_comes_back(small: Any, steps: list[tuple[Any, ...]]) -> None:
    small()
    with Store.memory() as store:
        prepare(store)
        was = {1: (store.canonical_hash(), set(store.quads(graph=LOG_GRAPH)))}
        for step in steps:
            take(store, step, small)
            newest = history.last(store)
            assert newest is not None
            was[newest.number] = (store.canonical_hash(), set(store.quads(graph=LOG_GRAPH)))
        for number, (hashed, log) in was.items():
            with history.as_of(store, history.commit_at(store, str(number))) as then:
                assert then.canonical_hash() == hashed
                assert {q for q in then.quads(graph=LOG_GRAPH) if "referenceDigest" not in str(q)} == {
                    q for q in log if "referenceDigest" not in str(q)
                }
        assert sorted(was) == [commit.number for commit in reversed(list(history.commits(store)))]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_every_commit_comes_back_as_it_was(small: Any, steps: list[tuple[Any, ...]]) -> None:
    every_commit_comes_back(small, steps)


@pytest.mark.prove
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_every_commit_of_many_sequences_comes_back_as_it_was(small: Any, steps: list[tuple[Any, ...]]) -> None:
    every_commit_comes_back(small, steps)


@pytest.fixture
def three_days(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Commits 2, 3 and 4 on 3, 4 and 5 May 2100, at ten o'clock, were it that year."""
    for day in (3, 4, 5):
        monkeypatch.setattr(entries, "now", lambda day=day: f"2100-05-0{day}T10:00:00Z")
        draft = Draft(store)
        draft.add([Quad(NamedNode(f"{ID}project/{day}"), NamedNode(RDF + "type"), NamedNode(term("Project")), VIEW)])
        history.commit(store, draft, Occasion("load", "agadez", "agadez.txt"))

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Later:
            return cls(2100, 5, 5, 12, 0, tzinfo=tz)

    monkeypatch.setattr(history.travelling.dt, "datetime", Later)
    return store


@pytest.mark.parametrize(
    ("when", "number"),
    [
        ("2", 2),
        ("2100-05-03", 2),
        ("2100-05-04", 3),
        ("2100-05-05", 4),
        ("2100-05-04T09:59:59Z", 2),
        ("2100-05-04T10:00Z", 3),
        ("2100-05-04 10:00 UTC", 3),
        ("2100-05-05T11:00:00.5", 4),
    ],
)
def test_a_day_means_its_end_and_all_is_utc(three_days: Store, when: str, number: int) -> None:
    assert history.commit_at(three_days, when).number == number


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2100-05-06", "2100-05-06 is still to come"),
        ("2100-05-05T12:01", "is still to come"),
        ("2019-12-31", "is before the first commit of this store, made on 20"),
        ("2100-02-30", "is not in the calendar"),
        ("yesterday", "is not a date or a commit; write 2026-11-30"),
        ("", "is not a date or a commit"),
        ("5", "there is no commit 5; this store has 1 to 4"),
        ("0", "there is no commit 0"),
        ("-1", "is not a date or a commit"),
    ],
)
def test_another_time_is_refused_in_a_line(three_days: Store, when: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        history.commit_at(three_days, when)
    assert "\n" not in str(raised.value)


def test_a_store_without_history_says_so() -> None:
    with Store.memory() as store, pytest.raises(UsageError, match="no history yet"):
        history.commit_at(store, "1")
