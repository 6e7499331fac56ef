"""Judgements to and from files: what comes back is what went out, and what is wrong is told line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg import judgements
from iomkg.curation import exchange
from iomkg.errors import DataError, IomkgError, UsageError
from iomkg.judgements import Judgement, ThingRef
from iomkg.rulings import Rulings, standing

ACCEPT = Judgement(
    "accept", "Ana", "2026-11-30T09:30:00Z", release="k", claim="https://w3id.org/iomkg/id/claim/1", saying="s"
)
REJECT = Judgement("reject", "Luis", "2026-11-30T10:00:00.5Z", "no", "k", claim=ACCEPT.claim, saying="s")
UNDO = Judgement("undo", "Ana", "2026-11-30T11:00:00Z", undoes=REJECT.id)
MERGE = Judgement(
    "merge",
    "Ana",
    "2026-11-30T12:00:00Z",
    things=(
        ThingRef("https://w3id.org/iomkg/id/release/k/project/1", "s", "P"),
        ThingRef("https://w3id.org/iomkg/id/x/y"),
    ),
    survivor="https://w3id.org/iomkg/id/x/y",
)
EVERY = (ACCEPT, REJECT, UNDO, MERGE)


@given(st.permutations(EVERY))
def test_the_order_of_the_lines_does_not_matter(lines: list[Judgement]) -> None:
    assert exchange.written(lines) == exchange.written(EVERY)
    assert [j.id for j in Rulings(lines).standing] == [j.id for j in Rulings(EVERY).standing]
    assert [j.kind for j in standing(lines)] == ["accept", "undo", "merge"]


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(exchange.written(EVERY), "utf-8")
    assert exchange.read(file) == list(EVERY)
    assert [json.loads(line)["kind"] for line in file.read_text().splitlines()] == ["accept", "reject", "undo", "merge"]


@given(st.text(), st.text(min_size=1))
def test_any_reason_comes_back_or_is_refused(reason: str, by: str) -> None:
    made = Judgement("withdraw", by, "2026-11-30T09:30:00Z", reason, release="k")
    try:
        quads = judgements.quads([made])
    except IomkgError:
        return
    (record,) = [q for q in quads if q.predicate.value.endswith("judgementRecord")]
    try:
        assert judgements.of_quads([record]) == [made]
    except DataError:
        assert reason != reason.strip() or not by.isprintable() or not reason.isprintable()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not a JSON object"),
        ("[]", "one judgement a line"),
        ('{"kind": "accept"}', "'by' is missing"),
        ('{"kind": "bless", "by": "Ana", "on": "2026-11-30T09:30:00Z"}', "unknown kind 'bless'"),
        ('{"kind": "undo", "by": "Ana", "on": "yesterday", "undoes": "x"}', "write a UTC moment"),
        ('{"kind": "undo", "by": "Ana", "on": "2026-13-30T09:30:00Z", "undoes": "x"}', "not in the calendar"),
        ('{"kind": "undo", "by": "Ana", "on": "2026-11-30T09:30:00Z", "undoes": "x"}', "give the id of a judgement"),
        ('{"kind": "undo", "by": "Ana", "on": "2026-11-30T09:30:00Z", "colour": "red"}', "unknown field 'colour'"),
        ('{"kind": "undo", "by": 7, "on": "2026-11-30T09:30:00Z"}', "'by' is to be a text"),
        ('{"kind": "accept", "by": "Ana", "on": "2026-11-30T09:30:00Z", "release": "k"}', "'claim' is missing"),
        (
            '{"kind": "merge", "by": "A", "on": "2026-11-30T09:30:00Z", "survivor": "a:b", "things": [{"iri": "a:b"}]}',
            "two things",
        ),
        ('{"kind": "withdraw", "by": "A\\u202eb", "on": "2026-11-30T09:30:00Z", "release": "k"}', "hidden character"),
        ('{"kind": "withdraw", "by": "A", "on": "2026-11-30T09:30:00Z", "release": "k> <x"}', "is not an IRI"),
        ("[" * 100_000, "line 1"),
    ],
)
def test_a_faulty_line_is_told(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(exchange.written([ACCEPT]) + line + "\n", "utf-8")
    with pytest.raises(DataError) as error:
        exchange.read(file)
    assert told.replace("line 1", "line 2") in str(error.value)
    assert "\n" not in str(error.value)


def test_an_edited_line_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(exchange.written([REJECT]).replace('"reason": "no"', '"reason": "yes"'), "utf-8")
    with pytest.raises(DataError, match="judgements are not edited: undo it instead"):
        exchange.read(file)
    with pytest.raises(UsageError, match="no file"):
        exchange.read(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(DataError, match="not UTF-8"):
        exchange.read(tmp_path / "latin.jsonl")
