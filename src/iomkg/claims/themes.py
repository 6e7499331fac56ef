"""What a project is about: the trigger terms of each theme in its title, its sentences and the headline."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import FormSet
from iomkg.model import Document, Language, Mention
from iomkg.namespaces import concept

_ENOUGH = 0.8
_ENOUGH_OF_HINTS = 1.5  # what terms must add up to of which none shows the theme by itself
_SHOWS = 1.0  # the weight in the lexicon of a term that shows a theme by itself
_ON_THE_PROJECT = frozenset(
    {"project", "donor", "support", "implementer", "partner", "event", "purpose", "activity", "output"}
)
# A theme that is not this one where the other is stronger: jobs for those who return are part of their return.
_PART_OF = {
    "livelihoods-and-root-causes": "return-and-reintegration",
    "asylum-and-refugee-protection": "resettlement",
}
_caches: dict[Language, FormSet] = {}


@dataclass(frozen=True, slots=True)
class About:
    """A theme of a project, with the term that shows it."""

    iri: str
    span: tuple[int, int]
    confidence: float
    main: bool


def find(scene: Scene, project: Project) -> list[About]:
    """The themes of a project, the best supported first."""
    scores: defaultdict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    seen: set[tuple[str, str]] = set()
    shown: set[str] = set()
    taken: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    found = _triggers(scene.document).find(scene.folded)
    for start, end, (theme, weight) in sorted(found, key=lambda hit: (-hit[2][1], hit[0] - hit[1], hit[0])):
        if any(start < b and a < end for a, b in taken[theme]):
            continue  # one stretch of text shows a theme once
        taken[theme].append((start, end))
        place = _weight_of_place(scene, project, start, end)
        if not place:
            continue
        term = scene.folded[start:end]
        value = weight * place * (0.3 if (theme, term) in seen else 1.0)
        seen.add((theme, term))
        scores[theme] += value
        if weight >= _SHOWS:
            shown.add(theme)
        if value > best.get(theme, (0.0,))[0]:
            best[theme] = (value, (start, end))
    for part, whole in _PART_OF.items():
        if scores.get(whole, 0.0) >= max(_ENOUGH, 0.9 * scores.get(part, 0.0)):
            scores.pop(part, None)
    enough = (t for t in scores if scores[t] >= (_ENOUGH if t in shown else _ENOUGH_OF_HINTS))
    ranked = sorted(enough, key=lambda t: (-scores[t], t))
    top = ranked[0] if ranked else None
    return [
        About(concept("theme", theme), best[theme][1], min(0.95, 0.6 + 0.1 * scores[theme]), theme == top)
        for theme in ranked
    ]


def _weight_of_place(scene: Scene, project: Project, start: int, end: int) -> float:
    for title in scene.titles:
        if title.start <= start and end <= title.end:
            return 3.0 if title in project.titles else 0.0
    sentence = scene.sentence_at(start)
    if sentence is None or any(a <= start < b for a, b in scene.role_spans):
        return 0.0
    fund = next((m for m in sentence.of_kind("instrument") if m.start <= start and end <= m.end), None)
    if fund is not None:
        return 0.7 if _pays_for_one_thing(scene, fund) else 0.0
    within_body = any(m.kind == "body" and m.start <= start and end <= m.end for m in sentence.mentions)
    weight = 0.5 if within_body else 1.0
    if sentence.headline:
        return 2.0 * weight
    if sentence.cues("not-project"):
        return 0.0
    if scene.is_speech(start) or (sentence.of_kind("person") and not sentence.cues("purpose")):
        return 0.3 * weight
    if sentence.number not in project.sentences:
        return 0.3 * weight
    if sentence.cues("background") and not _names_the_project(sentence):
        return 0.3 * weight
    return weight if _is_on_the_project(sentence) else 0.8 * weight


def _pays_for_one_thing(scene: Scene, fund: Mention) -> bool:
    """Whether a fund pays for what its name says and nothing else: a pooled fund (CERF, Peacebuilding Fund)."""
    entry = scene.reference.get(fund.candidates[0]) if fund.candidates else None
    return entry is not None and entry.pooled


def _is_on_the_project(sentence: Sentence) -> bool:
    """Whether a sentence says what the project is or does, not what the world is like."""
    return bool(sentence.of_kind("title")) or any(hit.cue.role in _ON_THE_PROJECT for hit in sentence.hits)


def _names_the_project(sentence: Sentence) -> bool:
    return any(sentence.cues(role) for role in ("project", "donor", "implementer")) or bool(sentence.of_kind("title"))


def _triggers(document: Document) -> FormSet:
    from iomkg.lexicon import load

    language = document.language
    if language not in _caches:
        lexicon = load(language)
        forms = [
            (form, (theme, float(weight)))
            for theme, strengths in lexicon.words["themes"].items()
            for weight, terms in strengths.items()
            for form in terms
        ]
        _caches[language] = FormSet(forms, lexicon.macros)
    return _caches[language]
