"""Which sums can be a project's, and how likely each is."""

from __future__ import annotations

from typing import Final

from iomkg.claims.scene import Scene, Sentence
from iomkg.model import Mention
from iomkg.values import Money

_NEAR: Final = 90  # characters between a sum and a cue that tells what it is for
_AROUND: Final = 60  # characters in which it is told that a sum is no project's
_SMALLEST: Final = 50_000  # what a release without the word for a project announces is seldom less, in any currency


def may_be_a_projects(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum is none of those that are no project's: said in speech, one per head, asked for, paid long ago."""
    if scene.is_speech(mention.start):
        return False
    before = scene.folded[max(sentence.start, mention.start - _AROUND) : mention.start]
    after = scene.folded[mention.end : min(sentence.end, mention.end + _AROUND)]
    pattern = scene.lexicon.pattern
    if pattern("not_budget_before").search(before) or pattern("not_budget_after").search(after):
        return False
    # what was paid before is not what is paid now
    return not pattern("past_sum_after").match(after.lstrip()) and not pattern("past_sum_before").search(before)


def announces(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence names a sum large and present enough that the release is about what it pays for."""
    within = scene.folded[sentence.start : sentence.end]
    if scene.lexicon.pattern("past_sum_in_sentence").search(within):
        return False
    return any(
        isinstance(mention.value, Money)
        and mention.value.amount >= _SMALLEST
        and may_be_a_projects(scene, sentence, mention)
        for mention in sentence.of_kind("money")
    )


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
    if sentence.headline:
        score = score * 0.6 + 0.5
    elif roles & {"support", "activity", "implementer"}:
        score += 0.4
    return score
