"""Known names in a text: one automaton over every name, acronym and demonym of the reference data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import ahocorasick

from iomkg.folding import bounded, fold
from iomkg.lexicon import load
from iomkg.model import Language
from iomkg.reference import Entry, Reference

_NAME: Final = "name"
_ACRONYM: Final = "acronym"
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A known name at `[start, end)`.

    `names` are the entities of that name, `demonyms` the countries it is the adjective or noun for.
    """

    start: int
    end: int
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Gazetteer:
    """Finds known names by longest match on word boundaries, minding how they are capitalised."""

    def __init__(self, reference: Reference) -> None:
        table: dict[str, dict[tuple[str, str, str], None]] = {}
        for entry in _named(reference):
            for name, _ in entry.names:
                sort = _ACRONYM if _looks_like_acronym(name) else _NAME
                table.setdefault(fold(name), {})[(entry.iri, sort, name)] = None
            for acronym in entry.acronyms:
                table.setdefault(fold(acronym), {})[(entry.iri, _ACRONYM, acronym)] = None
            for word, language in entry.demonyms:
                table.setdefault(fold(word), {})[(entry.iri, "demonym", language)] = None
        self._automaton = ahocorasick.Automaton()
        for key, payload in table.items():
            if len(key) > 1:
                self._automaton.add_word(key, (len(key), tuple(payload)))
        self._searchable = bool(table)
        if self._searchable:
            self._automaton.make_automaton()

    def find(self, text: str, folded: str, language: Language) -> Iterator[Found]:
        """Known names in order of place, none overlapping another."""
        if not self._searchable:
            return
        hits = [hit for hit in self._all(text, folded, language) if hit.names or hit.demonyms]
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.start))
        covered = bytearray(len(text))
        kept = []
        for hit in hits:  # the longest first, so that `La Unión` never hides `Unión Europea`
            if not any(covered[hit.start : hit.end]):
                covered[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        yield from sorted(kept, key=lambda hit: hit.start)

    def _all(self, text: str, folded: str, language: Language) -> Iterator[Found]:
        for last, (length, payload) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if folded[end : end + 1].isalnum() and folded[last].isalnum():
                continue  # most hits end within a word, and are told so at less cost than by what follows
            if not bounded(folded, start, end):
                continue
            written = text[start:end]
            names = tuple(iri for iri, sort, form in payload if _is_written_so(written, sort, form, language))
            demonyms = tuple(
                iri for iri, sort, tongue in payload if sort == "demonym" and _may_be_demonym(written, tongue, language)
            )
            yield Found(start, end, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(demonyms)))

    def spellings(self, folded: str, language: Language) -> Iterator[tuple[int, int, str]]:
        """Where known names of two letters or more stand in a folded text, however they are written there, and how each
        is spelt; none overlaps a longer one. What is a common word of the language too is no name here."""
        hits: list[tuple[int, int, str]] = []
        for last, (length, payload) in self._automaton.iter(folded) if self._searchable else ():
            start, end = last + 1 - length, last + 1
            if bounded(folded, start, end) and folded[start:end] not in load(language).list("not_places"):
                spelt = (_spelt(sort, form, folded[start:end], language) for _, sort, form in payload)
                hits += [(start, end, form) for form in [*filter(None, spelt)][:1]]
        hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        kept: list[tuple[int, int, str]] = []
        for hit in hits:
            if not any(hit[0] < end and start < hit[1] for start, end, _ in kept):
                kept.append(hit)
        yield from kept


def names_of(reference: Reference) -> set[str]:
    """Every name, acronym and demonym the gazetteer of a reference looks for."""
    return {
        name
        for entry in _named(reference)
        for name in (*(name for name, _ in entry.names), *entry.acronyms, *(word for word, _ in entry.demonyms))
    }


def _named(reference: Reference) -> Iterator[Entry]:
    """The entries that texts call by name; functions and themes are told by other means."""
    return (entry for entry in reference.entries.values() if entry.kind not in ("BodyFunction", "Theme"))


def _looks_like_acronym(name: str) -> bool:
    return len(name) <= 6 and name.isupper()


def _is_written_so(written: str, sort: str, form: str, language: Language) -> bool:
    """Whether the wording is capitalised as a name is; acronyms must be written as known, or as `Oim`."""
    if sort == _ACRONYM:
        as_a_word = language != "en" and len(form) >= _SHORTEST_NAME and form.isalpha() and written == form.capitalize()
        return written == form or (as_a_word and fold(form) not in _small_words(language))
    if sort == _NAME:
        capital = written[:1].isupper() or form.islower()
        return len(written) >= _SHORTEST_NAME and capital and _may_be_spelt(written, form)
    return False


def _may_be_spelt(written: str, form: str) -> bool:
    """Whether accents agree: they may be left out, but not put elsewhere (`Bâtie` is not `Batié`)."""
    if written.isascii() or form.isascii():
        return True
    return _accents(written) == _accents(form)


def _accents(name: str) -> str:
    return name.casefold().replace("’", "'")


def _may_be_demonym(written: str, tongue: str, language: Language) -> bool:
    return tongue == language and (language != "en" or written[:1].isupper())


def _spelt(sort: str, form: str, found: str, language: Language) -> str | None:
    """How a name found in a folded text is spelt; None for a demonym of another language."""
    if sort == "demonym":
        return found.capitalize() if form == language else None
    return form


@cache
def _small_words(language: Language) -> frozenset[str]:
    """Words that no acronym is written like (`Las`, `Les`)."""
    lexicon = load(language)
    return lexicon.list("articles") | lexicon.list("stops") | lexicon.list("of") | lexicon.list("conjunctions")


@cache
def gazetteer(reference: Reference) -> Gazetteer:
    """The gazetteer of a reference, built once for each."""
    return Gazetteer(reference)
