"""What is said of a project before the one a release is about: who paid for it or ran it has no part by that."""

from __future__ import annotations

import re
from typing import Final

from iomkg.claims.scene import Scene, Sentence
from iomkg.values import Title

_ENDS: Final = re.compile(r"[;:.]")
_PAST_YEARS: Final = re.compile(r"\s*\(\s*(?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d\d\s*\)")
_MARK: Final = 3  # characters between the word for a project and its title
_WORD: Final = 15  # characters
_NAME: Final = 5  # words of an apposition
_WITH_A_NAME: Final = 3  # parts that commas make where one stands between
_NEAR: Final = 3  # words between a verb and the earlier project it is said of


def is_of_a_predecessor(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Whether `[start, end)` stands with an earlier project: in its name's own clause, or as the verb before it.

    `An earlier project of Belgium`, `the first phase, which Norway paid for,`; not what the main clause goes on to say.
    """
    for opens, closes in _predecessors(scene, sentence):
        if opens <= start < closes:
            return True
        if end <= opens and len(scene.words_between(end, opens)) < _NEAR:
            return not _ENDS.search(scene.folded, end, opens)
        if closes <= start and _goes_on(scene, closes, start):
            return True
    return False


def _predecessors(scene: Scene, sentence: Sentence) -> list[tuple[int, int]]:
    """Where a sentence names an earlier project, or a first phase in a release that tells of a later one."""
    found = scene.told("predecessor", sentence)
    first = scene.told("first_phase", sentence)
    later = first and any(scene.told("later_phase", other) for other in scene.sentences)
    past = [(start, end) for start, end in first if _PAST_YEARS.match(scene.folded, end)]
    found = [*found, *(first if later else past)]
    # One whose title is quoted is a project with parties of its own.
    titles = [t.start for t in scene.titles if isinstance(t.value, Title) and t.value.quoted]
    return [(start, end) for start, end in found if not any(0 <= title - end <= _MARK for title in titles)]


def _goes_on(scene: Scene, since: int, until: int) -> bool:
    """Whether the clause about the earlier project reaches that far: no mark ends it, or a comma opens its relative."""
    between = scene.between(since, until)
    if _ENDS.search(between):
        return False
    parts = between.split(",")
    if len(parts) == _WITH_A_NAME and len(parts[1].split()) <= _NAME:
        del parts[1]  # `its predecessor, Safe Shores I, which ended in 2023`
    opens = re.findall(r"[\w']+", parts[1] + scene.folded[until : until + _WORD])[:2] if len(parts) == 2 else []
    relative = scene.lexicon.list("relatives")
    return len(parts) == 1 or any(word in relative or word.rstrip("'") + "'" in relative for word in opens)
