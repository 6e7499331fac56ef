"""How alike two things of one kind are, and why; or that they cannot be the same (a cut).

A score of `CERTAIN` or more links by itself, `DOUBTFUL` or more waits for a judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz

from iomkg import stated_dates
from iomkg.linking.signatures import Signature, content_words, numerals
from iomkg.namespaces import kind_of

CERTAIN: Final = 0.9
DOUBTFUL: Final = 0.6
_SPECIFIC_TITLE: Final = 4  # content words from which a title alone names one project
_ALIKE: Final = 92.0  # percent of equal characters, words sorted
_EXACT: Final = 99.9
_ROUNDING: Final = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` within 0..1; `different` is a cut: the two may never stand in one cluster."""

    score: float
    reason: str = ""
    different: bool = False


_UNLIKE: Final = Likeness(0.0)


def likeness(one: Signature, other: Signature) -> Likeness:
    """Compare two things of one kind; things of different kinds are different."""
    if one.kind != other.kind:
        return Likeness(0.0, "of different kinds", different=True)
    compare = _BY_KIND.get(one.kind)
    return compare(one, other) if compare else _UNLIKE


def _different(reason: str) -> Likeness:
    return Likeness(0.0, reason, different=True)


def _apart(one: Signature, other: Signature, name: str) -> bool:
    """Both say something of `name`, and nothing in common."""
    return bool(one.get(name) and other.get(name) and not one.get(name) & other.get(name))


def _share(one: Signature, other: Signature, name: str) -> bool:
    return bool(one.get(name) & other.get(name))


def _agency(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "ofState"):
        return _different("bodies of different states")
    if _apart(one, other, "hasJurisdiction"):
        return _different("different jurisdictions")
    same_state = _share(one, other, "ofState")
    same_place = one.get("hasJurisdiction") == other.get("hasJurisdiction")
    if _share(one, other, "name") and same_state and same_place:
        return Likeness(0.98, "same state and name")
    if _share(one, other, "hasFunction") and same_state and same_place:
        return Likeness(0.95, "same state, function and jurisdiction")
    if _share(one, other, "name"):
        return Likeness(0.75, "same name, state or jurisdiction not certain")
    if _share(one, other, "acronym") and same_state:
        return Likeness(0.8, "same state and acronym")
    return _UNLIKE


def _named(one: Signature, other: Signature) -> Likeness:
    if _share(one, other, "name"):
        return Likeness(0.95, "same name")
    if _share(one, other, "acronym"):
        return Likeness(0.7, "same acronym")
    return _UNLIKE


def _place(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "directlyWithin"):
        return _different("in different countries")
    if _share(one, other, "name") and _share(one, other, "directlyWithin"):
        return Likeness(0.95, "same name and country")
    return Likeness(0.7, "same name") if _share(one, other, "name") else _UNLIKE


def _person(one: Signature, other: Signature) -> Likeness:
    if not _share(one, other, "name"):
        return _UNLIKE
    words = min(len(name.split()) for name in one.get("name") & other.get("name"))
    return Likeness(0.9, "same full name") if words > 1 else Likeness(0.6, "same single name")


def _project(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "hasIdentifier"):
        return _different("different identifiers")
    if _share(one, other, "hasIdentifier"):
        return Likeness(1.0, "same identifier")
    if _other_phase(one, other):
        return _different("different phases")
    places_part = _countries(one) and _countries(other) and not _countries(one) & _countries(other)
    payers_part = one.donor_states and other.donor_states and not one.donor_states & other.donor_states
    title = _title(one, other)
    if title >= _ALIKE and _specific(one, other):
        if places_part:
            return Likeness(0.7, "same title, different countries")
        # Co-funders each announce their own part of a project under its one exact title.
        return Likeness(0.8 if payers_part and title < _EXACT else 0.95, "same title")
    met = bool(one.donors & other.donors) or bool(one.implementers & other.implementers)
    if (title >= _ALIKE or _share(one, other, "acronym")) and met and not places_part:
        return Likeness(0.9, "same short title or acronym, and a common donor or implementer")
    return _alike_in_facts(one, other)


def _alike_in_facts(one: Signature, other: Signature) -> Likeness:
    """Titles in two languages, or none at all: only the facts can say that two projects are one."""
    if not one.donors & other.donors or not _countries(one) or _countries(one) != _countries(other):
        return _UNLIKE
    agreed = [name for name in ("durationMonths", "start", "end") if _share(one, other, name)]
    if any(_apart(one, other, name) for name in ("durationMonths", "start")):
        return _UNLIKE
    if one.money & other.money:
        agreed.append("amount")
    themes = _share(one, other, "hasTheme")
    reason = "same donor, countries" + "".join(f", {name}" for name in agreed)
    if len(agreed) >= 2 and themes:
        return Likeness(0.92, reason)
    return Likeness(0.6 + 0.08 * len(agreed), reason) if agreed or themes else _UNLIKE


def _other_phase(one: Signature, other: Signature) -> bool:
    phases = [frozenset().union(*(numerals(t) for t in s.get("title"))) for s in (one, other)]
    return bool(_title(one, other) >= _ALIKE and phases[0] != phases[1])


def _title(one: Signature, other: Signature) -> float:
    """The best likeness of any two titles, 0..100, in whatever order their words stand."""
    pairs = ((_meaning(a), _meaning(b)) for a in one.get("title") for b in other.get("title"))
    return max((fuzz.token_sort_ratio(a, b) for a, b in pairs), default=0.0)


def _meaning(folded: str) -> str:
    return " ".join(content_words(folded))


def _specific(one: Signature, other: Signature) -> bool:
    return all(any(len(content_words(t)) >= _SPECIFIC_TITLE for t in s.get("title")) for s in (one, other))


def _countries(signature: Signature) -> frozenset[str]:
    return frozenset(p for p in signature.get("targetsPlace") if kind_of(p) == "country")


def _funding(one: Signature, other: Signature) -> Likeness:
    """One when kind, stage and currency agree, donors meet, and amounts are equal or one is the other rounded."""
    for name in ("fundingKind", "stage", "currency"):
        if _apart(one, other, name):
            return _different(f"different {name}")
    if one.donors and other.donors and not one.donors & other.donors and not one.donor_states & other.donor_states:
        return _different("different donors")
    if one.get("amount") and other.get("amount"):
        same = any(_rounds(Decimal(a), Decimal(b)) for a in one.raw["amount"] for b in other.raw["amount"])
        if not same:
            return Likeness(DOUBTFUL, "possibly the same money: same donor, different amounts", different=True)
        return Likeness(0.97, "same donor and amount")
    return Likeness(0.92, "same donor, an amount not stated")


def _rounds(one: Decimal, other: Decimal) -> bool:
    """Equal, or the shorter number is the longer one rounded (2.9 million for 2 874 316)."""
    if one == other:
        return True
    rough, exact = sorted((one, other), key=lambda amount: len(amount.normalize().as_tuple().digits))
    zeros = len(format(rough, "f").partition(".")[0].rstrip("0"))
    step = Decimal(10) ** (len(format(rough, "f").partition(".")[0]) - zeros)
    return abs(rough - exact) <= min(step / 2, _ROUNDING * max(rough, exact))


def _event(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "eventKind"):
        return _different("different kinds of event")
    if _apart(one, other, "place"):
        return _different("different places")
    dates = [(a, b) for a in one.get("date") for b in other.get("date")]
    if not dates:
        return Likeness(0.7, "same kind, a date not stated")
    if not any(stated_dates.compatible(_day(a), _day(b)) for a, b in dates):
        return _different("different dates")
    return Likeness(0.95, "same kind and date") if _share(one, other, "date") else Likeness(0.9, "dates agree")


def _day(iri: str) -> str:
    return stated_dates.lexical_of(iri) or ""


_BY_KIND: Final[Mapping[str, Callable[[Signature, Signature], Likeness]]] = {
    "agency": _agency,
    "organisation": _named,
    "place": _place,
    "person": _person,
    "project": _project,
    "funding": _funding,
    "event": _event,
}
