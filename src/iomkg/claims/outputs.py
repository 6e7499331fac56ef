"""What a project leaves behind: posts built or repaired, vehicles handed over, people trained or helped.

An output is an item of a sentence beside a cue of building, repairing, giving, installing, teaching or helping; the
items of one list share their cue. Who gives and who gets stand around the cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from iomkg.claims import handing, items
from iomkg.claims.items import Item
from iomkg.claims.output import Output
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import Hit

# What a kind of cue makes of an item of a list.
_MAKES: Final = {
    ("construction", "structures"): "construction",
    ("construction", "systems"): "it-system",
    ("rehabilitation", "structures"): "rehabilitation",
    ("equipment", "goods"): "equipment",
    ("equipment", "systems"): "it-system",
    ("equipment", "structures"): "construction",
    ("it-system", "systems"): "it-system",
    ("it-system", "goods"): "equipment",
    ("it-system", "structures"): "construction",
    ("training", "people_taught"): "training",
    ("service", "people_helped"): "service",
    ("service", "papers"): "service",
    ("equipment", "papers"): "service",
}
_UNCOUNTED: Final = 0.05  # how much less sure an item without a number is
_POINTED_AT: Final = 0.1  # how much less sure a cue is that the next sentence gives


def find(scene: Scene) -> Iterator[Output]:
    """The outputs of a release, in the order of the text, each wording of a quantity once."""
    told: set[tuple[str, str]] = set()
    for sentence in scene.body_sentences:
        for output in _of_sentence(scene, sentence):
            key = (output.kind, scene.folded[slice(*output.span)])
            if key not in told:
                told.add(key)
                yield output


def _of_sentence(scene: Scene, sentence: Sentence) -> Iterator[Output]:
    found = items.find(scene, sentence)
    cued, where, doubt = _cued(scene, found, _hits(scene, sentence)), sentence, 0.0
    if found and not cued and (after := _pointing_back(scene, sentence)):
        cued, where, doubt = _cued_by_the_next(scene, found, after), after, _POINTED_AT
    for item in found:
        if hit := cued.get(item):
            confidence = hit.cue.confidence - doubt - (_UNCOUNTED if item.quantity is None else 0)
            span = (item.start, item.end)
            kind, status = _kind(scene, where, item, hit), _status(where, hit)
            output = Output(kind, item.quantity, span, hit, sentence.number, confidence, status=status)
            output = handing.completed(scene, output, where, alone=len(cued) == 1)
            planned = hit.cue.subject == "receiver" and output.status == "planned" and (item.quantity or 1) == 1
            if output.receivers or not planned:
                yield output  # what somebody unnamed is to receive is each one's (`the families will get a kit`)


def _hits(scene: Scene, sentence: Sentence) -> list[Hit]:
    """The cues of outputs, but for speech; of one within another, the longer (`remis`, `remis en service`)."""
    hits = [h for h in sentence.cues("output") if not scene.is_speech(h.start) and not scene.in_role_at(h.start)]
    return [
        hit
        for hit in hits
        if not any(h.start <= hit.start and hit.end <= h.end and h.end - h.start > hit.end - hit.start for h in hits)
    ]


def _cued(scene: Scene, found: Sequence[Item], hits: Sequence[Hit]) -> dict[Item, Hit]:
    """The cue of each item; an item of a list shares that of its neighbour."""
    cued = {item: hit for item in found if (hit := _nearest(scene, item, hits))}
    neighbours = list(pairwise(found))
    for known, other in [*neighbours, *((right, left) for left, right in reversed(neighbours))]:
        left, right = min(known, other, key=_start), max(known, other, key=_start)
        if (
            known in cued
            and other not in cued
            and _made(other, cued[known])
            and items.is_list(scene, left.end, right.start)
        ):
            cued[other] = cued[known]
    return cued


def _start(item: Item) -> int:
    return item.start


def _nearest(scene: Scene, item: Item, hits: Sequence[Hit]) -> Hit | None:
    """The nearest cue on whose side the item stands, with nothing between that ends what is said."""
    near: list[tuple[int, float, int, Hit]] = []
    for number, hit in enumerate(hits):
        after, before = item.start >= hit.end, item.end <= hit.start
        if not _made(item, hit) or not ((after and hit.cue.side != "left") or (before and hit.cue.side != "right")):
            continue
        start, end = (hit.end, item.start) if after else (item.end, hit.start)
        words = _distance(scene, start, end)
        if words <= hit.cue.gap and ";" not in scene.between(start, end):
            near.append((words, -hit.cue.confidence, number, hit))
    return min(near)[3] if near else None


def _distance(scene: Scene, start: int, end: int) -> int:
    """How many words lie between two places, a name counting as one."""
    names = [m for m in scene.mentions if start <= m.start and m.end <= end and m.kind in ("body", "person", "money")]
    inside = sum(len(scene.words_between(m.start, m.end)) - 1 for m in names)
    return len(scene.words_between(start, end)) - inside


def _made(item: Item, hit: Hit) -> str | None:
    """The kind of output a cue makes of an item."""
    return next((_MAKES[hit.cue.kind, one] for one in sorted(item.lists) if (hit.cue.kind, one) in _MAKES), None)


def _kind(scene: Scene, sentence: Sentence, item: Item, hit: Hit) -> str:
    """What the cue makes of the item; a building handed over was repaired if the next sentence tells of the works."""
    kind = _made(item, hit) or ""
    after = scene.sentences[sentence.number + 1 : sentence.number + 2]
    if (
        kind == "construction"
        and hit.cue.kind == "equipment"
        and any(s.cues("output", "rehabilitation") for s in after)
    ):
        return "rehabilitation"
    return kind


def _status(sentence: Sentence, hit: Hit) -> str:
    """What has become of it: as the cue tells, else planned if an earlier cue of the sentence plans."""
    earlier = [other.cue.status for other in sentence.cues("output") if other.end <= hit.start and other.cue.status]
    return hit.cue.status or ("planned" if earlier[-1:] == ["planned"] else "")


def _pointing_back(scene: Scene, sentence: Sentence) -> Sentence | None:
    """The next sentence, if it begins by pointing back at things just named: `They were presented to …`."""
    after = next(iter(scene.sentences[sentence.number + 1 : sentence.number + 2]), None)
    if after is None:
        return None
    begins = scene.lexicon.pattern("points_back").match(scene.folded, after.start, after.end)
    return (
        after if begins or scene.lexicon.pattern("these_goods").search(scene.folded, after.start, after.end) else None
    )


def _cued_by_the_next(scene: Scene, found: Sequence[Item], after: Sentence) -> dict[Item, Hit]:
    """Goods counted in one sentence and given in the next."""
    hits = [hit for hit in _hits(scene, after) if hit.cue.kind == "equipment"]
    counted = any(item.quantity is not None for item in found)
    return {item: hits[0] for item in found if hits and counted and "goods" in item.lists}
