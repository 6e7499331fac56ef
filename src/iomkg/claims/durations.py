"""When a project runs: how long, from when, until when, each only as stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from iomkg.claims.predecessors import is_of_a_predecessor
from iomkg.claims.projects import Project, is_about
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import Hit
from iomkg.model import Mention
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
    """The duration of a project: the one its sentences most surely speak of as its length, the first of several."""
    best: tuple[float, Mention] | None = None
    for sentence in scene.sentences:
        if sentence.number not in project.sentences:
            continue
        for mention in sentence.of_kind("duration"):
            if scene.in_title(mention.start, mention.end) or scene.is_speech(mention.start):
                continue
            if not is_about(scene, sentence, project, mention.start):
                continue
            surety = _surety(scene, sentence, mention)
            if best is None or surety > best[0]:
                best = surety, mention
    if best is None:
        return None
    surety, mention = best
    assert isinstance(mention.value, Duration)
    way, confidence = next((way, confidence) for least, way, confidence in _WAYS if surety >= least)
    return Length(mention.value.months, (mention.start, mention.end), confidence, f"duration/{way}")


_WAYS: Final = ((2.0, "stated", 0.9), (1.0, "beside", 0.75), (0.0, "bare", 0.5))


def _surety(scene: Scene, sentence: Sentence, mention: Mention) -> float:
    """One for words that tell a length (`lasts`, `over`, `for`), one for a sentence that speaks of the project."""
    before = scene.folded[max(sentence.start, mention.start - 50) : mention.start].rstrip(" -")
    after = scene.folded[mention.end : sentence.end].lstrip(" -,")
    told = any(match.end() == len(before) for match in scene.lexicon.pattern("lasts").finditer(before))
    told = told or scene.lexicon.pattern("of_length").match(after) is not None
    roles = ("project", "start", "end", "budget")
    about = bool(sentence.of_kind("title", "money")) or any(sentence.cues(role) for role in roles)
    about = about or any(_whole_period(scene, sentence))
    return (told + about) * (0.9 if sentence.headline else 1.0)


def period(scene: Scene, project: Project) -> Iterator[tuple[str, Bound]]:
    """The start and end of a project, as (`start` or `end`, bound)."""
    best: dict[str, Bound] = {}
    for sentence in scene.body_sentences:
        if sentence.number not in project.sentences or _is_of_earlier_work(scene, sentence):
            continue
        for name, bound in [*_whole_period(scene, sentence), *_bounds(scene, project, sentence)]:
            if is_of_a_predecessor(scene, sentence, *bound.span):
                continue
            if name not in best or bound.confidence > best[name].confidence:
                best[name] = bound
    yield from best.items()


def _is_of_earlier_work(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells when a phase or a project before this one began or ended."""
    within = scene.folded[sentence.start : sentence.end]
    return bool(sentence.cues("not-project")) or scene.lexicon.pattern("earlier_work").search(within) is not None


def _whole_period(scene: Scene, sentence: Sentence) -> Iterator[tuple[str, Bound]]:
    """`from December 2019 to November 2022`, `between 1 June 2023 and December 2025`: too long for an event."""
    for first, last, value in _spans(scene, sentence):
        if not is_long(value) or value.end is None:
            continue
        before = scene.folded[max(sentence.start, first.start - 50) : first.start]
        if scene.in_title(first.start, first.end) or scene.lexicon.pattern("not_period_before").search(before):
            continue
        span = (first.start, last.end)
        yield "start", Bound(value.start, span, 0.85, "period/stated")
        yield "end", Bound(value.end, span, 0.85, "period/stated")


def _spans(scene: Scene, sentence: Sentence) -> Iterator[tuple[Mention, Mention, DateSpan]]:
    """The spans of dates of a sentence: read as one, or two dates that the words before and between make one of."""
    dates = sentence.of_kind("date")
    for mention in dates:
        if isinstance(mention.value, DateSpan) and mention.value.end is not None:
            pair = scene.lexicon.pattern("and_words").search(scene.folded, mention.start, mention.end)
            if not pair or _opens(scene, mention):
                yield mention, mention, mention.value
    for first, last in pairwise(dates):
        one, other = first.value, last.value
        if not isinstance(one, DateSpan) or not isinstance(other, DateSpan) or one.end or other.end:
            continue
        joined = scene.lexicon.pattern("period_joins").fullmatch(scene.folded[first.end : last.start].strip(" ,"))
        if joined and _opens(scene, first) and not other.start.startswith("--"):
            yield first, last, DateSpan(one.start, other.start)


def _opens(scene: Scene, mention: Mention) -> bool:
    """Whether the words before a date open a period: `between`, `du`, `desde`."""
    before = scene.folded[max(0, mention.start - 30) : mention.start].rstrip()
    return any(match.end() == len(before) for match in scene.lexicon.pattern("period_opens").finditer(before))


def _bounds(scene: Scene, project: Project, sentence: Sentence) -> Iterator[tuple[str, Bound]]:
    for role in ("start", "end"):
        for hit in sentence.cues(role):
            if hit.cue.kind == "of-project" and not (sentence.of_kind("title") or sentence.cues("project")):
                continue
            if not is_about(scene, sentence, project, hit.start) or _is_of_an_event(sentence, hit):
                continue
            date = _date_beside(scene, sentence, hit)
            if date is None or not isinstance(date.value, DateSpan):
                continue
            lexical = date.value.start if role == "start" else date.value.end or date.value.start
            since_a_day = hit.cue.kind == "of-project" and len(lexical) == 10
            if not lexical.startswith("--") and not since_a_day:
                yield role, Bound(lexical, (date.start, date.end), hit.cue.confidence, hit.cue.method)


def _date_beside(scene: Scene, sentence: Sentence, hit: Hit) -> Mention | None:
    """The date a cue speaks of: the next behind it, or the last before it for a cue with its date on the left."""
    for date in sentence.of_kind("date") if hit.cue.side == "right" else reversed(sentence.of_kind("date")):
        beside = date.start >= hit.end if hit.cue.side == "right" else date.end <= hit.start
        if beside:
            gap = (hit.end, date.start) if hit.cue.side == "right" else (date.end, hit.start)
            return date if len(scene.words_between(*gap)) <= hit.cue.gap else None
    return None


def _is_of_an_event(sentence: Sentence, hit: Hit) -> bool:
    """Whether a training, a workshop or a meeting begins or ends then: it is the subject nearest before the cue."""
    events = [
        h.start for kind in ("training", "workshop", "meeting", "visit", "other") for h in sentence.cues("event", kind)
    ]
    things = [h.start for h in sentence.cues("project")] + [t.start for t in sentence.of_kind("title")]
    event = max((start for start in events if start < hit.start), default=-1)
    return event > max((start for start in things if start < hit.start), default=-1)


def is_long(span: DateSpan) -> bool:
    """Whether a span of dates is long enough to be a project's, not a meeting's: more than one month."""
    if span.end is None or span.start.startswith("--"):
        return False
    end = span.start[:4] + span.end[1:] if span.end.startswith("--") else span.end  # `30 June 2021 to 5 July`
    first, last = (f"{lexical}-01"[:7] if len(lexical) == 4 else lexical[:7] for lexical in (span.start, end))
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    return months > 1 or len(span.start) == 4
