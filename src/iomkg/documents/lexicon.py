"""What `data/lexicon/{documents,furniture}.toml` say, folded and compiled once per process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from iomkg import lexicon_files
from iomkg.folding import fold
from iomkg.guarded import Guarded


@dataclass(frozen=True, slots=True)
class Furniture:
    """How page furniture looks; every pattern is for folded text."""

    labels: frozenset[str]
    endings: frozenset[str]
    openings: tuple[str, ...]
    caption: Guarded
    credit: Guarded
    boilerplate: Guarded
    mastheads: frozenset[str]
    header_words: frozenset[str]
    header_cue: re.Pattern[str]
    update: re.Pattern[str]
    not_places: frozenset[str]
    name_particles: frozenset[str]
    byline_words: frozenset[str]
    contact_cue: Guarded
    contact_mark: Guarded
    telephone_word: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Month and weekday names, folded, with their numbers (January and Monday are 1)."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stops:
    """What tells the full stop of an abbreviation from the one of a sentence; all folded, without the last stop."""

    before_names: frozenset[str]
    before_numbers: frozenset[str]
    maybe: frozenset[str]
    starters: frozenset[str]


@cache
def furniture() -> Furniture:
    """The wording of menus, captions and contact lines, read once."""
    table = lexicon_files.table("furniture")
    header, contacts = table["header"], table["contacts"]
    return Furniture(
        labels=frozenset(_phrases(table["labels"])),
        endings=frozenset(_phrases(table["endings"])),
        openings=tuple(sorted(set(_phrases(table["openings"])))),
        caption=Guarded(*table["captions"]["patterns"]),
        credit=Guarded(*table["captions"]["credits"]),
        mastheads=frozenset(map(fold, table["mastheads"]["words"])),
        boilerplate=Guarded(*table["boilerplate"]["patterns"]),
        header_words=frozenset(map(fold, header["words"])),
        header_cue=_any_word_of(header["cues"]),
        update=_any_word_of(header["updates"]),
        not_places=frozenset(map(fold, header["not_places"])),
        name_particles=frozenset(map(fold, table["names"]["particles"])),
        byline_words=frozenset(map(fold, table["names"]["particles"] + table["names"]["byline_words"])),
        contact_cue=Guarded(*contacts["cues"]),
        contact_mark=Guarded(*contacts["marks"]),
        telephone_word=contacts["numbers"],
    )


@cache
def calendar() -> Calendar:
    """The names of months and weekdays, read once."""
    table = lexicon_files.table("documents")
    return Calendar(months=_numbered(table["months"]), weekdays=_numbered(table["weekdays"]))


@cache
def stops() -> Stops:
    """The abbreviations whose stop ends no sentence, read once."""
    table = lexicon_files.table("documents")
    abbreviations = table["abbreviations"]
    return Stops(
        before_names=frozenset(map(fold, abbreviations["before_names"])),
        before_numbers=frozenset(map(fold, abbreviations["before_numbers"])),
        maybe=frozenset(map(fold, abbreviations["maybe"])),
        starters=frozenset(map(fold, table["starters"]["words"])),
    )


@cache
def small_words() -> Mapping[str, Mapping[str, float]]:
    """For every small word the languages it is of, each with its share of the word."""
    languages: dict[str, list[str]] = {}
    for language, words in lexicon_files.table("documents")["languages"].items():
        for word in dict.fromkeys(map(fold, words)):
            languages.setdefault(word, []).append(language)
    return {word: dict.fromkeys(of, 1 / len(of)) for word, of in languages.items()}


def _phrases(by_language: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for phrases in by_language.values():
        yield from map(fold, phrases)


def _numbered(by_language: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {
        fold(name): number
        for names in by_language.values()
        for number, spellings in enumerate(names, start=1)
        for name in spellings.split()
    }


def _any_word_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(fold(phrase)) for phrase in phrases) + r")\b")
