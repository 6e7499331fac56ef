"""Document -> Mentions: what a release names, where, and which known things each name can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions import areas, bodies, dates, durations, money, organisations, people, single, states, titles
from iomkg.mentions.actors import Actors
from iomkg.mentions.gazetteer import Found, gazetteer
from iomkg.mentions.grammar import grammar
from iomkg.mentions.stretch import Words
from iomkg.mentions.tokens import tokens
from iomkg.model import Document, Language, Mention
from iomkg.reference import Reference
from iomkg.values import Title

__all__ = ["actor", "find", "of_fields", "place"]

_OWNED = re.compile(r"\s+(?:de|del|du|des|of|by|d['’])\s*(?:la|le|l['’]|el|the|los)?\s*$")


def find(document: Document, reference: Reference) -> tuple[Mention, ...]:
    """The mentions of a document's headline and paragraphs, in order of place; furniture names nothing.

    Mentions of one sort never overlap; a place within a title or a body is a mention beside it.
    """
    text, language = document.text, document.language
    folded = fold(text)
    spans = document.sentences
    found = [hit for hit in gazetteer(reference).find(text, folded, language) if _inside(hit.start, hit.end, spans)]
    found = states.settled(found, folded, language, reference)
    names = _named(document, folded, found, reference)
    values = [
        *money.find(text, folded, language, found, reference.country_of),
        *durations.find(text, folded, language),
        *_dates(document, folded),
        *titles.find(text, folded, language, spans),
    ]
    inside = (m for m in values if _inside(m.start, m.end, spans) and not _names_a_body(m, names, text, language))
    values = [_before_owner(mention, names, text) for mention in inside]
    values = [mention for mention in values if not _names_money(mention, values)]
    unknown = list(organisations.find(text, folded, language, spans, [*names, *values]))
    names = [mention for mention in names if not _swallowed(mention, unknown)] + unknown
    sure = [mention for mention in values if not _is_only_told(mention)]
    persons = list(people.find(text, folded, language, spans, [*names, *sure]))
    values = [m for m in values if not _is_only_told(m) or not _is_part_of_a_person(m, persons)]
    names = [mention for mention in names if not _is_part_of_a_person(mention, persons)]
    unknown = list(areas.find(text, folded, language, spans, [*names, *values, *persons]))
    names = [mention for mention in names if not _swallowed(mention, unknown)] + unknown
    names += areas.listed(text, folded, language, spans, [*names, *values, *persons])
    return tuple(sorted([*names, *values, *persons], key=lambda m: (m.start, -m.end, m.kind)))


def actor(name: str, language: Language, reference: Reference, state: str | None = None) -> Mention:
    """Who a name by itself means; `state` is the IRI of the state whose body it is, if told. Unknown: no candidates."""
    return single.actor(name, language, reference, find, state)


def place(name: str, language: Language, reference: Reference, kind: str, near: Iterable[str] = ()) -> Mention:
    """Which place a name by itself means; `near` are countries told beside it, `kind` what an unknown place is."""
    return single.place(name, language, reference, find, kind, near)


def of_fields(document: Document, reference: Reference) -> Mapping[tuple[int, int], Mention]:
    """What the names in the fields of a table's row mean, by the number of the line and that of the name in it."""
    return single.of_lines(document, reference, find)


def _dates(document: Document, folded: str) -> list[Mention]:
    """The dates; without a day of publication "today" is the day of the dateline."""
    found = list(dates.find(document.text, folded, document.language, document.published))
    today = None if document.published else dates.of_dateline(found, document.dateline)
    return list(dates.find(document.text, folded, document.language, today)) if today else found


def _named(document: Document, folded: str, found: Sequence[Found], reference: Reference) -> list[Mention]:
    """Bodies, states, places and the rest of what has a proper name."""
    actors = Actors(reference, document.text, document.language)
    composed = [
        body
        for start, end in document.sentences
        for body in bodies.Reader(
            Words(
                document.text,
                tokens(document.text, folded, start, end),
                grammar(document.language),
                {hit.start: hit for hit in found if start <= hit.start < end},
            )
        ).bodies()
        if fold(body.name) not in load(document.language).list("organs")
    ]
    composite = list(actors.mentions(composed, found))
    known = list(states.mentions(found, document.text, folded, document.language, reference))
    kept = [mention for mention in known if not _swallowed(mention, composite)]
    named = actors.short_forms(sorted([*composite, *kept], key=lambda m: (m.start, -m.end)))
    named = _longest_bodies(named)
    named = [*_rebound(named, actors), *actors.by_acronym(named)]
    return list(_with_their_country(sorted(named, key=lambda m: m.start), document.text, reference))


def _with_their_country(mentions: Sequence[Mention], text: str, reference: Reference) -> Iterator[Mention]:
    """A national society goes by its country's name as well: `Caritas Niger`. The country stays named beside it."""
    for mention, after in zip_longest(mentions, mentions[1:]):
        entry = reference.get(mention.candidates[0]) if mention.kind == "body" and mention.candidates else None
        beside = after is not None and after.kind == "place" and text[mention.end : after.start] == " "
        if entry is not None and entry.kind == "NonGovernmentalOrganisation" and beside:
            mention = replace(mention, end=after.end, text=text[mention.start : after.end])
        yield mention


def _swallowed(mention: Mention, composite: Iterable[Mention]) -> bool:
    """Whether a known name is only part of a composed body (its state, its place)."""
    return any(body.start <= mention.start and mention.end <= body.end for body in composite)


def _longest_bodies(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _rebound(mentions: Iterable[Mention], actors: Actors) -> list[Mention]:
    """An acronym the release binds to a body means that body, whatever else is known by it."""
    result = []
    for mention in mentions:
        bearer = actors.bound.get(mention.text)
        if bearer is not None and mention.kind in ("body", "instrument"):
            mention = replace(bearer, start=mention.start, end=mention.end, text=mention.text)
        result.append(mention)
    return result


def _before_owner(mention: Mention, names: Iterable[Mention], text: str) -> Mention:
    """A title without quotation marks ends before the organisation whose project it is (`Programa X de la OIM`)."""
    if not isinstance(mention.value, Title) or mention.value.quoted:
        return mention
    for name in names:
        if name.kind == "body" and mention.start < name.start and name.end <= mention.end:
            title = _OWNED.sub("", text[mention.start : name.start])
            if title != text[mention.start : name.start]:
                value = replace(mention.value, title=title)
                return replace(mention, end=mention.start + len(title), text=title, value=value)
    return mention


def _names_a_body(mention: Mention, names: Sequence[Mention], text: str, language: Language) -> bool:
    """Whether what looks like a title without quotation marks is the name of a body, a fund or places."""
    value = mention.value
    if not isinstance(value, Title) or value.quoted:
        return False
    if any(m.start <= mention.start < m.end for m in names if m.kind in ("body", "instrument")):
        return True
    if not value.told:
        return False
    joined = load(language).list("conjunctions")
    inside = [m for m in names if m.start < mention.end and mention.start < m.end]
    rest = mention.text
    for name in inside:
        following = text[name.end : mention.end].split()
        if name.start <= mention.start and following and following[0] in joined:
            return True  # `Horn of Africa and the …` begins a list of places
        rest = rest.replace(text[max(name.start, mention.start) : min(name.end, mention.end)], " ")
    return any(m.kind in ("body", "instrument") for m in inside) or not re.search(r"[A-ZÀ-Ý]", rest)


def _is_only_told(mention: Mention) -> bool:
    return isinstance(mention.value, Title) and mention.value.told


def _names_money(mention: Mention, values: Sequence[Mention]) -> bool:
    return mention.kind == "title" and any(
        m.kind == "money" and m.start <= mention.start and mention.end <= m.end for m in values
    )


def _is_part_of_a_person(mention: Mention, persons: Iterable[Mention]) -> bool:
    return any(person.start < mention.end and mention.start < person.end for person in persons)


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in spans)
