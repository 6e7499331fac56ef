"""Projects without titles that a release tells apart by counting them off: `The first …`, `La seconde …`."""

from __future__ import annotations

import re
from typing import Final

from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence

_NEXT: Final = re.compile(r"\s*(?P<mark>,)|\s+(?P<word>[\w'-]+)")
_OF_ITS_OWN: Final = ("donor", "support", "implementer", "start", "end", "budget")


def counted_off(scene: Scene) -> list[Project]:
    """A project for each sentence that begins with the next ordinal, with the sentences that go on about it.

    Each must say something of a project's own: a payer, a sum, a length. What comes before is about all of them.
    """
    starts: list[Sentence] = []
    for sentence in scene.body_sentences:
        if _begins(scene, sentence, "first_of_several" if not starts else "next_of_several"):
            starts.append(sentence)
    if len(starts) < 2:
        return []
    ends = [later.number for later in starts[1:]] + [starts[-1].number + 2]
    found = []
    for first, end in zip(starts, ends, strict=True):
        own = {s.number for s in scene.body_sentences if first.number <= s.number < end and not _is_quote(scene, s)}
        if not any(_says_its_own(sentence) for sentence in scene.sentences if sentence.number in own):
            return []
        found.append(Project(first.start, first.end, own=own))
    return found


def _begins(scene: Scene, sentence: Sentence, words: str) -> bool:
    """Whether a sentence begins with such an ordinal and goes on without a noun other than that for a project."""
    match = scene.lexicon.pattern(words).match(scene.folded, sentence.start, sentence.end)
    following = _NEXT.match(scene.folded, match.end(), sentence.end) if match else None
    if following is None:
        return False
    goes_on = scene.lexicon.list("stops") | scene.lexicon.list("clause_words") | scene.lexicon.list("clause_openers")
    return following["mark"] is not None or following["word"] in goes_on


def _is_quote(scene: Scene, sentence: Sentence) -> bool:
    return scene.text[sentence.start : sentence.start + 1] in set('«“"‘')


def _says_its_own(sentence: Sentence) -> bool:
    return bool(sentence.of_kind("money", "duration")) or any(sentence.cues(role) for role in _OF_ITS_OWN)
