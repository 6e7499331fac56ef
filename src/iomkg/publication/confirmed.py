"""The graph as it would be with nothing but what curators confirmed, corrected or added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg.draft import Draft
from iomkg.errors import RefusedError
from iomkg.judged import ACCEPTED, MACHINE, Judged
from iomkg.model import Term
from iomkg.namespaces import JUDGEMENTS_GRAPH, RDF, claims_graph, release_graph, term
from iomkg.pipeline import landing, prepare
from iomkg.publication.content import keys
from iomkg.rulings import Rulings
from iomkg.store import Store

_AT_ONCE: Final = 100
_PARTS: Final = tuple(RDF + part for part in ("subject", "predicate", "object"))


@contextmanager
def confirmed(store: Store) -> Iterator[Store]:
    """A store in memory with the same releases, from the claims that a person stands behind and those that say what
    their things are. Links and view are made anew, as loading makes them. Raises RefusedError when that would break a
    rule."""
    gates = landing.Gates()
    with Store.memory() as made:
        prepare(made)
        rulings = Rulings.of(Draft(store))
        remaining = iter(keys(store))
        while batch := list(islice(remaining, _AT_ONCE)):
            draft = Draft(made)
            landed = landing.land(draft, {key: _confirmed(store, key) for key in batch}, rulings, gates)
            if not landed.report.conforms:
                told = landed.report.violations[0].message
                raise RefusedError(f"what curators confirmed breaks a rule by itself: {told}", landed.report)
            made.commit(draft.change())
        draft = Draft(made)
        draft.add(store.quads(graph=JUDGEMENTS_GRAPH))
        made.commit(draft.change())
        yield made


def _confirmed(store: Store, key: str) -> Judged:
    """The graphs of a release without what no person stands behind."""
    claims: dict[object, dict[str, Term]] = {}
    quads: dict[object, list[Quad]] = {}
    for quad in store.quads(graph=claims_graph(key)):
        if isinstance(quad.object, NamedNode | Literal):
            claims.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
            quads.setdefault(quad.subject, []).append(quad)
    kept = _with_what_they_rest_on({claim for claim, told in claims.items() if _stands(told)}, claims)
    triples: dict[bool, set[tuple[object, ...]]] = {True: set(), False: set()}
    for claim, told in claims.items():
        triples[claim in kept].add(tuple(told[part] for part in _PARTS))
    left_out = triples[False] - triples[True]
    stated = [q for q in store.quads(graph=release_graph(key)) if (q.subject, q.predicate, q.object) not in left_out]
    return Judged(tuple(stated), tuple(quad for claim in kept for quad in quads[claim]))


def _stands(told: Mapping[str, Term]) -> bool:
    return told.get(term("claimStatus")) == ACCEPTED and told.get(term("codedBy")) not in (None, MACHINE)


def _with_what_they_rest_on(confirmed: set[object], claims: Mapping[object, Mapping[str, Term]]) -> set[object]:
    """Confirmed claims, and those accepted ones without which the things they are about would be nothing: what each
    is, and what ties it to others."""
    frames: dict[Term, set[object]] = defaultdict(set)
    for claim, told in claims.items():
        if told[_PARTS[1]].value in _FRAME and told.get(term("claimStatus")) == ACCEPTED:
            frames[told[_PARTS[0]]].add(claim)
    kept: set[object] = set()
    ahead = list(confirmed)
    while ahead:
        claim = ahead.pop()
        if claim not in kept:
            kept.add(claim)
            told = claims[claim]
            ahead.extend(frames[told[_PARTS[0]]] | frames[told[_PARTS[2]]])
    return kept


_FRAME: Final = frozenset(
    (RDF + "type", *map(term, ("participant", "role", "inProject", "inEvent", "holder", "roleIn", "fundedProject",
                               "fundingKind", "stage", "contributor", "ofProject", "outputKind", "eventKind",
                               "directlyWithin", "ofState", "hasFunction", "name", "title")))
)  # fmt: skip
