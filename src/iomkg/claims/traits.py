"""What of a claim tells how likely it is right: its rule, and its circumstances among the other claims of its release.

A trait is a short text such as `donor/funded-by`, `place head=True` or `theme projects=2`. Circumstances are told apart
by the family of the rule, since what speaks for a donor may speak against a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from iomkg.model import Claim, Document
from iomkg.namespaces import kind_of, release_key_of, term


def of_claims(document: Document, claims: Sequence[Claim]) -> Iterator[tuple[str, ...]]:
    """The traits of each claim of a release, in the order of the claims."""
    company = _Company(document, claims)
    for claim in claims:
        family = claim.method.partition("/")[0]
        rule = (family, claim.method, f"{claim.method} {claim.confidence:g}")
        yield (*rule, *(f"{family} {name}={value}" for name, value in company.circumstances(claim)))


class _Company:
    """The claims of a release, counted."""

    def __init__(self, document: Document, claims: Sequence[Claim]) -> None:
        self._text = document.text.lower()
        self._headline = document.slice(document.headline).lower() if document.headline else ""
        self._language = document.language
        self._named = Counter(claim.object.value for claim in claims)
        self._alike = Counter((claim.subject.iri, claim.predicate) for claim in claims)
        self._of_kind = Counter(_name(claim) for claim in claims)
        self._projects = self._named[term("Project")]
        self._fundings = self._named[term("Funding")]
        self._said: dict[str, dict[str, Claim]] = {}
        for claim in claims:
            self._said.setdefault(claim.subject.iri, {}).setdefault(_name(claim), claim)
        self._times: dict[str, int] = {}

    def circumstances(self, claim: Claim) -> Iterator[tuple[str, object]]:
        """Names and values; numbers are cut off where more of it makes no difference."""
        own, value = self._said[claim.subject.iri], claim.object.value
        other = self._said.get(value, {})
        state = own.get("ofState") or other.get("ofState")
        yield "lang", self._language
        # how much the release tells
        yield "projects", min(self._projects, 3)
        yield "fundings", min(self._fundings, 4)
        yield "sums", min(self._of_kind["amount"], 4)
        yield "kind", min(self._of_kind[_name(claim)], 8)
        # what the claim's subject and object are
        yield "same", min(self._alike[claim.subject.iri, claim.predicate], 5)
        yield "used", min(self._named[claim.subject.iri], 2)
        yield "named", min(self._named[value], 4)
        yield "state", state.method if state else "none"
        yield "function", "hasFunction" in own or "hasFunction" in other
        yield "donor", "donor" in own
        yield "title", "title" in own
        yield "object", kind_of(value) or ""
        yield "introduced", release_key_of(value) is not None
        # where and how it is worded
        yield "head", claim.worded.lower() in self._headline
        yield "times", self._worded(claim.worded.lower())
        yield "words", min(len(claim.worded.split()), 6)
        yield "place", claim.evidence.start * 5 // max(len(self._text), 1)
        yield "quote", min(len(claim.evidence.quote) // 100, 8)
        yield "apart", _apart(claim)

    def _worded(self, wording: str) -> int:
        if wording not in self._times:
            self._times[wording] = min(self._text.count(wording), 4)
        return self._times[wording]


def _name(claim: Claim) -> str:
    return claim.predicate.rsplit("#", 1)[-1]


def _apart(claim: Claim) -> int:
    """How far the wording stands from the cue, in steps of twenty characters; -1 where there is no cue."""
    worded, cue = claim.evidence.worded_at, claim.evidence.cue_at
    return min(abs(cue[0] - worded[0]) // 20, 8) if cue and worded else -1
