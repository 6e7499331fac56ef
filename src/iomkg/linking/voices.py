"""Which releases are one voice: a text reposted elsewhere, or published in several languages, is heard once.

Two texts are compared by their sketches; two languages by what does not depend on the language: bodies, places, dates,
numbers, people. A template filled in anew shares its wording and not its facts, so both are looked at.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from iomkg import by_value, sketches, stated_dates
from iomkg.draft import Draft
from iomkg.linking.grades import UNLIKE, Likeness
from iomkg.linking.signatures import Signature
from iomkg.linking.words import fold
from iomkg.namespaces import (
    ID,
    NS,
    SCHEME,
    concept,
    kind_of,
    release_graph,
    release_key_of,
    term,
)

# Shares of the wording (Jaccard; contained in the shorter text) and of the facts.
_REPOSTED, _EXCERPT, _ALIKE, _PARTLY = 0.6, 0.85, 0.4, 0.7
_SAME_FACTS, _SOME_FACTS = 0.7, 0.35
_TRANSLATED, _TRANSLATED_FROM_ANYWHERE = 0.5, 0.7
_FEWEST_RUNS: Final = 20  # below, a sketch says too little
_FEWEST_FACTS: Final = 5
_MANY_FACTS: Final = 8
_DAYS_BETWEEN_VERSIONS: Final = 7
_DAYS_BETWEEN_LIKE_VERSIONS: Final = 30
_DAYS_BETWEEN_REPOSTS: Final = 60
_MOST_TELLING: Final = 8
_BESIDE: Final = 6
_NUMBERS: Final = ("amount", "durationMonths", "quantityStated", "equivalentAmount")
_KINDS: Final = frozenset(
    {"agency", "area", "country", "instrument", "organisation", "post", "region", "route", "settlement", "state"}
)


def sign(draft: Draft, release: str) -> Signature:
    """What of a release tells its voice: its sketch, language, publisher, site, day, and the facts in any language."""
    graph = release_graph(release.rsplit("/", 1)[1])
    if draft.objects(release, term("sourceForm"), graph):
        # A record is no text that others repost or translate: it has a voice of its own.
        return Signature.of("release", {})
    said: dict[str, set[str]] = {"facts": set()}
    bodies: dict[str, dict[str, str]] = {}
    for quad in draft.quads(graph=graph):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        subject, name, value = quad.subject.value, quad.predicate.value.removeprefix(NS), quad.object.value
        if subject == release:
            said.setdefault(name, set()).add(value)
        elif not by_value.is_named_by_value(subject):
            if name in ("ofState", "hasFunction"):
                bodies.setdefault(subject, {})[name] = value
            said["facts"].update(_fact(subject, name, value, isinstance(quad.object, Literal)))
    said["facts"].update(f"body {b['ofState']} {b['hasFunction']}" for b in bodies.values() if len(b) == 2)
    return Signature.of(
        "release",
        {
            "facts": said["facts"],
            "sketch": said.get("textSketch", ()),
            "language": said.get("language", ()),
            "publisher": map(fold, said.get("publisherName", ())),
            "site": {urlsplit(url).netloc.removeprefix("www.") for url in said.get("sourceUrl", ())},
            "published": said.get("publishedOn", ()),
        },
    )


def blocking_keys(signature: Signature) -> frozenset[str]:
    """Words under which releases that may be one voice meet: runs of their wording, and a telling fact beside another
    (a small number or a month beside two: many a project lasts 24 months).

    Two languages are one voice only with a telling fact in common: what any two releases of a country share makes none
    meet, however many there are.
    """
    keys = {f"text {band}" for text in signature.get("sketch") for band in sketches.bands(text)}
    facts = signature.get("facts")
    if len(facts) >= _FEWEST_FACTS:
        telling = set(sketches.minima((fact for fact in facts if fact.startswith(_TELLING)), _MOST_TELLING))
        keys.update(f"facts {fact}, {beside}" for fact in telling for beside in _beside(fact, facts - {fact}))
    return frozenset(f"release|{key}" for key in keys)


def _beside(fact: str, others: frozenset[str]) -> list[str]:
    if not _OFTEN_SO.fullmatch(fact):
        return sketches.minima(others, _BESIDE)
    found = sketches.minima(others, 2 * _BESIDE)
    return [f"{one}, {other}" for one, other in zip(found[::2], found[1::2], strict=True) if one != other]


def likeness(one: Signature, other: Signature) -> Likeness:
    """Whether two releases are one voice."""
    return max(_in_wording(one, other), _in_translation(one, other), key=lambda alike: alike.score)


def unlike_at_a_glance(one: Signature, other: Signature) -> bool:
    """Whether two releases are no one voice, not even perhaps, by their wording, languages and days alone."""
    text, other_text = (min(s.get("textSketch"), default="") for s in (one, other))
    if min(_runs(text), _runs(other_text)) >= _FEWEST_RUNS and _partly_alike(sketches.resemblance(text, other_text)):
        return False
    if not one.get("language") or one.get("language") == other.get("language"):
        return True
    days = _days_between_dates(one.get("publishedOn"), other.get("publishedOn"))
    return days is not None and days > _DAYS_BETWEEN_LIKE_VERSIONS


def _partly_alike(alike: sketches.Resemblance) -> bool:
    contained = alike.contained >= min(_PARTLY, _EXCERPT) and alike.jaccard >= _ALIKE / 2
    return contained or alike.jaccard >= min(_ALIKE, _REPOSTED)


def _in_wording(one: Signature, other: Signature) -> Likeness:
    text, other_text = (min(s.get("sketch"), default="") for s in (one, other))
    if min(_runs(text), _runs(other_text)) < _FEWEST_RUNS:
        return UNLIKE
    alike = sketches.resemblance(text, other_text)
    fewest = min(len(one.get("facts")), len(other.get("facts")))
    common = len(one.get("facts") & other.get("facts"))
    same_facts = common >= _SAME_FACTS * fewest
    days = _days_between(one, other)
    reposted = alike.jaccard >= _REPOSTED or (alike.contained >= _EXCERPT and alike.jaccard >= _ALIKE / 2)
    if reposted and same_facts and (days is None or days <= _DAYS_BETWEEN_REPOSTS):
        return Likeness(0.97, "nearly the same text")
    if alike.jaccard >= _ALIKE or (alike.contained >= _PARTLY and alike.jaccard >= _ALIKE / 2):
        return Likeness(0.75, "much of the text is the same")
    return UNLIKE


def _in_translation(one: Signature, other: Signature) -> Likeness:
    if not one.get("language") or one.get("language") == other.get("language"):
        return UNLIKE
    facts, other_facts = one.get("facts"), other.get("facts")
    common = facts & other_facts
    telling = sum(fact.startswith(_TELLING) for fact in common)
    if len(common) < _FEWEST_FACTS or not telling:
        return UNLIKE
    share = len(common) / len(facts | other_facts)
    days, published_alike = _days_between(one, other), _one_publisher(one, other)
    near = days is not None and days <= _DAYS_BETWEEN_VERSIONS
    if published_alike and near and share >= _TRANSLATED:
        return Likeness(0.95, "one publisher, the same days and facts in two languages")
    strong = share >= _TRANSLATED_FROM_ANYWHERE and len(common) >= _MANY_FACTS and telling > 1
    if strong and published_alike is not False and (days is None or near):
        return Likeness(0.92, "the same facts in two languages")
    if share >= _SOME_FACTS and (days is None or days <= _DAYS_BETWEEN_LIKE_VERSIONS):
        return Likeness(0.75, "much the same facts in two languages")
    return UNLIKE


# Facts that few releases share: what happened when, how much, who spoke.
_TELLING: Final = ("date ", "number ", "person ")
_OFTEN_SO: Final = re.compile(r"number \d\d?|date \d{4}(-\d\d)?")


def _fact(subject: str, name: str, value: str, literal: bool) -> set[str]:
    """A statement as words that are the same in every language; empty for what is not."""
    if literal:
        if name in _NUMBERS:
            return {f"number {value}"}
        if name == "name" and kind_of(subject) == "person":
            return {f"person {fold(value)}"}
        return {f"acronym {fold(value)}"} if name == "acronym" else set()
    if value.startswith(ID + "date/"):
        return {f"date {stated_dates.lexical_of(value)}"}
    if value.startswith(SCHEME) and value.startswith(concept("theme", "")):
        return {value}
    return {value} if kind_of(value) in _KINDS and release_key_of(value) is None else set()


def _one_publisher(one: Signature, other: Signature) -> bool | None:
    """Whether one publisher or site put out both; None when nothing tells."""
    told = None
    for name in ("publisher", "site"):
        if one.get(name) and other.get(name):
            if one.get(name) & other.get(name):
                return True
            told = False
    return told


def _days_between(one: Signature, other: Signature) -> int | None:
    """Days between the publications, None unless both are known; a month counts as its nearest day."""
    return _days_between_dates(one.get("published"), other.get("published"))


def _days_between_dates(one: frozenset[str], other: frozenset[str]) -> int | None:
    spans = [_span(date) for dates in (one, other) for date in dates]
    if len(spans) != 2 or None in spans:
        return None
    (first, last), (other_first, other_last) = (span for span in spans if span)
    return max(0, (other_first - last).days, (first - other_last).days)


def _span(date_iri: str) -> tuple[dt.date, dt.date] | None:
    date = stated_dates.parse(stated_dates.lexical_of(date_iri) or "")
    if date.earliest is None or date.latest is None:
        return None
    return dt.date.fromisoformat(date.earliest), dt.date.fromisoformat(date.latest)


def _runs(text: str) -> int:
    return int(text.partition(":")[0] or 0)
