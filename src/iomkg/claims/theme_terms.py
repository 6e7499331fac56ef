"""The terms of the lexicon that show what a project is about, where a release uses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from iomkg.claims.scene import Scene
from iomkg.lexicon import FormSet, load
from iomkg.model import Language

STRENGTHS = ("names", "shows", "hints")  # the theme's own names, what is done where it is the theme, what only adds
_NOT = "not"  # what looks like a term of the theme and is none


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of text that speaks for a theme, and how strongly its wording does."""

    theme: str
    strength: str
    start: int
    end: int


def find(scene: Scene) -> list[Term]:
    """The terms of a release; one stretch of text shows a theme once, by its strongest and longest term."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)  # what is taken, by theme
    terms: list[Term] = []
    hits = [Term(theme, strength, start, end) for start, end, (theme, strength) in _forms(scene).find(scene.folded)]
    for term in hits:
        if term.strength == _NOT:
            found[term.theme].append((term.start, term.end))
    for term in sorted(hits, key=_rank):
        if term.strength != _NOT and not _touches(term, found[term.theme]):
            found[term.theme].append((term.start, term.end))
            terms.append(term)
    return terms


def _rank(term: Term) -> tuple[int, int, int, str]:
    strength = STRENGTHS.index(term.strength) if term.strength in STRENGTHS else len(STRENGTHS)
    return strength, term.start - term.end, term.start, term.theme


def _touches(term: Term, spans: Sequence[tuple[int, int]]) -> bool:
    return any(term.start < end and start < term.end for start, end in spans)


def _forms(scene: Scene) -> FormSet:
    return _forms_of(scene.document.language)


@cache
def _forms_of(language: Language) -> FormSet:
    lexicon = load(language)
    forms = [
        (form, (theme, strength))
        for theme, strengths in lexicon.words["themes"].items()
        for strength, listed in strengths.items()
        for form in listed
    ]
    return FormSet(forms, lexicon.macros)
