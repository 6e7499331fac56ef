"""Coding: what several people, each by themselves, make of the same claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from iomkg.curation import exchange
from iomkg.draft import Draft
from iomkg.explain import Explainer, Said
from iomkg.judgements import ON_CLAIMS, Judgement
from iomkg.missed import METHODS
from iomkg.namespaces import CLAIMS_GRAPHS, RDF, claims_graph, is_hashed, release_key_of, term
from iomkg.naming import phrase
from iomkg.rulings import standing
from iomkg.waiting import Item

NONE: Final = "none"  # the value of a claim that a coder rejects
# What only holds the graph together is not coded: it follows from what is.
_UNCODED: Final = frozenset(
    (
        RDF + "type",
        *map(term, ("inProject", "inEvent", "ofProject", "fundedProject", "holder", "name", "acronym", "mainTheme")),
    )
)


def items(draft: Draft, coder: str, key: str = "") -> list[Item]:
    """The claims that a coder has not coded yet, of one release or of all, in the order of their texts."""
    done = {j.claim for j in standing(exchange.kept(draft)) if j.by == coder}
    graphs = [claims_graph(key)] if key else sorted(_claims_graphs(draft))
    explainer = Explainer(draft)
    found: list[Item] = []
    for graph in graphs:
        claims = (claim for claim in draft.subjects(RDF + "type", NamedNode(term("Claim")), graph) if claim not in done)
        said = sorted((explainer.claim(claim) for claim in claims if _is_coded(draft, claim)), key=_place)
        for each in said:
            # As the text words them: what the view calls things tells what others judged.
            about, worded = (_worded(draft, each.claim, name) for name in ("subjectAsWorded", "objectAsWorded"))
            of_releases = each.value.iri is not None and (is_hashed(each.value.iri) or release_key_of(each.value.iri))
            value = worded if of_releases else each.value.text
            found.append(Item("claim", each.claim, f"{about}: {phrase(each.property, value)}", "", (each,)))
    return found


def _worded(draft: Draft, claim: str, name: str) -> str:
    return next((value.value for value in draft.objects(claim, term(name))), "")


def _place(said: Said) -> tuple[int, str]:
    return said.start, said.claim


def _claims_graphs(draft: Draft) -> set[str]:
    """The claims graphs of a draft."""
    found = (quad.graph_name for quad in draft.quads(None, RDF + "type", term("Claim")))
    return {graph.value for graph in found if isinstance(graph, NamedNode) and graph.value.startswith(CLAIMS_GRAPHS)}


def _is_coded(draft: Draft, claim: str) -> bool:
    (predicate,) = (value.value for value in draft.objects(claim, RDF + "predicate"))
    (method,) = (value.value for value in draft.objects(claim, term("method")))
    return predicate not in _UNCODED and method not in METHODS


@dataclass(slots=True)
class Codes:
    """What each coder made of claims. `values` holds, by property and claim, the value each coder gives it (`none` when
    rejected); `lists`, by property and release, the values each coder leaves standing or adds."""

    values: dict[str, dict[str, dict[str, str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    lists: dict[str, dict[str, dict[str, set[str]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    )


def codes(judgements: Iterable[Judgement]) -> Codes:
    """The last coding of each claim by each coder, and the missed facts each added."""
    last: dict[tuple[str, str], Judgement] = {}
    found = Codes()
    for judgement in standing(judgements):
        if judgement.kind in ON_CLAIMS and judgement.predicate not in _UNCODED:
            last[judgement.claim, judgement.by] = judgement
        elif judgement.kind == "add":
            name = _PREDICATES.get(judgement.predicate, judgement.predicate)
            found.lists[name][judgement.release][judgement.by].add(judgement.value)
    for (claim, coder), judgement in last.items():
        value = _value(judgement)
        found.values[judgement.predicate][claim][coder] = value
        # A coder who rejects all values of a release has coded it as well: with an empty list.
        listed = found.lists[judgement.predicate][judgement.release][coder]
        if value != NONE:
            listed.add(value)
    return found


def _value(judgement: Judgement) -> str:
    if judgement.kind == "reject":
        return NONE
    return judgement.value if judgement.kind == "correct" else judgement.was


_PREDICATES: Final[Mapping[str, str]] = {
    "donor": term("donor"),
    "implementer": term("participant"),
    "partner": term("participant"),
    "place": term("targetsPlace"),
    "theme": term("hasTheme"),
    "route": term("alongRoute"),
    "title": term("title"),
    "acronym": term("acronym"),
    "duration": term("durationMonths"),
    "start": term("start"),
    "end": term("end"),
}
