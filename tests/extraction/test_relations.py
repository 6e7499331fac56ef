"""On relations marked by hand, the quotes shown as evidence cover what a person would mark."""

from __future__ import annotations

from tools.evidence import covering


def test_quotes_cover_what_a_person_marks() -> None:
    found = covering()
    assert found.marked >= 100
    assert found.read >= 65
    assert found.covered / found.read >= 0.95, found.uncovered
