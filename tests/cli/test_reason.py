"""`iomkg reason`: what makes sense, what does not and why, and what is missing."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.checking.justifying import Justification, justified
from iomkg.namespaces import ID, RDF, release, release_graph, scoped, term
from iomkg.reasoning import check_consistency  # noqa: F401 - tests that need Java are known by it
from iomkg.store import Change, Store

KEY = "0123456789abcdef"
TYPE = RDF + "type"


def squeezed(text: str) -> str:
    """The text with every run of spaces and line ends as one space."""
    return " ".join(text.split())


@pytest.fixture
def small(tmp_path):
    """A store with one release that says little."""
    path = tmp_path / "small"
    with Store.open(path, create=True) as store:
        store.commit(Change(added=frozenset(_release())))
    return path


def _release():
    project = scoped(KEY, "project", 1)
    yield _quad(release(KEY), TYPE, term("Release"))
    yield _quad(release(KEY), term("releaseKey"), Literal(KEY))
    yield _quad(project, TYPE, term("Project"))
    yield _quad(project, term("title"), Literal("Safe coasts", language="en"))
    yield _quad(project, term("targetsPlace"), ID + "country/ner")


def _quad(subject, predicate, value):
    value = NamedNode(value) if isinstance(value, str) else value
    return Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(release_graph(KEY)))


def _add(path, *quads):
    with Store.open(path) as store:
        store.commit(Change(added=frozenset(quads)))


def test_a_release_that_makes_sense(run, small):
    ran = run("reason", "--release", KEY, store=small)
    assert (ran.code, ran.out) == (0, "1 part made sense\n")


@pytest.mark.prove
def test_an_actor_that_is_a_place_is_explained_in_words(run, small):
    body = scoped(KEY, "organisation", 1)
    _add(small, _quad(body, TYPE, term("OtherOrganisation")), _quad(body, TYPE, term("Settlement")))
    ran = run("reason", "--release", "all", store=small)
    told = squeezed(ran.out)
    assert ran.code == 1
    assert f"release {KEY} It is said that" in told
    assert "is “other organisation”" in told
    assert "is “settlement”" in told
    assert "nothing is at once" in told
    assert "Safe coasts" not in told
    assert told.endswith("1 of 1 part makes no sense")


@pytest.mark.prove
def test_two_values_of_a_property_that_has_one_are_explained(run, small):
    _add(small, _quad(release(KEY), term("releaseKey"), Literal("another")))
    ran = run("reason", "--release", KEY, store=small)
    told = squeezed(ran.out)
    assert ran.code == 1
    assert f"“{KEY}”" in told
    assert "“another”" in told
    assert "has one value only" in told
    assert "nothing is at once" not in told


def test_a_release_nobody_knows(run, small):
    ran = run("reason", "--release", "nothing", store=small)
    assert ran.code == 2
    assert "no release has this key" in ran.err


def test_without_java_one_line_says_what_to_install(run, small, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("reason", "--release", KEY, store=small)
    assert (ran.code, ran.out) == (1, "")
    assert "install a Java runtime of version 11 or later" in ran.err
    assert ran.err.count("\n") == 1


def test_what_follows_is_written_by_the_rules_of_owl_rl(run, small, tmp_path):
    pytest.importorskip("reasonable")
    view = NamedNode("https://w3id.org/iomkg/graph/view")
    fact = Quad(NamedNode(ID + "project/1"), NamedNode(term("targetsPlace")), NamedNode(ID + "country/ner"), view)
    _add(small, fact)
    out = tmp_path / "entailed.nt"
    ran = run("reason", "--materialise", out, store=small)
    assert ran.code == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert f"<{ID}project/1> <{TYPE}> <{term('Project')}> ." in lines
    assert not any("_:" in line or str(fact.predicate) in line.split()[1] for line in lines)
    assert lines == sorted(lines)


def test_what_follows_needs_a_reasoner_of_its_own(run, small, monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "reasonable", None)
    ran = run("reason", "--materialise", tmp_path / "entailed.nt", store=small)
    assert ran.code == 1
    assert "pip install 'iomkg[reason]'" in ran.err


def test_a_smallest_contradiction_is_found_whatever_is_said_beside_it():
    found = justified([[1, 2, 3], [4], [5, 6, 7], [8]], lambda some: {2, 6} <= set(some), 60)
    assert found == Justification((2, 6), minimal=True)


def test_when_time_is_up_what_is_left_is_told():
    found = justified([[1, 2], [3]], lambda some: 2 in some, -1)
    assert found == Justification((1, 2, 3), minimal=False)
