"""The events of a release: what kind, when, where, who took part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from iomkg.claims.durations import is_long
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import Hit
from iomkg.model import Mention
from iomkg.values import DateSpan

_ORDER = ("launch", "inauguration", "handover", "signing", "workshop", "training", "visit", "meeting", "other")
_SPOKEN = re.compile(r"[»”\"]\s*,?\s*(?:(?:a|ont|avait)\s+)?$")
_OF_DATELINE = re.compile(r"[\s,(]*(?:[^\W\d]+[\s,]+){0,2}")
_BESIDE = 8  # characters between a cue and the date it speaks of
_ARRIVAL = "event/arrival"  # of people who return or are brought to safety
_MONTH = re.compile(r"\d{4}-\d\d")
_BEHIND = 45  # characters between a cue and the month it speaks of
_NEAR = 60  # characters between an event and its date
_OF_ITS_OWN = frozenset({"inauguration", "handover", "signing", "visit", "meeting", "workshop", "training"})
_CEREMONIES = frozenset({"inauguration", "handover", "signing"})
_BYLINE = re.compile(r"\s*[)–—.:-]")
_LONGEST_BYLINE = 9  # words up to the date in it
_SINGLE = frozenset({"launch", "inauguration", "handover", "signing", "visit"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: the cue that names it, its date, its place, and the sentence it is told in."""

    kind: str
    cue: tuple[int, int]
    sentence: Sentence
    date: Mention | None
    place: Mention | None
    confidence: float
    method: str

    on_a_day: bool = False

    @property
    def told_as_new(self) -> bool:
        """Whether its sentence also speaks of who came, or of a day that cannot be dated (`on Tuesday`)."""
        return self.on_a_day or bool(self.sentence.cues("participant"))


def find(scene: Scene) -> list[Happening]:
    """The events of a release, one per kind and date, in the order of the text."""
    dated: list[Happening] = []
    undated: list[Happening] = []
    for sentence in scene.body_sentences:
        happening = _in_sentence(scene, sentence)
        if happening is not None:
            (dated if happening.date else undated).append(happening)
    told = [*undated, *_in_headline(scene)]
    events = _distinct([_of_the_kind_just_told(event, told) for event in dated])
    if not events and told:
        events = [_with_the_day_told(scene, told[0])]
    events += [event for event in undated if _is_another(event, events)]
    return [event for event in events if event.date or event.kind in _SINGLE or event.place or event.told_as_new]


def _is_another(event: Happening, known: list[Happening]) -> bool:
    """Whether an event without a date is one of its own: of a kind nothing else has, on some day or somewhere."""
    if any(event.kind == other.kind for other in known) or event.kind not in _OF_ITS_OWN:
        return False
    return event.on_a_day or (event.place is not None and event.kind in _CEREMONIES)


def _in_headline(scene: Scene) -> list[Happening]:
    headlines = [sentence for sentence in scene.sentences if sentence.headline]
    return [event for sentence in headlines if (event := _in_sentence(scene, sentence))]


def _in_sentence(scene: Scene, sentence: Sentence) -> Happening | None:
    cues = [hit for hit in sentence.cues("event") if _tells(scene, hit) and not _is_of_money(sentence, hit)]
    if not cues:
        return None
    dates = _days(scene, sentence)
    cue = _leading(cues, dates)
    date = min(dates, key=lambda m: abs(m.start - cue.start), default=None) or _month(sentence, cue)
    if date is None and (cue.cue.confidence < 0.7 or (_is_a_beginning(sentence, cue) and sentence.of_kind("date"))):
        return None
    return Happening(
        cue.cue.kind,
        (cue.start, cue.end),
        sentence,
        date,
        _place(scene, sentence, cue),
        0.8 if date else 0.65,
        cue.cue.method,
        date is None and _is_on_a_day(scene, sentence, cue),
    )


def _is_of_money(sentence: Sentence, hit: Hit) -> bool:
    """Whether what is handed over is money: that is giving, and no ceremony."""
    return hit.cue.kind == "handover" and any(-1 <= m.start - hit.end < _BEHIND for m in sentence.of_kind("money"))


def _is_on_a_day(scene: Scene, sentence: Sentence, cue: Hit) -> bool:
    """Whether a day is told near a cue that no date can be made of: `on Tuesday`, `yesterday`."""
    around = scene.folded[max(sentence.start, cue.start - _NEAR) : min(sentence.end, cue.end + _NEAR)]
    return scene.lexicon.pattern("some_day").search(around) is not None


def _tells(scene: Scene, hit: Hit) -> bool:
    """Whether a cue tells of an event: not in speech, in somebody's role, or as the verb of speech (`», a lancé …`)."""
    if scene.is_speech(hit.start) or scene.in_role_at(hit.start):
        return False
    mark = _SPOKEN.search(scene.text, max(0, hit.start - 12), hit.start)
    return mark is None or not scene.is_speech(mark.start())


def _of_the_kind_just_told(event: Happening, undated: list[Happening]) -> Happening:
    """`The ceremony was held on …` after `… held a hand-over`: the ceremony is the hand-over."""
    if event.kind not in ("other", "meeting") or event.method == _ARRIVAL:
        return event
    for told in undated:
        if told.kind in _SINGLE and (told.sentence.headline or abs(told.sentence.number - event.sentence.number) == 1):
            return replace(event, kind=told.kind, cue=told.cue, method=told.method)
    return event


def _with_the_day_told(scene: Scene, event: Happening) -> Happening:
    """The event with the day another sentence gives, when the sentences around it give only one."""
    near = [s for s in scene.body_sentences if abs(s.number - event.sentence.number) <= 2]
    may_begin = event.kind in _SINGLE
    days = [day for sentence in near if may_begin or not sentence.cues("start") for day in _days(scene, sentence)]
    if len(days) == 1:
        return replace(event, date=days[0])
    return event


def _days(scene: Scene, sentence: Sentence) -> list[Mention]:
    """The days a sentence gives, but for the dateline's and one by which something ends (`until 30 November`)."""
    dateline = scene.document.dateline
    bounds = [hit.end for hit in sentence.cues("end")]
    return [
        mention
        for mention in sentence.of_kind("date")
        if _names_a_day(mention)
        and not any(0 <= mention.start - end < _BESIDE for end in bounds)
        and not _is_of_byline(scene, sentence, mention)
        and not (dateline and _OF_DATELINE.fullmatch(scene.folded, dateline[1], max(mention.start, dateline[1])))
    ]


def _is_of_byline(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a date is that of publication, at the head of the text (`(Embassy of France, 18 April 2023)`)."""
    value = mention.value
    if not isinstance(value, DateSpan) or not mention.text[-1:].isdigit() or sentence is not scene.body_sentences[0]:
        return False
    if scene.text[sentence.start] == "(" and scene.text[mention.end : mention.end + 1] == ")":
        return True
    before = scene.words_between(sentence.start, mention.start)
    ends = _BYLINE.match(scene.text, mention.end) is not None
    return ends and value.start == scene.document.published and len(before) <= _LONGEST_BYLINE


def _month(sentence: Sentence, cue: Hit) -> Mention | None:
    """The month a signing or the like is told to have been in, right behind its cue (`signed in Rome in May 2021`).

    When a project began is no event.
    """
    if _is_a_beginning(sentence, cue):
        return None
    behind = (m for m in sentence.of_kind("date") if cue.cue.kind in _SINGLE and 0 <= m.start - cue.end < _BEHIND)
    return next((m for m in behind if isinstance(m.value, DateSpan) and _MONTH.fullmatch(m.value.start)), None)


def _is_a_beginning(sentence: Sentence, cue: Hit) -> bool:
    """Whether a cue only tells when a project began."""
    return any(start.start < cue.end and cue.start < start.end for start in sentence.cues("start"))


def _names_a_day(mention: Mention) -> bool:
    value = mention.value
    if not isinstance(value, DateSpan) or not (len(value.start) == 10 or value.start.startswith("--")):
        return False
    return value.end is None or value.start[:-3] == value.end[:-3] or not is_long(value)


def _leading(cues: list[Hit], dates: list[Mention]) -> Hit:
    """The cue that says what the event is: one near the first date, then the first by rank of kind, then by place."""

    def rank(hit: Hit) -> tuple[bool, int, int]:
        far = bool(dates) and abs(hit.start - dates[0].start) > _NEAR
        return far, _ORDER.index(hit.cue.kind), hit.start

    return min(cues, key=rank)


def _place(scene: Scene, sentence: Sentence, cue: Hit) -> Mention | None:
    where = scene.lexicon.list("where_words")
    spots = [
        m
        for m in sentence.of_kind("place")
        if not scene.in_title(m.start, m.end)
        and not scene.in_role(m)
        and "/country/" not in (m.candidates[0] if m.candidates else "")
        and scene.word_before(m.start) in where
    ]
    return min(spots, key=lambda m: abs(m.start - cue.start), default=None)


def _distinct(events: list[Happening]) -> list[Happening]:
    kept: dict[tuple[str, str], Happening] = {}
    for event in events:
        if event.date is not None and isinstance(event.date.value, DateSpan):
            kept.setdefault((event.kind, event.date.value.start), event)
    return list(kept.values())
