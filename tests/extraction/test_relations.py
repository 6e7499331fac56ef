"""On relations marked by hand, the quotes shown as evidence cover what a person would mark."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iomkg import pipeline
from iomkg.folding import fold
from iomkg.model import Claim
from iomkg.pipeline import Reading
from iomkg.readers import press

HERE = Path(__file__).parent
PREDICATES = {
    "donor": {"donor"},
    "implementer": {"participant"},
    "partner": {"participant"},
    "budget": {"amount"},
    "duration": {"durationMonths"},
    "country": {"targetsPlace"},
    "place": {"targetsPlace"},
    "title": {"title"},
    "event-date": {"date", "endDate"},
    "event-place": {"place"},
    "role": {"roleTitle"},
}
ROLES = {"implementer": "implementing", "partner": "partner"}


@dataclass(frozen=True)
class Relation:
    release: str
    relation: str
    object: str
    span: str
    subject: str = ""


def relations() -> list[Relation]:
    return [Relation(**entry) for entry in tomllib.loads((HERE / "relations.toml").read_text())["relation"]]


@cache
def reading(stem: str) -> Reading:
    (release,) = press.read(HERE / "development" / "releases" / f"{stem}.txt")
    return pipeline.read(release)


def claims_of(marked: Relation) -> Iterator[Claim]:
    """The claims that state a marked relation."""
    claims = reading(marked.release).claims
    roles = {c.subject.iri: c.object.value.rsplit("/", 1)[-1] for c in claims if c.predicate.endswith("#role")}
    for claim in claims:
        if claim.predicate.rsplit("#", 1)[-1] not in PREDICATES[marked.relation]:
            continue
        if marked.relation in ROLES and roles.get(claim.subject.iri) != ROLES[marked.relation]:
            continue
        worded, wanted = fold(claim.worded), fold(" ".join(marked.object.split()))
        if worded in wanted or wanted in worded:
            yield claim


def covers(claim: Claim, marked: Relation) -> bool:
    text = reading(marked.release).document.text
    start = text.find(marked.span)
    assert start >= 0, f"{marked.release}: the marked span is not in the text: {marked.span}"
    return claim.evidence.start <= start and start + len(marked.span) <= claim.evidence.end


def test_quotes_cover_what_a_person_marks() -> None:
    found: Counter[bool] = Counter()
    uncovered = []
    for marked in relations():
        stated = list(claims_of(marked))
        if stated:
            held = any(covers(claim, marked) for claim in stated)
            found[held] += 1
            if not held:
                uncovered.append((marked, stated[0].evidence.quote))
    print(f"{len(relations())} relations marked, {found.total()} read, {found[True]} of their quotes cover the mark")
    assert len(relations()) >= 100
    assert found.total() >= 65
    assert found[True] / found.total() >= 0.95, uncovered
