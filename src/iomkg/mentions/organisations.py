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
from iomkg.model import Language, Mention
from iomkg.values import Body

_NAME: Final = (
    r"(?P<name>[A-ZÀ-Ý][\w’'&-]*"
    r"(?:\s+(?:(?:de|du|des|del|la|los|of|for|the|sans|sin)\s+|d['’])*[A-ZÀ-Ý][\w’'&-]*){0,5})"
)


def find(
    text: str, folded: str, language: Language, spans: Sequence[tuple[int, int]], taken: Sequence[Mention]
) -> Iterator[Mention]:
    """Unknown organisations, outside what is already a mention."""
    busy = [(m.start, m.end) for m in taken if m.kind not in ("state", "place", "region")]
    for first, last in spans:
        for match in _patterns(language).finditer(text, first, last, folded):
            start, end = match.span("name")
            if any(a < end and start < b for a, b in busy) or _is_function_word(folded, start, language):
                continue
            busy.append((start, end))
            yield Mention("body", start, end, text[start:end], value=Body(" ".join(text[start:end].split())))
    for start, end, acronym in named_before_brackets(text, spans, _small_words(language)):
        if _is_an_organisation(folded[start:end], language) and not any(a < end and start < b for a, b in busy):
            busy.append((start, end))
            value = Body(" ".join(text[start:end].split()), acronym)
            yield Mention("body", start, end, text[start:end], value=value)
            for again in whole_words(text, acronym):
                after = again + len(acronym)
                if text[again - 1 : again] != "(" and not any(a < after and again < b for a, b in busy):
                    yield Mention("body", again, after, acronym, value=value)


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
    return Guarded(
        rf"(?<!\w)(?i:{before})\s+(?:[«“\"]\s*)?{_NAME}",
        rf"{_NAME},\s+(?i:{after})(?!\w)",
    )
