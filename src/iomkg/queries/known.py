"""What a parameter may stand for: the entities of a kind that the view holds, with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.engine import Engine
from iomkg.namespaces import BASE, ID, SCHEME, expanded, slug, term
from iomkg.queries.header import Parameter

#: What a value of these types looks like.
FORMS: Final = {"date": "a date YYYY-MM-DD", "integer": "a whole number", "string": "a text"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """A value a parameter takes, as it is typed, with words for it."""

    value: str
    words: str


def allowed(engine: Engine, parameter: Parameter) -> tuple[Allowed, ...]:
    """Every value a parameter takes: words of a choice, forms (`a date YYYY-MM-DD`), then entities by their value."""
    listed = [Allowed(choice, "") for choice in parameter.choices]
    listed += [Allowed("", FORMS[kind]) for kind in parameter.types if kind in FORMS]
    found = {iri: labels for kind in parameter.types if is_entity(kind) for iri, labels in known(engine, kind).items()}
    tails = [tail(iri) for iri in found]
    typed = {iri: tail(iri) if tails.count(tail(iri)) == 1 else local(iri) for iri in found}
    for iri in sorted(found, key=lambda iri: (typed[iri], iri)):
        listed.append(Allowed(typed[iri], " ".join(filter(None, (found[iri][0], _remark(engine, parameter, iri))))))
    return tuple(listed)


def is_entity(kind: str) -> bool:
    """Whether a value of this type is an entity of the view."""
    return kind in _CLASSES


def known(engine: Engine, kind: str, among: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Every entity of a kind with its labels, the one to show first; or those among some IRIs."""
    only = "" if among is None else f"VALUES ?thing {{ {' '.join(str(NamedNode(iri)) for iri in among)} }}"
    classes = " ".join(f"iomkg:{name}" for name in _CLASSES[kind])
    of_kind = f"VALUES ?class {{ {classes} }} ?thing a ?class ." if classes else ""
    named = f"VALUES (?naming ?rank) {{ {_NAMING} }} ?thing ?naming ?label"
    table = engine.select(f"SELECT DISTINCT ?thing ?label ?rank {{ {only} {of_kind} {named} }}")
    found: dict[str, list[tuple[int, int, str]]] = {}
    for thing, label, rank in table.rows:
        if isinstance(thing, NamedNode) and isinstance(label, Literal) and rank and thing.value.startswith(BASE):
            preference = (int(rank.value), _LANGUAGES.get(label.language or "", len(_LANGUAGES)), label.value)
            found.setdefault(thing.value, []).append(preference)
    return {iri: [label for _, _, label in sorted(labels)] for iri, labels in found.items()}


def spelt(kind: str, text: str) -> list[str]:
    """The IRIs that a text is meant to be, if it is meant as one: in full, shortened, or its end."""
    if not _PLAIN_IRI.fullmatch(text):
        return []
    spellings = [expanded(text), ID + text, SCHEME + text]
    if kind in _HOMES:
        spellings.append(_HOMES[kind] + text.lower())
    return [iri for iri in spellings if ":" in iri]


def holds(engine: Engine, iri: str, kind: str) -> bool:
    """Whether the view has an entity of that kind, named or not."""
    classes = {term(name) for name in _CLASSES[kind]}
    found = {row[0].value for row in engine.select(f"SELECT ?class {{ {NamedNode(iri)} a ?class }}").rows if row[0]}
    return bool(found & classes if classes else found)


def definitions(engine: Engine, region: str) -> list[str]:
    """The definitions of a region, by IRI."""
    found = engine.select(f"SELECT ?definition {{ ?definition iomkg:definesRegion {NamedNode(region)} }}")
    return sorted(row[0].value for row in found.rows if row[0])


def local(iri: str) -> str:
    """The IRI without what all our IRIs begin with: `region/sahel`."""
    return iri.removeprefix(ID).removeprefix(SCHEME)


def tail(iri: str) -> str:
    """The shortest text that is read as this IRI in nearly all cases: `sahel`, `agency/usa/usaid`."""
    whole = local(iri)
    return whole.split("/", 1)[1] if whole.count("/") == 1 else whole


def with_code(label: str, iri: str) -> str:
    """A label with what is typed for its IRI, where that is not the label itself: `Nauru (state/nru)`."""
    end = tail(iri)
    return label if end in (slug(label), tail(label)) else f"{label} ({end})"


def folded(text: str) -> str:
    """Letters and digits alone, without case and accents; scripts that `slug` cannot write stay as they are."""
    return slug(text) or " ".join(text.split()).casefold()


def _remark(engine: Engine, parameter: Parameter, iri: str) -> str:
    """What tells a definition from another: its region, and how many places belong to it at some time."""
    if "definition" not in parameter.types:
        return ""
    node = NamedNode(iri)
    asked = f"SELECT ?p ?o {{ VALUES ?p {{ iomkg:definesRegion iomkg:hasMembership }} {node} ?p ?o }}"
    told = engine.select(asked).rows
    regions = sorted(tail(value.value) for p, value in told if p and value and p.value == term("definesRegion"))
    members = len(told) - len(regions)
    return f"– of {', '.join(regions)}, {members} {'member' if members == 1 else 'members'}"


# No character that an IRI may not hold, so that a hostile text never becomes one.
_PLAIN_IRI: Final = re.compile(r"[A-Za-z0-9:/._#-]+")
# Where all entities of a kind are, so that the end of an IRI is found without reading them all.
_HOMES: Final = {
    "theme": f"{SCHEME}theme/",
    **{kind: f"{ID}{kind}/" for kind in ("region", "definition", "route", "country", "project")},
}
_LANGUAGES: Final = {"en": 0, "fr": 1, "es": 2}
_NAMING: Final = (
    "(skos:prefLabel 0) (iomkg:title 1) (iomkg:name 1) (iomkg:acronym 2) (skos:altLabel 2) (skos:notation 3)"
)
_PLACES: Final = ("Country", "AdministrativeArea", "Settlement", "BorderPost", "Region")
_ACTORS: Final = (
    "State", "Agency", "IntergovernmentalOrganisation", "NonGovernmentalOrganisation", "OtherOrganisation",
)  # fmt: skip
_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": ("Theme",),
    "region": ("Region",),
    "definition": ("RegionDefinition",),
    "route": ("Route",),
    "country": ("Country",),
    "place": _PLACES,
    "state": ("State",),
    "actor": _ACTORS,
    "payer": (*_ACTORS, "FundingInstrument"),
    "project": ("Project",),
    "entity": (),
}
