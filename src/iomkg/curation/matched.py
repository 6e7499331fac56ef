"""Decisions on a partner's list: rows that are known are read in as releases and merged with what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Judgement
from iomkg.links import entity_of
from iomkg.matching.sheet import Decided
from iomkg.model import Field, Release, Source
from iomkg.namespaces import NS, RDF, VIEW_GRAPH, digest, scoped, slug, term
from iomkg.vocabulary import load as vocabulary

_KEY_LENGTH: Final = 16
_NEW: Final = {"organisation": "OtherOrganisation", "place": "Settlement", "project": "Project"}


def releases(draft: Draft, rows: Iterable[Decided]) -> Iterator[Release]:
    """A release for each row: its name and identifier, of something of the class of what it was found to be."""
    for row in rows:
        yield Release(
            key=_key(row),
            source=Source(
                name=f"{row.list}, row {row.given.row}",
                sha256=digest(row.list, row.type, row.given.name, row.given.identifier, *row.same),
                media_type="text/tab-separated-values",
                source_class="table",
            ),
            body="",
            fields=tuple(_fields(draft, row)),
        )


def judgements(make: Maker, rows: Iterable[Decided]) -> list[Judgement]:
    """What was decided: what each row is one with, and what it is different from. Read the rows in before."""
    made: list[Judgement] = []
    for row in rows:
        thing = _thing(make.draft, row)
        entity = entity_of(make.draft, thing)
        if entity == thing:
            continue  # its release was refused, which was told
        together = list(dict.fromkeys((*row.same, entity)))
        if len(together) > 1:
            made.append(make.merge(together))
        apart = [iri for iri in row.different if iri not in row.same]
        if entity in apart:
            raise UsageError(
                f"row {row.given.row} of {row.list}, {row.given.name}: its name alone makes it one with a candidate "
                "that is called different; split them with `iomkg split`"
            )
        if apart:
            made.append(make.split(thing, apart))
    return made


def _fields(draft: Draft, row: Decided) -> Iterator[Field]:
    given = row.given
    place = given.places[0] or str(given.row)
    kind = _class_of(draft, row.same[0]) if row.same else _NEW[row.type]
    if row.type == "project":
        yield Field("title", "name", given.name, place, given.row, value=given.name)
    else:
        states = draft.objects(row.same[0], term("ofState"), VIEW_GRAPH) if row.same else []
        yield Field(
            row.type, "name", given.name, place, given.row, value=given.name, kind=kind,
            state=states[0].value if states else None,
        )  # fmt: skip
    if given.identifier.isalpha():
        yield Field("acronym", "acronym", given.identifier, place, given.row, value=given.identifier)
    elif given.identifier:
        value = f"{slug(row.list)}:{given.identifier}"
        yield Field("id", "identifier", given.identifier, place, given.row, value=value, kind="table")


def _class_of(draft: Draft, iri: str) -> str:
    """The most exact class of an entity."""
    rules = vocabulary()
    found = {kind.value for kind in draft.objects(iri, RDF + "type", VIEW_GRAPH)}
    if not found:
        raise UsageError(f"nothing in the view is {iri}; match the list anew")
    above = {ancestor for kind in found for ancestor in rules.ancestors(kind)}
    return sorted(kind.removeprefix(NS) for kind in found - above if kind.startswith(NS))[0]


def _thing(draft: Draft, row: Decided) -> str:
    """What the release of a row introduces: an organisation that is a body of a state is an agency there."""
    kinds = ("agency", "organisation") if row.type == "organisation" else (row.type,)
    things = [scoped(_key(row), kind, 1) for kind in kinds]
    return next((iri for iri in things if entity_of(draft, iri) != iri), things[-1])


def _key(row: Decided) -> str:
    return digest("list", row.list, row.type, str(row.given.row), row.given.name)[:_KEY_LENGTH]
