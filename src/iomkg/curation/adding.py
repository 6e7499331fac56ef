"""A missed fact, from what a curator types to the judgement that adds it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from iomkg import lookup, missed
from iomkg.curation import finding, typed
from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Judgement
from iomkg.links import members_of
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, expanded, release_graph, release_key_of, shortened, term
from iomkg.namespaces import release as release_iri


@dataclass(frozen=True, slots=True)
class Typed:
    """A missed fact as typed. `worded` are the words of the quote that name the value; `new` says that the value is
    the name of a body nobody knows."""

    release: str
    field: str
    value: str
    quote: str
    worded: str | None = None
    project: str | None = None
    new: bool = False


def judgement(make: Maker, added: Typed) -> Judgement:
    """The judgement that adds a fact. Raises UsageError when something in it is not known or does not fit."""
    draft = make.draft
    key = finding.release(draft, added.release)
    field = typed.prop(added.field)
    language = draft.objects(release_iri(key), term("language"), release_graph(key))[0].value
    value = typed.value(draft, field, added.value, language, added.new)
    thing = None if field == "project" else _thing(draft, key, added.project)
    return make.add(key, field, value, added.quote, added.worded or _worded(added, value), thing)


def _worded(added: Typed, value: Term) -> str:
    """The words that name the value: as typed where the quote has them, else the whole quote."""
    names = (added.value, value.value)
    return next((name for name in names if missed.where(name, added.quote)), added.quote)


def _thing(draft: Draft, key: str, named: str | None) -> str:
    graph = release_graph(key)
    if named is None:
        projects = draft.subjects(RDF + "type", NamedNode(term("Project")), graph)
        if len(projects) != 1:
            raise UsageError(
                f"release {key} tells of {len(projects) or 'no'} projects; "
                + ("say which with --project" if projects else "add one first: the field is `project`")
            )
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
