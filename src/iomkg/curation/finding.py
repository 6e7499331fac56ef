"""From what a curator types to the claim, release or judgement that is meant. Beginnings of ids are enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from iomkg import lookup
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.namespaces import ID, RDF, expanded, kind_of, release_key_of, shortened, term

FEWEST: Final = 6  # digits of an id that somebody means, and has not mistyped
SHORT: Final = 8  # digits of an id that are shown, and nearly always enough
_CLAIMS: Final = ID + "claim/"
_JUDGEMENTS: Final = ID + "judgement/"


def claim(draft: Draft, typed: str) -> str:
    """The IRI of a claim, given it, its id, or the id's beginning. Raises UsageError when none or several fit."""
    return _one(draft, typed, _CLAIMS, "Claim", "`iomkg queue` and `iomkg explain` show claims' ids")


def judgement(draft: Draft, typed: str) -> str:
    """The id of a judgement, given it, its IRI, or the id's beginning. Raises UsageError when none or several fit."""
    found = _one(draft, typed, _JUDGEMENTS, "Judgement", "`iomkg judgements list` shows them")
    return found.removeprefix(_JUDGEMENTS)


def release(draft: Draft, typed: str) -> str:
    """The key of a release, given it, its IRI, its headline or the name of its file.

    Raises UsageError when none or several fit.
    """
    iri = lookup.entity(draft, typed)
    if kind_of(iri) != "release" or release_key_of(iri):
        raise UsageError(
            f"{typed!r} is {shortened(iri)}, which is not a release; give a release's key, headline or file name"
        )
    return iri.rsplit("/", 1)[1]


def short(iri: str) -> str:
    """The beginning of the id of a claim or judgement, as it is shown."""
    return iri.rsplit("/", 1)[1][:SHORT]


def _one(draft: Draft, typed: str, prefix: str, kind: str, where: str) -> str:
    wanted = expanded(typed.strip()).removeprefix(prefix)
    found = _beginning(draft.subjects(RDF + "type", NamedNode(term(kind))), prefix + wanted)
    if not wanted or not found:
        raise UsageError(f"no {kind.lower()} {typed!r}; {where}")
    if len(wanted) < FEWEST and prefix + wanted not in found:
        raise UsageError(f"{typed!r} is too little of the id of a {kind.lower()}; give at least {FEWEST} letters of it")
    if len(found) > 1:
        raise UsageError(f"{typed!r} begins the ids of {len(found)} {kind.lower()}s; give more of it")
    return found[0]


def _beginning(iris: Iterable[str], start: str) -> list[str]:
    return sorted({iri for iri in iris if iri.startswith(start)})
