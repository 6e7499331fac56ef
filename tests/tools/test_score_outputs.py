"""What is read of outputs against those marked by hand: a floor that must not be fallen through."""

from __future__ import annotations

from tools.score_outputs import Score, measure

MARKED = {"release": "x", "kind": "equipment", "quantity": 12, "wording": "12 patrol vehicles"}
FOUND = {"kind": "equipment", "quantity": 12, "wording": "12 patrol vehicles", "method": "output/gave"}


def test_the_floor_on_marked_outputs() -> None:
    score = measure()
    assert score.marked >= 80
    assert score.precision >= 0.93
    assert score.recall >= 0.85


def test_an_output_of_another_kind_is_not_the_marked_one() -> None:
    right, wrong, optional = Score(), Score(), Score()
    right.add("x", [MARKED], [FOUND])
    wrong.add("x", [MARKED], [{**FOUND, "kind": "construction"}])
    optional.add("x", [{**MARKED, "optional": True}], [FOUND])
    assert (right.right, right.found, right.marked) == (1, 1, 1)
    assert (wrong.right, wrong.found, wrong.marked) == (0, 1, 1)
    assert (optional.right, optional.found, optional.marked) == (0, 0, 0)
