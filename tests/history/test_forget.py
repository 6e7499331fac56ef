"""After a person is forgotten the name is nowhere in the store's files, and everything else is as it was."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from iomkg import history, judgements, view
from iomkg.draft import Draft
from iomkg.forgotten import MARK, Names
from iomkg.judgements import Judgement
from iomkg.namespaces import LOG_GRAPH, RDF, VIEW_GRAPH, kind_of, term
from iomkg.pipeline import Forgetter, Judge, Loader
from iomkg.purging import Purge
from iomkg.store import Store, replacing

from .conftest import DONORS, Ran, release, text_of
from .test_commits import durations, rejection

NAME = "Awa Sarré"
NAMES = Names(frozenset({NAME}))
SECOND = text_of(person=NAME.upper(), months=30, borne=f", porté par {NAME},")


def fill(store: Store) -> None:
    """Two releases with the name (one in two versions, one with it in its headline), one without; judgements."""
    loader = Loader(store)
    loader.load(release("agadez", text_of(person=NAME)))
    loader.load(release("agadez", SECOND))
    loader.load(release("zinder", text_of(person=NAME, headline=f"Niger : {NAME} à Zinder", donor=DONORS[1])))
    loader.load(release("diffa", text_of(person="Moussa Diallo", title="Un tout autre projet", donor=DONORS[1])))
    made = [accepted(store, "eventKind", "a reason"), accepted(store, "durationMonths", f"{NAME} said so")]
    role = rejection(store, "roleTitle")
    Judge(store).judge(made)
    Judge(store).judge([role])
    Judge(store).judge([Judgement("undo", "Jean", judgements.now(), undoes=made[1].id)])


@pytest.fixture
def full(path: Path) -> Path:
    return path


def accepted(store: Store, predicate: str, reason: str) -> Judgement:
    """The judgement that a claim of the store is right, as a command makes it."""
    (claim, *_) = sorted(
        q.subject.value
        for q in store.quads(None, RDF + "predicate", term(predicate))
        if isinstance(q.subject, NamedNode)
    )
    told = {q.predicate.value: q.object for q in store.quads(claim)}
    texts = {name: told[term(name)].value for name in ("saying", "quote", "subjectAsWorded")}  # type: ignore[union-attr]
    return Judgement(
        "accept",
        "Ines",
        judgements.now(),
        reason,
        release=told[term("inRelease")].value.rsplit("/", 1)[1],  # type: ignore[union-attr]
        claim=claim,
        saying=texts["saying"],
        about=texts["subjectAsWorded"],
        predicate=term(predicate),
        was=str(told[RDF + "object"]),
        quote=texts["quote"],
    )


def forget(path: Path, *names: str) -> None:
    with Store.open(path) as store:
        Forgetter(store, names or (NAME,)).forget()


def leaks(path: Path) -> list[str]:
    """Where the name still is: in the bytes of any file, in what the store gives, in what its log holds."""
    found = [
        str(file.relative_to(path))
        for file in path.rglob("*")
        if file.is_file() and any(way in file.read_bytes() for way in (b"Awa Sarr", b"AWA SARR", b"awa sarr"))
    ]
    with Store.open(path, writable=False) as store:
        past = [
            q
            for c in history.commits(store)
            for part in [history.delta_of(store, c.number)]
            for q in (*part.added, *part.removed)
        ]
        found += [str(q) for q in (*store.quads(), *past) if NAMES.within(str(q))]
        found += [text_hash for text_hash in store.text_hashes() if NAMES.within(store.text(text_hash) or "")]
    return found


def states(path: Path, images: Callable[[Quad], tuple[Quad, ...]] = lambda quad: (quad,)) -> dict[int, set[Quad]]:
    """What the store held after each commit, its log apart."""
    with Store.open(path, writable=False) as store:
        found = {}
        for commit in history.commits(store):
            with history.as_of(store, commit) as then:
                quads = (q for q in then.quads() if q.graph_name != NamedNode(LOG_GRAPH))
                found[commit.number] = {image for quad in quads for image in images(quad)}
        return found


def test_the_name_is_nowhere_and_nothing_else_is_lost(full: Path) -> None:
    assert leaks(full)
    with Store.open(full, writable=False) as store:
        purge = Purge(store, NAMES)
        months = sorted(durations(store).values())
        kinds = {kind_of(q.subject.value) for q in store.quads(graph=VIEW_GRAPH) if isinstance(q.subject, NamedNode)}
    expected = states(full, purge.images)
    forget(full)
    assert leaks(full) == []
    with Store.open(full, writable=False) as store:
        assert sorted(durations(store).values()) == months
        found = {kind_of(q.subject.value) for q in store.quads(graph=VIEW_GRAPH) if isinstance(q.subject, NamedNode)}
        assert found == kinds
        assert "Moussa Diallo" in {getattr(q.object, "value", "") for q in store.quads(None, term("name"))}
        assert list(view.unfounded(Draft(store))) == []
        newest = history.last(store)
        assert newest is not None
        assert newest.occasion.kind == "forget"
        quotes = [q for q in store.quads(None, term("quote")) if MARK in str(q)]
        assert quotes
        for quad in quotes:
            told = {q.predicate.value: q.object.value for q in store.quads(quad.subject)}  # type: ignore[union-attr, arg-type]
            texts = [store.text(text_hash) or "" for text_hash in store.text_hashes()]
            start, end = int(told[term("quoteStart")]), int(told[term("quoteEnd")])
            assert any(text[start:end] == told[term("quote")] for text in texts)
    after = states(full)
    assert after.pop(newest.number)
    assert after == expected


def test_judgements_that_do_not_concern_the_person_still_hold(full: Path) -> None:
    forget(full)
    with Store.open(full, writable=False) as store:
        kept = judgements.of_quads(store.quads(None, term("judgementRecord")))
        assert [j.kind for j in kept] == ["accept", "accept", "undo"]
        assert kept[2].undoes == kept[1].id
        assert MARK in kept[1].reason
        logged = {iri for c in history.commits(store) for iri in c.occasion.judgements}
        assert logged == {j.iri for j in kept}
        coders = {str(q.object) for q in store.quads(None, term("codedBy"))}
        assert '"Ines"' in coders


def test_later_loads_leave_the_name_out_whatever_names_the_text(full: Path) -> None:
    forget(full)
    with Store.open(full) as store:
        outcome = Loader(store).load(
            release("awa-sarre-tahoua", text_of(person="awa  SARRE", title="Un projet de plus"))
        )
        assert (outcome.status, outcome.reason) == ("new", "")
        again = Loader(store).load(release("agadez", SECOND))
        assert again.status in ("updated", "unchanged")
        assert list(view.unfounded(Draft(store))) == []
    assert leaks(full) == []


def test_the_key_is_private(full: Path) -> None:
    forget(full)
    assert stat.S_IMODE((full / replacing.FORGOTTEN).stat().st_mode) == 0o600


def test_a_person_can_be_forgotten_after_another(full: Path) -> None:
    forget(full)
    forget(full, "Moussa Diallo")
    assert leaks(full) == []
    with Store.open(full, writable=False) as store:
        assert store.forgotten.knows(NAME)
        assert store.forgotten.knows("MOUSSA DIALLO")
        assert not [q for q in store.quads() if "Moussa Diallo" in str(q)]


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("step", range(7))
def test_a_process_that_dies_on_the_way_leaves_the_old_or_the_new(
    full: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(full, writable=False) as store:
        old = store.canonical_hash()
    left = iter(range(step))

    def dying(sound: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            if next(left, None) is None:
                raise Killed
            return sound(*arguments, **options)

        return act

    with monkeypatch.context() as patch:
        patch.setattr(replacing.shutil, "rmtree", dying(shutil.rmtree))
        patch.setattr(replacing, "sync_tree", dying(replacing.sync_tree))
        patch.setattr(replacing, "write_whole", dying(replacing.write_whole))
        patch.setattr(replacing, "sync_folder", dying(replacing.sync_folder))
        try:
            forget(full)
            died = False
        except Killed:
            died = True
    assert died == (step < 7)
    with Store.open(full, writable=False) as store:
        current = store.canonical_hash()
    if current == old:
        forget(full)
    assert leaks(full) == []
    assert not (full / "replacement").exists()


def test_the_command_tells_what_would_go_and_asks(run: Callable[..., Ran], full: Path) -> None:
    with Store.open(full, writable=False) as store:
        before = store.canonical_hash()
    dry = run("forget", NAME, "--dry-run")
    assert dry.code == 0, dry.err
    assert "to remove" in dry.out
    assert run("forget", NAME, given="n\n").code != 0
    with Store.open(full, writable=False) as store:
        assert store.canonical_hash() == before
    assert not (full / replacing.FORGOTTEN).exists()
    done = run("forget", NAME.lower(), "--yes")
    assert done.code == 0, done.err
    assert "Backups, exports and other copies made before still hold the name" in " ".join(done.err.split())
    assert leaks(full) == []
    again = run("forget", NAME, "--yes")
    assert "forgotten already" in " ".join(again.err.split())
    assert "a person was forgotten" in run("log", "--limit", 1).out
    assert NAME not in run("log", "--json").out


@pytest.mark.parametrize(
    ("person", "said"),
    [("Sarré", "is no full name; give first and last name"), ("state/ner", "is no person; only people are forgotten")],
)
@pytest.mark.usefixtures("full")
def test_what_is_no_person_is_refused_in_a_line(run: Callable[..., Ran], person: str, said: str) -> None:
    ran = run("forget", person, "--yes")
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
