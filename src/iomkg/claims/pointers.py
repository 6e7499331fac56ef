"""Words that point back to one of several projects by the order in which they were named: `the first`, `l'autre`.

Where such a word opens its clause, what follows it is said of that project (`The former runs until May, the latter
…`); else what stands before it is (`Norway pays for the first, Japan for the second`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from iomkg.claims.scene import Scene, Sentence

_NEXT_WORD: Final = re.compile(r"\s+([\w'-]+)")
_LISTS: Final = ("points_to_first", "points_to_second", "points_to_third")
_FEWEST: Final = 2  # one ordinal alone counts something else


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a sentence that is said of the project of that number."""

    start: int
    end: int
    index: int


def stretches(scene: Scene, sentence: Sentence, projects: int) -> list[Stretch]:
    """Which part of a sentence is about which project, where it tells at least two of them apart by ordinals."""
    if projects < _FEWEST or sentence.headline or any(True for _ in sentence.of_kind("title")):
        return []
    found = sorted(_pointers(scene, sentence, projects))
    if len({index for _, _, index in found}) < _FEWEST:
        return []
    opens = not re.search(r"\w", _without_small_words(scene, sentence.start, found[0][0]))
    return list(_opening(sentence, found) if opens else _closing(sentence, found))


def _pointers(scene: Scene, sentence: Sentence, projects: int) -> Iterator[tuple[int, int, int]]:
    for index, name in enumerate(_LISTS[:projects]):
        for match in scene.lexicon.pattern(name).finditer(scene.folded, sentence.start, sentence.end):
            if _stands_alone(scene, sentence, match.end()):
                yield match.start(), match.end(), index


def _stands_alone(scene: Scene, sentence: Sentence, end: int) -> bool:
    """Whether no noun follows that an ordinal would only count (`the first course`)."""
    following = _NEXT_WORD.match(scene.folded, end, sentence.end)
    if following is None:
        return True
    word = following[1]
    lists = ("stops", "clause_words", "clause_openers", "auxiliaries", "finite_verbs", "while", "pointer_goes_on")
    return scene.is_conjunction(word) or word in scene.after_prepositions.union(*map(scene.lexicon.list, lists))


def _without_small_words(scene: Scene, start: int, end: int) -> str:
    small = scene.lexicon.list("articles") | scene.lexicon.list("while") | scene.lexicon.list("of")
    return " ".join(word for word in re.findall(r"[\w']+", scene.folded[start:end]) if word not in small)


def _opening(sentence: Sentence, found: Sequence[tuple[int, int, int]]) -> Iterator[Stretch]:
    ends = [start for start, _, _ in found[1:]] + [sentence.end]
    for (start, _, index), end in zip(found, ends, strict=True):
        yield Stretch(start, end, index)


def _closing(sentence: Sentence, found: Sequence[tuple[int, int, int]]) -> Iterator[Stretch]:
    starts = [sentence.start] + [end for _, end, _ in found[:-1]]
    ends = [end for _, end, _ in found[:-1]] + [sentence.end]
    for start, end, (_, _, index) in zip(starts, ends, found, strict=True):
        yield Stretch(start, end, index)
