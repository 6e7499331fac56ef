"""People named in a public role: a name beside a role, in either order. Nobody else is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.mentions.tokens import comparable
from iomkg.model import Language, Mention
from iomkg.values import PersonInRole

_BRACKET_AT_END: Final = re.compile(r"\s*\([^()]*\)$")
_FIRST_WORD: Final = re.compile(r"(?P<word>[\w’'-]+)\.?\s+(?=\S)")
_CAPITALS: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚ"
_WORD: Final = rf"(?:[{_CAPITALS}][\w’'ʼ-]*[\wÀ-ÿ]|[A-Z]\.)"


def find(
    text: str, folded: str, language: Language, sentences: Sequence[tuple[int, int]], others: Sequence[Mention]
) -> Iterator[Mention]:
    """The people in a text with a role said of them.

    `others` are the mentions found so far: a known body, place or title is nobody's name.
    """
    known = [m for m in others if m.kind in ("body", "place", "region", "title", "instrument", "route")]
    for start, end in sentences:
        taken: list[tuple[int, int]] = []
        for pattern in _patterns(language).possible(folded, start, end):
            for match in _overlapping(pattern, text, start, end):
                name_start, name_end = match.span("name")
                name_start = _past_opening(text, name_start, language)
                if any(a < name_end and name_start < b for a, b in taken):
                    continue
                if not _is_name(text, folded, name_start, name_end, language, known):
                    continue
                role = _BRACKET_AT_END.sub("", " ".join(match["role"].split())).rstrip(" ,;")
                if comparable(role.rsplit(" ", 1)[-1]) in _open_ends(language):
                    continue
                taken.append((name_start, name_end))
                place = (match.start("role"), match.start("role") + len(match["role"].rstrip(" ,;")))
                organisation = _organisation(place, match, others)
                yield Mention(
                    "person",
                    name_start,
                    name_end,
                    text[name_start:name_end],
                    value=PersonInRole(text[name_start:name_end], role, place, organisation),
                )


@cache
def _open_ends(language: Language) -> frozenset[str]:
    """Words no role ends with: what follows them belongs to it (`Minister of Security and | Civil Protection`)."""
    lexicon = load(language)
    return frozenset({*lexicon.list("conjunctions"), *lexicon.list("of"), *lexicon.list("articles")} - {"for"})


def _overlapping(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Every match, also one that begins within another: the first word of a name may only look like part of it."""
    while match := pattern.search(text, start, end):
        yield match
        start = match.start() + 1 + len(text[match.start() + 1 :].split(" ", 1)[0])


def _past_opening(text: str, start: int, language: Language) -> int:
    """Past words that only look like part of the name: one that opens a sentence, an honorific (`Pour Mme Ndiaye`)."""
    before = -1
    while before != start:
        before, start = start, _past_one(text, start, language)
    return start


def _past_one(text: str, start: int, language: Language) -> int:
    match = _FIRST_WORD.match(text, start)
    small = load(language).list("not_name_starts") | load(language).list("honorifics")
    return match.end() if match and comparable(match["word"]) in small else start


def _is_name(text: str, folded: str, start: int, end: int, language: Language, known: Sequence[Mention]) -> bool:
    if any(m.start < end and start < m.end and (m.end - m.start) >= 0.6 * (end - start) for m in known):
        return False
    words = folded[start:end].split()
    return not any(word in load(language).list("not_names") for word in words) and text[start].isupper()


def _organisation(role: tuple[int, int], match: re.Match[str], others: Sequence[Mention]) -> tuple[int, int] | None:
    for mention in others:
        if mention.kind == "body" and role[0] <= mention.start and mention.end <= role[1] + 1:
            return mention.start, mention.end
    before = match.start()
    for mention in others:
        if mention.kind == "body" and 0 <= before - mention.end <= 2:
            return mention.start, mention.end
    return None


@cache
def _patterns(language: Language) -> Guarded:
    words = load(language).words
    particles = "|".join(words["name_particles"])
    word = rf"(?!(?:{'|'.join(words['topics_of_office'])})\b){_WORD}"
    full_name = rf"{word}(?:\s+(?:(?:{particles})\s+){{0,2}}{word}){{1,4}}"
    honorific = "|".join(re.escape(word) for word in sorted(words["honorifics"], key=len, reverse=True))
    noun = "|".join(sorted(words["role_nouns"], key=len, reverse=True))
    ends = "|".join(words["role_ends"])
    # A role runs from its noun (and what qualifies it) to the end of its clause; lists after a comma belong to it
    # when they go on with a preposition.
    # An `and` before a topic of the office ends no role (`Minister of Justice and Home Affairs`).
    topic = rf"\s(?:[A-Z]\w+\s)?(?:{'|'.join(words['topics_of_office'])})\b"
    more = rf"(?:(?!\s(?:{ends})\b(?!{topic}))(?:[^,.;:()«»“”\"\n]|\b[ap]\.\s?i\.|\([A-ZÀ-Ý][\w/-]{{1,12}}\)))"
    listed = words["role_goes_on"]
    goes_on = rf"(?:,\s(?:{listed}){more}+(?=,|\set\s|\sy\s|\sand\s))*(?:\s(?:et|y|and|e)\s(?:{listed}){more}+)?"
    days = "|".join([*words["weekdays"], *map(str.capitalize, words["weekdays"])])
    lead = words["role_lead"].replace("LEAD", rf"(?!(?:{ends}|by|over|the|as|with|on|at|{days})\b)[A-Za-z]")
    role = rf"(?<!\w)(?P<role>{lead}(?:\b(?:{noun})\b){more}{{0,140}}{goes_on})"
    tight = rf"(?<!\w)(?P<role>{lead}(?:\b(?:{noun})\b)(?:\s+(?:{_OF}\s+)?[\w’'&/-]+){{0,9}}?)"
    rank = rf"(?:(?:le|la|the|el)\s+)?(?:{honorific}|{honorific.lower()})\.?\s+"
    name = rf"(?:{rank})*(?P<name>{full_name})"
    article = words["role_article"]
    apposed = rf"{name}\s*(?:\([^)]{{1,30}}\)\s*)?[,(–—-]\s*{article}{role}"
    before = rf"{role}\s*,\s*{name}(?=\s*[,.;:]|\s+\w)"
    joined = rf"{tight}\s+{name}"
    as_words = "|".join(words["as_words"])
    appointed = rf"{name}(?:\s+\w+){{0,5}}?\s+(?:{as_words})\s+{role}"
    verbs = "|".join(words["role_verbs"])
    acting = rf"{name}\s*,\s+(?P<role>(?:{verbs})\b{more}{{1,100}})"
    return Guarded(apposed, before, joined, appointed, acting)


_OF: Final = r"(?:of|for|in|at|de|du|des|del|d['’]|en|au|aux|à|para|in\sthe|of\sthe|de\sla|de\sl['’]|a\.i\.)"
