"""How well an entity fits a row of a list, and why; a row that nothing fits has no match.

What tells two bodies apart counts before what makes them alike: two states have each a Ministry of the Interior, and
Niger is not Nigeria however nearly it is spelt so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iomkg import mentions
from iomkg.documents.languages import likely
from iomkg.folding import fold
from iomkg.matching.entities import Entities, Entity
from iomkg.matching.given import Given
from iomkg.matching.wording import Wording, country_of, worded
from iomkg.namespaces import kind_of
from iomkg.reference import Reference

_SAME: Final = 0.88  # a score from which the best candidate is proposed
_AHEAD: Final = 0.04  # how far it has to be ahead of the next
_LEAST: Final = 0.55  # a score below which nothing is a candidate
_MOST: Final = 5
_CONTRADICTED: Final = 0.4  # what is left of a score where a country speaks against it
_SHORTER: Final = 0.85  # what is left of it where only the entity's name has a country in it
_UNTOLD: Final = 0.75  # the most that a body's name gives where the state is not told


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a row may mean, its score within 0..1, and the reasons for and against."""

    iri: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with its candidates, the best first; `proposed` is the first where it is far enough ahead."""

    given: Given
    candidates: tuple[Candidate, ...]

    @property
    def proposed(self) -> Candidate | None:
        """The candidate that a person is asked to confirm; None where there is a choice, or no match."""
        best, *others = self.candidates or (None,)
        if best is None or best.score < _SAME:
            return None
        return best if not others or best.score - others[0].score >= _AHEAD else None


class Matcher:
    """Matches rows against the entities of one type."""

    def __init__(self, entities: Entities, reference: Reference | None = None) -> None:
        self._entities = entities
        self._reference = reference or Reference.load()

    def match(self, given: Given, most: int = _MOST) -> Matched:
        """The candidates for a row, the best `most` of them."""
        wording = worded(given.name)
        told = frozenset({country}) if (country := country_of(given.country)) else frozenset()
        own = wording.countries
        by_code = self._entities.by_identifier.get(fold(given.identifier), set()) if given.identifier else set()
        read = self._read(given, told or own)
        iris = {*self._entities.near(wording), *by_code, *read, *self._entities.by_whole.get(wording.whole, ())}
        if self._entities.kind != "project":
            iris |= self._named_by_country(wording)
        countries = told or own
        exact = {
            iri
            for iri in self._entities.by_whole.get(wording.whole, ())
            if not countries
            or not self._entities.by_iri[iri].countries
            or countries & self._entities.by_iri[iri].countries
        }
        scored = [self._score(given, wording, told, iri, iri in by_code, iri in read, exact) for iri in iris]
        ranked = sorted((c for c in scored if c.score >= _LEAST), key=lambda c: (-c.score, c.iri))
        return Matched(given, tuple(ranked[:most]))

    def _read(self, given: Given, countries: frozenset[str]) -> set[str]:
        """What the reader of releases understands by the name."""
        language = likely(given.name) or "en"
        if self._entities.kind == "place":
            found = mentions.place(given.name, language, self._reference, "area", sorted(countries))
        elif self._entities.kind == "organisation":
            state = self._reference.state_of_country(next(iter(countries))) if len(countries) == 1 else None
            found = mentions.actor(given.name, language, self._reference, state)
            if not found.candidates and state:
                found = mentions.actor(given.name, language, self._reference, None)
        else:
            return set()
        return {iri for iri in found.candidates[:1] if iri in self._entities.by_iri}

    def _named_by_country(self, wording: Wording) -> set[str]:
        """A state or country named by nothing else."""
        if wording.words or len(wording.countries) != 1:
            return set()
        (country,) = wording.countries
        return {iri for iri in (country, country.replace("/country/", "/state/")) if iri in self._entities.by_iri}

    def _score(
        self,
        given: Given,
        wording: Wording,
        told: frozenset[str],
        iri: str,
        by_code: bool,
        read: bool,
        exact: set[str],
    ) -> Candidate:
        entity = self._entities.by_iri[iri]
        score, reasons = self._in_words(wording, entity)
        if read and score < 0.93 and (score > 0.3 or not exact):
            score, reasons = 0.93, [*reasons, "what a release would mean by this name"]
        score, reasons = self._by_country(wording, told, entity, score, reasons, read)
        if exact and iri not in exact and not read and not by_code:
            score, reasons = score * 0.7, [*reasons, "another has exactly this name"]
        if by_code:
            score = max(score, 0.97 if score >= 0.3 else 0.8)
            reasons = [f"has the identifier {given.identifier}", *reasons]
        elif given.identifier and fold(given.identifier) in {fold(a) for a in entity.acronyms}:
            score, reasons = max(score, min(0.9, score + 0.2)), [f"has the acronym {given.identifier}", *reasons]
        return Candidate(iri, round(min(score, 1.0), 3), tuple(reasons))

    def _in_words(self, wording: Wording, entity: Entity) -> tuple[float, list[str]]:
        """The best likeness of any name of the entity, with its reason."""
        best, reason = 0.0, ""
        for own in self._entities.wordings[entity.iri]:
            if own.whole == wording.whole:
                return 0.98, ["same name"]
            shared = bool(wording.countries & own.countries)
            likeness = self._entities.weights.likeness(wording.words, own.words, shared)
            if wording.countries and own.countries and not shared:
                likeness *= _CONTRADICTED
            elif own.countries and not wording.countries and not entity.public:
                likeness *= _SHORTER  # `USA for IOM` is not IOM
            if self._entities.kind == "project" and wording.numerals != own.numerals:
                likeness *= 0.6
            if likeness > best:
                same = set(wording.words) == set(own.words)
                best, reason = likeness, "same words" if same else f"{round(100 * likeness)} % of the words"
        score = best * 0.96
        acronyms = {fold(a) for a in wording.acronyms} & {fold(a) for a in entity.acronyms}
        if acronyms and not wording.words:
            return max(score, 0.9), ["same acronym"]
        if acronyms:
            return max(score, min(0.95, score + 0.35)), [f"same acronym, {reason}" if reason else "same acronym"]
        if len(wording.words) <= 1 and fold(wording.whole) in {fold(a) for a in entity.acronyms}:
            return max(score, 0.9), ["same acronym"]
        return score, [reason] if reason else []

    def _by_country(
        self, wording: Wording, told: frozenset[str], entity: Entity, score: float, reasons: list[str], read: bool
    ) -> tuple[float, list[str]]:
        """What the countries that a row tells and those of the entity do to a score."""
        countries = told or wording.countries
        if self._entities.kind == "organisation" and not entity.public and kind_of(entity.iri) != "state":
            return score, reasons  # an organisation works in many countries
        if not entity.countries:
            return score, reasons
        if countries and not countries & entity.countries:
            return score * _CONTRADICTED, [*reasons, f"of {self._called(entity.countries)}"]
        if countries:
            return min(1.0, score + 0.02), [*reasons, f"in {self._called(countries & entity.countries)}"]
        if entity.public and not read and len(self._same_named(entity)) > 1:
            return min(score, _UNTOLD), [*reasons, "which state's is not told"]
        return score, reasons

    def _same_named(self, entity: Entity) -> set[str]:
        """The entities that have a name of this one."""
        found = {
            iri for own in self._entities.wordings[entity.iri] for iri in self._entities.by_whole.get(own.whole, ())
        }
        return found | {entity.iri}

    def _called(self, countries: frozenset[str] | set[str]) -> str:
        entries = [self._reference.get(iri) for iri in sorted(countries)]
        return ", ".join(entry.english for entry in entries if entry)
