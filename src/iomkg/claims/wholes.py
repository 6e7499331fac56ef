"""Sums that are the whole of others a release states: arithmetic tells what words leave unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from iomkg.claims.scene import Scene
from iomkg.claims.sums import may_be_a_projects
from iomkg.model import Mention
from iomkg.values import Money

_MOST: Final = 8  # sums compared: what is stated after them is seldom a part
_CLOSE: Final = Decimal("0.005")  # of the whole, by which rounded parts may miss it


@dataclass(frozen=True, slots=True)
class Whole:
    """A sum and the sentences that state its parts."""

    value: Money
    parts: frozenset[int]

    def is_said_by(self, mention: Mention) -> bool:
        """Whether a mention of a sum states this one."""
        other = mention.value
        return isinstance(other, Money) and (other.amount, other.currency) == (self.value.amount, self.value.currency)

    def within(self, sentences: set[int]) -> bool:
        """Whether all parts are stated in some sentences."""
        return self.parts <= sentences


def find(scene: Scene) -> list[Whole]:
    """The sums that two or more others in the same currency add up to."""
    return list(_found(scene))


def _found(scene: Scene) -> Iterator[Whole]:
    stated: dict[tuple[str, Decimal], list[int]] = {}
    for sentence in scene.sentences:
        for mention in sentence.of_kind("money"):
            if isinstance(mention.value, Money) and may_be_a_projects(scene, sentence, mention):
                stated.setdefault((mention.value.currency, mention.value.amount), []).append(sentence.number)
    for currency, amount in stated:
        others = [
            (other, number)
            for (code, other), numbers in stated.items()
            if code == currency and other < amount
            for number in numbers[:2]
        ][:_MOST]
        parts = _adding_up(amount, others)
        if parts:
            yield Whole(Money(amount, currency), frozenset(parts))


def _adding_up(whole: Decimal, others: list[tuple[Decimal, int]]) -> list[int]:
    """The sentences of the fewest sums that add up to the whole; none where no such sums are stated."""
    for size in range(2, len(others) + 1):
        for parts in combinations(others, size):
            if abs(sum(amount for amount, _ in parts) - whole) <= _CLOSE * whole:
                return [number for _, number in parts]
    return []
