"""Things that are known by what they are composed of: no comparison has to find out which of them are the same.

A state and a function the reference data knows make one body, in any language; a body, a project and a role make one
participation, whoever tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from iomkg import identifiers
from iomkg.draft import Draft
from iomkg.linking.signatures import Signature, one_of_a_kind, serves_the_state
from iomkg.linking.words import fold
from iomkg.links import entity_of
from iomkg.namespaces import ID, REFERENCE_GRAPH, digest, entity, hashed, term
from iomkg.reference import Reference

_DAC: Final = re.compile(r"XM-DAC-(?P<code>\d+(?:-\d+)?)", re.IGNORECASE)
_PARTS: Final = {
    "participation": ("participant", "inProject", "inEvent", "role"),
    "role": ("holder", "roleIn", "roleTitle"),
}


def composed(draft: Draft, signature: Signature) -> str | None:
    """The entity a thing's own parts name, or None when only a comparison can tell."""
    if signature.kind == "agency":
        return _agency(draft, signature)
    if signature.kind == "organisation":
        return _organisation(signature)
    if signature.kind == "place":
        return _place(signature)
    if signature.kind in _PARTS:
        told = [
            ",".join(sorted(entity_of(draft, v) if v.startswith(ID) else v for v in signature.get(name)))
            for name in _PARTS[signature.kind]
        ]
        return hashed(signature.kind, digest(*told))
    return None


def _agency(draft: Draft, signature: Signature) -> str | None:
    """The body a state, a function and a jurisdiction name: curated where there is one, else composed of their slugs.

    None when the state or the function is missing or ambiguous, when a state may have several bodies of that function
    ("ministry"), or when a body that serves an area or a host country does not say which.
    """
    states, functions = signature.get("ofState"), signature.get("hasFunction")
    if len(states) != 1 or len(functions) != 1:
        return None
    state, function = next(iter(states)), next(iter(functions))
    if not one_of_a_kind(draft, function):
        return None
    home = entity("country", _slug(state))
    places = sorted({entity_of(draft, place) for place in signature.get("hasJurisdiction")} - {home})
    if len(places) > 1 or (not places and not serves_the_state(draft, function)):
        return None
    if not places:
        curated = _curated(draft, state, function)
        if curated:
            return curated[0] if len(curated) == 1 else None
    return entity("agency", _slug(state), function.rsplit("/", 1)[1], *(_slug(place) for place in places))


def _organisation(signature: Signature) -> str | None:
    """The organisation an identifier or a name means: curated where the reference data knows the one or, without other
    meaning, the other; else one for each identifier, under whatever names. None where only its name is known."""
    reference = Reference.load()
    codes = sorted(signature.get("hasIdentifier"))
    for code in codes:
        known = _of_the_dac(reference, identifiers.parts_of(code))
        if known:
            return known
    if len(codes) > 1:
        return None
    called = {iri for name in signature.get("name") for iri in _actors_by_name().get(name, ())}
    if len(called) == 1 and (codes or not signature.get("acronym")):
        return called.pop()
    return hashed("organisation", codes[0].casefold()) if codes else None


@cache
def _actors_by_name() -> Mapping[str, frozenset[str]]:
    """The curated actors by each of their names and acronyms, folded."""
    found: dict[str, set[str]] = {}
    for entry in Reference.load().entries.values():
        if entry.is_actor:
            for name in (*(name for name, _ in entry.names), *entry.acronyms):
                found.setdefault(fold(name), set()).add(entry.iri)
    return {name: frozenset(iris) for name, iris in found.items()}


def _of_the_dac(reference: Reference, code: tuple[str, str] | None) -> str | None:
    """The curated body with a code of the DAC, of a channel (XM-DAC-47066) or an agency (XM-DAC-5-1)."""
    found = _DAC.fullmatch(code[1]) if code else None
    return reference.identified(f"{ID}identifier/dac/{found['code'].lower()}") if found else None


def _place(signature: Signature) -> str | None:
    """The place that a code of a list of places means: curated, or one for each code."""
    codes = sorted(signature.get("hasIdentifier"))
    if not codes:
        return None
    reference = Reference.load()
    known = sorted({iri for code in codes if (iri := reference.identified(code))})
    if known:
        return known[0] if len(known) == 1 else None
    return hashed("place", codes[0])


def _slug(iri: str) -> str:
    """What follows the kind in an entity's IRI: `ner` of a state, `ne-7` of an area."""
    return iri.removeprefix(ID).partition("/")[2]


def _curated(draft: Draft, state: str, function: str) -> list[str]:
    """The bodies of the reference data with this state and function."""
    having = draft.subjects(term("hasFunction"), NamedNode(function), REFERENCE_GRAPH)
    return sorted(set(having) & set(draft.subjects(term("ofState"), NamedNode(state), REFERENCE_GRAPH)))
