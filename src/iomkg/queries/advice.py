"""What to say of a parameter's value that means nothing: what it is instead, and the nearest that would do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

from iomkg.engine import Engine
from iomkg.namespaces import SCHEME, kind_of
from iomkg.queries.header import Parameter
from iomkg.queries.known import FORMS, folded, is_entity, known, local, tail

_MOST = 5
_LEAST_LETTERS = 4
_LEAST_LIKENESS = 0.6
_LEAST_LIKENESS_OF_WORDS = 0.75
_ENTITY: Final = "entity"


def refusal(engine: Engine, parameter: Parameter, given: str) -> str:
    """The message for a value that a parameter does not take: what is wrong with it, and what to give instead."""
    start = f"{parameter.name}={given!r}"
    entities = {kind: known(engine, kind) for kind in parameter.types if is_entity(kind)}
    instead, regions = _named_otherwise(engine, parameter, given) if entities else ("", [])
    if regions:
        return f"{start}: {instead}; regions that hold it: {', '.join(regions)}"
    allowed = [*parameter.choices, *(FORMS[kind] for kind in parameter.types if kind in FORMS)]
    nearest = {iri: found[iri][0] for found in entities.values() for iri in _nearest(found, given)}
    if nearest:
        allowed.append(f"the nearest: {', '.join(_with_code(label, iri) for iri, label in nearest.items())}")
    elif any(entities.values()):
        allowed.append(f"what `iomkg queries NAME --values {parameter.name}` lists")
    what = f"{start}: {instead}" if instead else f"{start} is not known"
    return f"{what}; give {' or '.join(allowed)}" if allowed else f"{what}; the store holds none"


def _with_code(label: str, iri: str) -> str:
    """`border posts (border-posts)`: what is meant, and what is typed for it."""
    return label if label.casefold() == tail(iri) else f"{label} ({tail(iri)})"


def _nearest(found: Mapping[str, list[str]], given: str) -> list[str]:
    """The IRIs of the names nearest to what was given: those that share words or their beginnings, else those spelt
    alike, else those with a word spelt alike."""
    wanted = folded(given)
    names = {folded(text): iri for iri, labels in found.items() for text in (*labels, local(iri), tail(iri))}
    ranked = [(-shared, -_likeness(wanted, name), tail(iri), iri) for name, iri in names.items()
              if (shared := _shared(wanted, name))]  # fmt: skip
    if ranked:
        return list(dict.fromkeys(iri for *_, iri in sorted(ranked)))[:_MOST]
    spelt = difflib.get_close_matches(wanted, names, n=_MOST, cutoff=_LEAST_LIKENESS)
    if not spelt:
        words = {word: names[name] for name in sorted(names) for word in name.split("-")}
        close = difflib.get_close_matches(wanted, words, n=_MOST, cutoff=_LEAST_LIKENESS_OF_WORDS)
        return list(dict.fromkeys(words[word] for word in close))
    return list(dict.fromkeys(names[name] for name in spelt))


def _likeness(wanted: str, name: str) -> float:
    return difflib.SequenceMatcher(None, wanted, name).ratio()


def _shared(wanted: str, name: str) -> int:
    """How much of what is wanted a name has: two for a word, one for a word that begins alike (`borders`, `border`)."""
    words = name.split("-")
    shared = 0
    for word in wanted.split("-"):
        if len(word) >= _LEAST_LETTERS:
            shared += 2 if word in words else any(_begin_alike(word, other) for other in words)
    return shared


def _begin_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LEAST_LETTERS and (one.startswith(other) or other.startswith(one))


def _named_otherwise(engine: Engine, parameter: Parameter, given: str) -> tuple[str, list[str]]:
    """`Mexico is a country, not a region` when something of another kind has that name, else nothing; and where a
    region is asked for, the regions that hold that place."""
    wanted = folded(given)
    named = {
        iri: labels
        for iri, labels in known(engine, _ENTITY).items()
        if wanted and wanted in (folded(local(iri)), *map(folded, labels))
    }
    around = _regions_around(engine, named) if "region" in parameter.types else []
    if around:
        named = {iri: labels for iri, labels in named.items() if _kind(iri) in _PLACES}
    if not named:
        return "", []
    kinds = " and ".join(sorted({_with_article(_kind(iri)) for iri in named}))
    label = next(iter(named.values()))[0]
    return f"{label} is {kinds}, not {_with_article(next(filter(is_entity, parameter.types)))}", around


def _regions_around(engine: Engine, named: Iterable[str]) -> list[str]:
    """The regions that hold one of these places, or have it as a member by a definition of theirs."""
    places = " ".join(f"<{iri}>" for iri in named)
    held = engine.select(
        f"""SELECT DISTINCT ?region {{
          VALUES ?place {{ {places} }}
          {{ ?place iomkg:directlyWithin+ ?region . ?region a iomkg:Region }}
          UNION {{
            ?place iomkg:directlyWithin* ?member .
            ?membership iomkg:memberPlace ?member .
            ?definition iomkg:hasMembership ?membership ; iomkg:definesRegion ?region .
          }}
        }}"""
    )
    return sorted(tail(row[0].value) for row in held.rows if row[0] is not None)


def _kind(iri: str) -> str:
    """The kind of an entity in words: of an entry of a list, the list."""
    kind = kind_of(iri) or iri.removeprefix(SCHEME).split("/", 1)[0]
    return _KINDS.get(kind, kind.replace("-", " "))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


_PLACES: Final = ("country", "administrative area", "settlement", "border post", "region")
_KINDS: Final = {"area": "administrative area", "instrument": "funding instrument"}
