"""Which way of speaking led to which statement, and what another lexicon reads differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from os import environ
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import lexicon, lexicon_files, pipeline
from iomkg.errors import ReadingError
from iomkg.model import Claim, Release
from iomkg.namespaces import RDF, kind_of, release_key_of, term
from iomkg.pipeline import Reading
from iomkg.reference import Reference

# What only holds a statement together (its kind, the node between an actor and a project) tells a curator nothing new.
_SCAFFOLD: Final = frozenset(
    {"fundingKind", "covers", "amountQualifier", "inProject", "inEvent", "fundedProject", "ofProject", "role",
     "quantityStated"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traced:
    """One statement in words, and how it was read.

    `sentence` is its quote, `worded_at` and `cue_at` are spans in it; `form` is the lexicon's form behind the cue (""
    where a rule needs none). `order` is where its wording starts in the text.
    """

    subject: str
    predicate: str
    value: str
    confidence: float
    method: str
    sentence: str
    worded_at: tuple[int, int]
    cue_at: tuple[int, int] | None = None
    form: str = ""
    order: int = 0

    @property
    def said(self) -> tuple[str, str, str]:
        """What is stated, however it was read."""
        return self.subject, self.predicate, self.value


@dataclass(frozen=True, slots=True)
class Trace:
    """A release and its statements in the order of the text; `problem` says why it could not be read."""

    name: str
    headline: str
    statements: tuple[Traced, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one lexicon reads in a release and another does not, or reads with another confidence (before, after)."""

    name: str
    headline: str
    more: tuple[Traced, ...]
    fewer: tuple[Traced, ...]
    otherwise: tuple[tuple[Traced, Traced], ...]


def trace(release: Release) -> Trace:
    """Read a release and tell how each statement came about."""
    try:
        reading = pipeline.read(release)
    except ReadingError as error:
        return Trace(release.source.name, "", problem=str(error))
    document = reading.document
    headline = document.slice(document.headline) if document.headline else ""
    found = sorted(_traced(reading), key=lambda traced: traced.order)
    return Trace(release.source.name, " ".join(headline.split()), tuple(found))


def differences(releases: Iterable[Release], before: Path | None, after: Path | None) -> Iterator[Difference]:
    """The releases that two lexicons of a curator (None: only the one that comes with iomkg) read differently.

    Each lexicon reads in a process of its own, because a process reads its lexicon once.
    """
    with _reader(before) as first, _reader(after) as second:
        for release in releases:
            pair = first.submit(trace, release), second.submit(trace, release)
            if found := _difference(pair[0].result(), pair[1].result()):
                yield found


def _reader(own: Path | None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"), _use, (None if own is None else str(own),))


def _use(own: str | None) -> None:
    environ.pop(lexicon_files.VARIABLE, None)
    if own is not None:
        environ[lexicon_files.VARIABLE] = own


def _difference(before: Trace, after: Trace) -> Difference | None:
    old, new = ({traced.said: traced for traced in each.statements} for each in (before, after))
    otherwise = [(old[said], new[said]) for said in new if said in old and old[said].confidence != new[said].confidence]
    more = [new[said] for said in new if said not in old]
    fewer = [old[said] for said in old if said not in new]
    if not (more or fewer or otherwise):
        return None
    return Difference(after.name, after.headline, tuple(more), tuple(fewer), tuple(otherwise))


def _traced(reading: Reading) -> Iterator[Traced]:
    words = {claim.subject.iri: claim.subject.wording for claim in reading.claims}
    parts = {claim.subject.iri: _value(claim, words) for claim in reading.claims if claim.predicate == term("role")}
    for claim in reading.claims:
        name = claim.predicate.rsplit("#", 1)[-1]
        if claim.predicate == RDF + "type" or name in _SCAFFOLD:
            continue
        if name == "participant" and claim.subject.iri in parts:
            name = f"participant ({parts[claim.subject.iri]})"  # who stays, and does something else, reads otherwise
        yield _told(claim, name, reading, words)


def _told(claim: Claim, name: str, reading: Reading, words: dict[str, str]) -> Traced:
    evidence = claim.evidence
    worded_at = evidence.worded_at or (evidence.start, evidence.end)
    form = ""
    if evidence.cue_at:
        cue = reading.document.text[slice(*evidence.cue_at)]
        form = next(iter(lexicon.forms_behind(reading.document.language, claim.method, cue)), "")
    return Traced(
        subject=f"{kind_of(claim.subject.iri)} {_in_words(claim.subject.iri, words)}",
        predicate=name,
        value=_value(claim, words),
        confidence=claim.confidence,
        method=claim.method,
        sentence=evidence.quote,
        worded_at=(worded_at[0] - evidence.start, worded_at[1] - evidence.start),
        cue_at=evidence.cue_at and (evidence.cue_at[0] - evidence.start, evidence.cue_at[1] - evidence.start),
        form=form,
        order=worded_at[0],
    )


def _value(claim: Claim, words: dict[str, str]) -> str:
    if isinstance(claim.object, Literal):
        return claim.object.value
    assert isinstance(claim.object, NamedNode)
    return _in_words(claim.object.value, words)


def _in_words(iri: str, words: dict[str, str]) -> str:
    """A thing by its English name, or by its wording if the release introduces it."""
    if release_key_of(iri):
        return words.get(iri, iri.rsplit("/", 1)[-1])
    entry = Reference.load().get(iri)
    return entry.english if entry else iri.rsplit("/", 1)[-1]
