"""Why a sum is left out of a total, as a code; the words for it are data. Answers list reasons in this order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from iomkg.model import Language
from iomkg.phrases import phrases
from iomkg.totals.sums import Sum


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sum that was looked at and does not count, or as much of it as does not: `code` is one of `REASONS`, `told`
    what completes the words for it, `amount` is in the sum's own currency, `instead` are the sums, by IRI, that hold
    the same money.
    """

    sum: Sum
    code: str
    told: str
    amount: Decimal | None
    instead: tuple[str, ...] = ()

    def reason(self, language: Language = "en") -> str:
        """The reason in words."""
        words = phrases(language)
        return words.reason(self.code, words.value(self.told))

    @property
    def doubtful(self) -> bool:
        """Whether a judgement may bring it back in."""
        return self.code in DOUBTS


def left_out(one: Sum, code: str, instead: Iterable[Sum] = (), told: str = "") -> LeftOut:
    """A sum left out for a reason; `told` completes the words of reasons that need it."""
    return LeftOut(one, code, told, one.amount, tuple(sorted(other.iri for other in instead)))


REASONS: Final = (
    "other-kind",
    "other-stage",
    "other-flow",
    "other-way",
    "other-currency",
    "other-donor",
    "donor-not-stated",
    "other-instrument",
    "share-of-others",
    "same-in-another-currency",
    "next-tier",
    "part-of-total",
    "top-up-within-total",
    "top-up-undated",
    "part-of-programme",
    "programme-total",
    "possibly-next-tier",
    "possibly-same",
    "other-year",
    "several-years",
    "year-unknown",
    "undated",
    "no-amount",
)
# What a curator decides may bring the sum back in.
DOUBTS: Final = ("possibly-same", "possibly-next-tier", "top-up-undated")
