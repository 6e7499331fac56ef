"""Titles of projects: in quotation marks, after the word for a project, or a short name of capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg.folding import whole_words
from iomkg.lexicon import load
from iomkg.mentions import told_titles, unquoted
from iomkg.mentions.taken import Taken
from iomkg.mentions.tokens import comparable
from iomkg.mentions.unquoted import ACRONYM
from iomkg.model import Language, Mention
from iomkg.values import Title

_MARK: Final = re.compile(r"[«“„\"‘']")
_QUOTED: Final = re.compile(
    r"«\s*(?P<a>[^«»]{2,400}?)\s*»|“\s*(?P<b>[^“”]{2,400}?)\s*[”“]|„\s*(?P<g>[^„“”]{2,400}?)\s*[“”]"
    r"|(?<!\w)\"\s*(?P<c>[^\"]{2,400}?)\s*\"(?!\w)|(?<!\w)‘\s*(?P<d>[^‘\n]{8,400}?)\s*’(?!\w)|(?<!\w)'(?P<e>[^'\n]{8,300}?)'(?!\w)"
)
_INSIDE: Final = re.compile(rf"^(?P<title>.{{8,}}?)\s*\((?P<acronym>{ACRONYM})\)$", re.DOTALL)
# `”, recalcó Santiago Paz`: a word or two and a name after the quotation is somebody speaking.
_SAID_BY: Final = re.compile(r"\W{1,4}(?P<words>(?:[a-zà-ÿ']+\s+){1,2})[A-ZÀ-Ý][\w’'-]+\s+[A-ZÀ-Ý]")
_AFTER: Final = re.compile(rf"\s*[(\[]\s*(?P<acronym>{ACRONYM})\s*[)\]]")


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
    in_quotes = Taken(text, ((q.outer_start, q.outer_end) for q in quoted))
    known = Taken(text, ((q.outer_start, q.outer_end) for q in quoted))
    for quotation in quoted:
        if _is_title(quotation, text, folded, language, sentences):
            title = _quoted_title(quotation, text, language)
            known.add(title.start, title.end)
            yield title
    for start, end in sentences:
        for mention in unquoted.find(text, folded, language, start, end):
            if not in_quotes.meets(mention.start, mention.end):
                known.add(mention.start, mention.end)
                yield mention
    for mention in told_titles.find(text, folded, language, sentences):
        if not known.meets(mention.start, mention.end):
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
    return re.compile(rf"\s+(?:{nouns})\s*[(\[]\s*(?P<acronym>{ACRONYM})\s*[)\]]")


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
    if any(m.end() >= len(before.rstrip(" :,(")) for m in lexicon.pattern("not_title_before").finditer(before)):
        return False
    if opened or named or acronym:
        return True
    if lexicon.pattern("finite_verbs").search(folded, quotation.start, quotation.end):
        return False
    if len(inner.split()) < 2:
        return _is_used_as_a_name(inner, text, quotation)
    if before.split()[-1:] and before.split()[-1] in lexicon.list("venue_words"):
        return False  # a place by its nickname
    begins = any(0 <= quotation.outer_start - start <= 1 for start, _ in sentences)
    closes = before.rstrip().endswith(":") and any(0 <= end - quotation.outer_end <= 1 for _, end in sentences)
    told_of = (
        begins and after.lstrip().startswith(",") and not lexicon.pattern("title_told_after").match(after.lstrip(" ,"))
    )
    return not told_of and not closes


def _is_used_as_a_name(inner: str, text: str, quotation: Quotation) -> bool:
    """Whether one word in quotation marks stands elsewhere without them, as a name does, and never in small letters."""
    others = [start for start in whole_words(text, inner) if start != quotation.start]
    plain = [start for start in others if text[start - 1 : start] not in {"«", "“", '"', "‘", "'", "\xa0", "\u202f"}]
    return bool(plain) and next(whole_words(text, inner.lower()), None) is None


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
