"""Judgements that say no more than what is judged already."""

from __future__ import annotations

from collections.abc import Iterable

from iomkg import judged
from iomkg.curation import exchange
from iomkg.curation.finding import short
from iomkg.draft import Draft
from iomkg.judged import MACHINE
from iomkg.judgements import Judgement
from iomkg.namespaces import term
from iomkg.naming import property_name
from iomkg.rulings import Rulings

_GIVES = {"accept": judged.ACCEPTED, "reject": judged.REJECTED, "correct": judged.REJECTED}


def without_repeated(draft: Draft, made: Iterable[Judgement]) -> tuple[list[Judgement], list[str]]:
    """The judgements that say something new, and a line for each that does not.

    A curator who takes back what they said of a claim themselves, or confirms what only the reader said, says something
    new.
    """
    rulings = Rulings(exchange.kept(draft))
    new: list[Judgement] = []
    told: list[str] = []
    for judgement in made:
        already = "" if judgement.blind else _already(draft, rulings, judgement)
        if already:
            told.append(already)
        else:
            new.append(judgement)
    return new, told


def _already(draft: Draft, rulings: Rulings, judgement: Judgement) -> str:
    """What is so already; empty when a judgement says something new."""
    if judgement.kind == "withdraw":
        withdrawal = rulings.withdrawal(judgement.release, judgement.source)
        return f"release {judgement.release} is withdrawn already, by {withdrawal.by}" if withdrawal else ""
    if judgement.kind not in _GIVES or _GIVES[judgement.kind] not in draft.objects(
        judgement.claim, term("claimStatus")
    ):
        return ""
    before = rulings.on_claim(judgement.claim, judgement.release, judgement.saying)
    own = [each for each in before if each.by == judgement.by]
    if own and (own[-1].kind, own[-1].value) != (judgement.kind, judgement.value):
        return ""
    (coder,) = draft.objects(judgement.claim, term("codedBy"))
    if judgement.kind == "correct":
        return _told(judgement, "corrected so", coder.value) if own else ""
    if judgement.kind == "reject":
        # What nobody judged went with what it is about.
        return _told(judgement, "rejected", coder.value if coder != MACHINE else "")
    return _told(judgement, "accepted", coder.value) if coder != MACHINE else ""


def _told(judgement: Judgement, what: str, coder: str) -> str:
    how = f", by {coder}" if coder else " with what it is about"
    said = f"{judgement.about}: {property_name(judgement.predicate)}"
    return f"claim {short(judgement.claim)} ({said}) is {what} already{how}"
