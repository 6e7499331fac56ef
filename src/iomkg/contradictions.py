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
    one = "; ".join(f"{_names(j.things)} are one ({_which(j, fresh)})" for j in chain)
    two = f"{_names(split.things)} are not ({_which(split, fresh)})"
    newer = "this split contradicts merges" if split.id in fresh else "this merge contradicts a split"
    older = [j.id for j in (*chain, split) if j.id not in fresh]
    first = f"undo {' or '.join(older)} first" if older else "leave one of them out"
    return f"{newer}: {one}, but {two}; {first}"


def _which(judgement: Judgement, fresh: set[str]) -> str:
    return f"this {judgement.kind}" if judgement.id in fresh else f"judgement {judgement.id} of {judgement.by}"


def _names(things: Iterable[ThingRef]) -> str:
    return " and ".join(thing.name or shortened(thing.iri) for thing in things)
