"""What a release's graphs hold once judgements have had their say.

The reader's own graphs are a pure function of the text; these are one of the text and the judgements. A claim that
is rejected leaves the release graph, and so does everything said of a thing whose being is rejected; what curators
add or correct is a claim like any other, coded by them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import by_value, missed, terms, vocabulary
from iomkg.draft import Draft
from iomkg.judgements import Judgement, moment
from iomkg.missed import METHODS, Missed
from iomkg.model import Finding, Term
from iomkg.namespaces import (
    RDF,
    claims_graph,
    concept,
    kind_of,
    release,
    release_graph,
    release_key_of,
    term,
)
from iomkg.rulings import Rulings

ACCEPTED: Final = NamedNode(concept("claim-status", "accepted"))
DOUBTFUL: Final = NamedNode(concept("claim-status", "doubtful"))
REJECTED: Final = NamedNode(concept("claim-status", "rejected"))
WITHDRAWN: Final = NamedNode(concept("claim-status", "withdrawn"))
MACHINE: Final = terms.text("iomkg")
_TYPE: Final = RDF + "type"
_STATUS, _CODER, _PREFERRED = term("claimStatus"), term("codedBy"), term("preferredOn")
_WITHDRAWN_ON: Final = NamedNode(term("withdrawnOn"))
# Without these a thing is nothing: a participation of nobody, a funding of no project.
_ESSENTIAL: Final = frozenset(
    term(name) for name in ("participant", "role", "holder", "fundedProject", "contributor", "inProject", "inEvent")
)

Told = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Judged:
    """A release's two graphs, and the judgements on it that no longer find what they are about."""

    stated: tuple[Quad, ...]
    said: tuple[Quad, ...]
    lost: tuple[Judgement, ...] = ()


def apply(draft: Draft, key: str, own: Judged, rulings: Rulings) -> Judged:
    """The graphs of a release under its judgements; `own` are the reader's.

    Quotes of missed facts are found again in the text that the store keeps.
    """
    stated, said = own.stated, own.said
    source = _of_release(key, stated, "sourceHash")
    judgements = rulings.on_release(key, source)
    if not judgements:
        return Judged(stated, said)
    claims = _claims(said)
    text = draft.text(_of_release(key, stated, "textHash"))
    language = _of_release(key, stated, "language")
    lost = [*_judge(key, claims, rulings, judgements), *_add(key, claims, judgements, text, language)]
    _drop_absent(claims)
    withdrawal = rulings.withdrawal(key, source)
    if withdrawal:
        for told in claims.values():
            told.update({_STATUS: WITHDRAWN, _CODER: terms.text(withdrawal.by)})
            told.pop(_PREFERRED, None)
    return Judged(_stated(key, stated, claims.values(), withdrawal), _said(key, claims), tuple(lost))


def lost(draft: Draft, key: str, rulings: Rulings) -> tuple[Judgement, ...]:
    """The judgements on a loaded release that no longer find what they are about."""
    own = unjudged(draft, key)
    return apply(draft, key, own, rulings).lost


def unjudged(draft: Draft, key: str) -> Judged:
    """The graphs of a release as the reader made them, but for doubts that a gate raises; read off the store."""
    claims = {
        iri: told
        for iri, told in _claims(draft.quads(graph=claims_graph(key))).items()
        if told[term("method")].value not in METHODS
    }
    rules = vocabulary.load()
    for told in claims.values():
        sure = float(told[term("confidence")].value) >= rules.threshold(told[RDF + "predicate"].value)
        told.update({_STATUS: ACCEPTED if sure else DOUBTFUL, _CODER: MACHINE})
        told.pop(_PREFERRED, None)
    return Judged(_stated(key, draft.quads(graph=release_graph(key)), claims.values()), _said(key, claims))


def doubt(said: Iterable[Quad], warnings: Iterable[Finding]) -> list[Quad]:
    """The claims graph with those claims doubtful that a Warning touches, unless a curator accepted them."""
    touched = {(finding.focus, finding.path) for finding in warnings}
    said = list(said)
    if not touched:
        return said
    claims = _claims(said)
    warned = {
        iri
        for iri, told in claims.items()
        if (told[RDF + "subject"].value, told[RDF + "predicate"].value) in touched
        and told[_STATUS] == ACCEPTED
        and told[_CODER] == MACHINE
    }
    return [
        Quad(q.subject, q.predicate, DOUBTFUL, q.graph_name)
        if q.predicate.value == _STATUS and isinstance(q.subject, NamedNode) and q.subject.value in warned
        else q
        for q in said
    ]


def _judge(key: str, claims: dict[str, Told], rulings: Rulings, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Give each claim the status judged last; return the judgements that fit no claim."""
    waiting = {j.id: j for j in judgements if j.claim}
    verdicts: dict[str, list[Judgement]] = {}
    for iri, told in claims.items():
        verdicts[iri] = rulings.on_claim(iri, key, told[term("saying")].value)
        for judgement in verdicts[iri]:
            waiting.pop(judgement.id, None)
    for judgement in list(waiting.values()):
        again = [iri for iri, told in claims.items() if _says_the_same(told, judgement)]
        if len(again) == 1:
            verdicts[again[0]].append(waiting.pop(judgement.id))
    for iri, found in verdicts.items():
        if found:
            last = max(found, key=lambda judgement: judgement.rank)
            told = claims[iri]
            if last.kind == "correct":
                claims.update(missed.corrected(last, told))
            wrong = last.kind in ("reject", "correct")
            told.update({_STATUS: REJECTED if wrong else ACCEPTED, _CODER: terms.text(last.by)})
            if last.kind == "prefer":
                told[_PREFERRED] = moment(last.on)
    return list(waiting.values())


def _says_the_same(told: Told, judgement: Judgement) -> bool:
    """Whether another reading of the same sentence came to the claim that was judged."""
    return (told[RDF + "predicate"].value, told[term("quote")].value, str(told[RDF + "object"])) == (
        judgement.predicate,
        judgement.quote,
        judgement.was,
    )


def _add(
    key: str, claims: dict[str, Told], judgements: Iterable[Judgement], text: str | None, language: str
) -> list[Judgement]:
    lost: list[Judgement] = []
    for judgement in judgements:
        if judgement.kind != "add":
            continue
        about = _thing(judgement, claims) if judgement.things else ""
        where = missed.where(judgement.quote, text or "")
        if about is None or text is None or where is None:
            lost.append(judgement)
        else:
            quote = text[where[0] : where[1]]
            claims.update(missed.claims(Missed(judgement, key, about, quote, where[0], language)))
    return lost


def _thing(judgement: Judgement, claims: Mapping[str, Told]) -> str | None:
    """The thing a missed fact is said of, as it is numbered now."""
    (thing,) = judgement.things[:1]
    if not thing.saying:
        return thing.iri
    beings = [told for told in claims.values() if told[RDF + "predicate"].value == _TYPE]
    same = {told[RDF + "subject"].value for told in beings if told[term("saying")].value == thing.saying}
    # Where its sentence has changed, a thing of the same kind and wording is the same.
    alike = {
        told[RDF + "subject"].value
        for told in beings
        if told[term("subjectAsWorded")].value == thing.name
        and kind_of(told[RDF + "subject"].value) == kind_of(thing.iri)
    }
    found = same or alike
    return found.pop() if len(found) == 1 else None


def _drop_absent(claims: Mapping[str, Told]) -> None:
    """Reject everything said of things whose being is rejected, or that nothing essential is left of."""
    while True:
        standing: dict[tuple[str, str], bool] = defaultdict(bool)
        for told in claims.values():
            predicate = told[RDF + "predicate"].value
            if predicate == _TYPE or predicate in _ESSENTIAL:
                standing[told[RDF + "subject"].value, predicate] |= told[_STATUS] != REJECTED
        absent = {subject for (subject, _), there in standing.items() if not there and release_key_of(subject)}
        falling = [
            told
            for told in claims.values()
            if told[_STATUS] != REJECTED
            and (told[RDF + "subject"].value in absent or told[RDF + "object"].value in absent)
        ]
        if not falling:
            return
        for told in falling:
            told[_STATUS] = REJECTED
            told.pop(_PREFERRED, None)


def _stated(
    key: str, standing: Iterable[Quad], claims: Iterable[Told], withdrawal: Judgement | None = None
) -> tuple[Quad, ...]:
    """The release graph: its own description, what unrejected claims state, and the calendar's facts on dates."""
    graph, this = NamedNode(release_graph(key)), NamedNode(release(key))
    quads = {q for q in standing if q.subject == this and q.predicate != _WITHDRAWN_ON}
    if withdrawal:
        quads.add(Quad(this, _WITHDRAWN_ON, moment(withdrawal.on), graph))
    for told in claims:
        if told[_STATUS] != REJECTED:
            subject, predicate = (NamedNode(told[RDF + part].value) for part in ("subject", "predicate"))
            quads.add(Quad(subject, predicate, told[RDF + "object"], graph))
    for iri in {q.object.value for q in quads if isinstance(q.object, NamedNode)}:
        quads.update(Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in by_value.triples(iri))
    return tuple(quads)


def _said(key: str, claims: Mapping[str, Told]) -> tuple[Quad, ...]:
    graph = NamedNode(claims_graph(key))
    return tuple(
        Quad(NamedNode(iri), NamedNode(predicate), value, graph)
        for iri, told in claims.items()
        for predicate, value in told.items()
    )


def _claims(said: Iterable[Quad]) -> dict[str, Told]:
    """Claims by IRI, each with what is said of it; every property of a claim has one value."""
    claims: dict[str, Told] = {}
    for quad in said:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            claims.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object
    return {iri: claims[iri] for iri in sorted(claims)}


def _of_release(key: str, stated: Iterable[Quad], name: str) -> str:
    this, wanted = NamedNode(release(key)), NamedNode(term(name))
    values = (q.object for q in stated if q.subject == this and q.predicate == wanted)
    return next((value.value for value in values if isinstance(value, Literal)), "")
