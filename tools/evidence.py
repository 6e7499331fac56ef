"""Measure the quotes that claims rest on: exact, short, holding wording and cue, covering what a person would mark.

usage: python -m tools.evidence FOLDER [FOLDER ...]

FOLDER holds releases as files. The relations marked by hand are those of tests/extraction/relations.toml.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from iomkg import pipeline
from iomkg.folding import fold
from iomkg.model import Claim, Document
from iomkg.pipeline import Reading
from iomkg.readers import press

FOLDER: Final = Path(__file__).resolve().parent.parent / "tests" / "extraction"
LONGEST: Final = 3  # sentences
PREDICATES: Final = {
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
ROLES: Final = {"implementer": "implementing", "partner": "partner"}


@dataclass(frozen=True)
class Relation:
    """What a person marked: who or what stands in which relation, and the span that says so."""

    release: str
    relation: str
    object: str
    span: str
    subject: str = ""


@dataclass(slots=True)
class Covering:
    """Relations marked, how many of them are read, and those of which no quote covers the mark."""

    marked: int = 0
    read: int = 0
    uncovered: list[tuple[Relation, str]] = field(default_factory=list)

    @property
    def covered(self) -> int:
        """Relations read whose quote covers the mark."""
        return self.read - len(self.uncovered)


def faults(claim: Claim, document: Document) -> Iterator[str]:
    """What is wrong with a claim's evidence, a word each; nothing when it is as it must be."""
    evidence = claim.evidence
    if document.text[evidence.start : evidence.end] != evidence.quote:
        yield "offsets"
    if " ".join(claim.worded.split()) not in " ".join(evidence.quote.split()):
        yield "wording"
    if len([s for s in document.sentences if evidence.start <= s[0] and s[1] <= evidence.end]) > LONGEST:
        yield "length"
    for span in filter(None, (evidence.worded_at, evidence.cue_at)):
        if not evidence.start <= span[0] <= span[1] <= evidence.end:
            yield "cue"


def covering() -> Covering:
    """Hold the quotes against the relations marked by hand."""
    result = Covering()
    for entry in tomllib.loads((FOLDER / "relations.toml").read_text(encoding="utf-8"))["relation"]:
        relation = Relation(**entry)
        result.marked += 1
        stated = list(_stating(relation))
        result.read += bool(stated)
        if stated and not any(_covers(claim, relation) for claim in stated):
            result.uncovered.append((relation, stated[0].evidence.quote))
    return result


@cache
def _reading(stem: str) -> Reading:
    (release,) = press.read(FOLDER / "development" / "releases" / f"{stem}.txt")
    return pipeline.read(release)


def _stating(relation: Relation) -> Iterator[Claim]:
    """The claims that state a marked relation."""
    claims = _reading(relation.release).claims
    roles = {c.subject.iri: c.object.value.rsplit("/", 1)[-1] for c in claims if c.predicate.endswith("#role")}
    for claim in claims:
        if claim.predicate.rsplit("#", 1)[-1] not in PREDICATES[relation.relation]:
            continue
        if relation.relation in ROLES and roles.get(claim.subject.iri) != ROLES[relation.relation]:
            continue
        worded, wanted = fold(claim.worded), fold(" ".join(relation.object.split()))
        if worded in wanted or wanted in worded:
            yield claim


def _covers(claim: Claim, relation: Relation) -> bool:
    text = _reading(relation.release).document.text
    start = text.find(relation.span)
    if start < 0:
        raise ValueError(f"{relation.release}: the marked span is not in the text: {relation.span}")
    return claim.evidence.start <= start and start + len(relation.span) <= claim.evidence.end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    files = sorted(path for folder in parser.parse_args().folders for path in folder.iterdir())
    claims = sound = 0
    for path in files:
        for release in press.read(path):
            reading = pipeline.read(release)
            for claim in reading.claims:
                claims += 1
                found = list(faults(claim, reading.document))
                sound += not found
                if found:
                    print(f"{path.stem}: {', '.join(found)}: {claim.predicate.rsplit('#')[-1]} {claim.worded!r}")
    print(f"{sound} of {claims} claims of {len(files)} releases have exact offsets, ", end="")
    print(f"at most {LONGEST} sentences, and hold the wording and the cue")
    marks = covering()
    print(f"{marks.marked} relations marked by hand, {marks.read} read; ", end="")
    print(f"quotes of {marks.covered} ({marks.covered / marks.read:.3f}) cover the mark")


if __name__ == "__main__":
    main()
