"""Judgements that cannot stand together: a merge of what is kept apart, a split of what is one."""

from __future__ import annotations

from collections.abc import Iterable

from iomkg.errors import DataError
from iomkg.judgements import ON_LINKS, Judgement, ThingRef
from iomkg.namespaces import shortened
from iomkg.rulings import Rulings


class ContradictionError(DataError):
    """A judgement contradicts others; its text shows by which chain of judgements."""


def refuse_contradictions(rulings: Rulings, fresh: Iterable[Judgement]) -> None:
    """Raise ContradictionError when merges make one what a split keeps apart; `fresh` names the judgement at fault."""
    ids = {judgement.id for judgement in fresh}
    links = [j for j in rulings.standing if j.kind in ON_LINKS]
    for split in (j for j in links if j.kind == "split"):
        first, *others = rulings.bound(split)
        for other in others:
            chain = rulings.chain(first, other)
            if chain and ids & {split.id, *(j.id for j in chain)}:
                raise ContradictionError(_told(split, chain, ids))


def _told(split: Judgement, chain: list[Judgement], fresh: set[str]) -> str:
    one = "; ".join(f"{_names(j.things)} are one (judgement {j.id} of {j.by})" for j in chain)
    two = f"{_names(split.things)} are not (judgement {split.id} of {split.by})"
    newer = "this split contradicts merges" if split.id in fresh else "this merge contradicts a split"
    return f"{newer}: {one}, but {two}; undo one of these first"


def _names(things: Iterable[ThingRef]) -> str:
    return " and ".join(thing.name or shortened(thing.iri) for thing in things)
