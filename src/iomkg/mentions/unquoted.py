"""Titles without quotation marks, by the words beside them: `project X`, `X, a programme`, `Dubbed X, it …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.mentions.numbers import either
from iomkg.mentions.tokens import comparable
from iomkg.model import Language, Mention
from iomkg.values import Title

ACRONYM: Final = r"[A-ZÀ-Ý][\w&./]*[A-Z0-9][\w&./]*(?:-[A-Z0-9]\w*)*(?![\w-])(?:\s+(?:[IVX]{1,4}|\d{1,2}))?"
CAPITAL: Final = r"[A-ZÀ-Ý][\w'’&-]*"
_AFTER: Final = re.compile(rf"\s*[(\[]\s*(?P<acronym>{ACRONYM})\s*[)\]]")


def find(text: str, folded: str, language: Language, start: int, end: int) -> Iterator[Mention]:
    """The titles of projects that stand in a stretch of text without quotation marks."""
    taken: list[tuple[int, int]] = []
    patterns = _unquoted_patterns(language)
    for number in patterns.numbers(folded, start, end):
        for match in patterns[number].finditer(text, start, end):
            span = match.span("title")
            title = match["title"].rstrip(" ,;:-–")
            span = (span[0], span[0] + len(title))
            if any(a < span[1] and span[0] < b for a, b in taken):
                continue
            if load(language).pattern("not_titles").search(folded, span[0], span[1]) or _is_none_of_theirs(
                folded, span[0], language
            ):
                continue
            if number == 0 and _runs_into_a_clause(title, language):
                continue
            after = _AFTER.match(text, span[1])
            taken.append(span)
            short = re.fullmatch(ACRONYM, title)
            acronym = after["acronym"] if after else title if short and number != 0 else None
            acronym = match.groupdict().get("acronym") or acronym
            yield Mention("title", *span, title, value=Title(title, acronym, quoted=False))


def _is_none_of_theirs(folded: str, start: int, language: Language) -> bool:
    """Whether the words before say that it is no project: a report, a payer's budget line, an office's own name."""
    before = folded[max(0, start - 60) : start].rstrip(" :,")
    return any(m.end() == len(before) for m in load(language).pattern("not_title_before").finditer(before))


def _runs_into_a_clause(title: str, language: Language) -> bool:
    """Whether what follows the word for a project is no title but goes on as a sentence (`projet X a formé …`)."""
    if not load(language).words["title_runs_on"]:
        return False
    words = [comparable(word) for word in title.split()]
    return bool(re.fullmatch(ACRONYM, title.split()[0])) or any(w in load(language).list("clause_words") for w in words)


@cache
def _unquoted_patterns(language: Language) -> Guarded:
    """A title without quotation marks, from the most to the least explicit way of giving one."""
    words = load(language).words
    nouns = "|".join(sorted(words["project_nouns_exact"], key=len, reverse=True))
    run = capital_run(language)
    clause = "|".join(re.escape(word) for word in words["clause_words"])
    opener = "|".join(_source(form) for form in words["clause_openers"])
    ends = rf"\s*(?:[.;:()»”\"]|$|\n)|,\s+(?:{opener})|\s+(?:{clause})(?!\w)"
    going_on = r"\s+[\w'’-]+"
    patterns = []
    if words["title_runs_on"]:
        going_on = rf"(?:\s+(?:[–/]\s+)?|,\s+(?!(?:{opener}))(?=[a-zà-ÿ]))[\w'’-]+"
        patterns.append(rf"(?:{nouns})\s+(?:\w+,\s+)?(?P<title>{CAPITAL}(?:{going_on}){{1,40}}?)(?={ends})")
        patterns += [  # `dénommé Routes sûres au Sahel est financé …`: up to the verb
            rf"(?i:{named})\s+(?P<title>{CAPITAL}(?:{going_on}){{1,25}}?)(?={ends}|,)" for named in words["named"]
        ]
    labels, called = either(words["title_labels"]), either(words["so_called"])
    patterns.append(
        rf"(?m:^)[\s•*–-]*(?i:{labels})\s*:\s*(?P<title>{CAPITAL}[^\n().:«»“”\"]{{3,140}}?)(?m:(?=\s*(?:[(.]|$)))"
    )
    patterns.append(rf"(?P<title>{CAPITAL}[^.;:\n()«»“”\"]{{3,80}}?)\s*[–—,-]\s*(?i:{called})(?!\w)")
    patterns += [rf"(?i:{named})\s+(?P<title>{run}|{ACRONYM}|{CAPITAL})" for named in words["named"]]
    first = "|".join(words["named_first"])  # `Dubbed Tandem, it …`
    patterns.append(rf"(?:{first})\s+(?P<title>{CAPITAL}(?:{going_on}){{0,15}}?)(?=,)")
    patterns.append(rf"(?:{nouns})\s+(?P<acronym>{ACRONYM})\s+\((?P<title>{CAPITAL}(?:,?\s+[\w'’-]+){{2,25}})\)")
    patterns.append(
        rf"(?:{nouns})\s+(?:de\s+|del\s+|of\s+|d['’])(?P<title>{CAPITAL}(?:,?\s+[\w'’-]+){{1,25}}?)(?=\s*\({ACRONYM}\))"
    )
    capitalised = "|".join(noun for noun in words["project_nouns_exact"] if noun[0].isupper())
    patterns.append(rf"(?P<title>(?:{capitalised})\s+[a-zà-ÿ][^.;:()«»“”\n]{{8,160}}?)(?=\s*\({ACRONYM}\))")
    if language != "en":
        complement = r"(?:[a-zà-ÿ-]+\s+)?(?:d['’]|(?:de|du|des|del|pour|para|sur|sobre|UE-\w+)\s+)"
        article = r"(?:[LlDd]['’]|\b(?:[Ll]e|[Dd]u|[Aa]u|[Ll]a|[Ee]l|[Dd]el|[Aa]l)\s+)"
        patterns.append(
            rf"{article}(?P<title>(?:{capitalised})\s+{complement}[\w'’-]+(?:{going_on}){{2,25}}?)(?={ends})"
        )
    patterns.append(rf"(?:{nouns})\s+(?P<title>{ACRONYM}(?:\s+{CAPITAL})?)(?![\w’'])")
    patterns.append(rf"(?P<title>{ACRONYM})\s*,\s*(?:an?|une?|un)\s+(?:[\w-]+\s+){{0,3}}?(?:{nouns})(?!\w)")
    if language == "en":
        by = r"[\w’'-]+-(?:funded|financed|backed|sponsored|supported|led|year|month)"
        lead = rf"(?:[Tt]he|[Ii]ts|[Uu]nder|[Oo]f)\s+(?:(?:{by}|[$€£]\d[\d.,]*\s+\w+),?\s+)*(?!{by})"
        named = "|".join(noun.capitalize() for noun in words["project_nouns_exact"])
        patterns.append(rf"{lead}(?P<title>{run})(?=\s+\([^()]{{2,20}}\)\s+(?:{nouns}))")
        patterns.append(rf"{lead}(?P<title>{run}\s+(?:{named}))(?!\w)")
        patterns.append(rf"{lead}(?P<title>{run}|{ACRONYM})\s+(?:{nouns})(?!\w)")
    small_nouns = "|".join(noun for noun in words["project_nouns_exact"] if noun[0].islower())
    patterns.append(rf"(?:{small_nouns})\s+(?P<title>{run})")
    return Guarded(*patterns)


@cache
def capital_run(language: Language) -> str:
    """Two words with a capital or more, with small words between; `A, B and C` is one run."""
    words = load(language).words
    small = "|".join(words["title_small_words"])
    joined = "|".join(words["conjunctions"])
    listed = rf",\s+(?={CAPITAL}(?:\s+{CAPITAL})?,?\s+(?:{joined})\s+[A-ZÀ-Ý])"
    return rf"{CAPITAL}(?:(?:\s+(?:(?:{small})\s*)*|{listed}){CAPITAL})+"


def _source(form: str) -> str:
    return form.replace("*", r"\w*")
