"""Which things an excerpt is about: projects by what is said of them, or whatever a query names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from iomkg import queries
from iomkg.answers import Answer
from iomkg.answers.words import iris_of
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.links import members_of
from iomkg.model import Term
from iomkg.namespaces import ID, kind_of, release, release_graph, release_key_of, term
from iomkg.queries import Bound
from iomkg.store import Store

#: What only holds a value, or says something, is no thing to be about.
_NO_THINGS: Final = ("date", "identifier", "claim")
_REGIONS: Final = f"{ID}region/"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for, all at once: parameters of `queries/parts/projects-chosen.rq` as a person types them, and the
    answer to a query."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    answer: Answer | None = None


def chosen(store: Store, choice: Choice) -> list[str]:
    """The IRIs of the things, sorted; without any choice all projects.

    With parameters these are projects, and the actor that was asked for itself; with an answer alone, every thing its
    rows name. Raises QueryError when a parameter means nothing, UsageError when nothing is chosen.
    """
    if choice.answer is None:
        found = _projects(store, choice.parameters)
    elif not choice.parameters:
        found = _named(choice.answer)
    else:
        found = _projects(store, choice.parameters) & _named(choice.answer)
    if not found:
        raise UsageError("nothing is chosen: no project is of all that; ask for less at once")
    return sorted(found)


def _named(answer: Answer) -> set[str]:
    """The things that the rows of an answer name."""
    iris = {iri for row in answer.rows for value in row if value is not None for iri in iris_of(value)}
    return {iri for iri in iris if iri.startswith(ID) and kind_of(iri) not in _NO_THINGS}


def _projects(store: Store, parameters: Mapping[str, str]) -> set[str]:
    bound = queries.bind(store, queries.parts()["projects-chosen"], parameters)
    rows = store.select(bound.sparql).rows
    found = {project.value for project, dated in rows if project and _is_of_time(store, project.value, dated, bound)}
    region, actor = bound.parameters["region"], bound.parameters["actor"]
    if not region.is_open:
        in_region = queries.parts()["projects-in-region"].sparql if region.text.startswith(_REGIONS) else _IN_PLACE
        found &= {row[0].value for row in store.select(bound.put_into(in_region)).rows if row[0]}
    if found and isinstance(actor.term, NamedNode):
        found.add(actor.text)
    return found


def _is_of_time(store: Store, project: str, dated: Term | None, bound: Bound) -> bool:
    """Whether a project runs in the time asked for, as the query found, or, where nothing dates it, a release of that
    time tells of it."""
    since, until = bound.parameters["since"], bound.parameters["until"]
    if (since.is_open and until.is_open) or (dated is not None and dated.value == "true"):
        return True
    draft = Draft(store)
    keys = {release_key_of(member) or "" for member in members_of(draft, project)}
    days = [day.value for key in keys for day in draft.objects(release(key), term("effectiveOn"), release_graph(key))]
    return any((since.is_open or day >= since.text) and (until.is_open or day <= until.text) for day in days)


_IN_PLACE: Final = "SELECT DISTINCT ?project { ?project iomkg:targetsPlace/iomkg:within? ?_region }"
