"""How alike two things of one kind are, and why; or that they cannot be the same (a cut).

A score of `CERTAIN` or more links by itself, `DOUBTFUL` or more waits for a judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from iomkg import stated_dates
from iomkg.identifiers import codes_of
from iomkg.linking import voices
from iomkg.linking.grades import CERTAIN, DOUBTFUL, UNLIKE, Likeness, different
from iomkg.linking.signatures import Signature
from iomkg.linking.words import content_words, numerals
from iomkg.namespaces import concept, kind_of
from iomkg.values import is_rounded

_SPECIFIC_TITLE: Final = 4  # content words from which a title alone names one project
_ALIKE: Final = 92.0  # percent of equal characters, words sorted
_EXACT: Final = 99.9
_FACTS: Final = 2  # further facts in which projects of one donor in the same countries have to agree
_FACTS_AGAINST_TITLES: Final = 3


@lru_cache(maxsize=200_000)
def likeness(one: Signature, other: Signature) -> Likeness:
    """Compare two things of one kind; things of different kinds are different."""
    if one.kind != other.kind:
        return different("of different kinds")
    compare = _BY_KIND.get(one.kind)
    return compare(one, other) if compare else UNLIKE


def unlike_at_a_glance(one: Signature, other: Signature) -> bool:
    """Whether what two things say of themselves (`signatures.glance`) is enough to know that their likeness is less
    than `DOUBTFUL`, whatever stands around them. For the kinds of `GLANCED_AT`."""
    return GLANCED_AT[one.kind](one, other)


def _projects_unlike(one: Signature, other: Signature) -> bool:
    if _identifiers_part(one, other):
        return True
    if _share(one, other, "hasIdentifier") or _same_acronym(one, other) or _title(one, other) >= _ALIKE:
        return False
    countries, others = (_countries(s) for s in (one, other))
    return not countries or countries != others


def _countries(signature: Signature) -> frozenset[str]:
    return frozenset(place for place in signature.get("targetsPlace") if kind_of(place) == "country")


@lru_cache(maxsize=50_000)
def cut_facet(signature: Signature) -> Signature:
    """What of a signature can part it from another: two things are different when their facets are."""
    names = _PARTING.get(signature.kind)
    return signature if names is None else signature.only(names)


def told_by_one_voice(one: Signature, other: Signature, alone: bool) -> Likeness:
    """The likeness of two things that releases of one voice speak of. What would wait for a judgement is certain; the
    only projects (`alone`) of two versions of one release are one unless their donors or countries differ."""
    alike = likeness(one, other)
    if alike.different or alike.score >= CERTAIN:
        return alike
    apart = _apart(one, other, "targetsPlace") or _apart(one, other, "donorStates")
    if alike.score >= DOUBTFUL or (alone and one.kind == "project" and not apart):
        return Likeness(0.94, "two versions of one release speak of it")
    return alike


def _apart(one: Signature, other: Signature, name: str) -> bool:
    """Both say something of `name`, and nothing in common."""
    return bool(one.get(name) and other.get(name) and not one.get(name) & other.get(name))


def _share(one: Signature, other: Signature, name: str) -> bool:
    return bool(one.get(name) & other.get(name))


def _agency(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "ofState"):
        return different("bodies of different states")
    if _apart(one, other, "hasJurisdiction"):
        return different("different jurisdictions")
    placed = one.get("hasJurisdiction") == other.get("hasJurisdiction")
    sure = _share(one, other, "ofState") and placed and not (one.get("somewhere") or other.get("somewhere"))
    if _share(one, other, "name"):
        return Likeness(0.98, "same state and name") if sure else Likeness(0.75, "same name, state or area not certain")
    if _share(one, other, "hasFunction") and _share(one, other, "ofState"):
        if sure and one.get("unique"):
            return Likeness(0.95, "same state, function and jurisdiction")
        if placed and not _share(one, other, "nameLanguages"):
            return Likeness(0.65, "same state and function, named in two languages")
    if _share(one, other, "acronym"):
        return Likeness(0.8 if sure else 0.65, "same acronym" + (" and state" if sure else ""))
    return UNLIKE


def _named(one: Signature, other: Signature) -> Likeness:
    if _share(one, other, "name"):
        return Likeness(0.95, "same name")
    first, second = one.get("acronym"), other.get("acronym")
    short = first & second or first & other.get("name") or second & one.get("name")
    return Likeness(0.7, "same acronym") if short else UNLIKE


def _place(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "directlyWithin"):
        return different("in different countries")
    if _share(one, other, "name") and _share(one, other, "directlyWithin"):
        return Likeness(0.95, "same name and country")
    return Likeness(0.7, "same name") if _share(one, other, "name") else UNLIKE


def _person(one: Signature, other: Signature) -> Likeness:
    """A name is certain with the same post or a post in the same body; two people may have one name."""
    common = one.get("name") & other.get("name")
    if not common:
        return UNLIKE
    if min(len(name.split()) for name in common) < 2:
        return Likeness(0.6, "same single name")
    if _share(one, other, "bodies"):
        return Likeness(0.95, "same full name, posts in the same body")
    if _share(one, other, "posts") and not _apart(one, other, "bodies"):
        return Likeness(0.92, "same full name and post")
    return Likeness(0.75, "same full name, not the same post or body")


def _identifiers_part(one: Signature, other: Signature) -> bool:
    """Two things with identifiers of one list of codes, and none in common, are two."""
    if _share(one, other, "hasIdentifier"):
        return False
    lists, others = ({codes_of(iri) for iri in s.get("hasIdentifier")} for s in (one, other))
    return bool(lists & others)


def _project(one: Signature, other: Signature) -> Likeness:
    if _identifiers_part(one, other):
        return different("different identifiers")
    if _share(one, other, "hasIdentifier"):
        return Likeness(1.0, "same identifier")
    if _other_phase(one, other):
        return different("different phases")
    places_part = _apart(one, other, "targetsPlace")
    title = _title(one, other)
    if title >= _ALIKE and _specific(one, other):
        if places_part:
            return Likeness(0.7, "same title, different countries")
        # Co-funders each announce their own part of a project under its one exact title.
        payers_part = _apart(one, other, "donorStates") and title < _EXACT
        return Likeness(0.8 if payers_part else 0.95, "same title")
    short = "same short title" if title >= _ALIKE else "same acronym" if _same_acronym(one, other) else ""
    if short and places_part:
        return Likeness(0.6, f"{short}, different countries")
    if short and (_share(one, other, "donors") or _share(one, other, "implementers")):
        return Likeness(0.9, f"{short}, and a common donor or implementer")
    return max(_in_facts(one, other), Likeness(0.7, short) if short else UNLIKE, key=lambda alike: alike.score)


def _same_acronym(one: Signature, other: Signature) -> bool:
    """One release may know by its acronym alone what another writes out."""
    titles = [{" ".join(content_words(title)) for title in s.get("title")} for s in (one, other)]
    first, second = one.get("acronym"), other.get("acronym")
    return bool(first & second or first & titles[1] or second & titles[0])


def _in_facts(one: Signature, other: Signature) -> Likeness:
    """Titles in two languages, or none at all: facts alone never make two projects one, a judgement does."""
    countries = one.get("targetsPlace")
    if not _share(one, other, "donors") or not countries or countries != other.get("targetsPlace"):
        return UNLIKE
    if _apart(one, other, "durationMonths") or _dates_part(one, other, "start") or _dates_part(one, other, "end"):
        return UNLIKE
    agreed = [name for name in ("durationMonths", "start", "end") if _share(one, other, name)]
    agreed += ["amount"] if _same_money(one, other) else []
    agreed += ["implementers"] if _share(one, other, "implementers") else []
    titled = one.get("title") and other.get("title")
    if len(agreed) < (_FACTS_AGAINST_TITLES if titled else _FACTS):
        return UNLIKE
    return Likeness(0.6 + 0.05 * len(agreed), "same donor, countries, " + ", ".join(map(_in_words, agreed)))


def _in_words(name: str) -> str:
    return "duration" if name == "durationMonths" else name


def _same_money(one: Signature, other: Signature) -> bool:
    sums = [[money.split() for money in s.get("money")] for s in (one, other)]
    return any(a[1] == b[1] and is_rounded(Decimal(a[0]), Decimal(b[0])) for a in sums[0] for b in sums[1])


def _dates_part(one: Signature, other: Signature, name: str) -> bool:
    return bool(one.get(name) and other.get(name)) and not _dates_meet(one, other, name)


def _dates_meet(one: Signature, other: Signature, name: str) -> bool:
    return any(stated_dates.compatible(_day(a), _day(b)) for a in one.get(name) for b in other.get(name))


def _other_phase(one: Signature, other: Signature) -> bool:
    phases = [frozenset().union(*(numerals(t) for t in s.get("title"))) for s in (one, other)]
    return bool(phases[0] != phases[1] and _title(one, other) >= _ALIKE)


def _title(one: Signature, other: Signature) -> float:
    """The best likeness of any two titles, 0..100, in whatever order their words stand."""
    pairs = ((_meaning(a), _meaning(b)) for a in one.get("title") for b in other.get("title"))
    return max((fuzz.token_sort_ratio(a, b) for a, b in pairs), default=0.0)


def _meaning(folded: str) -> str:
    return " ".join(content_words(folded))


def _specific(one: Signature, other: Signature) -> bool:
    return all(any(len(content_words(t)) >= _SPECIFIC_TITLE for t in s.get("title")) for s in (one, other))


def _funding(one: Signature, other: Signature) -> Likeness:
    """One when kind, stage and currency agree, donors agree, and amounts are equal or one is the other rounded."""
    if _apart(one, other, "flow"):
        return _given_and_received(one, other)
    for name in ("fundingKind", "stage", "currency"):
        if _apart(one, other, name):
            return different(f"different {name}")
    if one.get("transactionType") and other.get("transactionType") and _apart(one, other, "statedOn"):
        return different("transactions of different days")
    told = bool(one.get("payers") and other.get("payers"))
    if told and not _met_payers(one, other) and not _met_payers(other, one):
        return different("different donors")
    same = told and _met_payers(one, other) == one.get("payers") and _met_payers(other, one) == other.get("payers")
    if not (one.get("amount") and other.get("amount")):
        if told:
            return Likeness(0.92 if same else 0.65, f"{_PAYERS[same]}, an amount not stated")
        return UNLIKE
    if any(is_rounded(Decimal(a), Decimal(b)) for a in one.get("amount") for b in other.get("amount")):
        if told:
            return Likeness(0.97 if same else 0.8, f"{_PAYERS[same]}, same amount")
        return Likeness(0.9, "same amount, a donor not stated")
    if told:
        return Likeness(DOUBTFUL, "possibly the same money: same donor, different amounts", different=True)
    if one.get("covers") == other.get("covers") == _WHOLE:
        return Likeness(DOUBTFUL, "possibly the same money: the whole cost of one project, twice", different=True)
    return different("different amounts")


def _given_and_received(one: Signature, other: Signature) -> Likeness:
    """Money that goes out of one activity and comes into another. Where their identifiers say that the two are one, the
    totals know; where all else agrees, a curator has to say so."""
    if _share_names(one, other, "activities", "providerActivity") or _share_names(
        one, other, "activities", "receiverActivity"
    ):
        return different("given by one activity and received by the other")
    if any(_apart(one, other, name) for name in ("fundingKind", "stage", "currency", "amount")):
        return different("different flow")
    if not _met_payers(one, other) or _share(one, other, "activities"):
        return different("different flow")
    return Likeness(DOUBTFUL, "possibly the same money: given by one activity, received by another", different=True)


def _share_names(one: Signature, other: Signature, own: str, named: str) -> bool:
    return bool(one.get(own) & other.get(named) or other.get(own) & one.get(named))


_WHOLE: Final = frozenset((concept("covers", "total"),))
_PAYERS: Final = {True: "same donor", False: "some of the donors in common"}


def _met_payers(one: Signature, other: Signature) -> frozenset[str]:
    """The payers of one that pay in the other too; a state stands for its own ministry and the other way round."""
    theirs = other.get("payers")
    states = {key.partition("|")[0] for key in theirs if "|" in key}
    return frozenset(p for p in one.get("payers") if p in theirs or p.partition("|")[0] in theirs or p in states)


def _event(one: Signature, other: Signature) -> Likeness:
    if _apart(one, other, "eventKind"):
        return different("different kinds of event")
    if _places_part(one, other):
        return different("different places")
    if not (one.get("date") and other.get("date")):
        return Likeness(0.7, "same kind, a date not stated")
    if not _dates_meet(one, other, "date"):
        return different("different dates")
    return Likeness(0.95, "same kind and date") if _share(one, other, "date") else Likeness(0.9, "dates agree")


def _places_part(one: Signature, other: Signature) -> bool:
    """Neither a common place, nor one inside the other."""
    inside = one.get("place") & other.get("around") or other.get("place") & one.get("around")
    return _apart(one, other, "place") and not inside


def _output(one: Signature, other: Signature) -> Likeness:
    """As many of a kind for one project: certain where two versions of one release tell of them."""
    if any(_apart(one, other, name) for name in ("outputKind", "quantity", "place", "ofProject")):
        return different("different outputs")
    counted = _share(one, other, "quantity") and _share(one, other, "outputKind")
    return Likeness(0.7, "as many of a kind") if counted and _share(one, other, "ofProject") else UNLIKE


def _day(iri: str) -> str:
    return stated_dates.lexical_of(iri) or ""


_BY_KIND: Final[Mapping[str, Callable[[Signature, Signature], Likeness]]] = {
    "release": voices.likeness,
    "agency": _agency,
    "organisation": _named,
    "place": _place,
    "person": _person,
    "project": _project,
    "funding": _funding,
    "event": _event,
    "output": _output,
}
GLANCED_AT: Final[Mapping[str, Callable[[Signature, Signature], bool]]] = {
    "project": _projects_unlike,
    "release": voices.unlike_at_a_glance,
}
# The values that can make two things of a kind different; all of them where a kind is not listed.
_PARTING: Final[Mapping[str, tuple[str, ...]]] = {
    "release": (),
    "agency": ("ofState", "hasJurisdiction"),
    "organisation": (),
    "place": ("directlyWithin",),
    "person": (),
    "project": ("hasIdentifier", "title"),
}
