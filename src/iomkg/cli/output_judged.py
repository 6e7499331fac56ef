"""Judgements in words."""

from __future__ import annotations

from iomkg import terms
from iomkg.judgements import Judgement
from iomkg.namespaces import shortened
from iomkg.naming import Names, property_name


def in_words(judgement: Judgement, names: Names) -> str:
    """A judgement in a few words."""
    things = " and ".join(thing.name or shortened(thing.iri) for thing in judgement.things)
    if judgement.kind in ("merge", "split"):
        return f"{judgement.kind} {things}"
    if judgement.kind == "undo":
        return f"undo {judgement.undoes[:8]}"
    if judgement.kind == "withdraw":
        return f"withdraw release {judgement.release}"
    if judgement.kind == "add":
        return f"add {judgement.predicate} {_plain(judgement.value, names)}" + (f" to {things}" if things else "")
    said = f"{judgement.about}: {property_name(judgement.predicate)} {_plain(judgement.was, names)}"
    return f"{judgement.kind} {said}" + (f" to {_plain(judgement.value, names)}" if judgement.value else "")


def _plain(written: str, names: Names) -> str:
    return names.of(terms.parse(written)).text if written else ""
