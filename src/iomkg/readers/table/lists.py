"""What words of a table or a mapping mean in the lists and the reference data; ValueError says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from iomkg import identifiers, resources, stated_dates, vocabulary
from iomkg.folding import fold
from iomkg.namespaces import SCHEME, SKOS, expanded
from iomkg.readers.manifest import SOURCE_CLASSES, has_contact
from iomkg.readers.table.vocabulary import words
from iomkg.readers.urls import canonical_url
from iomkg.reference import Reference
from iomkg.unseen import excerpt

_NAMED_KINDS: Final = (
    "State", "Agency", "IntergovernmentalOrganisation", "NonGovernmentalOrganisation", "OtherOrganisation", "Country",
    "AdministrativeArea", "Settlement", "BorderPost", "Region", "FundingInstrument", "Route",
)  # fmt: skip
#: Left out of the graph on purpose: a cell that means this says nothing.
NOTHING: Final = ""


def codes(scheme: str) -> tuple[str, ...]:
    """The codes of a list of the ontology, in order."""
    return tuple(sorted(_lists().get(scheme, ())))


def identifier_schemes() -> tuple[str, ...]:
    """The codes of the schemes whose identifiers a table may state."""
    return tuple(scheme for scheme in identifiers.STATED if scheme != "table")


def source_classes() -> tuple[str, ...]:
    """The classes of sources a manifest may name."""
    return SOURCE_CLASSES


def checker(field: str) -> Callable[[str], str]:
    """What checks the values that a mapping gives to a field's words; an empty value means nothing, and is right."""
    check = {"theme": theme, "status": status, "currency": currency, "instrument": instrument}.get(field, _known)
    return lambda meant: check(meant) if meant.strip() else NOTHING


def theme(text: str) -> str:
    """The IRI of a theme by its name in any language, its code or its IRI."""
    return _named("Theme", text, "theme")


def instrument(text: str) -> str:
    """The IRI of a funding instrument by any of its names, its acronym or its IRI."""
    return _named("FundingInstrument", text, "fund or budget line that the reference data knows")


def state(text: str) -> str:
    """The IRI of a state by its name in any language, its ISO 3166-1 alpha-3 code or its IRI."""
    return _named("State", text, "state")


def is_country(text: str) -> bool:
    """Whether a text is a country's name in any language, or its code of three letters."""
    return " ".join(fold(text).split()) in _names("Country")


def is_known(text: str) -> bool:
    """Whether some actor, place or fund of the reference data has exactly this name or acronym."""
    plain = " ".join(fold(text).split())
    return any(plain in _names(kind) for kind in _NAMED_KINDS)


def status(text: str) -> str:
    """The code of a project's status by the words of data/lexicon/tables.toml, or its code."""
    folded = " ".join(fold(text).split())
    found = words().statuses.get(folded) or (folded if folded in codes("project-status") else None)
    if found is None:
        raise ValueError(f"{excerpt(text)!r} is no status; it is one of {', '.join(codes('project-status'))}")
    return found


def currency(text: str) -> str:
    """The ISO 4217 code of a currency by its code, sign or name."""
    code = text.strip().upper()
    if code in _currencies():
        return code
    found = words().currencies.get(" ".join(fold(text).split()))
    if found is None:
        raise ValueError(f"{excerpt(text)!r} is no currency; give its code of three letters, such as EUR")
    return found


def stated(text: str) -> str:
    """A stated date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    try:
        if not text.startswith("--"):
            stated_dates.parse(text)
            return text
    except ValueError:
        pass
    raise ValueError(f"{excerpt(text)!r} is no day, month or year written YYYY[-MM[-DD]]")


def day(text: str) -> str:
    """A day written YYYY-MM-DD."""
    if len(stated(text)) != len("2024-03-31"):
        raise ValueError(f"{excerpt(text)!r} is no day written YYYY-MM-DD")
    return text


def address(text: str) -> str:
    """The canonical form of a web address."""
    return canonical_url(text)


def free_of_contacts(text: str) -> str:
    """A text without contact details."""
    if has_contact(text):
        raise ValueError("holds contact details; give the name of an organisation or licence alone")
    return text


def _known(text: str) -> str:
    """A name, or the IRI of something the reference data holds."""
    if not text.startswith(("id:", "http://", "https://")):
        return text
    iri = expanded(text)
    if Reference.load().get(iri) is None:
        raise ValueError(
            f"{excerpt(text)} is not in the reference data; give a name, or an IRI that `iomkg show` knows"
        )
    return iri


def _named(kind: str, text: str, what: str) -> str:
    names = _names(kind)
    iri = expanded(text)
    found = iri if iri in set(names.values()) else names.get(" ".join(fold(text).split()))
    if found is None:
        raise ValueError(f"{excerpt(text)!r} is no {what}" + _close(text, names))
    return found


def _close(text: str, names: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(fold(text), names, 3, 0.75)
    return f"; did you mean {', '.join(close)}?" if close else ""


@cache
def _names(kind: str) -> dict[str, str]:
    """Folded names, acronyms and codes of a class of the reference data, with what they name."""
    reference = Reference.load()
    found: dict[str, str] = {}
    for entry in reference.of_kind(kind):
        names = [name for name, _ in entry.names] + entry.acronyms + [entry.iri.rsplit("/", 1)[1]]
        if entry.territory and (territory := reference.get(entry.territory)):
            names += [name for name, _ in territory.names]
        for name in names:
            found.setdefault(" ".join(fold(name).split()), entry.iri)
    if kind == "State":
        for entry in reference.of_kind("Country"):
            own = reference.state_of_country(entry.iri)
            for name, _ in entry.names if own else ():
                found.setdefault(" ".join(fold(name).split()), str(own))
    return found


@cache
def _currencies() -> frozenset[str]:
    shipped = (resources.data() / "reference" / "currencies.ttl").read_text("utf-8")
    return frozenset(re.findall(r"^<scheme/currency/([A-Z]{3})>", shipped, re.MULTILINE))


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for quad in vocabulary.quads_of("lists.ttl"):
        if quad.predicate.value == SKOS + "inScheme" and isinstance(quad.subject, NamedNode):
            scheme, _, code = quad.subject.value.removeprefix(SCHEME).partition("/")
            found.setdefault(scheme, set()).add(code)
    return {scheme: frozenset(known) for scheme, known in found.items()}
