"""The published facts in the words of other vocabularies, for those who know these better.

A class below another's class makes its things be of that class too; a property below another's makes its facts be
facts of that one. Close matches are not enough for that, and are left to the crosswalk of terms in the ontology.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import vocabulary
from iomkg.namespaces import NS, OWL, RDF, RDFS, VIEW_GRAPH
from iomkg.publication.dumps import packed

NAME: Final = "aligned.nt.gz"
_ABOVE: Final = {
    RDFS + "subClassOf": "class",
    OWL + "equivalentClass": "class",
    RDFS + "subPropertyOf": "property",
    OWL + "equivalentProperty": "property",
}


def write(folder: Path, quads: Iterable[Quad]) -> Path:
    """Write what the alignments entail of the view among the quads, sorted, and give the file."""
    with packed(folder / NAME) as stream:
        stream.writelines(sorted(set(_entailed(quads))))
    return folder / NAME


def _entailed(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The triples that follow, as lines of N-Triples."""
    above, view = _alignments(), NamedNode(VIEW_GRAPH)
    for quad in quads:
        if quad.graph_name != view:
            continue
        predicate, value = quad.predicate.value, quad.object
        if predicate == RDF + "type" and isinstance(value, NamedNode):
            for kind in above["class"].get(value.value, ()):
                yield f"{quad.subject} <{predicate}> <{kind}> .\n".encode()
        for higher in above["property"].get(predicate, ()):
            yield f"{quad.subject} <{higher}> {value} .\n".encode()


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
