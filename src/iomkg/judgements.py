"""Judgements: what curators decide on claims, links and missed facts. None is edited; another undoes it.

A judgement names what it is about so that it can be found again when a text is read anew: a claim by what it says
(its `saying`), a thing by the claim that says what the thing is. Written down as one JSON object, one line of a file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Final, get_args
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import terms
from iomkg.errors import DataError
from iomkg.namespaces import ID, JUDGEMENTS_GRAPH, RDF, XSD, digest, release, term

Kind = OneOf["accept", "reject", "prefer", "correct", "add", "withdraw", "merge", "split", "undo"]
ON_CLAIMS: Final = ("accept", "reject", "prefer", "correct")
ON_LINKS: Final = ("merge", "split")
_KINDS: Final = get_args(Kind)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_GRAPH: Final = NamedNode(JUDGEMENTS_GRAPH)
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "correct": ("claim", "saying", "release", "value"),
    "add": ("release", "predicate", "value", "quote"),
    "withdraw": ("release",),
    "merge": ("things", "survivor"),
    "split": ("things",),
    "undo": ("undoes",),
    **dict.fromkeys(("accept", "reject", "prefer"), ("claim", "saying", "release")),
}


@dataclass(frozen=True, slots=True)
class ThingRef:
    """A thing a judgement is about. `saying` is of the claim that says what a release-scoped thing is, empty for a
    thing with a lasting IRI; `name` is for people."""

    iri: str
    saying: str = ""
    name: str = ""


@dataclass(frozen=True)
class Judgement:
    """One decision. Which fields hold depends on `kind`:

    accept, reject, prefer, correct: `release` (key), `source` (hash of its bytes), `claim`, `saying`; `about`,
    `predicate`, `was`, `quote` repeat for people and for finding it again what the claim says; `value` is the right
    value of a corrected claim, as an N-Triples term.
    add: `release`, `source`, `predicate` (a field such as `donor`, or a property), `value`, `quote`, `worded`;
    `things` names the project it is said of, none for a project that was missed; `sum` is what a donor gives, as
    `600000 EUR`.
    withdraw: `release`, `source`.
    merge: the `things` that are one, `survivor` the IRI they get, `replaced` the IRIs they had.
    split: the first of `things` is none of the others.
    undo: `undoes`, the id of an earlier judgement.

    `on` is a UTC moment (`2026-11-30T09:30:00Z`); a `blind` judgement is a coding of its own and changes nothing.
    """

    kind: Kind
    by: str
    on: str
    reason: str = ""
    release: str = ""
    source: str = ""
    claim: str = ""
    saying: str = ""
    about: str = ""
    predicate: str = ""
    was: str = ""
    value: str = ""
    quote: str = ""
    worded: str = ""
    sum: str = ""
    things: tuple[ThingRef, ...] = ()
    survivor: str = ""
    replaced: tuple[str, ...] = ()
    undoes: str = ""
    blind: bool = False

    @cached_property
    def id(self) -> str:
        """What identifies it: 24 hexadecimal digits over all it says."""
        return digest(json.dumps(self.told(), sort_keys=True, ensure_ascii=False))[:24]

    @property
    def iri(self) -> str:
        """Its IRI, by its id."""
        return f"{ID}judgement/{self.id}"

    @property
    def rank(self) -> tuple[dt.datetime, str]:
        """Later judgements have a greater one: by moment, then by id."""
        return dt.datetime.fromisoformat(self.on), self.id

    def told(self) -> dict[str, Any]:
        """Its fields that say something, in their order."""
        return {name: value for name, value in asdict(self).items() if value not in ("", (), False)}

    def line(self) -> str:
        """The judgement as one line of a judgement file, with its id first."""
        return json.dumps({"id": self.id, **self.told()}, ensure_ascii=False)


def now() -> str:
    """The present moment, as judgements write it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(on: str) -> Literal:
    """A moment as the graph holds it, without the zeros at its end that stores drop."""
    if "." in on:
        on = on[:-1].rstrip("0").rstrip(".") + "Z"
    return Literal(on, datatype=NamedNode(XSD + "dateTime"))


def parse(line: str) -> Judgement:
    """A line of a judgement file. DataError says what is wrong with it."""
    try:
        told = json.loads(line)
    except ValueError as error:
        raise DataError(f"not a JSON object: {error}") from error
    if not isinstance(told, dict):
        raise DataError("not a JSON object: write one judgement a line")
    given = told.pop("id", None)
    judgement = _judgement(told)
    _check(judgement)
    if given is not None and given != judgement.id:
        raise DataError(f"the id {given} does not fit what the line says; judgements are not edited: undo it instead")
    return judgement


def quads(judgements: Iterable[Judgement]) -> list[Quad]:
    """The judgements graph of these judgements."""
    return [
        Quad(NamedNode(judgement.iri), NamedNode(predicate), value, _GRAPH)
        for judgement in judgements
        for predicate, value in _said(judgement)
    ]


def of_quads(found: Iterable[Quad]) -> list[Judgement]:
    """The judgements whose records (`judgementRecord`) these quads are, in the order of their moments."""
    records = [q.object.value for q in found if isinstance(q.object, Literal)]
    return sorted(map(parse, records), key=lambda judgement: judgement.rank)


def _said(judgement: Judgement) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield RDF + "type", NamedNode(term("Judgement"))
    yield term("judgementKind"), terms.text(judgement.kind)
    yield term("judgedBy"), terms.text(judgement.by)
    yield term("judgedOn"), moment(judgement.on)
    yield term("judgementRecord"), terms.text(judgement.line())
    if judgement.reason:
        yield term("reason"), terms.text(judgement.reason)
    if judgement.undoes:
        yield term("undoes"), NamedNode(f"{ID}judgement/{judgement.undoes}")
    for iri in _targets(judgement):
        yield term("judgementTarget"), NamedNode(iri)


def _targets(judgement: Judgement) -> list[str]:
    if judgement.kind in ON_CLAIMS:
        return [judgement.claim]
    if judgement.kind in ("add", "withdraw"):
        return [release(judgement.release)]
    return [thing.iri for thing in judgement.things]


def _judgement(told: Mapping[str, Any]) -> Judgement:
    known = {field.name: field for field in fields(Judgement)}
    for name, value in told.items():
        if name not in known:
            raise DataError(f"unknown field {name!r}; a judgement has {', '.join(known)}")
        wanted: type = bool if name == "blind" else list if name in ("things", "replaced") else str
        if not isinstance(value, wanted):
            raise DataError(f"{name!r} is to be a {_WORDS[wanted]}")
    things = told.get("things", [])
    if not all(isinstance(t, dict) and t.keys() <= {"iri", "saying", "name"} and t.get("iri") for t in things):
        raise DataError("'things' holds objects with iri, saying and name")
    if not all(isinstance(value, str) for t in things for value in t.values()):
        raise DataError("'things' holds objects with texts")
    if not all(isinstance(iri, str) for iri in told.get("replaced", [])):
        raise DataError("'replaced' holds IRIs")
    for name in ("kind", "by", "on"):
        if not told.get(name):
            raise DataError(f"{name!r} is missing; a judgement says what, who and when")
    return Judgement(
        **{
            **told,
            "things": tuple(ThingRef(**thing) for thing in things),
            "replaced": tuple(told.get("replaced", ())),
        }
    )


def _check(judgement: Judgement) -> None:
    if judgement.kind not in _KINDS:
        raise DataError(f"unknown kind {judgement.kind!r}; it is one of {', '.join(_KINDS)}")
    if not _MOMENT.fullmatch(judgement.on):
        raise DataError(f"'on' is {judgement.on!r}; write a UTC moment such as 2026-11-30T09:30:00Z")
    try:
        dt.datetime.fromisoformat(judgement.on)
    except ValueError as error:
        raise DataError(f"'on' is {judgement.on!r}, which is not in the calendar") from error
    for name in _NEEDS[judgement.kind]:
        if not getattr(judgement, name):
            raise DataError(f"{name!r} is missing, which {judgement.kind!r} needs")
    if judgement.sum and (judgement.kind, judgement.predicate) != ("add", "donor"):
        raise DataError("'sum' is what a donor gives; only a donor that is added has one")
    if judgement.kind in ON_LINKS and len(judgement.things) < 2:
        raise DataError(f"{judgement.kind!r} is about two things or more")
    _check_terms(judgement)


def _check_terms(judgement: Judgement) -> None:
    """Everything it says can stand in the graph: no hidden character, no IRI that is none."""
    for value in judgement.told().values():
        if isinstance(value, str):
            terms.text(value)
    for thing in judgement.things:
        terms.text(thing.name)
        terms.text(thing.saying)
    for iri in (*_targets(judgement), *judgement.replaced, *filter(None, (judgement.survivor,))):
        terms.iri(iri)
    if judgement.undoes and not re.fullmatch(r"[0-9a-f]{24}", judgement.undoes):
        raise DataError(f"'undoes' is {judgement.undoes!r}; give the id of a judgement")
    if judgement.kind in ("correct", "add"):
        terms.parse(judgement.value)
    if judgement.sum:
        terms.money(judgement.sum)


_WORDS: Final = {str: "text", bool: "true or false", list: "list"}
