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

    Types come from the quads themselves, from the release that introduced a thing, or from the view. What the quads
    say of a release's thing is all there is: it may have been of another class before.
    """
    rules = vocabulary.load()
    found: dict[str, set[str]] = {}
    named: dict[str, None] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            named[quad.object.value] = None
            if quad.predicate == _TYPE:
                found.setdefault(quad.subject.value, set()).add(quad.object.value)
    told = {thing for thing in found if release_key_of(thing)}
    for value in named:
        if value not in told:
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
