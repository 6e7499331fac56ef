"""What a project leaves behind, in the numbers stated: posts built, vehicles handed over, people trained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from iomkg.claims.scene import Scene
from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.model import Language


@dataclass(frozen=True, slots=True)
class Output:
    """A counted result: its kind, the number, and the wording that holds both."""

    kind: str
    quantity: Decimal
    span: tuple[int, int]
    cue: tuple[int, int]
    sentence: int
    confidence: float
    method: str


def find(scene: Scene) -> Iterator[Output]:
    """The outputs of a release: a number with a thing that is built, given or taught, beside a cue of doing so."""
    told: set[tuple[str, tuple[int, int]]] = set()
    for sentence in scene.body_sentences:
        for hit in sentence.cues("output"):
            kind, cue = hit.cue.kind, (hit.start, hit.end)
            for match in _pattern(scene.document.language, kind).finditer(scene.folded, sentence.start, sentence.end):
                if scene.is_speech(match.start()) or scene.in_title(*match.span()) or (kind, match.span()) in told:
                    continue
                told.add((kind, match.span()))
                number = _number(match["number"], scene.document.language)
                yield Output(kind, number, match.span(), cue, sentence.number, hit.cue.confidence, hit.cue.method)


def _number(word: str, language: Language) -> Decimal:
    if word[0].isdigit():
        return Decimal(re.sub(r"\D", "", word))
    return Decimal(str(_words(language)[word]))


@cache
def _words(language: Language) -> dict[str, float]:
    words = load(language).words["numbers"]
    return {fold(word): value for word, value in words.items() if value == int(value) and value > 1}


@cache
def _pattern(language: Language, kind: str) -> re.Pattern[str]:
    """A number, up to two words, and one of the things of this kind."""
    things = "|".join(sorted((fold(t) for t in load(language).words["outputs"].get(kind, ())), key=len, reverse=True))
    numbers = "|".join(re.escape(word) for word in sorted(_words(language), key=len, reverse=True))
    if not things:
        return re.compile(r"(?!)")
    number = rf"(?P<number>\d{{1,3}}(?:[ .,]\d{{3}})+|\d{{1,6}}|{numbers})"
    return re.compile(rf"(?<![\w.,/-]){number}\s+(?:[\w'-]+\s+){{0,2}}?(?:{things})(?!\w)")
