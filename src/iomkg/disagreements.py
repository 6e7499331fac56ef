"""Claims on which two curators judge differently: both judgements stand, the later one holds until they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iomkg.judgements import ON_CLAIMS, Judgement


def disputed(standing: Iterable[Judgement]) -> Iterator[tuple[str, list[Judgement]]]:
    """Each such claim's IRI, with every curator's last judgement of it, in the order they were made."""
    last: dict[str, dict[str, Judgement]] = {}
    for judgement in standing:
        if judgement.kind in ON_CLAIMS:
            last.setdefault(judgement.claim, {})[judgement.by] = judgement
    for claim, by_curator in sorted(last.items()):
        found = sorted(by_curator.values(), key=lambda judgement: judgement.rank)
        if len({_verdict(judgement) for judgement in found}) > 1:
            yield claim, found


def _verdict(judgement: Judgement) -> str:
    """To prefer a claim is to accept it."""
    return "accept" if judgement.kind == "prefer" else f"{judgement.kind} {judgement.value}"
