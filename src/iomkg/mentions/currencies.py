"""Which currency a word means: its own, or that of the country beside it or spoken of most (`shillings`, `pesos`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions.gazetteer import Found
from iomkg.model import Language

_PLACE: Final = 3  # a place says more about where a release is set than people's nationality does


class Currencies:
    """The currencies of one release, where the countries it names settle what a shared word means."""

    def __init__(self, language: Language, found: Sequence[Found], country_of: Callable[[str], str | None]) -> None:
        self._language = language
        self._countries: Counter[str] = Counter()
        for hit in found:
            here = {country for iri in hit.names if (country := country_of(iri))}
            self._countries.update(dict.fromkeys(here, _PLACE) if here else dict.fromkeys(hit.demonyms, 1))
        self._demonyms = {hit.start: hit for hit in found if hit.demonyms or hit.names}

    def code(self, name: str, at: int | None = None) -> str | None:
        """The ISO 4217 code of a folded name; `at` is where a country's adjective may begin that says whose it is."""
        fixed = names(self._language).get(name)
        noun = shared_names(self._language).get(name)
        if noun is None:
            return fixed
        words = load(self._language).words
        national: dict[str, str] = words["national_currencies"][noun]
        if at is not None and (beside := self._beside(at, national)):
            return beside
        default: str | None = words["currency_defaults"].get(noun)
        if default:
            return default
        named = [(count, code) for iri, count in self._countries.items() if (code := national.get(_country(iri)))]
        return max(named)[1] if named else fixed

    def adjective_end(self, at: int) -> int | None:
        """Where the country's adjective that begins at a place ends; None where there is none."""
        hit = self._demonyms.get(at)
        return hit.end if hit else None

    def _beside(self, at: int, national: dict[str, str]) -> str | None:
        hit = self._demonyms.get(at)
        found = [
            national[key] for iri in ((*hit.demonyms, *hit.names) if hit else ()) if (key := _country(iri)) in national
        ]
        return found[0] if found else None


def _country(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


@cache
def names(language: Language) -> dict[str, str]:
    """The folded names of currencies that are one country's or one union's, with their codes."""
    table = load(language).words["currencies"]
    return {fold(name).replace("-", " "): code for code, spelled in table.items() for name in (code, *spelled)}


@cache
def shared_names(language: Language) -> dict[str, str]:
    """The folded names that several countries' currencies share, with the key of their table."""
    table = load(language).words["currency_nouns"]
    return {fold(name): noun for noun, spelled in table.items() for name in spelled}


@cache
def spelled(language: Language) -> frozenset[str]:
    """All names as they are written, for the short ones that are currencies only so (`KM`, `Tk`)."""
    words = load(language).words
    tables = (*words["currencies"].items(), *words["currency_nouns"].items())
    return frozenset(name for code, written in tables for name in (code, *written))
