"""When a project runs: how long, from when, until when, each only as stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iomkg.claims.projects import Project, targets
from iomkg.claims.scene import Scene, Sentence
from iomkg.values import DateSpan, Duration


@dataclass(frozen=True, slots=True)
class Length:
    """A project's duration in months."""

    months: int
    span: tuple[int, int]
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Bound:
    """The start or end of a project."""

    lexical: str
    span: tuple[int, int]
    confidence: float
    method: str


def duration(scene: Scene, project: Project) -> Length | None:
    """The duration of a project: the first its sentences state, the body before the headline."""
    candidates = []
    for sentence in scene.sentences:
        if sentence.number not in project.sentences:
            continue
        for mention in sentence.of_kind("duration"):
            if scene.in_title(mention.start, mention.end) or scene.is_speech(mention.start):
                continue
            if isinstance(mention.value, Duration):
                candidates.append((sentence.headline, mention))
    if not candidates:
        return None
    headline, mention = min(candidates, key=lambda c: (c[0], c[1].start))
    assert isinstance(mention.value, Duration)
    return Length(mention.value.months, (mention.start, mention.end), 0.75 if headline else 0.88, "duration/stated")


def period(scene: Scene, project: Project) -> Iterator[tuple[str, Bound]]:
    """The start and end of a project, as (`start` or `end`, bound)."""
    given: set[str] = set()
    for sentence in scene.body_sentences:
        if sentence.number not in project.sentences:
            continue
        for name, bound in [*_whole_period(scene, sentence), *_bounds(scene, project, sentence)]:
            if name not in given:
                given.add(name)
                yield name, bound


def _whole_period(scene: Scene, sentence: Sentence) -> Iterator[tuple[str, Bound]]:
    """`from December 2019 to November 2022`: a span of dates too long for an event."""
    for mention in sentence.of_kind("date"):
        value = mention.value
        if not isinstance(value, DateSpan) or not is_long(value) or value.end is None:
            continue
        before = scene.folded[max(sentence.start, mention.start - 50) : mention.start]
        if scene.in_title(mention.start, mention.end) or scene.lexicon.pattern("not_period_before").search(before):
            continue
        span = (mention.start, mention.end)
        yield "start", Bound(value.start, span, 0.85, "period/stated")
        yield "end", Bound(value.end, span, 0.85, "period/stated")


def _bounds(scene: Scene, project: Project, sentence: Sentence) -> Iterator[tuple[str, Bound]]:
    for role in ("start", "end"):
        for hit in sentence.cues(role):
            if hit.cue.kind == "of-project" and not (sentence.of_kind("title") or sentence.cues("project")):
                continue
            if project not in targets(scene, sentence, [project], hit.start):
                continue
            for date in sentence.of_kind("date"):
                words = scene.words_between(hit.end, date.start) if date.start >= hit.end else None
                if words is None or len(words) > hit.cue.gap:
                    continue
                assert isinstance(date.value, DateSpan)
                lexical = date.value.start if role == "start" else date.value.end or date.value.start
                of_an_event = hit.cue.kind == "of-project" and len(lexical) == 10
                if not lexical.startswith("--") and not of_an_event:
                    yield role, Bound(lexical, (date.start, date.end), 0.85, hit.cue.method)
                break


def is_long(span: DateSpan) -> bool:
    """Whether a span of dates is long enough to be a project's, not a meeting's: more than one month."""
    if span.end is None or span.start.startswith("--"):
        return False
    end = span.start[:4] + span.end[1:] if span.end.startswith("--") else span.end  # `30 June 2021 to 5 July`
    first, last = (f"{lexical}-01"[:7] if len(lexical) == 4 else lexical[:7] for lexical in (span.start, end))
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    return months > 1 or len(span.start) == 4
