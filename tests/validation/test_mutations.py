"""A damaged store: the gate one by one, the gate in bulk and full pySHACL find the same in it, whatever the damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation.damages import Judges, Vandal, mend, small_store


@pytest.mark.parametrize(
    ("seed", "damages"),
    [(0, 20), *(pytest.param(seed, 100, marks=pytest.mark.prove) for seed in range(1, 12))],
)
def test_all_three_judges_find_the_same_in_a_damaged_store(
    seed: int,
    damages: int,
    sample_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    mend(monkeypatch)
    store = small_store(sample_store, seed)
    judges, vandal = Judges(store), Vandal(store, seed)
    differing: list[str] = []
    found = 0
    with caplog.at_level("CRITICAL"):  # rdflib logs a traceback for each ill-typed literal
        for _ in range(damages):
            told, draft = vandal.damaged()
            for graph, one, bulk, plain in judges.verdicts(draft):
                found += bool(plain)
                if not one == bulk == plain:
                    differing.append(f"{graph}\n{told}\none by one {one}\nin bulk {bulk}\npySHACL {plain}")
    assert differing == []
    assert found >= damages / 4
