"""Composed bodies as mentions: whose they are, what they do, what they are called for short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from iomkg.folding import fold, whole_words
from iomkg.mentions.acronyms import BRACKETED, is_acronym
from iomkg.mentions.bodies import Composed
from iomkg.mentions.gazetteer import Found
from iomkg.mentions.namesakes import Namesakes
from iomkg.mentions.organisations import is_told_behind
from iomkg.model import Language, Mention
from iomkg.namespaces import kind_of
from iomkg.reference import Reference
from iomkg.values import Body, Government

_OF_AFTER_ACRONYM: Final = re.compile(r"\s*(?:\([^()]*\))?\s+(?:of|de|du|des|del)\s*(?:the\s|la\s|l['’]|los\s)?\s*")
_ACRONYM_BETWEEN: Final = re.compile(r"\s*\([^()]*\)\s+")
_NATIONAL: Final = re.compile(r"\bna(?:t|c)ional|\bnational")
_ACROSS_STATES: Final = re.compile(
    r"\b(?:(?:inter[^i]|europe|afric|global|mundial|mondial|region|sous-reg)\w*|world|union|united|nations|naciones|onu|un|arab"
    r"|cedeao|ecowas)\b"
)
_OF_ANY_STATE: Final = re.compile(r"\bna(?:t|c)ional|\bnational|\bminist|\bgeneral|\bfederal")
_OF_AN_AREA: Final = (
    r"(?:\s+(?:de|du|des|del|of|the|la|el|region|province|provincia|departement|departamento|district|commune))*"
    r"\s+(?:[dl]')?"
)
_DISTINCTIVE: Final = 5  # words
_ACCOUNTABLE: Final = frozenset({"director", "ministry", "public", "local", "embassy", "service"})
_ALIKE_BESIDE: Final = 85  # beside an acronym that means the body


@dataclass(slots=True)
class Actors:
    """The bodies of one release, with the acronyms it binds."""

    reference: Reference
    text: str
    language: Language
    bound: dict[str, Mention] = field(default_factory=dict)

    def mentions(self, composed: Iterable[Composed], found: Sequence[Found]) -> Iterator[Mention]:
        """One mention per composed body, in order."""
        previous: Mention | None = None
        for body in composed:
            mention = self._mention(body, found, previous)
            if mention is not None:
                previous = mention
                yield mention

    def short_forms(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions with their bracketed acronyms, which they bind for the rest of the release."""
        result = []
        reached = 0
        for mention in mentions:
            if mention.start < reached:
                continue
            match = BRACKETED.match(self.text, mention.end)
            if mention.kind in ("body", "instrument") and match and self._is_short_for(mention, match["acronym"]):
                mention = self._bind(mention, match["acronym"])
                reached = match.end()
            result.append(mention)
        return self._of_a_state(result)

    def _of_a_state(self, mentions: list[Mention]) -> list[Mention]:
        """`the Bureau of … (INL) of the US Government`: a state after the acronym is the body's, no other actor."""
        result: list[Mention] = []
        for mention in mentions:
            before = result[-1] if result else None
            if (
                before is not None
                and isinstance(before.value, Body)
                and (before.value.acronym or mention.kind == "body")
                and self._is_of_what_is_before(mention, before)
                and (state := self._state_named_by(mention))
            ):
                value = replace(before.value, state=state, public=True)
                known = tuple(iri for iri in before.candidates if self.reference.state_of(iri) in (None, state))
                known = known or tuple(iri for iri in [self.reference.agency(state, value.function)] if iri)
                result[-1] = replace(before, value=value, candidates=known)
                if before.value.acronym:
                    self.bound[before.value.acronym] = result[-1]
                if mention.kind != "body":
                    continue
            elif before is not None and self._repeats_state_of(before, mention):
                continue
            result.append(mention)
        return result

    def _is_of_what_is_before(self, mention: Mention, body: Mention) -> bool:
        """`(INL) of the US Government`, `(DGM) congolaise`: a state named right behind the acronym of a body."""
        if isinstance(mention.value, Government) and mention.value.form == "adjective":
            return _ACRONYM_BETWEEN.fullmatch(self.text, body.end, mention.start) is not None
        stated = isinstance(body.value, Body) and body.value.state is not None
        return not stated and _OF_AFTER_ACRONYM.fullmatch(self.text, body.end, mention.start) is not None

    def _repeats_state_of(self, body: Mention, mention: Mention) -> bool:
        """Whether a state after a bracketed acronym is the one the body is known to be of: `(INL) of the …`."""
        if mention.kind not in ("state", "place") or not isinstance(body.value, Body) or not body.value.acronym:
            return False
        if not _OF_AFTER_ACRONYM.fullmatch(self.text, body.end, mention.start):
            return False
        return body.value.state is not None and body.value.state == self._state_named_by(mention)

    def _state_named_by(self, mention: Mention) -> str | None:
        if mention.kind == "body":
            return (
                mention.value.state
                if isinstance(mention.value, Body)
                else self.reference.state_of(mention.candidates[0])
            )
        if mention.kind in ("state", "place"):
            return next((iri for iri in mention.candidates if kind_of(iri) == "state"), None)
        return None

    def by_acronym(self, taken: Sequence[Mention]) -> Iterator[Mention]:
        """Later uses of the acronyms the release has bound, outside what is already a mention."""
        for acronym, bearer in self.bound.items():
            for start in whole_words(self.text, acronym):
                end = start + len(acronym)
                if self.text[start - 1 : start] != "(" and not any(m.start < end and start < m.end for m in taken):
                    yield replace(bearer, start=start, end=end, text=acronym)

    def _is_short_for(self, mention: Mention, acronym: str) -> bool:
        """Whether a bracketed word is an acronym, or a word the reference data knows the body by (`Sida`)."""
        entries = [self.reference.get(iri) for iri in mention.candidates]
        return is_acronym(acronym) or any(entry is not None and acronym in entry.acronyms for entry in entries)

    def _bind(self, mention: Mention, acronym: str) -> Mention:
        value = mention.value if isinstance(mention.value, Body) else Body(mention.text)
        known = mention.candidates or tuple(self._known_by(acronym, value))
        state = value.state or (self.reference.state_of(known[0]) if known else None)
        public = value.public or bool(known and kind_of(known[0]) == "agency")
        value = replace(value, acronym=acronym, state=state, public=public)
        bound = replace(mention, candidates=known, value=value)
        self.bound.setdefault(acronym, bound)
        return bound

    def _known_by(self, acronym: str, value: Body) -> list[str]:
        """The one curated body of an acronym whose name is the wording given, or holds most of its words."""
        bearers = _bearers(self.reference).get(acronym, ())
        entry = self.reference.get(bearers[0]) if len(bearers) == 1 else None
        generic = entry is not None and entry.kind == "Agency" and self._is_generic(fold(value.name))
        if entry is None or generic or (value.state and entry.state != value.state):
            return []
        names = [fold(name) for name, _ in entry.names if len(name.split()) > 1]
        alike = process.extractOne(fold(value.name), names, scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE_BESIDE)
        return [entry.iri] if alike else []

    def _mention(self, body: Composed, found: Sequence[Found], previous: Mention | None) -> Mention | None:
        inside = [hit for hit in found if body.start <= hit.start and hit.end <= body.end]
        plain = self._without_state(body, inside)
        known = [
            iri
            for hit in inside
            for iri in hit.names
            if kind_of(iri) in ("organisation", "agency", "instrument")
            and hit.end - hit.start >= 0.7 * min(body.end - body.start, len(plain))
        ]
        state = self._state(body, previous, found) or self._state_of_alias(body, inside)
        if body.kind == "fund" and not known:
            return None
        function = self._function(plain) if body.kind not in ("org", "fund") else None
        known = self._plausible(known, state, plain)
        if body.kind == "director" and not function:
            return None
        if not known and state:
            known = [iri for iri in [self.reference.agency(state, function) or self._namesake(state, body.name)] if iri]
        if known and kind_of(known[0]) == "agency" and not state:
            state = self.reference.state_of(known[0])
        national = bool(_NATIONAL.search(plain)) or (body.kind == "office" and not _ACROSS_STATES.search(plain))
        public = body.kind in _ACCOUNTABLE or bool(state) or "holder" in body.kind or (national and not known)
        if not state and (body.kind in ("org", "fund") or is_told_behind(self.text, body.end, self.language)):
            public = False
        if body.kind in (
            "part",
            "section",
        ):  # a school, a unit: a public body if its function is one, or it has an acronym
            named = body.spelt and body.kind == "section" and not _ACROSS_STATES.search(plain)
            local = body.kind == "section" and bool(body.place or body.place_name)
            public = national or function is not None or named or local
        if not known and not body.proper and body.kind not in _ACCOUNTABLE:
            return None
        if not known and not public and body.kind in ("part", "section", "fund"):
            return None
        value = Body(body.name, None, public and body.kind != "org", state, function, body.place, body.place_name)
        kind = "instrument" if known and kind_of(known[0]) == "instrument" else "body"
        return Mention(kind, body.start, body.end, self.text[body.start : body.end], tuple(dict.fromkeys(known)), value)

    def _state_of_owner(self, owner: tuple[int, int], found: Sequence[Found]) -> str | None:
        """The state of the country named just before the body (`Italy's Ministry`)."""
        countries = [iri for hit in found if hit.end == owner[1] for iri in hit.names if kind_of(iri) == "country"]
        return self.reference.state_of_country(countries[0]) if countries else None

    def _state(self, body: Composed, previous: Mention | None, found: Sequence[Found]) -> str | None:
        for country in body.countries:
            if state := self.reference.state_of_country(country):
                return state
        if body.place:
            return self.reference.state_of_country(self.reference.country_of(body.place))
        if body.owner and (state := self._state_of_owner(body.owner, found)):
            return state
        if body.owner and previous and previous.start <= body.owner[0] and body.owner[1] <= previous.end:
            if isinstance(previous.value, Body):
                return previous.value.state
            return self.reference.state_of(previous.candidates[0] if previous.candidates else None)
        return None

    def _state_of_alias(self, body: Composed, inside: Sequence[Found]) -> str | None:
        """The state of the one curated agency whose name the body's wording begins with."""
        for hit in inside:
            agencies = [iri for iri in hit.names if kind_of(iri) == "agency"]
            if (
                hit.start == body.start
                and len(agencies) == 1
                and not self._is_generic(fold(self.text[hit.start : hit.end]))
            ):
                return self.reference.state_of(agencies[0])
        return None

    def _plausible(self, known: list[str], state: str | None, plain: str) -> list[str]:
        """Curated agencies of the right state; a name that many states' bodies bear names none of them by itself."""
        agencies = [iri for iri in known if kind_of(iri) == "agency"]
        others = [iri for iri in known if kind_of(iri) != "agency"]
        if state:
            return others + [iri for iri in agencies if self.reference.state_of(iri) == state]
        alone = len(agencies) == 1 and (not self._is_generic(plain) or self._is_untranslated(agencies[0], plain))
        return others + (agencies if alone else [])

    def _is_untranslated(self, agency: str, plain: str) -> bool:
        """Whether an agency goes by this name in several languages: a name of its own, not a kind of body."""
        entry = self.reference.get(agency)
        languages = {language for name, language in entry.names if fold(name) == plain} if entry else set()
        return len(languages) > 1

    def _is_generic(self, plain: str) -> bool:
        """Whether bodies of many states bear such a name: not if it tells a state, or is long and not national."""
        if plain not in _function_names(self.reference):
            return False
        words = plain.split()
        tells_a_state = any(word in _demonyms(self.reference) for word in words)
        return not tells_a_state and (len(words) < _DISTINCTIVE or bool(_OF_ANY_STATE.search(plain)))

    def _without_state(self, body: Composed, inside: Sequence[Found]) -> str:
        """The name without the words for its state, to compare with names of functions."""
        name = fold(body.name)
        for hit in inside:
            if hit.demonyms or any(kind_of(iri) in ("country", "state") for iri in hit.names):
                name = _without(name, fold(self.text[hit.start : hit.end]))
        if body.place_name:
            name = re.sub(rf"{_OF_AN_AREA}{re.escape(fold(body.place_name))}$", "", name)
        plain = " ".join(
            re.sub(r"\b(?:federal|royal|republique|republica|republic|kingdom|reino)\w*", " ", name).split()
        )
        return re.sub(r"(?:\s(?:de|of|du|del|the|la|d'))+$", "", plain)

    def _function(self, plain: str) -> str | None:
        return _function_of(self.reference, plain)

    def _namesake(self, state: str, name: str) -> str | None:
        """The curated body of a state whose name is, but for small words, the one given."""
        names, known = _agency_names(self.reference).get(state, ({}, None))
        best = known.best(fold(name)) if known else None
        return names[best] if best else None


@cache
def _bearers(reference: Reference) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in reference.entries.values():
        if entry.is_actor:
            for acronym in entry.acronyms:
                table[acronym] = (*table.get(acronym, ()), entry.iri)
    return table


@lru_cache(maxsize=4096)
def _without(name: str, word: str) -> str:
    """A folded name without a word and the preposition before it."""
    return re.sub(rf"\s*(?:\b(?:of|de|du|del)\s+(?:the\s+|la\s+|l')?|\bd')?\b{re.escape(word)}\b", " ", name)


@lru_cache(maxsize=4096)
def _function_of(reference: Reference, plain: str) -> str | None:
    names = _function_names(reference)
    if plain in names:
        return names[plain]
    best = _functions(reference).best(plain)
    return names[best] if best else None


@cache
def _functions(reference: Reference) -> Namesakes:
    return Namesakes(_function_names(reference))


@cache
def _function_names(reference: Reference) -> dict[str, str]:
    return {fold(name): entry.iri for entry in reference.of_kind("BodyFunction") for name, _ in entry.names}


@cache
def _demonyms(reference: Reference) -> frozenset[str]:
    return frozenset(fold(word) for entry in reference.of_kind("Country") for word, _ in entry.demonyms)


@cache
def _agency_names(reference: Reference) -> dict[str, tuple[dict[str, str], Namesakes | None]]:
    table: dict[str, dict[str, str]] = {}
    for entry in reference.of_kind("Agency"):
        if entry.state:
            table.setdefault(entry.state, {}).update({fold(name): entry.iri for name, _ in entry.names})
    return {state: (names, Namesakes(names)) for state, names in table.items()}
