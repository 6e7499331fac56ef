"""Names that stand by themselves, in a cell of a table or a list: the one thing each means.

A known name is looked up as it is, whatever its case; another is read as a text of its own, in which bodies are
composed as in any release. A name that several bodies bear (`Ministry of the Interior`) means the one of the state
that is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product
from typing import Final, get_args

from iomkg.folding import fold
from iomkg.model import Document, FieldLine, Language, Mention, Named, Release, Source
from iomkg.namespaces import ID, kind_of
from iomkg.reference import Entry, Reference
from iomkg.values import Body, Government, NamedPlace, StatedSum

Find = Callable[[Document, Reference], tuple[Mention, ...]]

_ACTING: Final = ("organisation", "agency", "instrument", "state")
_BRACKETED: Final = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<short>[A-Z][\w./-]{1,14})[)\]]\s*")
_COVERED: Final = 0.75  # the share of a name's letters that a mention must hold to be what the whole name means
_PLACES: Final = frozenset({"place", "region", "route"})
_ACTORS: Final = frozenset({"body", "state", "instrument", "place"})
_MOST_REMEMBERED: Final = 10_000


def actor(name: str, language: Language, reference: Reference, find: Find, state: str | None = None) -> Mention:
    """Who a name means, at the offsets of the name itself; `state` is the IRI of the state whose body it is, if told.

    A mention without candidates is a body that the reference data does not hold.
    """
    return _actor(name, language, reference, find, state)


def place(
    name: str, language: Language, reference: Reference, find: Find, kind: str, near: Iterable[str] = ()
) -> Mention:
    """Which place, region or route a name means; `near` are the countries told beside it, `kind` what an unknown one
    is.
    """
    return _place(name, language, reference, find, kind, tuple(near))


def of_lines(document: Document, reference: Reference, find: Find) -> Mapping[tuple[int, int], Mention]:
    """What the names of a row's fields mean, by the number of the line and that of the name in its field.

    The donors of a sum stand in what its column is called; each mention has the offsets of its words in the document.
    """
    found: dict[tuple[int, int], Mention] = {}
    countries = _countries(document, reference, find)
    for number, line in enumerate(document.lines):
        field = line.field
        said = document.text[line.said : line.end]
        from_label = field.value.donors or () if isinstance(field.value, StatedSum) else ()
        for i, named in enumerate(field.names or from_label):
            if field.name in ("theme", "instrument"):
                means = Mention(field.name, 0, 0, named.words, (named.means or "",))
            elif field.name == "place":
                means = place(
                    _meant(named), document.language, reference, find, field.kind, countries.get(field.of, ())
                )
            else:
                means = actor(_meant(named), document.language, reference, find, field.state)
            start, end = (line.start, line.said) if from_label else _span(line, said, named)
            found[number, i] = replace(means, start=start, end=end, text=document.text[start:end])
    return found


def _countries(document: Document, reference: Reference, find: Find) -> dict[int, tuple[str, ...]]:
    """The countries that each project of a row names."""
    told: dict[int, dict[str, None]] = {}
    for line in document.lines:
        if line.field.name == "place":
            for named in line.field.names:
                means = place(_meant(named), document.language, reference, find, line.field.kind)
                if means.candidates and kind_of(means.candidates[0]) == "country":
                    told.setdefault(line.field.of, {})[means.candidates[0]] = None
    return {of: tuple(countries) for of, countries in told.items()}


def _meant(named: Named) -> str:
    return named.means or named.words


def _span(line: FieldLine, said: str, named: Named) -> tuple[int, int]:
    """Where the words of a name stand in its line, whatever the line breaks between them; the whole cell if nowhere."""
    pattern = r"\s+".join(map(re.escape, named.words.split()))
    match = re.search(pattern, said) if pattern else None
    return (line.said + match.start(), line.said + match.end()) if match else (line.said, line.end)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _actor(name: str, language: Language, reference: Reference, find: Find, state: str | None) -> Mention:
    if name.startswith(ID):
        return _mention(name, name, reference)
    match = _BRACKETED.fullmatch(name)
    plain, short = (match["name"], match["short"]) if match else (name, None)
    for wording in (name, plain, *((short,) if short else ())):
        known = [iri for iri in _known(reference).get(_key(wording), ()) if kind_of(iri) in _ACTING]
        known = [iri for iri in known if state is None or reference.state_of(iri) in (None, state)]
        if len(known) == 1 and (wording is not short or _is_alike(plain, reference[known[0]])):
            return _mention(known[0], name, reference, short if wording is not short else None)
    context = _name_of(reference.country_of_state(state), language, reference)
    mention = _covering(name, plain, context, language, reference, find, _ACTORS)
    if mention is None or (mention.kind == "place" and not any(kind_of(iri) == "state" for iri in mention.candidates)):
        return Mention("body", 0, len(name), name, (), Body(plain, short, public=state is not None, state=state))
    value = mention.value
    if isinstance(value, Body) and state and value.state is None and not mention.candidates:
        value = replace(value, state=state, public=True)
    return replace(mention, start=0, end=len(name), text=name, value=value)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _place(
    name: str, language: Language, reference: Reference, find: Find, kind: str, near: tuple[str, ...]
) -> Mention:
    if name.startswith(ID):
        return _known_place(name, name)
    known = [iri for iri in _known(reference).get(_key(name), ()) if reference[iri].is_place or kind_of(iri) == "route"]
    within = [iri for iri in known if reference.country_of(iri) in near]
    for candidates in (within, [iri for iri in known if kind_of(iri) in ("country", "region", "route")], known):
        if len(candidates) == 1:
            return _known_place(candidates[0], name)
    context = "; ".join(_name_of(country, language, reference) for country in near)
    mention = _covering(name, name, context, language, reference, find, _PLACES)
    if mention is not None and mention.candidates:
        return replace(mention, start=0, end=len(name), text=name)
    return Mention("place", 0, len(name), name, (), NamedPlace(name, kind))


def _known_place(iri: str, name: str) -> Mention:
    kind = kind_of(iri)
    return Mention(kind if kind in ("region", "route") else "place", 0, len(name), name, (iri,))


def _covering(
    name: str,
    plain: str,
    context: str,
    language: Language,
    reference: Reference,
    find: Find,
    kinds: frozenset[str],
) -> Mention | None:
    """What reading a name as a text of its own finds, if that holds nearly all of it.

    Names in capitals or small letters throughout are read again as names are written, and in every language: a table
    in one holds names in others.
    """
    spellings = dict.fromkeys((name, name.title() if name.isupper() or name.islower() else name))
    for written, tongue in product(spellings, dict.fromkeys((language, *get_args(Language)))):
        text = f"{written}\n{context}" if context else written
        ends = [(0, len(written)), *([(len(written) + 1, len(text))] if context else [])]
        source = Source("a name", "", "text/plain")
        document = Document(Release("", source, text), text, tongue, (), tuple(ends))
        inside = [m for m in find(document, reference) if m.end <= len(written) and m.kind in kinds]
        best = max(inside, key=lambda m: m.end - m.start, default=None)
        if best is not None and best.end - best.start >= _COVERED * len(plain):
            return best
    return None


def _mention(iri: str, name: str, reference: Reference, short: str | None = None) -> Mention:
    kind = kind_of(iri)
    if kind == "state":
        return Mention("state", 0, len(name), name, (iri,), Government("government"))
    if kind == "instrument":
        return Mention("instrument", 0, len(name), name, (iri,))
    entry = reference.get(iri)
    own = entry.english if name == iri and entry else name
    match = _BRACKETED.fullmatch(own)
    value = Body(match["name"] if match else own, short, kind == "agency", reference.state_of(iri))
    return Mention("body", 0, len(name), name, (iri,), value)


def _is_alike(plain: str, entry: Entry) -> bool:
    """Whether a name before an acronym may be that of the body the acronym means: it shares a long word with it."""
    known = {word for name, _ in entry.names for word in fold(name).split() if len(word) > 4}
    return bool(known & set(fold(plain).split()))


def _name_of(iri: str | None, language: Language, reference: Reference) -> str:
    entry = reference.get(iri)
    return (entry.labels.get(language) or entry.english) if entry else ""


def _key(name: str) -> str:
    return " ".join(re.sub(r"[.,]", " ", fold(name)).split()).removeprefix("the ")


@cache
def _known(reference: Reference) -> dict[str, tuple[str, ...]]:
    """Everything the reference data holds by its folded names and acronyms; a country's names are its state's too."""
    found: dict[str, dict[str, None]] = {}
    for entry in reference.entries.values():
        if not (entry.is_actor or entry.is_place or entry.kind in ("FundingInstrument", "Route")):
            continue
        own = [entry.iri]
        if entry.kind == "Country" and (state := reference.state_of_country(entry.iri)):
            own.append(state)
        for name in (*(name for name, _ in entry.names), *entry.acronyms):
            for iri in own:
                found.setdefault(_key(name), {})[iri] = None
    return {name: tuple(iris) for name, iris in found.items()}
