"""Claims held against gold records, one by one, by the likenesses of the scoring script."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from iomkg import claims, documents, mentions, records
from iomkg.claims import traits
from iomkg.model import Claim, Document
from iomkg.namespaces import kind_of
from iomkg.readers import press
from iomkg.reference import Reference

PLACES = ("area", "settlement", "border-post", "place")
FIELDS = {"implementing": "implementers", "partner": "partners", "in-kind-contributor": "partners"}
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of a release, the field of RECORD.md it is about, whether the gold record has it, and its traits."""

    release: str
    field: str
    claim: Claim
    right: bool
    traits: tuple[str, ...] = ()


def scorer(path: Path) -> ModuleType:
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(folder: Path, likeness: ModuleType) -> Iterator[Judged]:
    """Every claim that a gold record can judge, of the releases in `folder`/releases with a record in `folder`/gold.

    The claims carry the strengths of their rules, not confidences.
    """
    reference = Reference.load()
    for path in press.discover([folder / "releases"]):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        for release in press.read(path):
            document = documents.compose(release)
            stated = claims.stated(document, mentions.find(document, reference), reference)
            yield from _Bench(document, stated, gold, reference, likeness).judged()


class _Bench:
    """One release's claims, and the gold project each of its projects stands for."""

    def __init__(
        self, document: Document, stated: tuple[Claim, ...], gold: Record, reference: Reference, likeness: ModuleType
    ) -> None:
        self._document, self._release = document, document.release.stem
        self._stated, self._gold, self._like = stated, gold, likeness
        self._reference = reference
        self._items = records.Items(stated, reference)
        self._projects = {iri: self._items.project(iri) for iri in self._items.of_type("Project")}
        mine = list(self._projects)
        pairs = likeness.pairs(gold["projects"], list(self._projects.values()), likeness.project_likeness, 0.05)
        self._gold_of = {mine[j]: gold["projects"][i] for i, j in pairs}

    def judged(self) -> Iterator[Judged]:
        for claim, found in zip(self._stated, traits.of_claims(self._document, self._stated), strict=True):
            for field, right in self._judgement(claim):
                yield Judged(self._release, field, claim, right, found)

    def _judgement(self, claim: Claim) -> Iterator[tuple[str, bool]]:
        name = claim.predicate.rsplit("#", 1)[-1]
        if name == "type":
            yield from self._thing(claim)
        elif claim.subject.iri in self._projects:
            yield from self._of_project(name, claim, self._gold_of.get(claim.subject.iri, {}))
        elif name == "participant":
            yield from self._party(claim)
        elif name == "donor":
            donors = [donor for project in self._funded(claim) for donor in project.get("donors", ())]
            yield "donors", self._has_actor(claim, donors, self._like.same_donor)
        elif name == "amount":
            yield from self._sum(claim)

    def _thing(self, claim: Claim) -> Iterator[tuple[str, bool]]:
        kind, iri, like = claim.object.value.rsplit("#", 1)[-1], claim.subject.iri, self._like
        if kind == "Project":
            yield "project", iri in self._gold_of
        elif kind == "Event":
            event = self._items.event(iri)
            yield "events", any(like.event_likeness(gold, event) >= 0.75 for gold in self._gold["events"])
        elif kind == "Agency":
            agency = self._items.agency(iri)
            yield "agencies", any(like.same_actor(gold, agency) >= 0.75 for gold in self._gold["agencies"])
        elif kind == "Person":
            person = self._items.person(iri)["name"]
            yield "people", any(like.similar(gold["name"], person) >= 0.85 for gold in self._gold["people"])

    def _of_project(self, name: str, claim: Claim, gold: Record) -> Iterator[tuple[str, bool]]:
        value = claim.object.value
        if name == "title":
            yield "title", self._like.similar(gold.get("title"), value) >= 0.85
        elif name == "durationMonths":
            yield "duration", gold.get("duration_months") == int(value)
        elif name in ("start", "end"):
            yield "dates", gold.get(name) == value.rsplit("/", 1)[-1]
        elif name == "hasTheme":
            yield "themes", self._reference[value].english in gold.get("themes", ())
        elif name == "alongRoute":
            yield "routes", self._reference[value].english in gold.get("routes", ())
        elif name == "targetsPlace" and kind_of(value) == "country":
            yield "countries", self._reference.iso3(value) in gold.get("countries", ())
        elif name == "targetsPlace" and kind_of(value) in PLACES:
            named = next(iter(self._items.values(value, "name")), claim.worded)
            yield "places", any(self._like.similar(place, named) >= 0.85 for place in gold.get("places", ()))

    def _party(self, claim: Claim) -> Iterator[tuple[str, bool]]:
        role = "".join(self._items.values(claim.subject.iri, "role")).rsplit("/", 1)[-1]
        for project in self._items.values(claim.subject.iri, "inProject"):
            if field := FIELDS.get(role):
                actors = self._gold_of.get(project, {}).get(field, ())
                yield field, self._has_actor(claim, actors, self._like.same_actor)

    def _sum(self, claim: Claim) -> Iterator[tuple[str, bool]]:
        """A sum that is the budget of its project in the record; a gold record can judge no other."""
        for iri in self._items.values(claim.subject.iri, "fundedProject"):
            budget = self._projects[iri]["budget"]
            if budget and float(budget["amount"]) == float(claim.object.value):
                yield "budget", bool(self._like.same_money(self._gold_of.get(iri, {}).get("budget"), budget))

    def _has_actor(self, claim: Claim, actors: Sequence[Record], same: Callable[..., float]) -> bool:
        mine = self._items.actor(claim.object.value, claim.worded)
        return any(same(gold, mine) >= 0.75 for gold in actors)

    def _funded(self, claim: Claim) -> list[Record]:
        return [self._gold_of.get(iri, {}) for iri in self._items.values(claim.subject.iri, "fundedProject")]
