"""The published facts in the words of other vocabularies, for those who know these better.

A class below another's class makes its things be of that class too; a property below another's makes its facts be
facts of that one. Close matches are not enough for that, and are left to the crosswalk of terms in the ontology.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Triple

from iomkg import vocabulary
from iomkg.namespaces import NS, OWL, RDF, RDFS, VIEW_GRAPH
from iomkg.publication.dumps import packed
from iomkg.store import Store

NAME: Final = "aligned.nt.gz"
_ABOVE: Final = {
    RDFS + "subClassOf": "class",
    OWL + "equivalentClass": "class",
    RDFS + "subPropertyOf": "property",
    OWL + "equivalentProperty": "property",
}


def write(folder: Path, store: Store) -> Path:
    """Write what the alignments entail of the view, sorted, and give the file."""
    with packed(folder / NAME) as stream:
        stream.writelines(sorted(f"{triple} .\n".encode() for triple in set(_entailed(store))))
    return folder / NAME


def _entailed(store: Store) -> Iterator[Triple]:
    above = _alignments()
    for quad in store.quads(graph=VIEW_GRAPH):
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, NamedNode):
            for kind in above["class"].get(quad.object.value, ()):
                yield Triple(quad.subject, quad.predicate, NamedNode(kind))
        for predicate in above["property"].get(quad.predicate.value, ()):
            yield Triple(quad.subject, NamedNode(predicate), quad.object)


def _alignments() -> dict[str, dict[str, set[str]]]:
    """The terms of others above each of ours."""
    found: dict[str, dict[str, set[str]]] = {"class": defaultdict(set), "property": defaultdict(set)}
    for quad in vocabulary.quads_of("alignments.ttl"):
        which = _ABOVE.get(quad.predicate.value)
        ours, theirs = quad.subject, quad.object
        if not (which and isinstance(ours, NamedNode) and isinstance(theirs, NamedNode)):
            continue
        if ours.value.startswith(NS) and not theirs.value.startswith(NS):
            found[which][ours.value].add(theirs.value)
    return found
