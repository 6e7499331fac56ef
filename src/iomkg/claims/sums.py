"""Which sums can be a project's, and how likely each is."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from iomkg.claims.predecessors import is_of_a_predecessor
from iomkg.claims.scene import Scene, Sentence
from iomkg.model import Mention
from iomkg.values import Money

_NEAR: Final = 90  # characters between a sum and a cue that tells what it is for
_WORTH: Final = 100  # characters before a sum that say what is worth it
_AROUND: Final = 60  # characters in which it is told that a sum is no project's
_SMALLEST: Final = 3_000  # euros, roughly: what is less is a ticket, a kit, an allowance
_LARGEST: Final = 300_000_000  # euros, roughly: what is more is a market, a debt, a plan of many years
_LARGE: Final = 50_000  # euros, roughly: what a release without the word for a project announces is seldom less


def may_be_a_projects(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum is none of those that are no project's: said in speech, one per head, asked for, paid long ago."""
    if (
        scene.is_speech(mention.start)
        or _in_euros(scene, mention) < _SMALLEST
        or _is_of_a_part(scene, sentence, mention)
        or is_of_a_predecessor(scene, sentence, mention.start, mention.end)
    ):
        return False
    before = scene.folded[max(sentence.start, mention.start - _AROUND) : mention.start]
    after = scene.folded[mention.end : min(sentence.end, mention.end + _AROUND)]
    pattern = scene.lexicon.pattern
    if pattern("not_budget_before").search(before) or _is_said_behind(pattern("not_budget_after"), after):
        return False
    if _is_worth_of_goods(scene, sentence, mention):
        return False
    # what was paid before is not what is paid now
    return not pattern("past_sum_after").match(after.lstrip()) and not pattern("past_sum_before").search(before)


def announces(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence names a sum large and present enough that the release is about what it pays for."""
    return bool(announced(scene, sentence))


def announced(scene: Scene, sentence: Sentence) -> list[Mention]:
    """The sums of a sentence that are so."""
    large = [mention for mention in sentence.of_kind("money") if _LARGE <= _in_euros(scene, mention) <= _LARGEST]
    if not large or scene.lexicon.pattern("past_sum_in_sentence").search(scene.folded, sentence.start, sentence.end):
        return []
    return [mention for mention in large if may_be_a_projects(scene, sentence, mention)]


def likelihood(scene: Scene, sentence: Sentence, mention: Mention) -> float:
    """How likely a sum is the project's: beside the word for it or a cue of paying, not one per head or another's."""
    if not may_be_a_projects(scene, sentence, mention):
        return 0.0
    score = 0.0
    near = [
        hit for hit in sentence.hits if abs(hit.start - mention.end) < _NEAR or abs(mention.start - hit.end) < _NEAR
    ]
    roles = {hit.cue.role for hit in near}
    if "project" in roles:
        score += 1.0
    if roles & {"donor", "budget"}:
        score += 1.0
    if is_whole(scene, sentence, mention):
        score += 0.7
    if sentence.headline:
        score = score * 0.6 + 0.5
    elif roles & {"support", "activity", "implementer"}:
        score += 0.4
    elif not score and _LARGE <= _in_euros(scene, mention) <= _LARGEST and announces(scene, sentence):
        score = (
            0.3 if sentence.of_kind("title") or scene.groups(sentence) else 0.0
        )  # somebody's, it does not say for what
    return score


def is_whole(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum is said to be the whole (`a total budget of`, `in all`)."""
    before = scene.folded[max(sentence.start, mention.start - 40) : mention.start].rstrip()
    whole = scene.lexicon.pattern("whole_sum_before")
    if any(match.end() == len(before) for match in whole.finditer(before)):
        return True
    return (
        scene.lexicon.pattern("whole_sum_after").match(scene.folded[mention.end : sentence.end].lstrip(" ,"))
        is not None
    )


def _is_of_a_part(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum is that of something the sentence calls part of the project it names behind."""
    titles = [title.start for title in scene.titles if mention.end < title.start < sentence.end]
    if not titles:
        return False
    between = scene.lexicon.pattern("part_of").search(scene.folded, mention.end, titles[0])
    return between is not None


def _is_said_behind(pattern: re.Pattern[str], after: str) -> bool:
    """Whether the words behind a sum say so; `a year's medicines` does not tell that it is paid by the year."""
    return any(after[match.end() : match.end() + 2] not in ("'s", "’s") for match in pattern.finditer(after))


def _is_worth_of_goods(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum is what things are worth, not what a project, a grant or an agreement is (`a lot valued at …`)."""
    before = scene.folded[max(sentence.start, mention.start - _WORTH) : mention.start].rstrip()
    pattern = scene.lexicon.pattern
    worth = next((m for m in pattern("worth_before").finditer(before) if m.end() == len(before)), None)
    if worth is None or pattern("worth_of_money").search(before, 0, worth.start()):
        return False
    return any(pattern(things).search(before, 0, worth.start()) for things in ("goods", "structures", "lots_of_goods"))


def _in_euros(scene: Scene, mention: Mention) -> Decimal:
    """A sum in euros, as roughly as is needed to tell a small one from a large one."""
    value = mention.value
    if not isinstance(value, Money):
        return Decimal(0)
    table = scene.lexicon.words["units_in_a_euro"]
    return value.amount / next((int(units) for units, codes in table.items() if value.currency in codes), 1)
