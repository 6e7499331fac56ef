"""The classes of what a graph names: the context a gate needs, since a release graph alone does not hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import vocabulary
from iomkg.draft import Draft
from iomkg.namespaces import RDF, VIEW_GRAPH, release_graph, release_key_of

_TYPE: Final = NamedNode(RDF + "type")


def classes_of(draft: Draft, quads: Iterable[Quad]) -> list[tuple[NamedNode, NamedNode, NamedNode]]:
    """A type triple for every class, superclasses included, of everything these quads name.

    Types come from the quads themselves, from the release that introduced a thing, or from the view.
    """
    rules = vocabulary.load()
    found: dict[str, set[str]] = {}
    looked_up: set[str] = set()
    for quad in quads:
        if not isinstance(quad.object, NamedNode) or not isinstance(quad.subject, NamedNode):
            continue
        value = quad.object.value
        if quad.predicate == _TYPE:
            found.setdefault(quad.subject.value, set()).add(value)
        if value not in looked_up:
            looked_up.add(value)
            key = release_key_of(value)
            graph = release_graph(key) if key else VIEW_GRAPH
            kinds = draft.objects(value, _TYPE.value, graph)
            # A text where a class should be is the gates' to refuse.
            found.setdefault(value, set()).update(kind.value for kind in kinds if isinstance(kind, NamedNode))
    return [
        (NamedNode(node), _TYPE, NamedNode(kind))
        for node, kinds in found.items()
        for kind in kinds.union(*(rules.ancestors(each) for each in kinds))
    ]
