"""Forgetting a person: the one exception to keeping everything for ever.

What names the person goes from releases, claims, judgements, texts and the whole history, the database is written
anew, and the store drops the names from whatever is loaded later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from iomkg import judgements
from iomkg.draft import Draft
from iomkg.errors import StoreError, UsageError
from iomkg.forgotten import Names, is_name
from iomkg.judged import Judged, unjudged
from iomkg.namespaces import CLAIMS_GRAPHS, JUDGEMENTS_GRAPH, LOG_GRAPH, RELEASE_GRAPHS, kind_of, release_key_of
from iomkg.pipeline.landing import Gates, land
from iomkg.purging import Purge
from iomkg.rulings import Rulings
from iomkg.store import Store


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What forgetting takes: the names, and how many persons and claims go, how many quotes and other texts are
    marked, how many releases, full texts and judgements that concerns."""

    names: tuple[str, ...]
    persons: int
    claims: int
    marked: int
    releases: int
    texts: int
    judgements: int

    @property
    def nothing(self) -> bool:
        """Whether the store holds none of the names."""
        return not (self.persons or self.claims or self.marked or self.texts or self.judgements)


class Forgetter:
    """Forgets the names of a person in one store, which nobody else writes meanwhile."""

    def __init__(self, store: Store, names: Iterable[str]) -> None:
        """Raises UsageError when one is no full name, which would take other words with it."""
        self._store = store
        self._names = frozenset(names)
        for name in self._names:
            if not is_name(name):
                raise UsageError(f"{name!r} is no full name; give first and last name, or the IRI of a person")
        self._purge = Purge(store, Names(self._names))

    @property
    def known_before(self) -> bool:
        """Whether all of the names are forgotten already."""
        return all(self._store.forgotten.knows(name) for name in self._names)

    def preview(self) -> Forgetting:
        """What would go."""
        purge = self._purge
        kinds = [kind_of(iri) for iri in purge.things if release_key_of(iri) is None]
        marked = [quad for quad in purge.affected if purge.images(quad)]
        return Forgetting(
            names=tuple(sorted(self._names)),
            persons=kinds.count("person"),
            claims=kinds.count("claim"),
            marked=len(marked),
            releases=len(self._releases()),
            texts=len(purge.texts),
            judgements=len(purge.judgements),
        )

    def forget(self) -> None:
        """Rewrite the store without the names, and close it. Dying on the way leaves the old store or the new.

        Raises StoreError when what is left would break a rule, or cannot be written; then nothing has changed.
        """
        store, purge = self._store, self._purge
        for old, text in purge.texts.items():
            store.keep_text(purge.kept_text(old), text)
        draft = self._landed()
        store.replace_all(_everything(draft, purge), store.forgotten.with_names(self._names), purge.texts)

    def _landed(self) -> Draft:
        """The store without the names, from the releases concerned to the view."""
        purge = self._purge
        draft = Draft(self._store)
        before = Rulings.of(draft)
        records = [q for q in purge.affected if q.graph_name == NamedNode(JUDGEMENTS_GRAPH)]
        draft.remove(records)
        draft.add(image for quad in records for image in purge.images(quad))
        releases = {key: self._reread(draft, key) for key in sorted(self._releases())}
        rulings = Rulings.of(draft)
        changed = {j.id for j in before.standing} ^ {j.id for j in rulings.standing}
        relinked = {
            iri
            for each in (before, rulings)
            for judgement in each.standing
            if judgement.id in changed and judgement.kind in judgements.ON_LINKS
            for iri in each.bound(judgement)
        }
        landed = land(draft, releases, rulings, Gates(), relinked=relinked)
        if not landed.report.conforms:
            first = landed.report.violations[0]
            raise StoreError(f"without the name a rule would break, nothing changed: {first.message} ({first.shape})")
        return draft

    def _reread(self, draft: Draft, key: str) -> Judged:
        own = unjudged(draft, key)
        stated, said = (
            tuple(image for quad in quads for image in self._purge.images(quad)) for quads in (own.stated, own.said)
        )
        return Judged(stated, said)

    def _releases(self) -> set[str]:
        """The keys of the releases that hold a name."""
        graphs = {quad.graph_name.value for quad in self._purge.affected if isinstance(quad.graph_name, NamedNode)}
        return {
            graph.removeprefix(family)
            for graph in graphs
            for family in (RELEASE_GRAPHS, CLAIMS_GRAPHS)
            if graph.startswith(family)
        }


def _everything(draft: Draft, purge: Purge) -> Iterator[Quad]:
    log = NamedNode(LOG_GRAPH)
    yield from (quad for quad in draft.quads() if quad.graph_name != log)
    yield from purge.log(draft)
