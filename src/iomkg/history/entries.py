"""The log's entries: one for each commit, written in the same atomic change.

A commit is `id:commit/N`, numbered from 1 without a gap; `graph:log iomkg:lastCommit` points to the newest. Its moment
is later than that of the commit before it, whatever the machine's clock does; commits of one moment were one change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

import iomkg
from iomkg import terms
from iomkg.draft import Draft
from iomkg.history import deltas
from iomkg.history.deltas import Delta
from iomkg.history.shares import shares
from iomkg.judgements import moment, now
from iomkg.model import Term
from iomkg.namespaces import ID, LOG_GRAPH, RDF, VIEW_GRAPH, kind_of, release, release_graph, term
from iomkg.store import Change, Store

Kind = OneOf["load", "judgements", "reference", "forget"]
_LOG: Final = NamedNode(LOG_GRAPH)
_LAST: Final = NamedNode(term("lastCommit"))
_COMMIT: Final = f"{ID}commit/"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a commit is made for: the load of a release (its `release` key, `source` the name of its file), judgements
    (their IRIs), other reference data, or that a person is forgotten."""

    kind: Kind
    release: str = ""
    source: str = ""
    judgements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """An entry of the log. `at` is a UTC moment; `headline` that of the release as it was loaded; `gained` and `lost`
    count facts of the view."""

    number: int
    at: dt.datetime
    occasion: Occasion
    headline: str
    version: str
    gained: int
    lost: int


def commit(store: Store, draft: Draft, *occasions: Occasion) -> int:
    """Commit a draft of a store together with its entry in the log, or with one for each of many loads: each with its
    share of what they changed, all of one moment. Return the number of the last.

    Raises StoreError when the store cannot be written; then nothing is.
    """
    change = draft.change()
    delta = deltas.of_change(store, change)
    before = last(store)
    pointer = [] if before is None else [_pointer(before.number)]
    of_log = {quad for quad in change.added if quad.graph_name == _LOG}
    number, at = _next(before)
    told: list[Quad] = []
    for occasion, share in zip(occasions, shares(draft, delta, [each.release for each in occasions]), strict=True):
        told.extend(_told(number, at, occasion, share, _headline(draft, occasion)))
        number += 1
    told.append(_pointer(number - 1))
    store.commit(
        Change(
            added=delta.added | of_log | frozenset(told),
            removed=delta.removed | {quad for quad in change.removed if quad.graph_name == _LOG} | frozenset(pointer),
        )
    )
    return number - 1


def entry_of_first(quads: Iterable[Quad]) -> list[Quad]:
    """The entry of a store's first commit, which fills it with reference data and which nothing goes back behind."""
    view = NamedNode(VIEW_GRAPH)
    facts = frozenset(quad for quad in quads if quad.graph_name == view)
    return entry(None, Occasion("reference"), Delta(facts), None, traced=False)


def last(store: Store) -> Commit | None:
    """The newest commit; None for a store that has none."""
    found = next(store.quads(LOG_GRAPH, _LAST, None, LOG_GRAPH), None)
    return None if found is None else numbered(store, _number(found.object))


def numbered(store: Store, number: int) -> Commit | None:
    """The commit of this number; None when there is none."""
    told: dict[str, list[str]] = {}
    for quad in store.quads(f"{_COMMIT}{number}", None, None, LOG_GRAPH):
        if isinstance(quad.object, NamedNode | Literal) and quad.predicate.value not in _LONG:
            told.setdefault(quad.predicate.value, []).append(quad.object.value)
    if not told:
        return None
    one = {predicate: values[0] for predicate, values in told.items()}
    return Commit(
        number=number,
        at=dt.datetime.fromisoformat(one[term("committedAt")]),
        occasion=Occasion(
            kind=_KINDS[one[term("commitKind")]],
            release=one.get(term("committedRelease"), "").rsplit("/", 1)[-1],
            source=one.get(term("sourceName"), ""),
            judgements=tuple(sorted(told.get(term("committedJudgement"), ()))),
        ),
        headline=one.get(term("headline"), ""),
        version=one[term("softwareVersion")],
        gained=int(one[term("factsGained")]),
        lost=int(one[term("factsLost")]),
    )


def commits(store: Store, before: int | None = None) -> Iterator[Commit]:
    """The commits, newest first; with `before`, those of a smaller number."""
    newest = last(store)
    number = 0 if newest is None else newest.number
    for each in range(number if before is None else min(number, before - 1), 0, -1):
        found = numbered(store, each)
        if found is not None:
            yield found


def touching(store: Store, iri: str) -> list[int]:
    """The numbers of the commits that changed facts of an entity or that point to it, loaded a release, or hold a
    judgement; sorted."""
    found = {
        _number(quad.subject)
        for name in ("changedEntity", "committedRelease", "committedJudgement")
        for quad in store.quads(None, term(name), iri, LOG_GRAPH)
    }
    return sorted(found)


def delta_of(store: Store, number: int) -> Delta:
    """What a commit added and removed; empty for the first of a store. Raises StoreError when it is damaged."""
    return deltas.unpacked(pieces_of(store, number))


def pieces_of(store: Store, number: int) -> list[str]:
    """A commit's delta as it is packed."""
    found = store.quads(f"{_COMMIT}{number}", term("delta"), None, LOG_GRAPH)
    return [quad.object.value for quad in found if isinstance(quad.object, Literal)]


def entries_after(store: Store, number: int) -> Change:
    """What makes the log what it was after the commit of this number."""
    newest = last(store)
    if newest is None or newest.number <= number:
        return Change()
    gone = {
        quad
        for each in range(number + 1, newest.number + 1)
        for quad in store.quads(f"{_COMMIT}{each}", None, None, LOG_GRAPH)
    }
    return Change(frozenset({_pointer(number)}), frozenset({*gone, _pointer(newest.number)}))


def iri_of(number: int) -> str:
    """The IRI of a commit."""
    return f"{_COMMIT}{number}"


def sources_of(draft: Draft, key: str) -> list[str]:
    """The names of the files a release was loaded from, sorted."""
    entries = draft.subjects(term("committedRelease"), NamedNode(release(key)), LOG_GRAPH)
    return sorted({name.value for entry in entries for name in draft.objects(entry, term("sourceName"), LOG_GRAPH)})


def entry(
    before: Commit | None,
    occasion: Occasion,
    delta: Delta,
    headline: Literal | None = None,
    *,
    traced: bool = True,
) -> list[Quad]:
    """The quads of the entry that follows on `before`, and the pointer to it.

    Without `traced`, what changed is counted and not kept.
    """
    number, at = _next(before)
    return [_pointer(number), *_told(number, at, occasion, delta, headline, traced=traced)]


def _next(before: Commit | None) -> tuple[int, dt.datetime]:
    """The number and moment of the commit that follows on `before`: what was committed later has a later moment."""
    at = dt.datetime.fromisoformat(now())
    if before is None:
        return 1, at
    return before.number + 1, max(at, before.at + dt.timedelta(microseconds=1))


def _told(
    number: int,
    at: dt.datetime,
    occasion: Occasion,
    delta: Delta,
    headline: Literal | None,
    *,
    traced: bool = True,
) -> list[Quad]:
    gained, lost = delta.gained, delta.lost
    said: list[tuple[str, Term]] = [
        (RDF + "type", NamedNode(term("Commit"))),
        (term("commitNumber"), terms.integer(number)),
        (term("commitKind"), terms.text(occasion.kind)),
        (term("committedAt"), moment(at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z")),
        (term("softwareVersion"), terms.text(iomkg.__version__)),
        (term("factsGained"), terms.integer(len(gained))),
        (term("factsLost"), terms.integer(len(lost))),
        *((term("committedJudgement"), NamedNode(iri)) for iri in occasion.judgements),
    ]
    if occasion.release:
        said.append((term("committedRelease"), NamedNode(release(occasion.release))))
        said.append((term("sourceName"), terms.text(occasion.source)))
    if headline is not None:
        said.append((term("headline"), headline))
    if traced:
        said.extend((term("changedEntity"), NamedNode(iri)) for iri in _changed([*gained, *lost]))
        said.extend((term("delta"), Literal(piece)) for piece in deltas.packed(delta))
    node = NamedNode(f"{_COMMIT}{number}")
    return [Quad(node, NamedNode(predicate), value, _LOG) for predicate, value in said]


def _changed(facts: Iterable[Quad]) -> set[str]:
    """The entities that facts are about or point to. Dates are values rather than entities."""
    nodes = (node.value for fact in facts for node in (fact.subject, fact.object) if isinstance(node, NamedNode))
    return {iri for iri in nodes if kind_of(iri) not in (None, "date")}


def _headline(draft: Draft, occasion: Occasion) -> Literal | None:
    key = occasion.release
    found = draft.objects(release(key), term("headline"), release_graph(key)) if key else []
    return next((headline for headline in found if isinstance(headline, Literal)), None)


def _pointer(number: int) -> Quad:
    return Quad(_LOG, _LAST, NamedNode(f"{_COMMIT}{number}"), _LOG)


def _number(node: object) -> int:
    assert isinstance(node, NamedNode)
    return int(node.value.removeprefix(_COMMIT))


_KINDS: Final[dict[str, Kind]] = {
    "load": "load",
    "judgements": "judgements",
    "reference": "reference",
    "forget": "forget",
}
_LONG: Final = frozenset({term("delta"), term("changedEntity")})
