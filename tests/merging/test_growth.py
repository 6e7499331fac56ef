"""What a load costs where the graph grows: a look at each thing it meets, and no more for those that are unlike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyoxigraph import Quad
from tests.merging.conftest import World

from iomkg import terms
from iomkg.store import Store

_LOOKS = 4  # at a project that a common phrase brings: its titles, acronyms, identifiers and places


def test_a_project_met_by_a_common_phrase_costs_a_few_looks(
    new_world: Callable[[], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (_looks_of_one_more(new_world(), known, monkeypatch) for known in (8, 24))
    # Rounded: which of several answers is met first falls with the order of sets, a look more or less in all.
    assert many > few
    assert round((many - few) / (24 - 8)) == _LOOKS


def _looks_of_one_more(world: World, known: int, monkeypatch: pytest.MonkeyPatch) -> int:
    for number in range(known):
        _tell(world, number, "id:country/ner")
    looks = 0
    read = Store.quads

    def counted(store: Store, *pattern: Any, **named: Any) -> Iterator[Quad]:
        nonlocal looks
        looks += 1
        return read(store, *pattern, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "quads", counted)
        _tell(world, known, "id:country/mli")
    return looks


def _tell(world: World, number: int, country: str) -> None:
    title = f"Fight against human trafficking networks abroad {chr(97 + number) * 9} {chr(98 + number) * 7}"
    world.tell(
        f"release-{number}",
        ("project/1", "a", "Project"),
        ("project/1", "title", terms.text(title, "en")),
        ("project/1", "targetsPlace", country),
        ("funding/1", "a", "Funding"),
        ("funding/1", "fundedProject", "project/1"),
        ("funding/1", "donor", "id:state/ita"),
    )
