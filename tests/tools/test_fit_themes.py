"""The fit of the weights of themes: its slopes are those of its loss, and it learns what examples show."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tools.fit_themes import Example, Fit, as_toml, f1, probabilities

from iomkg.claims import theme_weights
from tools import fit_themes


def example(release: int, theme: str, counts: dict[tuple[str, str], float], right: bool) -> Example:
    shown = any(strength != "hints" for _, strength in counts)
    return Example("texts", f"r{release}", 0, theme, counts, shown, right)


EXAMPLES = [
    each
    for release in range(20)
    for each in (
        example(release, "migration-health", {("aim", "names"): 1.0, ("plain", "shows"): 1.3}, True),
        example(release, "integration", {("plain", "hints"): 2.0}, release % 10 == 0),
        example(release, "counter-smuggling", {("remark", "shows"): 1.0, ("plain", "hints"): 1.0}, False),
    )
]


def loss(at: dict[str, float], fit: Fit) -> float:
    told = zip(EXAMPLES, probabilities(at, EXAMPLES), strict=True)
    pull = sum(fit_themes._pull(name) * (value - fit.start[name]) ** 2 for name, value in at.items())
    return pull - sum(math.log(p if each.right else 1 - p) for each, p in told)


@pytest.mark.parametrize("name", ["aim", "plain", "hints", "score", "others", "rival", "shown", "theme:integration"])
def test_the_slopes_are_those_of_the_loss(name: str) -> None:
    fit = Fit(EXAMPLES)
    fit.at["plain"] += 0.2
    above, below = {**fit.at, name: fit.at[name] + 1e-5}, {**fit.at, name: fit.at[name] - 1e-5}
    assert fit._slopes()[name] == pytest.approx((loss(above, fit) - loss(below, fit)) / 2e-5, rel=1e-3, abs=1e-4)


def test_what_examples_show_is_learned() -> None:
    before = f1(EXAMPLES, probabilities(Fit(EXAMPLES).at, EXAMPLES), 0, 0.5)
    learned = probabilities(Fit(EXAMPLES).run(80), EXAMPLES)
    assert f1(EXAMPLES, learned, 0, 0.5)[2] >= before[2]
    assert min(learned[0::3]) > 0.8 > 0.3 > max(learned[2::3])


def test_themes_nothing_speaks_for_are_missed_ones() -> None:
    assert f1(EXAMPLES[:1], [0.9], 1, 0.5) == (1.0, 0.5, 2 / 3)


def test_the_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "themes.toml"
    file.write_text(as_toml(Fit(EXAMPLES).at, 0.45), encoding="utf-8")
    weights = theme_weights.read(file)
    assert weights.decision["enough"] == 0.45
    assert weights.strengths == {"names": 1.4, "shows": 1.0, "hints": 0.35, "again": 0.3}
    assert weights.scope == theme_weights.load().scope
