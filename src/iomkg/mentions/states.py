"""States and places: which of the things of one name a release means, and where a state acts as its government."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from iomkg.folding import fold, whole_words
from iomkg.lexicon import load
from iomkg.mentions.gazetteer import Found
from iomkg.mentions.grammar import grammar
from iomkg.mentions.numbers import either
from iomkg.model import Language, Mention
from iomkg.namespaces import kind_of
from iomkg.reference import Reference
from iomkg.values import Government

_PLACES = ("area", "settlement", "border-post")


def countries_in(found: Iterable[Found]) -> Counter[str]:
    """How often the release names each country, by its name or by its adjective where that is unambiguous."""
    counts: Counter[str] = Counter()
    for hit in found:
        named = [iri for iri in hit.names if kind_of(iri) == "country"]
        counts.update(named)
        if not named and len(hit.demonyms) == 1:
            counts.update(hit.demonyms)
    return counts


def settled(found: Sequence[Found], folded: str, language: Language, reference: Reference) -> list[Found]:
    """Each name with the things it can mean here, the likeliest first; names that mean nothing here are left out.

    A country's name is the country; a town or area counts when its country is named in the release, or when no other
    place has its name. An adjective of several countries (`Congolese`) belongs to the one the release names; so does
    one that is often confused with it (`Nigerian` where only Niger is named).
    """
    countries = countries_in(found)
    named = {iri for hit in found for iri in hit.names if kind_of(iri) == "country"}
    not_places = frozenset(load(language).list("not_places"))
    result = []
    for hit in found:
        demonyms = _settled_demonyms(hit.demonyms, named)
        names = _settled_names(hit, folded, countries, not_places, reference)
        if names or demonyms:
            result.append(Found(hit.start, hit.end, names, demonyms))
    return _with_agencies_of_here(result, set(countries), folded, load(language).list("giving_states"), reference)


def _with_agencies_of_here(
    found: Sequence[Found], countries: set[str], folded: str, giving: frozenset[str], reference: Reference
) -> list[Found]:
    """Of the agencies of one name those of a country the release names, or of its towns and areas.

    An agency of another state is meant only where that state gives aid abroad and no other agency has the name: many
    states have a `Dirección General de Migración`.
    """
    here = countries | {
        country
        for hit in found
        for iri in hit.names
        if kind_of(iri) in _PLACES and (country := reference.country_of(iri))
    }
    result = []
    for hit in found:
        agencies = [iri for iri in hit.names if kind_of(iri) == "agency"]
        if agencies:
            homes = {iri: reference.country_of_state(reference.state_of(iri)) for iri in agencies}
            name = folded[hit.start : hit.end]
            meant = [iri for iri in agencies if homes[iri] in here or _tells(name, homes[iri], reference)]
            if not meant and len(agencies) == 1 and (reference.iso3(homes[agencies[0]]) or "").lower() in giving:
                meant = agencies
            hit = replace(hit, names=tuple(iri for iri in hit.names if iri not in agencies or iri in meant))
        if hit.names or hit.demonyms:
            result.append(hit)
    return result


def _tells(name: str, country: str | None, reference: Reference) -> bool:
    """Whether a folded name holds its country's name or the word for its people (`Libyan coast guard`)."""
    entry = reference.get(country)
    words = [*(name for name, _ in entry.names), *(word for word, _ in entry.demonyms)] if entry else []
    return any(next(whole_words(name, fold(word)), None) is not None for word in words)


def _settled_demonyms(demonyms: tuple[str, ...], named: set[str]) -> tuple[str, ...]:
    here = tuple(iri for iri in demonyms if iri in named)
    if here:
        return here
    confused = tuple(_CONFUSED[iri] for iri in demonyms if _CONFUSED.get(iri) in named)
    return confused or demonyms


_CONFUSED = {
    f"https://w3id.org/iomkg/id/country/{one}": f"https://w3id.org/iomkg/id/country/{other}"
    for one, other in (("nga", "ner"), ("ner", "nga"), ("cod", "cog"), ("cog", "cod"))
}


def _settled_names(
    hit: Found, folded: str, countries: Counter[str], not_places: frozenset[str], reference: Reference
) -> tuple[str, ...]:
    others = tuple(iri for iri in hit.names if kind_of(iri) not in (*_PLACES, "country", "state"))
    states = tuple(iri for iri in hit.names if kind_of(iri) in ("country", "state"))
    if states:
        return tuple(sorted(states)) + others
    places = [iri for iri in hit.names if kind_of(iri) in _PLACES]
    if not places or folded[hit.start : hit.end] in not_places or _in_compound(hit, folded):
        return others
    inside = [iri for iri in places if reference.country_of(iri) in countries]
    if inside:
        ranked = sorted(inside, key=lambda iri: (-countries[reference.country_of(iri) or ""], _kind_rank(iri), iri))
        return (*others, *ranked)
    homes = {reference.country_of(iri) for iri in places}
    capital = any(iri in reference.capitals for iri in places)
    long_enough = 3 if capital else 7 if _opens_sentence(folded, hit.start) else 5
    unrivalled = not countries or capital
    unrivalled = unrivalled or folded[hit.end : hit.end + 3].strip()[:1] in (":", "-")
    is_area = any(kind_of(iri) == "area" for iri in places)
    alone = len(homes) == 1 and (unrivalled or is_area) and hit.end - hit.start >= long_enough
    return (*others, *sorted(places, key=_kind_rank)) if alone else others


def _in_compound(hit: Found, folded: str) -> bool:
    """Whether a name is only a part of a hyphenated one (`Konni-Illela`)."""
    before, after = folded[max(0, hit.start - 2) : hit.start], folded[hit.end : hit.end + 2]
    return bool(re.fullmatch(r"\w-", before) or re.fullmatch(r"-\w", after))


def _kind_rank(iri: str) -> int:
    return _PLACES.index(kind_of(iri) or "border-post")


def _opens_sentence(folded: str, start: int) -> bool:
    before = folded[max(0, start - 3) : start]
    return bool(re.search(r"[.!?\n]\s*$", before)) or start == 0


def mentions(
    found: Iterable[Found], text: str, folded: str, language: Language, reference: Reference
) -> Iterator[Mention]:
    """Places, regions, routes, instruments, and states as actors; bodies are composed elsewhere."""
    after_plural = -1
    for hit in found:
        countries = hit.demonyms or tuple(iri for iri in hit.names if kind_of(iri) == "country")
        kinds = {kind_of(iri) for iri in hit.names}
        start, end = hit.start, hit.end
        if countries:
            begin, finish, plural = _government_around(hit, folded, language)
            joined = after_plural >= 0 and _joins(folded[after_plural:start], language)
            state = reference.state_of_country(countries[0])
            if begin is not None or joined:
                start, end = (begin if begin is not None else start), finish
                after_plural = end if plural or joined else -1
                candidates = (state,) if state else countries
                yield Mention("state", start, end, text[start:end], candidates, Government("government"))
            elif hit.demonyms and not hit.names:
                yield Mention(
                    "state", start, end, text[start:end], (state,) if state else countries, Government("adjective")
                )
            else:
                yield Mention("place", start, end, text[start:end], (countries[0], *((state,) if state else ())))
        elif kinds & {"organisation", "agency"}:
            ordered = sorted(hit.names, key=lambda iri: kind_of(iri) not in ("organisation", "agency"))
            yield Mention("body", start, end, text[start:end], tuple(ordered))
        elif "instrument" in kinds:
            yield Mention("instrument", start, end, text[start:end], hit.names)
        elif "route" in kinds:
            yield Mention("route", start, end, text[start:end], hit.names)
        elif "region" in kinds:
            yield Mention("region", start, end, text[start:end], hit.names)
        elif kinds & set(_PLACES):
            start = _past_area_noun(folded, start, end, language)
            yield Mention("place", start, end, text[start:end], hit.names)


def _past_area_noun(folded: str, start: int, end: int, language: Language) -> int:
    """Where the name proper begins in `région de Kharkiv`; `Ciudad de Guatemala` is a name whole."""
    noun = load(language).pattern("area_before").match(folded, start, end)
    if noun is None or any(word in load(language).list("settlement_words") for word in noun[0].split()):
        return start
    return end - len(folded[noun.end() : end].lstrip())


def _government_around(hit: Found, folded: str, language: Language) -> tuple[int | None, int, bool]:
    """Where `the Government of X`, `gouvernement X-ien`, `X government` begins and ends, and whether it is plural."""
    before, after = _government_patterns(language)
    left = before.search(folded, max(0, hit.start - 70), hit.start)
    if left:
        return left.start(), hit.end, bool(left["many"]) if left["many"] is not None else False
    right = after.match(folded, hit.end)
    if right and language == "en":
        return hit.start, right.end(), bool(right["many"])
    return None, hit.end, False


def _joins(between: str, language: Language) -> bool:
    small = grammar(language)
    words = re.findall(r"[\w']+|,", between)
    allowed = small.of | small.articles | small.conjunctions | {","}
    return bool(words) and all(word in allowed for word in words)


@cache
def _government_patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    small = grammar(language)
    many = either(small.governments)
    one = either(small.government)
    realm = either(small.realms)
    of, article = either(fold(w) for w in small.of), either(small.articles | {"los", "las"})
    joint = rf"\s*(?:{of})\s*(?:(?:{article})\s*)?"
    realms = rf"(?:(?:{realm})(?:\s+(?:{realm}))*{joint})"
    before = re.compile(
        rf"(?<!\w)(?:(?:(?P<many>{many})|(?:{one}))(?:\s+(?:federal|central|royal))?(?:{joint}{realms}?|\s+)|{realms})$"
    )
    after = re.compile(rf"(?:'s)?\s+(?:federal\s+)?(?:(?P<many>{many})|(?:{one}))(?!\w)")
    return before, after
