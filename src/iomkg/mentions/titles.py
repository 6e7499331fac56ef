"""Titles of projects: in quotation marks, after the word for a project, or a short name of capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.mentions.tokens import comparable
from iomkg.model import Language, Mention
from iomkg.values import Title

_MARK: Final = re.compile(r"[«“„\"‘']")
_QUOTED: Final = re.compile(
    r"«\s*(?P<a>[^«»]{2,400}?)\s*»|“\s*(?P<b>[^“”]{2,400}?)\s*[”“]|„\s*(?P<g>[^„“”]{2,400}?)\s*[“”]"
    r"|(?<!\w)\"\s*(?P<c>[^\"]{2,400}?)\s*\"(?!\w)|(?<!\w)‘\s*(?P<d>[^‘\n]{8,400}?)\s*’(?!\w)|(?<!\w)'(?P<e>[^'\n]{8,300}?)'(?!\w)"
)
_ACRONYM: Final = r"[A-ZÀ-Ý][\w&./]*[A-Z0-9][\w&./]*(?:-[A-Z0-9]\w*)*(?![\w-])(?:\s+(?:[IVX]{1,4}|\d{1,2}))?"
_INSIDE: Final = re.compile(rf"^(?P<title>.{{8,}}?)\s*\((?P<acronym>{_ACRONYM})\)$", re.DOTALL)
# `”, recalcó Santiago Paz`: a word or two and a name after the quotation is somebody speaking.
_SAID_BY: Final = re.compile(r"\W{1,4}(?P<words>(?:[a-zà-ÿ']+\s+){1,2})[A-ZÀ-Ý][\w’'-]+\s+[A-ZÀ-Ý]")
_AFTER: Final = re.compile(rf"\s*[(\[]\s*(?P<acronym>{_ACRONYM})\s*[)\]]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: the span inside them, and with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def quotations(text: str) -> list[Quotation]:
    """Everything in quotation marks, whatever it is."""
    found = []
    reached = 0
    for mark in _MARK.finditer(text):
        match = _QUOTED.match(text, mark.start()) if mark.start() >= reached else None
        if match is None:
            continue
        reached = match.end()
        name = match.lastgroup or "a"
        found.append(Quotation(match.start(name), match.end(name), match.start(), match.end()))
    return found


def find(text: str, folded: str, language: Language, sentences: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """The titles in a text; quoted speech and scare quotes are left out."""
    quoted = quotations(text)
    spans = [(q.outer_start, q.outer_end) for q in quoted]
    for quotation in quoted:
        if _is_title(quotation, text, folded, language, sentences):
            yield _quoted_title(quotation, text, language)
    for start, end in sentences:
        for mention in _unquoted(text, folded, language, start, end):
            if not any(a < mention.end and mention.start < b for a, b in spans):
                yield mention


def _quoted_title(quotation: Quotation, text: str, language: Language) -> Mention:
    title = text[quotation.start : quotation.end].rstrip(",;. ")
    inside = _INSIDE.match(title)
    after = _AFTER.match(text, quotation.outer_end) or _after_noun(language).match(text, quotation.outer_end)
    acronym = inside["acronym"] if inside else after["acronym"] if after else None
    if inside and " " in inside["acronym"].strip():
        title = inside["title"]
    end = quotation.start + len(title)
    return Mention("title", quotation.start, end, title, value=Title(title, acronym))


@cache
def _after_noun(language: Language) -> re.Pattern[str]:
    """`“Safe Roads” project (SAFEROADS)`: the short form behind the word for a project."""
    nouns = "|".join(sorted(load(language).words["project_nouns_exact"], key=len, reverse=True))
    return re.compile(rf"\s+(?:{nouns})\s*[(\[]\s*(?P<acronym>{_ACRONYM})\s*[)\]]")


def _is_title(
    quotation: Quotation, text: str, folded: str, language: Language, sentences: Sequence[tuple[int, int]]
) -> bool:
    inner = text[quotation.start : quotation.end].strip()
    if not inner or not (inner[0].isupper() or inner[0].isdigit()) or inner[-1] in "!?":
        return False
    before = folded[max(0, quotation.outer_start - 60) : quotation.outer_start]
    after = folded[quotation.outer_end : quotation.outer_end + 50]
    lexicon = load(language)
    if inner[-1] == "." or any(
        m.end() >= len(before.rstrip(" :,")) for m in lexicon.pattern("speech_before").finditer(before)
    ):
        return False
    if (
        inner[-1] == ","
        or _is_said_by_somebody(text, quotation.outer_end, language)
        or lexicon.pattern("speech_after").match(after.lstrip(" ,;"))
    ):
        return False
    opened = any(m.end() >= len(before.rstrip(" :,(")) for m in lexicon.pattern("title_before").finditer(before))
    named = bool(lexicon.pattern("title_after").match(after.lstrip(" ,")))
    acronym = bool(_AFTER.match(text, quotation.outer_end))
    if opened or named or acronym:
        return not any(
            m.end() >= len(before.rstrip(" :,(")) for m in lexicon.pattern("not_title_before").finditer(before)
        )
    words = inner.split()
    begins_sentence = any(quotation.outer_start - start <= 1 for start, _ in sentences)
    return (
        begins_sentence
        and len(words) >= 2
        and not lexicon.pattern("finite_verbs").search(folded, quotation.start, quotation.end)
    )


def _is_said_by_somebody(text: str, end: int, language: Language) -> bool:
    match = _SAID_BY.match(text, end) or _said_by_office(language).match(text, end)
    if match is None:
        return False
    lexicon = load(language)
    small = frozenset[str]().union(
        *(lexicon.list(name) for name in ("stops", "articles", "of", "links", "conjunctions"))
    )
    auxiliaries = lexicon.list("auxiliaries")
    return not any(comparable(word) in small - auxiliaries for word in match["words"].split())


@cache
def _said_by_office(language: Language) -> re.Pattern[str]:
    """`», a lancé la ministre`: a word or two and an office."""
    offices = "|".join(map(re.escape, sorted(load(language).words["role_nouns"], key=len, reverse=True)))
    return re.compile(
        rf"\W{{1,4}}(?P<words>(?:[a-zà-ÿ']+\s+){{1,2}}?)(?:(?:le|la|the|el|its)\s+|l['’])?(?:{offices})(?!\w)"
    )


def _unquoted(text: str, folded: str, language: Language, start: int, end: int) -> Iterator[Mention]:
    taken: list[tuple[int, int]] = []
    patterns = _unquoted_patterns(language)
    for number in patterns.numbers(folded, start, end):
        for match in patterns[number].finditer(text, start, end):
            span = match.span("title")
            title = match["title"].rstrip(" ,;:-–")
            span = (span[0], span[0] + len(title))
            if any(a < span[1] and span[0] < b for a, b in taken):
                continue
            if load(language).pattern("not_titles").search(folded, span[0], span[1]):
                continue
            if number == 0 and _runs_into_a_clause(title, language):
                continue
            after = _AFTER.match(text, span[1])
            taken.append(span)
            short = re.fullmatch(_ACRONYM, title)
            acronym = after["acronym"] if after else title if short and number != 0 else None
            yield Mention("title", *span, title, value=Title(title, acronym, quoted=False))


def _runs_into_a_clause(title: str, language: Language) -> bool:
    """Whether what follows the word for a project is no title but goes on as a sentence (`projet X a formé …`)."""
    if not load(language).words["title_runs_on"]:
        return False
    words = [comparable(word) for word in title.split()]
    return bool(re.fullmatch(_ACRONYM, title.split()[0])) or any(
        w in load(language).list("clause_words") for w in words
    )


@cache
def _unquoted_patterns(language: Language) -> Guarded:
    """A title without quotation marks, from the most to the least explicit way of giving one."""
    words = load(language).words
    nouns = "|".join(sorted(words["project_nouns_exact"], key=len, reverse=True))
    capital = r"[A-ZÀ-Ý][\w'’&-]*"
    small = "|".join(words["title_small_words"])
    run = rf"{capital}(?:\s+(?:(?:{small})\s*)*{capital})+"
    patterns = (
        [rf"(?:{nouns})\s+(?P<title>{capital}(?:\s+[\w'’-]+){{3,40}}?)(?=\s*(?:[.;:(]|$|\n))"]
        if words["title_runs_on"]
        else []
    )
    clause = "|".join(re.escape(word) for word in words["clause_words"])
    if clause:  # `dénommé Routes sûres au Sahel est financé …`: up to the verb
        patterns += [
            rf"(?i:{named})\s+(?P<title>{capital}(?:\s+[\w'’-]+){{1,25}}?)(?=\s+(?:{clause})\s|\s*[.;:,(])"
            for named in words["named"]
        ]
    patterns += [rf"(?i:{named})\s+(?P<title>{run}|{_ACRONYM}|{capital})" for named in words["named"]]
    patterns.append(rf"(?:{nouns})\s+(?:de\s+|del\s+|of\s+|d['’])(?P<title>{run})(?=\s*\()")
    capitalised = "|".join(noun for noun in words["project_nouns_exact"] if noun[0].isupper())
    patterns.append(rf"(?P<title>(?:{capitalised})\s+[a-zà-ÿ][^.;:()«»“”\n]{{8,160}}?)(?=\s*\({_ACRONYM}\))")
    patterns.append(rf"(?:{nouns})\s+(?P<title>{_ACRONYM}(?:\s+{capital})?)(?![\w’'])")
    patterns.append(rf"(?P<title>{_ACRONYM})\s*,\s*(?:an?|une?|un)\s+(?:[\w-]+\s+){{0,3}}?(?:{nouns})(?!\w)")
    if language == "en":
        named = "|".join(noun.capitalize() for noun in words["project_nouns_exact"])
        patterns.append(rf"(?:[Tt]he|[Ii]ts|[Uu]nder|[Oo]f)\s+(?P<title>{run})(?=\s+\([^()]{{2,20}}\)\s+(?:{nouns}))")
        patterns.append(rf"(?:[Tt]he|[Ii]ts|[Uu]nder|[Oo]f)\s+(?P<title>{run}\s+(?:{named}))(?!\w)")
        patterns.append(rf"(?:[Tt]he|[Ii]ts|[Uu]nder|[Oo]f)\s+(?P<title>{run}|{_ACRONYM})\s+(?:{nouns})(?!\w)")
    else:
        patterns.append(rf"(?:{nouns})\s+(?P<title>{run})")
    return Guarded(*patterns)
