"""A release laid out for reading: its sentences, the mentions and cues in each, who stands beside whom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from iomkg.claims.groups import Group, Grouper
from iomkg.folding import fold
from iomkg.lexicon import FormSet, Hit, Lexicon, load
from iomkg.model import Document, Mention
from iomkg.namespaces import kind_of
from iomkg.reference import Reference
from iomkg.values import Body, Government, PersonInRole

ACTOR_KINDS = frozenset({"body", "state", "instrument"})
_NEAR = 60
_MOST_SUPPOSED = 8  # words between a condition and what it supposes
_MOST_DENIED = 2  # words between a negation and what it denies
_LONGEST_SENTENCE = 4000  # characters
_MOST_MENTIONS = 80  # in one sentence
PARTS = frozenset({"donor", "support", "implementer", "partner"})
_QUOTATION = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_WORDS = re.compile(r"\w[\w'-]*")
_LAST_WORD = re.compile(r"(?:[\w-]+'?|\w+')$")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(slots=True)
class Sentence:
    """One sentence with what stands in it."""

    number: int
    start: int
    end: int
    headline: bool
    mentions: list[Mention] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[Mention]:
        """The mentions of some kinds, in order."""
        return [mention for mention in self.mentions if mention.kind in kinds]

    def cues(self, role: str, kind: str | None = None) -> list[Hit]:
        """The cues of a role, in order."""
        return [hit for hit in self.hits if hit.cue.role == role and (kind is None or hit.cue.kind == kind)]


class Scene:
    """Everything a reading rule may look at."""

    def __init__(self, document: Document, mentions: Sequence[Mention], reference: Reference) -> None:
        self.document = document
        self.text = document.text
        self.folded = fold(document.text)
        self.reference = reference
        self.lexicon: Lexicon = load(document.language)
        sums = [(m.start, m.end) for m in mentions if m.kind == "money"]
        persons = [m for m in mentions if m.kind == "person"]
        self.mentions = [
            m for m in mentions if not _is_held_by_somebody_named(m, persons) and not _is_part_of_a_currency(m, sums)
        ]
        self.titles = [m for m in mentions if m.kind == "title"]
        self.people = [m for m in mentions if m.kind == "person"]
        self.role_spans = [p.value.role_span for p in self.people if isinstance(p.value, PersonInRole)]
        mentioned = sorted(mention.start for mention in self.mentions)
        self.sentences = [
            Sentence(
                i, start, end, document.headline is not None and document.headline[0] <= start < document.headline[1]
            )
            for i, (start, end) in enumerate(
                piece for sentence in document.sentences for piece in _bounded(self.text, *sentence, mentioned)
            )
        ]
        for mention in self.mentions:
            if sentence := self.sentence_at(mention.start):
                sentence.mentions.append(mention)
        self._groups: dict[int, list[Group]] = {}
        self._words_before: dict[int, str] = {}
        self._standing: dict[int, bool] = {}
        self._told: dict[tuple[str, int], list[tuple[int, int]]] = {}
        self._find_cues()

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence an offset lies in; None in furniture."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self.sentences[number].end:
            return None
        return self.sentences[number]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def body_sentences(self) -> list[Sentence]:
        """The sentences below the headline."""
        return [sentence for sentence in self.sentences if not sentence.headline]

    @property
    def language_puts_adjectives_after(self) -> bool:
        """Whether an adjective follows its noun (`fonds suisses`), as in French and Spanish."""
        return self.document.language != "en"

    def in_title(self, start: int, end: int) -> bool:
        """Whether a span lies within a project's title."""
        return any(title.start <= start and end <= title.end for title in self.titles)

    def in_role(self, mention: Mention) -> bool:
        """Whether a mention only tells what a person's role is."""
        return any(start <= mention.start and mention.end <= end for start, end in self.role_spans)

    def in_role_at(self, offset: int) -> bool:
        """Whether a place lies in the wording of a person's role."""
        return any(start <= offset < end for start, end in self.role_spans)

    def groups(self, sentence: Sentence) -> list[Group]:
        """The actors of a sentence, coordinated ones together. States named as places are actors only beside a cue."""
        known = self._groups.get(sentence.number)
        if known is None:
            known = self._groups[sentence.number] = self._grouper.groups(sentence)
        return known

    def may_act(self, mention: Mention) -> bool:
        """Whether a mention can be somebody who pays, carries out or takes part."""
        if self.in_title(mention.start, mention.end) or self.in_role(mention):
            return False
        if mention.kind == "place":
            return any(kind_of(iri) == "state" for iri in mention.candidates)
        if mention.kind == "state":
            return isinstance(mention.value, Government)
        return mention.kind in ACTOR_KINDS

    def _is_of_a_post(self, start: int, end: int) -> bool:
        """Whether the word for a project only tells somebody's post: `programme manager`, `chef de projet`."""
        if self.in_role_at(start) or self.lexicon.pattern("post_after").match(self.folded[end : end + 30].lstrip()):
            return True
        before = self.folded[max(0, start - 30) : start].rstrip()
        return any(match.end() == len(before) for match in self.lexicon.pattern("post_before").finditer(before))

    def _is_denied(self, sentence: Sentence, start: int) -> bool:
        """Whether a negation stands before a cue: `was not funded by`, `ne finance pas`, `no participa`."""
        window = self.folded[max(sentence.start, start - _NEAR) : start]
        for match in self.lexicon.pattern("negations").finditer(window):
            rest = window[match.end() :]
            words = re.findall(r"[\w']+", rest)
            if len(words) <= _MOST_DENIED and not re.search(r"[,;:.]", rest):
                return self.lexicon.pattern("not_only").match(rest.lstrip()) is None
        return False

    def _is_conditional(self, sentence: Sentence, start: int) -> bool:
        """Whether a cue tells only what may be: `if the Union agrees to fund it`."""
        return any(
            end <= start
            and not re.search(r"[,;:.]", self.folded[end:start])
            and len(self.words_between(end, start)) <= _MOST_SUPPOSED
            for _, end in self.told("conditions", sentence)
        )

    def _is_on_a_standing_programme(self, sentence: Sentence) -> bool:
        known = self._standing.get(sentence.number)
        if known is None:
            found = self.lexicon.pattern("standing_programmes").search(self.folded, sentence.start, sentence.end)
            known = self._standing[sentence.number] = found is not None
        return known

    def is_speech(self, offset: int) -> bool:
        """Whether a place lies in quoted speech (a quotation that is no title)."""
        return any(start <= offset < end for start, end in self._speech)

    @cached_property
    def _speech(self) -> list[tuple[int, int]]:
        spans = [match.span() for match in _QUOTATION.finditer(self.text)]
        return [
            (start, end)
            for start, end in spans
            if not any(start <= title.start and title.end <= end for title in self.titles) and end - start > 40
        ]

    def in_brackets(self, offset: int) -> bool:
        """Whether a place lies in round brackets."""
        number = bisect_left(self._brackets, (offset,)) - 1
        return number >= 0 and self._brackets[number][0] < offset < self._brackets[number][1]

    @cached_property
    def _brackets(self) -> list[tuple[int, int]]:
        return [match.span() for match in _BRACKETS.finditer(self.text)]

    @cached_property
    def after_prepositions(self) -> frozenset[str]:
        """The words before a name that is no subject: `de`, `with`, `para`…"""
        lists = ("of", "links", "where_words", "prepositions")
        return frozenset().union(*(self.lexicon.list(name) for name in lists))

    def told(self, name: str, sentence: Sentence) -> list[tuple[int, int]]:
        """Where the forms of a list of the lexicon stand in a sentence; looked for once."""
        key = (name, sentence.number)
        if key not in self._told:
            found = self.lexicon.pattern(name).finditer(self.folded, sentence.start, sentence.end)
            self._told[key] = [match.span() for match in found]
        return self._told[key]

    def between(self, start: int, end: int) -> str:
        """The folded text between two places, without what stands in brackets."""
        text = self.folded[start:end]
        return _BRACKETS.sub(" ", text) if "(" in text else text

    def words_between(self, start: int, end: int) -> list[str]:
        """The folded words between two places, without what stands in brackets."""
        return _WORDS.findall(self.between(start, end))

    def word_before(self, start: int) -> str:
        """The folded word just before a place ('' at the start of a sentence or after a mark)."""
        known = self._words_before.get(start)
        if known is None:
            before = self.folded[max(0, start - 30) : start].rstrip()
            match = _LAST_WORD.search(before) if before[-1:] in ("-", "_", "'") or before[-1:].isalnum() else None
            known = self._words_before[start] = match[0] if match else ""
        return known

    def governor(self, start: int) -> str:
        """The folded word before a name and its article (`of` in `of the EU`, `par` in `par la France`)."""
        word = self.word_before(start)
        while word in self.lexicon.list("articles"):
            start = self.folded.rindex(word, 0, start)
            word = self.word_before(start)
        return word

    def sum_between(self, start: int, end: int) -> bool:
        """Whether a sum stands between two places."""
        return any(m.kind == "money" and start <= m.start and m.end <= end for m in self.mentions)

    def state_of(self, mention: Mention) -> str | None:
        """The state a body or state mention belongs to."""
        if isinstance(mention.value, Body) and mention.value.state:
            return mention.value.state
        for iri in mention.candidates:
            if state := self.reference.state_of(iri):
                return state
        return None

    def joins(self, word: str) -> bool:
        """Whether a folded word may stand between the members of a list."""
        return self._grouper.joins(word)

    def is_conjunction(self, word: str) -> bool:
        """Whether a folded word joins two clauses or names."""
        return word in self.lexicon.list("conjunctions")

    @cached_property
    def _grouper(self) -> Grouper:
        return Grouper(self)

    def _find_cues(self) -> None:
        blocked: dict[tuple[int, int], bool] = {}
        for start, end, cue in self.lexicon.cues.find(self.folded):
            sentence = self.sentence_at(start)
            if sentence is None or self.in_title(start, end) or _in_body(sentence, start, end):
                continue
            if cue.blocked_by is not None and self._is_blocked(sentence, cue.blocked_by, blocked):
                continue
            if cue.role in ("donor", "support") and (
                self._is_on_a_standing_programme(sentence) or self._is_conditional(sentence, start)
            ):
                continue  # who pays for a standing source of figures announces no project, nor does who may pay one day
            if cue.role == "project" and self._is_of_a_post(start, end):
                continue
            if cue.role in PARTS and self._is_denied(sentence, start):
                continue
            hit = Hit(cue, start, end)
            if _has_its_neighbour(sentence, hit, self.language_puts_adjectives_after):
                sentence.hits.append(hit)
        for sentence in self.sentences:
            sentence.hits = _longest(_in_company(sentence.hits))

    def _is_blocked(self, sentence: Sentence, by: FormSet, known: dict[tuple[int, int], bool]) -> bool:
        """Whether a form that takes a cue's force away stands in the sentence; asked once, however often a cue does."""
        key = (sentence.number, id(by))
        if key not in known:
            within = self.folded[sentence.start : sentence.end]
            known[key] = next(by.find(within), None) is not None
        return known[key]


def _bounded(text: str, start: int, end: int, mentioned: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces if no writer would call it one: the rules compare all that stands in one sentence.

    `mentioned` is where mentions begin, in order.
    """
    while True:
        beyond = bisect_left(mentioned, start) + _MOST_MENTIONS
        cut = max(mentioned[beyond], start + 1) if beyond < len(mentioned) else end
        if min(cut, end) - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE) + 1 or start + _LONGEST_SENTENCE
        if cut >= end:
            break
        yield start, cut
        start = cut
    yield start, end


def _in_company(hits: Sequence[Hit]) -> list[Hit]:
    """Without the cues that only go on with a role (`and 20 % by …`) where nothing before them gives it."""
    ordered = sorted(hits, key=lambda h: h.start)
    kept: list[Hit] = []
    for hit in ordered:
        if hit.cue.kind == "further":
            roles = [other.cue.role for other in kept if other.cue.role in PARTS and other.end <= hit.start]
            if roles[-1:] != [hit.cue.role]:
                continue
        kept.append(hit)
    return kept


def _has_its_neighbour(sentence: Sentence, hit: Hit, adjectives_after: bool) -> bool:
    """Whether what a cue needs beside it is there: a sum before, a sum after, an adjective of a state."""
    if hit.cue.kind == "sum-from":
        return any(0 <= hit.start - money.end <= 2 for money in sentence.of_kind("money"))
    if hit.cue.kind == "with-sum":
        sums = sentence.of_kind("money")
        return any(0 <= money.start - hit.end < _NEAR or -_NEAR - 20 < money.end - hit.start <= 0 for money in sums)
    if hit.cue.kind == "beside-body":
        return any(0 <= hit.start - body.end <= 2 for body in sentence.of_kind("body"))
    return hit.cue.kind != "adjective" or adjective_beside(sentence, hit, adjectives_after) is not None


def adjective_beside(sentence: Sentence, hit: Hit, adjectives_after: bool) -> Mention | None:
    """`Dutch support`, `fondos suecos`, `EU-funded`: the state's adjective, or the body, beside the word for money."""
    for mention in sentence.of_kind("state", "body"):
        adjective = isinstance(mention.value, Government) and mention.value.form == "adjective"
        before = 0 <= hit.start - mention.end <= 1
        after = adjective and adjectives_after and 0 <= mention.start - hit.end <= 1
        if (before and (adjective or mention.kind == "body")) or after:
            return mention
    return None


def is_office_by_its_holder(mention: Mention) -> bool:
    """Whether a body is an area's office named by who holds it (`the governor of Kanem`)."""
    value = mention.value
    return isinstance(value, Body) and bool(value.place_name) and " ".join(mention.text.split()) != value.name


def _is_held_by_somebody_named(mention: Mention, persons: Sequence[Mention]) -> bool:
    """Whether an office named by its holder has a holder the release names, or only tells of somebody's role."""
    value = mention.value
    if not isinstance(value, Body) or " ".join(mention.text.split()) in (value.name, value.acronym):
        return False
    for person in persons:
        role = person.value
        if isinstance(role, PersonInRole):
            if role.role_span[0] <= mention.start < role.role_span[1]:
                return True
            if value.place_name and value.place_name in role.role and mention.text[:5].lower() in role.role.lower():
                return True
    return False


def _is_part_of_a_currency(mention: Mention, sums: Sequence[tuple[int, int]]) -> bool:
    """Whether a country only tells which currency a sum is in (`US$`, `Norwegian kroner`)."""
    return mention.kind in ("place", "state") and any(a <= mention.start and mention.end <= b for a, b in sums)


def _in_body(sentence: Sentence, start: int, end: int) -> bool:
    return any(m.kind in ("body", "instrument") and m.start <= start and end <= m.end for m in sentence.mentions)


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of cues of one role and kind that overlap, the longest; of one wording, those for either side."""
    kept: list[Hit] = []
    at: dict[int, list[Hit]] = {}  # what is kept, by every character it stands at: only neighbours are compared
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.cue.name)):
        if not any(_covers(other, hit) for place in range(hit.start, hit.end) for other in at.get(place, ())):
            kept.append(hit)
            for place in range(hit.start, hit.end):
                at.setdefault(place, []).append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end))


def _covers(kept: Hit, hit: Hit) -> bool:
    if (kept.cue.role, kept.cue.kind) != (hit.cue.role, hit.cue.kind):
        return False
    if (kept.start, kept.end) == (hit.start, hit.end):
        return kept.cue.side == hit.cue.side
    return hit.start < kept.end and kept.start < hit.end
