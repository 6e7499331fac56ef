"""What one release taught the store, for the summary of a load: its projects, donors and doubtful claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import vocabulary
from iomkg.draft import Draft
from iomkg.links import entity_of
from iomkg.namespaces import RDF, claims_graph, concept, release_graph, term
from iomkg.naming import Named, Names, property_name, told_apart

_DOUBTFUL: Final = NamedNode(concept("claim-status", "doubtful"))


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A claim that waits for a curator: the property and value it is about, its sentence, and why it is in doubt."""

    property: str
    value: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """`donors` are the payers the release names, by the names the view has for them."""

    projects: tuple[Named, ...]
    donors: tuple[str, ...]
    doubtful: tuple[Doubtful, ...]


def lesson(draft: Draft, key: str) -> Lesson:
    """What the loaded release with this key taught."""
    names = Names(draft)
    graph = release_graph(key)
    projects = draft.subjects(RDF + "type", NamedNode(term("Project")), graph)
    donors = (quad.object for quad in draft.quads(None, term("donor"), None, graph))
    return Lesson(
        projects=tuple(names.of(NamedNode(entity_of(draft, project))) for project in sorted(projects)),
        donors=tuple(sorted({names.entity(entity_of(draft, d.value)) for d in donors if isinstance(d, NamedNode)})),
        doubtful=tuple(_doubtful(draft, names, key)),
    )


def _doubtful(draft: Draft, names: Names, key: str) -> list[Doubtful]:
    rules = vocabulary.load()
    found: list[Doubtful] = []
    for claim in sorted(draft.subjects(term("claimStatus"), _DOUBTFUL, claims_graph(key))):
        told = {q.predicate.value: q.object for q in draft.quads(claim) if isinstance(q.object, NamedNode | Literal)}
        predicate, confidence = told[RDF + "predicate"].value, float(told[term("confidence")].value)
        threshold = rules.threshold(predicate)
        unsure = "confidence {} is below {}".format(*told_apart(confidence, threshold))
        found.append(
            Doubtful(
                property=property_name(predicate),
                value=names.of(told[RDF + "object"]).text,
                quote=told[term("quote")].value,
                reason=unsure if confidence < threshold else "a rule of the gate warns about it",
            )
        )
    return found
