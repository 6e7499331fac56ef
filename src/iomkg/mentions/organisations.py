"""Organisations the reference data does not hold, by the words beside them: `l'ONG Saheli`, `Saheli, an NGO`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from iomkg.folding import whole_words
from iomkg.guarded import Guarded
from iomkg.lexicon import load
from iomkg.mentions.acronyms import named_before_brackets
from iomkg.mentions.grammar import grammar
from iomkg.mentions.numbers import either
from iomkg.mentions.taken import Taken
from iomkg.model import Language, Mention
from iomkg.values import Body

_PLURAL: Final = re.compile(r"\w{2}s(?!\w)")
_LONGEST_LIST: Final = 200  # characters
_NAME: Final = (
    r"[A-ZÀ-Ý][\w’'&-]*"
    r"(?:\s+(?:(?:de|du|des|del|la|los|of|for|the|(?:sans|sin)(?:\s+[a-zà-ÿ]+)?)\s+|d['’])*[A-ZÀ-Ý][\w’'&-]*){0,5}"
)
_ARTICLE: Final = r"(?:[lL]['’]|[lL]a\s|[lL]os\s)?"
_ALONE: Final = rf"(?P<name>{_NAME}(?:\s+(?:y|et|and|&|sin|sans)\s+{_ARTICLE}{_NAME})?)"
_ONE_OF_TWO: Final = re.compile(rf"(?P<name>{_NAME})\s+(?:y|et|and|&)\s+{_ARTICLE}$")
_ONE_OF: Final = rf"(?P<name>{_NAME})"


def find(
    text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]], taken: Sequence[Mention]
) -> Iterator[Mention]:
    """Unknown organisations, outside what is already a mention."""
    busy = Taken(text, ((m.start, m.end) for m in taken if m.kind not in ("state", "place", "region")))
    for start, end, acronym in named_before_brackets(text, spans, _small_words(language)):
        if _is_an_organisation(folded[start:end], language) and not busy.meets(start, end):
            busy.add(start, end)
            value = Body(" ".join(text[start:end].split()), acronym)
            yield Mention("body", start, end, text[start:end], value=value)
            for again in whole_words(text, acronym):
                after = again + len(acronym)
                if text[again - 1 : again] != "(" and not busy.meets(again, after):
                    busy.add(again, after)
                    yield Mention("body", again, after, acronym, value=value)
    for start, end in _told(text, folded, language, spans, taken):
        end = _up_to_what_is_known(text, start, end, busy)
        if not busy.meets(start, end):
            busy.add(start, end)
            yield Mention("body", start, end, text[start:end], value=Body(" ".join(text[start:end].split())))


def _up_to_what_is_known(text: str, start: int, end: int, busy: Taken) -> int:
    """Where a name ends that another one follows which is known: `the NGO Zuri and the Red Cross` names two."""
    known = busy.first_within(start, end)
    name = None if known is None else _ONE_OF_TWO.match(text, start, known)
    return name.end("name") if name else end


def is_told_behind(text: str, end: int, language: Language) -> bool:
    """Whether a name that ends at `end` is said to be no public body: `Comisión de Mujeres (CM), una ONG`."""
    return _no_public_body(language).match(text, end) is not None


def _told(
    text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]], taken: Sequence[Mention]
) -> Iterator[tuple[int, int]]:
    """Names beside the word for an organisation, and acronyms that act or stand in a list with a known body."""
    for first, last in spans:
        for match in _patterns(language).finditer(text, first, last, folded):
            one_word = " " not in match["name"]
            if not (_is_function_word(folded, match.start("name"), language) and one_word):
                yield match.span("name")
            if _PLURAL.search(text, match.start(), match.start("name")):
                yield from _listed(text, match.end("name"), last, _next_name(language))
        for match in _acting_acronym(language).finditer(text, first, last):
            yield match.span("name")
    for mention in taken:
        if mention.kind == "body" and not (mention.text.isupper() and " " in mention.text):
            yield from _listed(text, mention.end, mention.end + _LONGEST_LIST, _next_acronym(language))


def _listed(text: str, start: int, end: int, following: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The names that go on with a list."""
    while match := following.match(text, start, end):
        yield match.span("name")
        start = match.end("name")


def _is_function_word(folded: str, start: int, language: Language) -> bool:
    first = re.split(r"[\s'’]", folded[start : start + 30])[0]
    return first in load(language).list("not_name_starts") | load(language).list("articles")


def _is_an_organisation(name: str, language: Language) -> bool:
    """Whether one of the words of a folded name is what organisations are called: in French and Spanish its first."""
    words = re.findall(r"\w+", name)
    nouns = load(language).list("organisation_nouns")
    return words[0] in nouns if grammar(language).lower_complements else any(word in nouns for word in words)


@cache
def _small_words(language: Language) -> frozenset[str]:
    small = grammar(language)
    return small.links | small.articles | small.conjunctions


@cache
def _patterns(language: Language) -> Guarded:
    words = load(language).words
    before = either(words["organisation_before"])
    after = either(words["organisation_after"])
    kinds = either(words["organisation_kinds"])
    endings = "|".join(words["adjective_endings"]).replace("e", "[eéèê]")
    one = rf"(?<!\w)(?i:{kinds})(?:\s+[a-zà-ÿ-]{{2,}}(?:{endings})){{0,2}}"
    some = rf"(?<!\w)(?i:{kinds})(?<=s)(?:\s+[a-zà-ÿ-]{{2,}}(?:{endings})){{0,2}}"
    return Guarded(
        rf"{some}\s*(?:[,:(]|,?\s(?:{either(words['such_as'])}))\s*{_ONE_OF}",
        rf"{one}\s+(?:[«“\"]\s*)?{_ALONE}",
        rf"(?<!\w)(?i:{before})\s+(?:[«“\"]\s*)?{_ONE_OF}",
        rf"{_ONE_OF},\s+(?i:{after})(?!\w)",
    )


@cache
def _no_public_body(language: Language) -> re.Pattern[str]:
    after = either(load(language).words["organisation_after"])
    return re.compile(rf"(?:\s*\([^()]*\))?,\s+(?i:{after})(?!\w)")


@cache
def _joint(language: Language) -> str:
    words = load(language).words
    small = either([*words["articles"], *words["agents"], *words["of"], *words["prepositions"]])
    return rf"(?:\s*\([^()]*\))?\s*(?:,|&|(?:{either(words['conjunctions'])})(?!\w))\s*(?:(?:{small})\s*){{0,2}}"


@cache
def _next_name(language: Language) -> re.Pattern[str]:
    return re.compile(_joint(language) + _ONE_OF)


@cache
def _next_acronym(language: Language) -> re.Pattern[str]:
    return re.compile(_joint(language) + _acronym(language))


@cache
def _acting_acronym(language: Language) -> re.Pattern[str]:
    """`implemented by BRAC`, `que BRAC réalise`."""
    words = load(language).words
    before = either([*words["agents"], *words["whom_words"]])
    return re.compile(rf"(?<!\w)(?:{before})\s+(?:(?:{either(words['articles'])})\s*)?{_acronym(language)}")


@cache
def _acronym(language: Language) -> str:
    known = "|".join(load(language).words["not_organisations"])
    return rf"(?P<name>(?!(?:{known})(?!\w))[A-ZÀ-Ý]{{3,12}}(?:-[A-ZÀ-Ý][\w]*)?)(?![\w/]|\s*\d)"
