"""Clusters of scored pairs: in descending score, ties by IRI, never across a cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations, product
from typing import TypeAlias

from iomkg.linking.grades import Likeness
from iomkg.linking.likeness import cut_facet, likeness
from iomkg.linking.signatures import Signature
from iomkg.namespaces import release_key_of
from iomkg.rulings import Rulings

Pair: TypeAlias = tuple[str, str]
SignatureOf: TypeAlias = Callable[[str], Signature]


def pair(one: str, other: str) -> Pair:
    """Two IRIs in their order."""
    return (one, other) if one < other else (other, one)


def better(one: tuple[Pair, Likeness], other: tuple[Pair, Likeness]) -> bool:
    """Whether a scored pair comes before another: by score, then by IRI."""
    return (-one[1].score, one[0]) < (-other[1].score, other[0])


def harmonious(members: Iterable[str], signature_of: SignatureOf, rulings: Rulings) -> bool:
    """Whether nothing parts any two of these: no two stand in one release, and none are different or judged to be."""
    found = sorted(members)
    if any(rulings.different(a, b) for a, b in combinations([f for f in found if rulings.partners(f)], 2)):
        return False
    facets = {cut_facet(signature_of(iri)) for iri in found}
    keys = [release_key_of(iri) for iri in found if release_key_of(iri)]
    return len(set(keys)) == len(keys) and not any(likeness(a, b).different for a, b in combinations(facets, 2))


def cluster(
    nodes: Iterable[str], scores: Mapping[Pair, Likeness], signature_of: SignatureOf, rulings: Rulings
) -> list[frozenset[str]]:
    """Join the certain pairs, best first, unless a cut parts any two of their members.

    What a curator judged to be one is joined before all else, whatever would part it.

    The result depends on the set of nodes and scores only, not on their order.
    """
    home = {node: frozenset((node,)) for node in nodes}
    for (left, right), _ in sorted(
        ((found, alike) for found, alike in scores.items() if alike.certain),
        key=lambda scored: (-scored[1].score, scored[0]),
    ):
        one, other = home[left], home[right]
        if one is not other and (rulings.same(left, right) or not _parted(one, other, signature_of, rulings)):
            joined = one | other
            home.update(dict.fromkeys(joined, joined))
    return sorted(set(home.values()), key=min)


def _parted(one: frozenset[str], other: frozenset[str], signature_of: SignatureOf, rulings: Rulings) -> bool:
    if any(rulings.different(a, b) for a in one if rulings.partners(a) for b in other):
        return True
    keys, other_keys = ({release_key_of(iri) for iri in group} - {None} for group in (one, other))
    facets, other_facets = ({cut_facet(signature_of(iri)) for iri in group} for group in (one, other))
    return bool(keys & other_keys) or any(likeness(a, b).different for a, b in product(facets, other_facets))
