"""Names that only what is told of them shows to be a project's: `X is funded by`, `part of X`, `X, through which`.

What stands before and behind a name is strong or weak evidence; strong evidence, or two weak pieces, make a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg.folding import fold, whole_words
from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.mentions.acronyms import named_before_brackets, named_behind
from iomkg.mentions.grammar import grammar
from iomkg.mentions.numbers import either
from iomkg.mentions.unquoted import ACRONYM, CAPITAL, capital_run
from iomkg.model import Language, Mention
from iomkg.values import Title

_STRONG: Final = 2
_OPENING: Final = ("title_opens", "title_opens_weakly")
_TELLING: Final = (*_OPENING, "title_goes_on", "title_goes_on_weakly")
_REACH: Final = 160  # characters around a name
_COINED: Final = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+[A-ZÀ-Ý]\w*|[A-ZÀ-Ý]{4,}\w*")  # `CareBridge`, `VIGÍA`
_APPOSITION: Final = r"(?:,[^,.;]{2,40}(?=,))?,?"  # `Wüin, “water” in Wayuunaiki, is …`


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that may be a title, at its first place; `short` is the acronym in brackets behind it."""

    start: int
    text: str
    short: str | None = None


def find(text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """The titles in a text that the words around them show, wherever they are named."""
    spelled = {
        text[start:end]: _Name(start, text[start:end], acronym)
        for named in (named_before_brackets, named_behind)
        for start, end, acronym in named(text, spans, _small_words(language))
    }
    names = {name.text: name for name in _told_of(text, folded, language, spans)} | spelled
    taken: list[tuple[int, int]] = []
    for name in sorted(names.values(), key=lambda each: -len(each.text)):
        if _is_thing(name.text, language) or load(language).pattern("not_titles").search(
            folded, name.start, name.start + len(name.text)
        ):
            continue
        evidence = (1 if name.short else 0) + _evidence(name, text, folded, language)
        if evidence >= _STRONG:
            for mention in _everywhere(name, text):
                if not any(start < mention.end and mention.start < end for start, end in taken):
                    taken.append((mention.start, mention.end))
                    yield mention


def _everywhere(name: _Name, text: str) -> Iterator[Mention]:
    short = name.short or (name.text if re.fullmatch(ACRONYM, name.text) else None)
    for start in _places(name.text, text):
        end = start + len(name.text)
        yield Mention("title", start, end, name.text, value=Title(name.text, short, quoted=False, told=True))


def _places(wording: str, text: str) -> Iterator[int]:
    """Where a wording stands, not as part of longer words."""
    for start in whole_words(text, wording):
        if "-" not in (text[start - 1 : start], text[start + len(wording) : start + len(wording) + 1]):
            yield start


def _told_of(text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]]) -> Iterator[_Name]:
    """The names beside what is told of projects."""
    name_here, name_before = _patterns(language)
    telling = _telling(language)
    for start, end in spans:
        for number in telling.numbers(folded, start, end):
            for match in telling[number].finditer(folded, start, end):
                if _TELLING[number] in _OPENING:
                    found = name_here.match(text, match.end(), end)
                else:
                    found = name_before.search(text, max(start, match.start() - _REACH), match.start())
                if found:
                    yield _Name(found.start("name"), found["name"])


def _evidence(name: _Name, text: str, folded: str, language: Language) -> int:
    """What the strongest words before the name or its short form and the strongest behind it say, added up."""
    lexicon = load(language)
    before = behind = 0
    coined = bool(_COINED.fullmatch(name.text)) or " " in name.text
    mid_sentence = False
    for wording in filter(None, (name.text, name.short)):
        for start in _places(wording, text):
            ahead = folded[max(0, start - _REACH) : start].rstrip(' «“"')
            rest = folded[start + len(wording) : start + len(wording) + _REACH]
            rest = re.sub(r"^[»”\"\s]*(?:\([^()]*\))?", "", rest)
            if not coined and _where(language).search(ahead):
                return 0
            mid_sentence = mid_sentence or ahead[-1:].isalpha()
            before = max(before, *(weight * _ends(lexicon.pattern(n), ahead) for n, weight in _BEFORE))
            behind = max(behind, *(weight * _goes_on(lexicon.pattern(n), rest) for n, weight in _BEHIND))
    if not coined and (not mid_sentence or behind < _STRONG):
        return 0  # a common word that begins a sentence
    return before + behind


_BEFORE: Final = (("title_opens", _STRONG), ("title_opens_weakly", 1))
_BEHIND: Final = (("title_goes_on", _STRONG), ("title_goes_on_weakly", 1))


def _ends(pattern: re.Pattern[str], before: str) -> bool:
    return any(match.end() == len(before) for match in pattern.finditer(before))


def _goes_on(pattern: re.Pattern[str], rest: str) -> bool:
    return bool(pattern.match(rest.lstrip(" ,–—)")) or pattern.match(re.sub(rf"^{_APPOSITION}\s*", "", rest)))


def _is_thing(name: str, language: Language) -> bool:
    """Whether a name is a body or a place of work by its head (`Training Centre`), or no name by its first word."""
    words = re.findall(r"[\w'’-]+", name.lower())
    head = words[-1] if language == "en" else words[0]
    lexicon = load(language)
    small = frozenset[str]().union(
        *(lexicon.list(n) for n in ("articles", "of", "links", "where_words", "prepositions"))
    )
    return fold(head) in lexicon.list("thing_heads") or fold(words[0]) in small


@cache
def _telling(language: Language) -> Guarded:
    return Guarded(*(load(language).pattern(name).pattern for name in _TELLING))


@cache
def _where(language: Language) -> re.Pattern[str]:
    """A word that tells where, at the end of a text."""
    lexicon = load(language)
    words = either(frozenset().union(*(lexicon.list(name) for name in ("where_words", "venue_words", "of"))))
    return re.compile(rf"(?<!\w)(?:{words})$")


@cache
def _small_words(language: Language) -> frozenset[str]:
    small = grammar(language)
    return small.links | small.articles | small.conjunctions


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name right here, and one right before: with `(ACRONYM)`, a comma and an apposition between, if any."""
    name = rf"(?P<name>{capital_run(language)}|{ACRONYM}|{CAPITAL})"
    between = rf"(?:\s*\([^()]{{2,20}}\))?{_APPOSITION}\s*$"
    return re.compile(rf"\s*[«“\"]?{name}"), re.compile(rf"(?<![\w-]){name}[»”\"]?{between}")
