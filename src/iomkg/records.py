"""The release record of RECORD.md: a flat view of a release's accepted claims, for people and for scoring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from iomkg import vocabulary
from iomkg.model import Claim, Document
from iomkg.namespaces import BASE, RDF, concept, kind_of, term
from iomkg.reference import Reference


def record(document: Document, claims: Sequence[Claim], reference: Reference) -> dict[str, Any]:
    """What the release says, in the form of RECORD.md; claims below their property's threshold are left out."""
    rules = vocabulary.load()
    accepted = [claim for claim in claims if claim.confidence >= rules.threshold(claim.predicate)]
    items = Items(accepted, reference)
    return {
        "id": document.release.stem,
        "url": document.release.source.url,
        "language": document.language,
        "title": document.slice(document.headline) if document.headline else "",
        "published": document.published if document.published_in_text else None,
        "dateline": document.slice(document.dateline) if document.dateline else None,
        "projects": [items.project(iri) for iri in items.of_type("Project")],
        "events": [items.event(iri) for iri in items.of_type("Event")],
        "agencies": [items.agency(iri) for iri in items.of_type("Agency")],
        "people": [items.person(iri) for iri in items.of_type("Person")],
    }


@dataclass(frozen=True, slots=True)
class _Fact:
    value: str
    worded: str


class Items:
    """The parts of a record, each made from the claims about one thing."""

    def __init__(self, claims: Iterable[Claim], reference: Reference) -> None:
        self._reference = reference
        self._facts: dict[str, dict[str, list[_Fact]]] = {}
        self._wordings: dict[str, str] = {}
        for claim in claims:
            facts = self._facts.setdefault(claim.subject.iri, {})
            facts.setdefault(claim.predicate, []).append(_Fact(claim.object.value, claim.worded))
            self._wordings.setdefault(claim.subject.iri, claim.subject.wording)

    def of_type(self, class_name: str) -> list[str]:
        """The things of a class, in the order of the claims."""
        wanted = term(class_name)
        return [
            iri for iri, facts in self._facts.items() if any(f.value == wanted for f in facts.get(RDF + "type", ()))
        ]

    def values(self, iri: str, name: str) -> list[str]:
        """What a property of a thing is said to be."""
        return [fact.value for fact in self._all(iri, name)]

    def project(self, iri: str) -> dict[str, Any]:
        """One of `projects`."""
        fundings = [f for f in self.of_type("Funding") if iri in self.values(f, "fundedProject")]
        parts = [p for p in self.of_type("Participation") if iri in self.values(p, "inProject")]
        targets = self._all(iri, "targetsPlace")
        kinds = [(fact, kind_of(fact.value)) for fact in targets]
        months = self._one(iri, "durationMonths")
        return {
            "title": self._one(iri, "title"),
            "acronym": self._one(iri, "acronym"),
            "duration_months": int(months) if months else None,
            "start": self._date(iri, "start"),
            "end": self._date(iri, "end"),
            "budget": self._budget(fundings),
            "instruments": [
                self._english(f.value) for funding in fundings for f in self._all(funding, "underInstrument")
            ],
            "donors": [self.actor(f.value, f.worded) for funding in fundings for f in self._all(funding, "donor")],
            "implementers": self._taking_part(parts, "implementing"),
            "partners": self._taking_part(parts, "partner", "in-kind-contributor"),
            "countries": [self._reference.iso3(f.value) for f, kind in kinds if kind == "country"],
            "places": [self._name(f) for f, kind in kinds if kind in ("area", "settlement", "border-post", "place")],
            "regions": [self._english(f.value) for f, kind in kinds if kind == "region"],
            "routes": [self._english(f.value) for f in self._all(iri, "alongRoute")],
            "themes": [self._english(f.value) for f in self._all(iri, "hasTheme")],
        }

    def _budget(self, fundings: Sequence[str]) -> dict[str, Any] | None:
        """The whole sum stated for this project alone, else the one contribution stated; of several, none is the whole.

        A sum over several projects is none of theirs.
        """
        own = [f for f in fundings if len(self.values(f, "fundedProject")) == 1 and self._one(f, "amount")]
        wholes = [funding for funding in own if not self.values(funding, "donor")] or own
        currency = self._one(wholes[0], "currency") if len(wholes) == 1 else None
        if currency is None:
            return None
        number = Decimal(self._one(wholes[0], "amount") or 0)
        plain = int(number) if number == number.to_integral_value() else float(number)
        return {"amount": plain, "currency": currency.rsplit("/", 1)[-1]}

    def _taking_part(self, parts: Sequence[str], *roles: str) -> list[dict[str, Any]]:
        return [
            self.actor(fact.value, fact.worded)
            for part in parts
            if any(value.rsplit("/", 1)[-1] in roles for value in self.values(part, "role"))
            for fact in self._all(part, "participant")
        ]

    def actor(self, iri: str, worded: str) -> dict[str, Any]:
        """One of `donors`, `implementers` or `partners`."""
        return {"name": worded, "canonical": self._canonical(iri), "state": self._state(iri)}

    def event(self, iri: str) -> dict[str, Any]:
        """One of `events`."""
        parts = [p for p in self.of_type("Participation") if iri in self.values(p, "inEvent")]
        parts = [p for p in parts if concept("role", "participant") in self.values(p, "role")]
        kind, place = self._one(iri, "eventKind"), self._all(iri, "place")
        bodies: dict[str, str] = {}  # each body once, by its first wording
        for fact in (f for part in parts for f in self._all(part, "participant")):
            bodies.setdefault(fact.value, self._name(fact))
        return {
            "type": kind.rsplit("/", 1)[-1] if kind else "other",
            "date": self._date(iri, "date"),
            "end_date": self._date(iri, "endDate"),
            "place": self._name(place[0]) if place else self._one(iri, "venue"),
            "participants": list(bodies.values()),
        }

    def agency(self, iri: str) -> dict[str, Any]:
        """One of `agencies`."""
        return {
            "name": self._one(iri, "name") or self._wordings[iri],
            "acronym": self._one(iri, "acronym"),
            "state": self._state(iri),
        }

    def person(self, iri: str) -> dict[str, Any]:
        """One of `people`."""
        roles = [r for r in self.of_type("PublicRole") if iri in self.values(r, "holder")]
        role = roles[0] if roles else None
        bodies = self._all(role, "roleIn") if role else []
        return {
            "name": self._one(iri, "name"),
            "role": self._one(role, "roleTitle") if role else None,
            "organisation": bodies[0].worded if bodies else None,
        }

    # -- names ----------------------------------------------------------------------------------------------------

    def _canonical(self, iri: str) -> str:
        """The plain name of a state, "State – Body" for its bodies, the English name of anything else."""
        state = self._reference.get(self._state_iri(iri))
        if kind_of(iri) == "agency" and state:
            return f"{state.english} – {self._english(iri)}{self._of_area(iri)}"
        return self._english(iri)

    def _of_area(self, iri: str) -> str:
        """` of Zinder` for a body known by its function in an area: the function alone would name many."""
        areas = [fact for fact in self._all(iri, "hasJurisdiction") if kind_of(fact.value) != "country"]
        function = self._reference.get(self._one(iri, "hasFunction"))
        return f" of {self._english(areas[0].value)}" if areas and function and not self._reference.get(iri) else ""

    def _english(self, iri: str) -> str:
        entry = self._reference.get(iri) or self._reference.get(self._one(iri, "hasFunction"))
        if entry:
            return entry.english
        return self._one(iri, "name") or self._wordings.get(iri) or iri.rsplit("/", 1)[-1]

    def _name(self, fact: _Fact) -> str:
        return self._one(fact.value, "name") or fact.worded

    def _state(self, iri: str) -> str | None:
        return self._reference.iso3(self._state_iri(iri))

    def _state_iri(self, iri: str) -> str | None:
        return self._one(iri, "ofState") or self._reference.state_of(iri)

    def _date(self, iri: str, name: str) -> str | None:
        value = self._one(iri, name)
        return value.removeprefix(BASE + "id/date/") if value else None

    # -- facts ----------------------------------------------------------------------------------------------------

    def _all(self, iri: str | None, name: str) -> list[_Fact]:
        return self._facts.get(iri or "", {}).get(term(name), [])

    def _one(self, iri: str | None, name: str) -> str | None:
        facts = self._all(iri, name)
        return facts[0].value if facts else None
