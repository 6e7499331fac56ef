"""Names made comparable: the words that tell, whether two of them are one misspelt, and the countries a name names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from iomkg.folding import fold
from iomkg.namespaces import kind_of
from iomkg.readers.table.vocabulary import words
from iomkg.reference import Reference

_BRACKETED: Final = re.compile(r"[(\[]\s*(?P<short>[^()\[\]]{2,15})\s*[)\]]")
_DASHED: Final = re.compile(
    r"^(?P<a>[A-Z][A-Z0-9&.-]{1,9})\s+[-–—:]\s+(?P<rest>.+)$|^(?P<start>.+?)\s+[-–—]\s+(?P<b>[A-Z][A-Z0-9&.-]{1,9})$"
)
_TOKEN: Final = re.compile(r"[^\W_]+")
_STOP: Final = frozenset(
    (
        "a",
        "an",
        "and",
        "the",
        "of",
        "for",
        "in",
        "on",
        "to",
        "at",
        "by",
        "with",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "en",
        "au",
        "aux",
        "pour",
        "par",
        "sur",
        "del",
        "el",
        "los",
        "las",
        "y",
        "e",
        "para",
        "por",
        "con",
        "al",
        "un",
        "une",
        "una",
        "its",
        "s",
    )
)
_NUMERAL: Final = re.compile(r"[ivx]{1,4}|\d{1,4}")
_LONGEST_NAME: Final = 6  # words of a country's name
_FEW_LETTERS: Final = 4
_LONG: Final = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """A name taken apart: `words` that tell, folded and without the countries named, which are IRIs in `countries`;
    `acronyms` as written; `numerals` of phases and years; `whole` is all of it, folded."""

    whole: str
    words: tuple[str, ...]
    acronyms: frozenset[str]
    countries: frozenset[str]
    numerals: frozenset[str]


@lru_cache(maxsize=200_000)
def worded(name: str) -> Wording:
    """A name taken apart."""
    plain, acronyms = _without_acronyms(name)
    tokens = [_in_full(token) for token in _TOKEN.findall(fold(plain).replace("'", " ").replace("œ", "oe"))]
    tokens = [word for token in tokens for word in token.split()]
    rest, countries = _without_countries(tokens)
    telling = tuple(token for token in rest if token not in _STOP)
    numerals = frozenset(token for token in telling if _NUMERAL.fullmatch(token))
    if len(telling) == 1 and (alone := _in_capitals(plain, telling[0])):  # `IOM`, `OIM Niger`
        return Wording(" ".join(tokens), (), frozenset({*acronyms, alone}), frozenset(countries), numerals)
    return Wording(" ".join(tokens), telling, frozenset(acronyms), frozenset(countries), numerals)


def same_word(one: str, other: str) -> float:
    """How surely two words are one, 0..1: equal, one of them misspelt, or the one the other's beginning."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < _FEW_LETTERS or one.isdigit() or other.isdigit():
        return 0.0
    slips = 1 if len(long) < _LONG else 2
    if DamerauLevenshtein.distance(one, other, score_cutoff=slips) <= slips:
        return 0.9 if DamerauLevenshtein.distance(one, other) == 1 else 0.8
    # Ends of words differ from language to language: nacional, national, nationale; ministerio, ministry.
    stem = len(short) - 2
    return 0.75 if stem >= 5 and long.startswith(short[:stem]) and len(long) - len(short) <= 3 else 0.0


class Weights:
    """How much a word tells: the rarer in all names, the more."""

    def __init__(self, names: Iterable[Wording]) -> None:
        self._counts: Counter[str] = Counter()
        total = 0
        for name in names:
            self._counts.update(set(name.words))
            total += 1
        self._total = total

    def of(self, word: str) -> float:
        """The weight of a word, above zero."""
        return math.log(1 + self._total / (1 + self._counts[word]))

    def likeness(self, one: Sequence[str], other: Sequence[str], shared: bool = False) -> float:
        """What share of the words of both names they have in common, by weight, 0..1.

        `shared` says that both name one country, which counts as a rare word.
        """
        if not one or not other:
            return 0.0
        left = list(other)
        common = both = math.log(1 + self._total) if shared else 0.0
        for word in one:
            best = max(left, key=lambda candidate: same_word(word, candidate), default=None)
            likeness = same_word(word, best) if best is not None else 0.0
            weight = self.of(word)
            if best is not None and likeness:
                left.remove(best)
                weight = min(weight, self.of(best)) if likeness < 1 else weight
                common += likeness * weight
            both += weight
        both += sum(self.of(word) for word in left)
        return common / both


@cache
def country_names() -> Mapping[tuple[str, ...], str]:
    """The words of every country's names and adjectives, in all languages, with the country they mean alone."""
    found: dict[tuple[str, ...], set[str]] = {}
    for entry in Reference.load().of_kind("Country"):
        for name in (*(name for name, _ in entry.names), *(word for word, _ in entry.demonyms)):
            tokens = tuple(_TOKEN.findall(fold(name).replace("'", " ")))
            if tokens and len("".join(tokens)) > 2:
                found.setdefault(tokens, set()).add(entry.iri)
    return {tokens: countries.pop() for tokens, countries in found.items() if len(countries) == 1}


@lru_cache(maxsize=10_000)
def country_of(text: str) -> str | None:
    """The country that a cell names: by a name in any language, or a code of two or three letters."""
    code = text.strip()
    if len(code) == 3 and code.isupper():
        for kind in ("country", "state"):
            iri = f"https://w3id.org/iomkg/id/{kind}/{code.lower()}"
            if Reference.load().get(iri):
                return iri.replace("/state/", "/country/")
    found = worded(text).countries
    return next(iter(found)) if len(found) == 1 else None


def _without_acronyms(name: str) -> tuple[str, list[str]]:
    """A name without the acronyms in brackets or behind a dash, and those."""
    acronyms = [match["short"].strip() for match in _BRACKETED.finditer(name) if _is_acronym(match["short"].strip())]
    plain = _BRACKETED.sub(lambda match: " " if _is_acronym(match["short"].strip()) else match[0], name).strip()
    dashed = _DASHED.match(plain)
    if dashed:
        acronyms.append(dashed["a"] or dashed["b"])
        plain = dashed["rest"] or dashed["start"]
    return plain or name, acronyms


def _is_acronym(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return 1 < len(text) <= 12 and " " not in text and sum(c.isupper() for c in letters) > len(letters) / 2


def _in_capitals(name: str, word: str) -> str:
    """The acronym that a folded word is in a name; empty when it is none."""
    return next((token for token in name.split() if _is_acronym(token) and fold(token) == word), "")


def _in_full(token: str) -> str:
    return words().short_forms.get(token, token)


def _without_countries(tokens: Sequence[str]) -> tuple[list[str], set[str]]:
    """The words without those that name a country, the longest names first, and the countries."""
    known = country_names()
    rest: list[str] = []
    countries: set[str] = set()
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            country = known.get(tuple(tokens[at : at + length]))
            if country:
                countries.add(country)
                at += length
                break
        else:
            rest.append(tokens[at])
            at += 1
    return rest, countries


def territory_of(iri: str) -> str:
    """The country of a state; a country itself."""
    return iri.replace("/state/", "/country/") if kind_of(iri) == "state" else iri
