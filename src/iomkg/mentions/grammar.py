"""The small words that join the parts of a name, per language; read from the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions.tokens import Token, comparable
from iomkg.model import Language

_CONSONANTS: Final = "bcdfghjklmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists: what opens a complement, what joins two, what never belongs to a name."""

    of: frozenset[str]
    links: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    stops: frozenset[str]
    adjective: re.Pattern[str]
    government: frozenset[str]
    governments: frozenset[str]
    realms: frozenset[str]
    heads: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    plural_heads: dict[str, str]
    area_nouns: frozenset[str]
    name_adjectives: frozenset[str]
    ministers: frozenset[str]
    calendar: frozenset[str]
    lower_complements: bool

    def head_at(self, tokens: list[Token], i: int) -> tuple[int, str] | None:
        """The number of tokens and the kind of the longest head noun that begins at token `i`."""
        for words, kind in self.heads.get(tokens[i].folded, ()):
            if tuple(token.folded for token in tokens[i : i + len(words)]) == words:
                return len(words), kind
        return None


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language, compiled once."""
    lexicon = load(language)
    heads: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for head, kind in lexicon.words["heads"].items():
        words = tuple(_split(fold(head)))
        heads.setdefault(words[0], []).append((words, kind))

    def words_of(name: str) -> frozenset[str]:
        return frozenset(comparable(word) for word in lexicon.words[name])

    return Grammar(
        of=words_of("of"),
        links=words_of("of") | words_of("links"),
        articles=words_of("articles"),
        conjunctions=words_of("conjunctions"),
        stops=words_of("stops"),
        adjective=re.compile(rf"\w{{2,}}(?:{'|'.join(lexicon.list('adjective_endings'))})$"),
        government=words_of("government"),
        governments=words_of("governments"),
        realms=words_of("realms"),
        heads={first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in heads.items()},
        plural_heads={fold(many): one for many, one in lexicon.words["plural_heads"].items()},
        area_nouns=words_of("area_nouns"),
        name_adjectives=words_of("name_adjectives"),
        ministers=words_of("ministers"),
        calendar=frozenset(map(fold, [*lexicon.words["weekdays"], *lexicon.words["months"]])),
        lower_complements=bool(lexicon.words["lower_complements"]),
    )


def _split(phrase: str) -> list[str]:
    return re.findall(r"(?:[ldnsjmtc]|qu)'(?=\w)|\w+(?:[-.&/]\w+)*", phrase)
