"""A finding for people: what its entity is called, and the sentence it is about."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from iomkg.checking.faults import Fault
from iomkg.draft import Draft
from iomkg.links import entity_of, members_of
from iomkg.model import Finding
from iomkg.namespaces import RDF, claims_graph, kind_of, release_graph, release_key_of, shortened, term
from iomkg.naming import Names


class Wording:
    """Finds words for findings in a draft, remembering names."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._names = Names(draft)

    def name(self, finding: Finding) -> str:
        """What the entity of a finding is called, with its short IRI: `Balke (id:release/…/project/1)`; the IRI alone
        where it has no name."""
        iri = finding.focus
        if kind_of(iri) == "release" and not release_key_of(iri):
            words = self._value(iri, "headline", release_graph(iri.rsplit("/", 1)[1]))
        elif kind_of(iri) == "claim":
            words = self._value(iri, "objectAsWorded")
        else:
            words = self._named(iri)
        short = shortened(iri)
        return f"{words} ({short})" if words and words != short else short

    def quote(self, fault: Fault) -> str | None:
        """The sentence that says what a finding is about, None where none is known: of the finding's own property and
        release if possible."""
        finding = fault.finding
        own = self._value(finding.focus, "quote")
        if own:
            return own
        claims = sorted(self._claims(finding.focus))
        exact = [claim for claim in claims if self._says(claim, finding)]
        within = [claim for claim in exact if self._in_release(claim, fault.key)]
        return next((q for q in (self._value(c, "quote") for c in (*within, *exact, *claims)) if q), None)

    def _named(self, iri: str) -> str:
        """Of the entity a thing belongs to, else by what its own release calls it."""
        words = self._names.entity(entity_of(self._draft, iri))
        key = release_key_of(iri)
        if key and words == shortened(entity_of(self._draft, iri)):
            found = (self._value(iri, name, release_graph(key)) for name in ("title", "name"))
            return next(filter(None, found), "")
        return words

    def _claims(self, iri: str) -> Iterator[str]:
        for subject in (iri, *members_of(self._draft, iri)):
            yield from self._draft.subjects(RDF + "subject", NamedNode(subject))

    def _says(self, claim: str, finding: Finding) -> bool:
        wanted = RDF + "type" if finding.path is None else finding.path
        return NamedNode(wanted) in self._draft.objects(claim, RDF + "predicate")

    def _in_release(self, claim: str, key: str | None) -> bool:
        return key is not None and next(self._draft.quads(claim, None, None, claims_graph(key)), None) is not None

    def _value(self, iri: str, name: str, graph: str | None = None) -> str:
        values = (value for value in self._draft.objects(iri, term(name), graph) if isinstance(value, Literal))
        return min((value.value for value in values), default="")
