"""A curator's desk: a copy of the sample store, and short ways to judge."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.judgements import Judgement
from iomkg.links import entity_of
from iomkg.model import Term
from iomkg.namespaces import RDF, VIEW_GRAPH, release_key_of, term
from iomkg.pipeline import Judge, Verdict
from iomkg.store import Store


@dataclass
class Desk:
    """`made` collects what was judged, in order."""

    store: Store
    made: list[Judgement]

    @property
    def make(self) -> Maker:
        return Maker(self.store, Draft(self.store), "Ana", "a test")

    def judge(self, *made: Judgement) -> Verdict:
        self.made.extend(made)
        return Judge(self.store).judge(made)

    def claims(self, name: str, value: Term | None = None, status: str = "") -> list[str]:
        """The IRIs of the claims of a property, by text order of their IRIs."""
        draft = Draft(self.store)
        predicate = NamedNode(name if "://" in name else term(name))
        found = draft.subjects(RDF + "predicate", predicate)
        if value is not None:
            found = [claim for claim in found if value in draft.objects(claim, RDF + "object")]
        if status:
            found = [claim for claim in found if self.status(claim) == status]
        return sorted(found)

    def status(self, claim: str) -> str:
        (status,) = Draft(self.store).objects(claim, term("claimStatus"))
        return status.value.rsplit("/", 1)[1]

    def object(self, claim: str) -> Term:
        (value,) = Draft(self.store).objects(claim, RDF + "object")
        return value

    def about(self, claim: str) -> str:
        """The entity of the view a claim is about."""
        draft = Draft(self.store)
        (subject,) = draft.objects(claim, RDF + "subject")
        return entity_of(draft, subject.value)

    def values(self, entity: str, name: str) -> set[str]:
        found = self.store.quads(entity, name if "://" in name else term(name), None, VIEW_GRAPH)
        return {quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal)}

    def release_of(self, claim: str) -> str:
        (subject,) = Draft(self.store).objects(claim, RDF + "subject")
        return release_key_of(subject.value) or ""


def graph(store: Store, *names: str) -> set[Quad]:
    """The quads of some graphs."""
    return {quad for name in names for quad in store.quads(graph=name)}


def picture(store: Store) -> set[Quad]:
    """Everything but the judgements and the log: releases, claims, links and the view."""
    kept = [name for name in store.graphs() if not name.endswith(("/judgements", "/log"))]
    return graph(store, *kept)


@pytest.fixture
def desk(sample_store: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(sample_store, tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        yield Desk(store, [])
