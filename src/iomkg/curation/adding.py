"""A missed fact, from what a curator types to the judgement that adds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from iomkg import lookup, missed, terms
from iomkg.curation import finding, typed
from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Judgement
from iomkg.links import entity_of, members_of
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, VIEW_GRAPH, expanded, release_graph, release_key_of, shortened, term
from iomkg.namespaces import release as release_iri
from iomkg.naming import Names

_SHORTCUTS: Final = {
    "donor": term("hasDonor"),
    "implementer": term("hasImplementer"),
    "partner": term("hasPartner"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A missed fact as typed. `worded` are the words of the quote that name the value; `new` says that the value is
    the name of a body nobody knows; `sum` is what a donor gives, as `600000 EUR`."""

    release: str
    field: str
    value: str
    quote: str
    worded: str | None = None
    project: str | None = None
    new: bool = False
    sum: str = ""


def judgement(make: Maker, added: Typed) -> Judgement:
    """The judgement that adds a fact. Raises UsageError when something in it is not known or does not fit."""
    draft = make.draft
    key = finding.release(draft, added.release)
    field = typed.prop(added.field)
    language = draft.objects(release_iri(key), term("language"), release_graph(key))[0].value
    value = typed.value(draft, field, added.value, language, added.new)
    thing = None if field == "project" else _thing(draft, key, added.project)
    if added.sum and field != "donor":
        raise UsageError("a sum goes with a donor, who gives it; the whole cost of a project is its `budget`")
    given = typed.money(draft, added.sum) if added.sum else ""
    return make.add(key, field, value, added.quote, added.worded or _worded(added, value), thing, given)


def standing(draft: Draft, made: Judgement) -> bool:
    """Whether the view holds what a judgement adds already, from this release or another."""
    if not made.things:
        return False
    project = entity_of(draft, made.things[0].iri)
    name = _SHORTCUTS.get(made.predicate, typed.predicate(made.predicate))
    return next(draft.quads(project, name, terms.parse(made.value), VIEW_GRAPH), None) is not None


def _worded(added: Typed, value: Term) -> str:
    """The words that name the value: as typed where the quote has them, else the whole quote."""
    names = (added.value, value.value)
    return next((name for name in names if missed.where(name, added.quote)), added.quote)


def _thing(draft: Draft, key: str, named: str | None) -> str:
    graph = release_graph(key)
    if named is None:
        projects = draft.subjects(RDF + "type", NamedNode(term("Project")), graph)
        if len(projects) != 1:
            raise _not_one(draft, key, projects)
        return projects[0]
    iri = expanded(named)
    iri = iri if "://" in iri else ID + iri
    if release_key_of(iri) == key:
        return iri
    entity = lookup.entity(draft, named)
    here = [member for member in members_of(draft, entity) if release_key_of(member) == key]
    if len(here) != 1:
        raise UsageError(f"release {key} does not speak of {shortened(entity)}; `iomkg explain {key}` shows of what")
    return here[0]


def _not_one(draft: Draft, key: str, projects: list[str]) -> UsageError:
    if not projects:
        return UsageError(f"release {key} tells of no projects; add one first: the field is `project`")
    error = UsageError(f"release {key} tells of {len(projects)} projects; say which with --project:")
    names = Names(draft)
    width = max(map(len, map(shortened, projects)))
    for iri in sorted(projects):
        error.add_note(f"  {shortened(iri):<{width}}  {names.entity(entity_of(draft, iri))}")
    return error
