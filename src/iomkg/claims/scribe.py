"""Writes claims down: each with its sentence, its number, and things numbered in the order they are first named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.model import Claim, Document, Evidence, Term, Thing
from iomkg.namespaces import RDF, scoped, term

Span = tuple[int, int]
_MOST_SENTENCES = 3
_START, _END = itemgetter(0), itemgetter(1)


@dataclass(slots=True, eq=False)
class Scoped:
    """Something the release introduces; its number is known once everything is written."""

    kind: str
    wording: str
    start: int
    number: int = 0


Subject = Scoped | str


@dataclass(slots=True)
class _Draft:
    subject: Subject
    predicate: str
    object: Scoped | Term
    worded: str
    evidence: Evidence
    confidence: float
    method: str


@dataclass(slots=True)
class Scribe:
    """Collects what one document says."""

    document: Document
    _drafts: list[_Draft] = field(default_factory=list)
    _things: list[Scoped] = field(default_factory=list)
    _wordings: dict[str, str] = field(default_factory=dict)
    _said: set[tuple[object, ...]] = field(default_factory=set)

    def introduce(self, kind: str, wording: str, start: int) -> Scoped:
        """A new release-scoped thing, first named at `start`."""
        thing = Scoped(kind, " ".join(wording.split()), start)
        self._things.append(thing)
        return thing

    def say(
        self,
        subject: Subject,
        predicate: str,
        value: Scoped | Term | str,
        span: Span,
        confidence: float,
        method: str,
        cue: Span | None = None,
        beside: Span | None = None,
    ) -> None:
        """One statement: `span` is the object's wording, `cue` the words that gave it its role.

        `beside` is what the quote should show too if it is near, such as the name of the subject. The first wording
        of a statement counts.
        """
        object_ = NamedNode(value) if isinstance(value, str) else value
        key = (subject if isinstance(subject, str) else id(subject), predicate, _key(object_))
        if key in self._said:
            return
        self._said.add(key)
        span = self._short(span)
        name = predicate if ":" in predicate else term(predicate)
        worded = " ".join(self.document.text[span[0] : span[1]].split())
        evidence = self.evidence(span, cue, beside)
        self._drafts.append(_Draft(subject, name, object_, worded, evidence, round(confidence, 3), method))

    def typed(self, subject: Subject, class_name: str, span: Span, confidence: float, method: str) -> None:
        """What kind of thing it is."""
        self.say(subject, RDF + "type", term(class_name), span, confidence, method)

    def text(self, value: str, language: bool = True) -> Literal:
        """A string of the release, in its language unless told otherwise."""
        clean = " ".join(value.split())
        return terms.text(clean, self.document.language) if language else terms.text(clean)

    def named(self, iri: str, wording: str) -> None:
        """The first wording of a curated thing."""
        self._wordings.setdefault(iri, " ".join(wording.split()))

    def evidence(self, span: Span, cue: Span | None = None, beside: Span | None = None) -> Evidence:
        """The sentences that hold the wording, the cue, and what is beside them, if they are three at most.

        The cue outranks what is beside; a cue further away than three sentences is none.
        """
        sentences = self.document.sentences
        first, last = _covering(sentences, span)
        for other in (cue, beside):
            if other is None:
                continue
            other_first, other_last = _covering(sentences, other)
            low, high = min(first, other_first), max(last, other_last)
            if high - low < _MOST_SENTENCES:
                first, last = low, high
            elif other is cue:
                cue = None
        start = min(sentences[first][0], span[0])
        end = max(sentences[last][1], span[1])
        return Evidence(self.document.text[start:end], start, end, span, cue)

    def _short(self, span: Span) -> Span:
        """A wording cut to what evidence may show: a project without a name is worded as a whole paragraph."""
        first, last = _covering(self.document.sentences, span)
        if last - first + 1 < _MOST_SENTENCES:
            return span
        return span[0], min(span[1], self.document.sentences[last][1])

    def claims(self) -> tuple[Claim, ...]:
        """Everything said, in the order of the text's things; things that nothing is said of get no number."""
        self._number()
        seen: dict[tuple[str, ...], int] = {}
        things: dict[Subject, Thing] = {}
        result = []
        for draft in self._drafts:
            subject = things.get(draft.subject)
            if subject is None:
                subject = things[draft.subject] = self._thing(draft.subject)
            object_ = NamedNode(self._iri(draft.object)) if isinstance(draft.object, Scoped) else draft.object
            key = (subject.wording, draft.predicate, draft.worded, draft.evidence.quote)
            occurrence = seen.get(key, 0)
            seen[key] = occurrence + 1
            result.append(
                Claim(
                    subject,
                    draft.predicate,
                    object_,
                    draft.worded,
                    draft.evidence,
                    draft.confidence,
                    draft.method,
                    occurrence,
                )
            )
        return tuple(result)

    def _number(self) -> None:
        used = {id(draft.subject) for draft in self._drafts}
        counts: Counter[str] = Counter()
        for thing in sorted(self._things, key=lambda t: t.start):
            if id(thing) in used:
                counts[thing.kind] += 1
                thing.number = counts[thing.kind]

    def _iri(self, thing: Scoped) -> str:
        return scoped(self.document.release.key, thing.kind, thing.number)

    def _thing(self, subject: Subject) -> Thing:
        if isinstance(subject, Scoped):
            return Thing(self._iri(subject), subject.wording)
        return Thing(subject, self._wordings.get(subject, subject.rsplit("/", 1)[-1]))


def _key(value: Scoped | Term) -> object:
    return id(value) if isinstance(value, Scoped) else value


def _covering(sentences: Sequence[Span], span: Span) -> tuple[int, int]:
    """The numbers of the first and last sentence a span touches (the nearest ones if it touches none)."""
    first = bisect_right(sentences, span[0], key=_END)
    last = bisect_left(sentences, span[1], key=_START) - 1
    if first <= last:
        return first, min(last, first + _MOST_SENTENCES - 1)
    behind = bisect_left(sentences, span[0], key=_START)
    around = range(max(behind - 1, 0), min(behind + 1, len(sentences)))
    nearest = min(around, key=lambda i: abs(sentences[i][0] - span[0]))
    return nearest, nearest
