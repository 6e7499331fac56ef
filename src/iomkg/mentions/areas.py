"""Places the reference data does not hold, by the words around them: `the Zinder and Agadez regions`, `à Mao`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Final

from iomkg.folding import fold
from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.mentions.taken import Taken
from iomkg.model import Language, Mention
from iomkg.namespaces import kind_of
from iomkg.values import Government, NamedPlace

_SMALL: Final = r"(?:de|del|du|des|la|el|El|al|le|les|los|las|of|the|d['’]|l['’]|L['’]|sur|en|ez|es)"
_WORD: Final = r"[A-ZÀ-Ý][\w’'ʼ-]*[\wÀ-ÿ]"
_NAME: Final = rf"(?:{_WORD}(?:[ -](?:{_SMALL}[ -]?)?{_WORD}){{0,3}})"
_ONE_NAME: Final = re.compile(_NAME)
_JOIN: Final = (
    r"(?:\s*,\s*(?:(?:et|y|and|e)\s+)?|\s+(?:et|y|and|e|&)\s+)"
    r"(?:(?:de|du|del|d['’]|des)\s*)?(?:(?:la|le|les|l['’]|el|the)\s*)?"
)
# What leads from one place of a list to the next, each perhaps with its preposition: `à Mao, à Bol et dans le Lac`.
_NEXT: Final = re.compile(
    r"(?:\s*,\s*(?:(?:et|y|and|e|puis)\s+)?|\s+(?:et|y|and|e|&|puis)\s+)"
    r"(?:(?:de|du|del|des|d['’]|à|au|aux|en|in|at|a|dans|to)\s*)?(?:(?:la|le|les|l['’]|el|los|las|the)\s*)?"
    rf"(?P<name>{_NAME})(?!\s*\(|['’\w]|\s[A-ZÀ-Ý])"
)
_BEFORE: Final = re.compile(
    rf"(?<![\w«“\"'’.])(?P<name>{_NAME})"
    r"(?:\s*,\s*(?:(?:et|y|and|e|puis)\s+)?|\s+(?:et|y|and|e|&|puis)\s+)"
    r"(?:(?:de|du|del|des|d['’]|à|au|aux|en|in|at|a|dans|to)\s*)?(?:(?:la|le|les|l['’]|el|los|las|the)\s*)?$"
)
_REACH: Final = 60  # characters before a place in which another of its list is looked for
_LIST: Final = rf"{_NAME}(?:\s*\([^()]*\))?(?:{_JOIN}{_NAME}(?:\s*\([^()]*\))?){{0,9}}"


def find(
    text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]], taken: Sequence[Mention]
) -> Iterator[Mention]:
    """Unknown places beside the words that tell a place, outside what is already a mention."""
    held = (m for m in taken if m.kind not in ("date", "duration", "money", "title") and not _is_adjective(m))
    busy = Taken(text, ((m.start, m.end) for m in held))
    titles = [(m.start, m.end) for m in taken if m.kind == "title"]
    adjectives = {(m.start, m.end) for m in taken if _is_adjective(m)}
    known_places = {(m.start, m.end) for m in taken if m.kind == "place"}
    guarded = _patterns(language)
    for first, last in spans:
        for match in guarded.finditer(text, first, last, folded):
            start, end = match.span("list")
            noun = match.groupdict().get("noun")
            if noun is None and any(a <= start and end <= b for a, b in titles):
                continue
            sort = "settlement" if noun is None else _kind(noun, language)
            for name_start, name_end in _members(text, start, end):
                span = (name_start, name_end)
                if span in known_places or busy.meets(*span):
                    continue
                if sort == "settlement" and span in adjectives:
                    continue  # `the Ethiopian town of …`
                name_start = _past_article(text, span, language)
                name_end = _without_generic(text, (name_start, name_end), language)
                span = (name_start, name_end)
                if _is_place_name(folded, span, language):
                    busy.add(*span)
                    name = text[name_start:name_end]
                    yield Mention("place", name_start, name_end, name, value=NamedPlace(name, sort))


def listed(
    text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]], taken: Sequence[Mention]
) -> Iterator[Mention]:
    """Unknown places in one list with a known one: `à Agadez, Arlit et Tchibarakaten`."""
    busy = Taken(text, ((m.start, m.end) for m in taken if m.kind not in ("date", "duration", "money", "title")))
    ahead = [m for m in taken if m.kind == "place" and not _is_country(m)]
    while ahead:
        place = ahead.pop()
        first, last = _around(spans, place.start)
        after = _NEXT.match(text, place.end, last)
        before = _BEFORE.search(text, max(first, place.start - _REACH), place.start)
        for match in (after, before):
            span = match.span("name") if match else (0, 0)
            if span == (0, 0) or span[0] == first or busy.meets(*span):
                continue
            if _is_place_name(folded, span, language) and not text[slice(*span)].isupper():
                busy.add(*span)
                name = text[slice(*span)]
                found = Mention("place", *span, name, value=NamedPlace(name, "settlement"))
                ahead.append(found)
                yield found


def _around(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The span that holds a place of the text; (0, 0) when none does."""
    number = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return spans[number] if number >= 0 and offset < spans[number][1] else (0, 0)


def _is_country(mention: Mention) -> bool:
    return bool(mention.candidates) and kind_of(mention.candidates[0]) in ("country", "state")


def _is_adjective(mention: Mention) -> bool:
    return isinstance(mention.value, Government) and mention.value.form == "adjective"


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    reached = start
    for match in _ONE_NAME.finditer(text, start, end):
        begin, finish = match.span()
        depth = text.count("(", start, begin) - text.count(")", start, begin)
        if begin >= reached and depth <= 0:
            reached = finish
            yield begin, finish


def _past_article(text: str, span: tuple[int, int], language: Language) -> int:
    """The start of a name without a capitalised article before it (`The Zinder …`), or preposition (`In Zaatari …`)."""
    first, space, rest = text[span[0] : span[1]].partition(" ")
    before = load(language).list("where_words") | load(language).list("articles")
    if language == "es":
        before -= load(language).list("articles")  # `La Cruz`, `Los Mangos`
    return span[0] + len(first) + 1 if space and rest and fold(first) in before else span[0]


def _without_generic(text: str, span: tuple[int, int], language: Language) -> int:
    """The end of a name without a general word after it (`Assamaka Border`)."""
    words = list(re.finditer(r"\S+", text[span[0] : span[1]]))
    while len(words) > 1 and fold(words[-1][0]) in load(language).list("place_suffixes"):
        words.pop()
    return span[0] + words[-1].end()


def _kind(noun: str, language: Language) -> str:
    words = fold(noun).split()
    if words and words[0].startswith(("post", "paso", "puesto")):
        return "post"
    return "settlement" if any(word in load(language).list("settlement_words") for word in words) else "area"


def _is_place_name(folded: str, span: tuple[int, int], language: Language) -> bool:
    words = re.split(r"[\s'-]", folded[span[0] : span[1]])
    first = words[1] if len(words) > 1 and words[0] in load(language).list("articles") else words[0]
    return (
        len(first) > 1
        and first not in load(language).list("not_place_names")
        and not folded[span[0] : span[1]].isdigit()
    )


@cache
def _patterns(language: Language) -> Guarded:
    words = load(language).words
    before = "|".join(_spaced(word) for word in sorted(words["area_before"], key=len, reverse=True))
    patterns = [rf"(?<!\w)(?P<noun>(?i:{before}))\s*(?P<list>{_LIST})"]
    if words["area_after"]:
        after = "|".join(sorted(words["area_after"], key=len, reverse=True))
        capital = "|".join(w.capitalize() for w in words["area_after"] if not w.endswith("s"))
        patterns.append(rf"(?P<list>{_LIST})\s+(?P<noun>{after}|{capital})(?!\w)")
    plural = "|".join(
        sorted({_spaced(w.split()[0]) for w in [*words["area_before"], *words["area_after"]]}, key=len, reverse=True)
    )
    patterns.append(rf"(?P<list>{_LIST}),\s+(?:\w+\s+){{0,2}}(?P<noun>{plural})(?!\w)")
    countries = rf"(?P<list>{_NAME})(?=\s*\([A-ZÀ-Ý][\w\s'’-]{{2,25}}\)\s*(?:,|et|and|y|:))"
    patterns.append(countries)
    prepositions = "|".join(_spaced(word) for word in words["place_prepositions"])
    patterns.append(rf"(?<!\w)(?:{prepositions})\s+(?P<list>{_LIST})")
    return Guarded(*patterns)


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")
