"""Why a sum is left out of a total: a code for machines, and words. Answers list reasons in this order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from iomkg.totals.sums import Sum


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sum that was looked at and does not count, or as much of it as does not: `code` is one of `REASONS`, `reason`
    says it in words, `amount` is in the sum's own currency, `instead` are the sums, by IRI, that hold the same money.
    """

    sum: Sum
    code: str
    reason: str
    amount: Decimal | None
    instead: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a judgement may bring it back in."""
        return self.code in DOUBTS


def left_out(one: Sum, code: str, instead: Iterable[Sum] = (), told: str = "") -> LeftOut:
    """A sum left out for a reason; `told` completes the words of reasons that need it."""
    return LeftOut(one, code, REASONS[code].format(told), one.amount, tuple(sorted(other.iri for other in instead)))


REASONS: Final = {
    "other-kind": "another kind of money than asked for: {}",
    "other-stage": "another stage than asked for: {}",
    "other-flow": "the receiver's report of the money, where the giver's are counted",
    "other-way": "the giver's report of the money, where the receivers' are counted",
    "other-currency": "another currency than asked for: {}",
    "other-donor": "from other donors than asked for",
    "other-instrument": "not through the instrument asked for",
    "share-of-others": "the shares of the other donors in a joint sum: {}",
    "same-in-another-currency": "the same money, which its source also gives in this currency",
    "next-tier": "the same money, next tier: what is passed on of a sum that counts",
    "part-of-total": "a part of the whole cost, which counts",
    "top-up-within-total": "a top-up that is within a whole cost stated on the same day or later",
    "top-up-undated": "a top-up of a whole cost that counts; which was first, and whether it is in it, is not known",
    "part-of-programme": "a part of a programme, whose total counts",
    "programme-total": "the total of a programme, whose parts count",
    "possibly-next-tier": "possibly the same money, next tier: paid by one who handles money that counts",
    "possibly-same": "possibly the same money as a sum that counts; it waits for a judgement",
    "other-year": "of another year than asked for: {}",
    "several-years": "of several years, only some of them asked for: {}",
    "year-unknown": "of an unknown year",
    "undated": "no day to find a rate for",
    "no-amount": "no amount is stated",
}
# What a curator decides may bring the sum back in.
DOUBTS: Final = ("possibly-same", "possibly-next-tier", "top-up-undated")
