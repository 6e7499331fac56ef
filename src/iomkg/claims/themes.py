"""What a project is about: the terms of each theme in its title, its sentences and the headline, weighed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from iomkg.claims import theme_weights
from iomkg.claims.projects import Project, is_about
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.theme_terms import Term
from iomkg.claims.theme_weights import Piece
from iomkg.model import Mention
from iomkg.namespaces import concept

_DONE = frozenset({"activity", "output"})
_TOLD = frozenset({"project", "donor", "implementer", "event", "support", "partner", "purpose"})


@dataclass(frozen=True, slots=True)
class About:
    """A theme of a project, with the term that shows it."""

    iri: str
    span: tuple[int, int]
    confidence: float
    main: bool


def find(scene: Scene, project: Project, terms: Sequence[Term]) -> list[About]:
    """The themes of a project, the most probable first."""
    weights = theme_weights.load()
    pieces = evidence(scene, project, terms)
    probable = weights.probabilities(pieces)
    enough = [theme for theme in probable if probable[theme] >= weights.decision["enough"]]
    ranked = sorted(enough, key=lambda theme: (-probable[theme], theme))
    best = {theme: max(pieces[theme], key=lambda piece: (weights.of(piece), -piece.span[0])) for theme in ranked}
    return [
        About(concept("theme", theme), best[theme].span, int(10 * probable[theme]) / 10, theme == ranked[0])
        for theme in ranked
    ]


def evidence(scene: Scene, project: Project, terms: Sequence[Term]) -> dict[str, list[Piece]]:
    """What speaks for each theme: the terms that stand where the project may be told of."""
    found: defaultdict[str, list[Piece]] = defaultdict(list)
    used: set[tuple[str, str]] = set()
    for term in terms:
        place = _place(scene, project, term)
        if place is None:
            continue
        wording = term.theme, scene.folded[term.start : term.end]
        found[term.theme].append(Piece(place, term.strength, wording in used, (term.start, term.end)))
        used.add(wording)
    return dict(found)


def _place(scene: Scene, project: Project, term: Term) -> str | None:
    """Where a term stands, one of `theme_weights.PLACES`; None where nothing is told of the project."""
    title = next((t for t in scene.titles if t.start <= term.start and term.end <= t.end), None)
    if title is not None:
        return "title" if title in project.titles else None
    sentence = scene.sentence_at(term.start)
    if sentence is None or scene.in_role_at(term.start):
        return None
    fund = _around(sentence, term, "instrument")
    if fund is not None:
        return "fund" if _pays_for_one_thing(scene, fund) else None
    if sentence.headline:
        return "headline"
    if _around(sentence, term, "body") is not None:
        return "body"
    return _beside(scene, project, sentence, term) or _kind_of(sentence, term)


def _beside(scene: Scene, project: Project, sentence: Sentence, term: Term) -> str | None:
    """`remark` or `context` for a term in a sentence that tells of something beside the project."""
    if sentence.cues("not-project"):
        return "context"
    if scene.is_speech(term.start) or (sentence.of_kind("person") and not sentence.cues("purpose")):
        return "remark"
    named = any(sentence.cues(role) for role in ("project", "donor", "implementer")) or sentence.of_kind("title")
    about = is_about(scene, sentence, project, term.start)
    if not about or (sentence.cues("background") and not named):
        return "context"
    return None


def _kind_of(sentence: Sentence, term: Term) -> str:
    """How a sentence of the project tells of it."""
    if any(hit.start <= term.start for hit in sentence.cues("purpose")):
        return "aim"
    roles = {hit.cue.role for hit in sentence.hits}
    if roles & _DONE:
        return "deed"
    return "told" if roles & _TOLD or sentence.of_kind("title") else "plain"


def _around(sentence: Sentence, term: Term, kind: str) -> Mention | None:
    """The mention of a kind that a term is part of the name of."""
    return next((m for m in sentence.of_kind(kind) if m.start <= term.start and term.end <= m.end), None)


def _pays_for_one_thing(scene: Scene, fund: Mention) -> bool:
    """Whether a fund pays for what its name says and nothing else: a pooled fund (CERF, Peacebuilding Fund)."""
    entry = scene.reference.get(fund.candidates[0]) if fund.candidates else None
    return entry is not None and entry.pooled
