"""Things and people a sentence counts or lists: `12 patrol vehicles`, `un camion-citerne`, `gilets, bouées et …`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from iomkg.claims.counts import count_pattern, value_of
from iomkg.claims.scene import Scene, Sentence
from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.model import Language

# The lists of data/lexicon that say what an output can be. People count from two on: one person is no output.
THINGS: Final = ("goods", "structures", "systems", "papers")
PEOPLE: Final = ("people_taught", "people_helped")
_BETWEEN = 3  # words between a count and what it counts
_COMPLEMENT = 3  # words that say what for or what of
_FEWEST_PEOPLE = 2
_RECENT = 2000  # names of things
_MARKS = (",", "&")


@dataclass(frozen=True, slots=True)
class Item:
    """Something counted or listed: the lists its name is in, how many (None when not told), and its wording."""

    lists: frozenset[str]
    quantity: Decimal | None
    start: int
    end: int


def find(scene: Scene, sentence: Sentence) -> list[Item]:
    """The items of a sentence, in order; what stands in a title, in speech or in a role is none."""
    counted = list(_counted(scene, sentence))
    return sorted([*counted, *_listed(scene, sentence, counted)], key=lambda item: item.start)


def _counted(scene: Scene, sentence: Sentence) -> Iterator[Item]:
    end = sentence.start
    for match in _pattern(scene.document.language).finditer(scene.folded, sentence.start, sentence.end):
        start = match.start("count")
        if start < end or not _may_count(scene, sentence, match):
            continue
        name = match["name"]
        quantity = value_of(match["count"], scene.document.language)
        found = _lists(scene.document.language, name)
        if quantity < _FEWEST_PEOPLE:
            found -= set(PEOPLE)
        if found:
            end = _with_complement(scene, match.end("name"), sentence.end)
            yield Item(found, quantity, start, end)


def _listed(scene: Scene, sentence: Sentence, counted: list[Item]) -> Iterator[Item]:
    """Goods and buildings in the plural without a number, behind a cue or beside another item of a list."""
    cues = {hit.end for hit in sentence.cues("output") if hit.cue.side != "left" and hit.cue.kind != "service"}
    members = {item.end for item in counted}
    starts = {item.start for item in counted}
    named = list(_bare_pattern(scene.document.language).finditer(scene.folded, sentence.start, sentence.end))
    named = [
        m for m in named if _is_listable(scene, m) and not any(i.start < m.end() and m.start() < i.end for i in counted)
    ]
    for match in [*named, *reversed(named)]:  # a list is known by its first member or by its last
        start, end = match.span()
        follows = any(cue <= start and _leads(scene, cue, start, ()) for cue in cues)
        follows = follows or any(member < start and _leads(scene, member, start, _MARKS) for member in members)
        if start not in starts and (
            follows or any(first > end and _leads(scene, end, first, _MARKS) for first in starts)
        ):
            yield Item(frozenset(_lists(scene.document.language, match[0]) & {"goods", "structures"}), None, start, end)
            members.add(end)
            starts.add(start)


def _is_listable(scene: Scene, match: re.Match[str]) -> bool:
    return any(word[-1] in "sx" for word in match[0].split()) and _is_open(scene, match.start())


def is_list(scene: Scene, start: int, end: int) -> bool:
    """Whether what stands between two things makes them members of one list: `lectores de pasaportes, doce cámaras`."""
    between = scene.between(start, end)
    words = re.findall(r"\w[\w'-]*", between)
    if len(words) > 5 or re.search(r"[.;:!?]", between):
        return False
    return bool(re.search(r"[,/&]", between)) or any(word in scene.lexicon.list("conjunctions") for word in words)


def _leads(scene: Scene, start: int, end: int, marks: Collection[str]) -> bool:
    """Whether what stands between leads from a cue to what it gives, or with a mark from one of a list to the next.

    One word may stand there that only describes (`office furniture`).
    """
    between = scene.between(start, end)
    words = re.findall(r"\w[\w'-]*", between)
    joining = scene.lexicon.list("conjunctions")
    if re.search(r"[.;:!?]", between) or (marks and not (any(m in between for m in marks) or joining & set(words))):
        return False
    plain = scene.lexicon.pattern("some").sub(" ", between)
    rest = [word for word in re.findall(r"\w[\w'-]*", plain) if word not in joining]
    closed = scene.after_prepositions | scene.lexicon.list("stops") | scene.lexicon.list("articles")
    return len(rest) <= 1 and not closed & set(rest)


def _may_count(scene: Scene, sentence: Sentence, match: re.Match[str]) -> bool:
    start = match.start("count")
    if not _is_open(scene, start):
        return False
    stops = scene.after_prepositions | scene.lexicon.list("conjunctions") | scene.lexicon.list("stops")
    if any(word in stops for word in re.findall(r"[\w'-]+", match["between"])):
        return False
    measures = any(m.start <= start < m.end for m in sentence.of_kind("money", "date", "duration"))
    return not measures and not _tells_where_or_who(scene, sentence, match)


def _tells_where_or_who(scene: Scene, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the word before a count makes it a place, a doer or a part: `in 3 centres`, `by 2 experts`, `of 9`."""
    before = scene.folded[max(sentence.start, match.start("count") - 40) : match.start("count")]
    for name in ("about", "up_to"):
        before = _without_ending(scene, before, name)
    is_people = bool(_lists(scene.document.language, match["name"]) & set(PEOPLE))
    if _without_ending(scene, before, "given_by" if is_people else "not_counted_before") != before:
        return True
    whole = _without_ending(scene, before, "of")
    given = any(hit.start < match.start("count") <= hit.end + 1 for hit in sentence.cues("output"))
    return whole != before and not given and _without_ending(scene, whole, "sums_up") == whole and not is_people


def _without_ending(scene: Scene, before: str, name: str) -> str:
    """The text without the words of a list at its end."""
    ends = [m.start() for m in scene.lexicon.pattern(name).finditer(before) if not before[m.end() :].strip()]
    return before[: ends[0]] if ends else before


def _is_open(scene: Scene, offset: int) -> bool:
    """Whether a place is told by the release itself, and not of each one of many."""
    sentence = scene.sentence_at(offset)
    first = max(sentence.start if sentence else 0, offset - 60)
    each = scene.lexicon.pattern("each_words").search(scene.folded, first, offset)
    own = scene.is_speech(offset) or scene.in_title(offset, offset + 1) or scene.in_role_at(offset)
    return not own and not each


def _with_complement(scene: Scene, end: int, limit: int) -> int:
    """The end of an item with what it is of or for, as long as that is in small letters."""
    goes_on = scene.lexicon.pattern("output_goes_on").match(scene.folded, _after_space(scene, end), limit)
    if goes_on is None:
        return end
    stops = scene.after_prepositions | scene.lexicon.list("stops") | scene.lexicon.list("articles")
    last = end
    for count, word in enumerate(re.finditer(r"\s*([\w'-]+)(?=(\W))", scene.text[goes_on.end() : limit])):
        plain = scene.folded[goes_on.end() + word.start(1) : goes_on.end() + word.end(1)]
        if count == _COMPLEMENT or plain in stops or not word[1].islower():
            break
        last = goes_on.end() + word.end(1)
        if word[2] in ",.;:" or plain in scene.lexicon.list("conjunctions"):
            break
        if count == 0 and scene.document.language != "en":
            break
    return last


def _after_space(scene: Scene, offset: int) -> int:
    return offset + 1 if scene.folded[offset : offset + 1] == " " else offset


@lru_cache(maxsize=_RECENT)
def _lists(language: Language, name: str) -> frozenset[str]:
    """The lists that hold a name, as a whole."""
    lexicon = load(language)
    return frozenset(one for one in (*THINGS, *PEOPLE) if lexicon.pattern(one).fullmatch(name))


def _names(language: Language, lists: tuple[str, ...]) -> str:
    """The source of a pattern for the names in some lists; the longest is tried first within each list."""
    return "|".join(rf"(?:{load(language).pattern(one).pattern})" for one in lists)


@cache
def _pattern(language: Language) -> Guarded:
    names = _names(language, (*THINGS, *PEOPLE))
    words = rf"(?P<between>(?:\w[\w'-]* ){{0,{_BETWEEN}}}?)"
    of = r"(?:(?:d'|de |of ))?"
    return Guarded(rf"(?<![\w.,/-])(?P<count>{count_pattern(language)}) {of}{words}(?P<name>{names})(?!\w)")


@cache
def _bare_pattern(language: Language) -> Guarded:
    """Goods and structures, with or without a number."""
    return Guarded(rf"(?:{_names(language, ('goods', 'structures'))})(?!\w)")
