"""Bring the links graph up to date for the things a load touches, kind by kind.

Links are a pure function of release graphs and reference data. Only the components that hold a touched thing are
clustered anew: a component is what certain pairs connect, so the rest cannot change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import terms
from iomkg.draft import Draft
from iomkg.linking.clusters import Pair, better, pair
from iomkg.linking.components import Components
from iomkg.linking.composition import composed
from iomkg.linking.grades import Likeness
from iomkg.linking.ledger import Ledger
from iomkg.linking.signatures import sign
from iomkg.links import entity_of, releases_of, spoke_on, spoken_of, voice_of
from iomkg.namespaces import (
    DCTERMS,
    LINKS_GRAPH,
    RDF,
    hashed,
    kind_of,
    release_graph,
    release_key_of,
    term,
)
from iomkg.rulings import Rulings

# Voices first: two versions of a release speak of the same things. Then bodies: later kinds are recognised by them. A
# project's fundings and events meet at the project.
_ORDER: Final = (
    "place", "organisation", "agency", "person", "project", "funding", "event", "participation", "role", "contribution",
    "output", "location", "allocation", "other-identifier",
)  # fmt: skip
_TO_WHOLE: Final = ("fundedProject", "inProject", "holder")
_GRAPH: Final = NamedNode(LINKS_GRAPH)
_REPLACED_BY: Final = NamedNode(DCTERMS + "isReplacedBy")
_NONE: Final = Rulings()


@dataclass(slots=True)
class Relinked:
    """`entities` are those of the view that a relinking touches, gone ones included; `moved` the things that moved,
    `redated` the releases whose voice has another first day."""

    entities: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    redated: set[str] = field(default_factory=set)


def relink(draft: Draft, touched: Iterable[str], gone: Iterable[str], rulings: Rulings = _NONE) -> Relinked:
    """Link the things `touched` releases introduce, and part what `gone` things held together.

    `touched` and `gone` are IRIs of releases and of release-scoped things, after and before the load; `rulings` are
    the judgements that make things one or keep them apart.
    """
    result = Relinked()
    ahead: dict[str, set[str]] = {kind: set() for kind in ("release", *_ORDER)}
    for iri in touched:
        ahead.setdefault(kind_of(iri) or "", set()).add(iri)
    vanished: dict[str, set[str]] = {}
    for iri in gone:
        vanished.setdefault(kind_of(iri) or "", set()).add(iri)
    for thing in _link_voices(draft, ahead["release"], vanished.pop("release", set()), result, rulings):
        ahead.setdefault(kind_of(thing) or "", set()).add(thing)
    for kind, things in vanished.items():
        ahead.setdefault(kind, set()).update(_forget(draft, kind, things, result, rulings))
    for kind in _ORDER:
        _link_kind(draft, kind, ahead[kind], result, rulings)
        for iri in list(result.moved):
            for mentioning in _mentioning(draft, iri):
                for thing in (mentioning, *_wholes(draft, mentioning)):
                    ahead.setdefault(kind_of(thing) or "", set()).add(thing)
    for iri in result.moved:
        result.entities.update(entity_of(draft, other) for other in _mentioning(draft, iri))
    for release in result.redated:
        result.entities.update(spoken_of(draft, release))
    _write_replacements(draft, rulings)
    return result


def _link_voices(draft: Draft, touched: set[str], gone: set[str], result: Relinked, rulings: Rulings) -> set[str]:
    """Bring the voices up to date; return the things whose releases changed company."""
    standing = {r for release in touched | gone for r in releases_of(draft, voice_of(draft, release))}
    before = {release: _heard(draft, release) for release in standing - gone}
    old_voices = {voice_of(draft, release) for release in standing}
    ledger = Ledger(draft, "release", rulings)
    start = touched | (standing - gone)
    for release in gone:
        ledger.forget(release)
    for release in start:
        ledger.enter(release)
    reached = Components(ledger, start)
    before |= {r: _heard(draft, r) for group in reached.groups for r in group if r not in before}
    for group in reached.groups:
        voice = hashed("voice", min(group))
        left = {ledger.place(release, voice) for release in sorted(group)} - {None}
        for other in {voice, *(o for o in left if o)}:
            _describe_voice(draft, other)
    for voice in old_voices:
        _describe_voice(draft, voice)
    _write_doubtful(ledger, reached)
    after = {release: _heard(draft, release) for release in before}
    result.redated.update(r for r in after if after[r][1] != before[r][1])
    return {thing for r in after if after[r][0] != before[r][0] for thing in _things(draft, r)}


def _heard(draft: Draft, release: str) -> tuple[str, str]:
    """The voice a release shares with others (empty when it has one of its own), and the day that voice spoke first."""
    voice = voice_of(draft, release)
    return voice if len(releases_of(draft, voice)) > 1 else "", spoke_on(draft, release)


def _describe_voice(draft: Draft, voice: str) -> None:
    """A voice spoke on the first of the days that rank its releases; one without releases is no more."""
    if kind_of(voice) != "voice":
        return
    releases = releases_of(draft, voice)
    days = [
        o.value for r in releases for o in draft.objects(r, term("effectiveOn"), release_graph(r.rsplit("/", 1)[1]))
    ]
    wanted = set()
    if releases:
        wanted.add(Quad(NamedNode(voice), NamedNode(RDF + "type"), NamedNode(term("Voice")), _GRAPH))
    if days:
        wanted.add(Quad(NamedNode(voice), NamedNode(term("spokeOn")), terms.date_literal(min(days)), _GRAPH))
    standing = set(draft.quads(voice, None, None, LINKS_GRAPH))
    draft.remove(standing - wanted)
    draft.add(wanted - standing)


def _things(draft: Draft, release: str) -> set[str]:
    graph = release_graph(release.rsplit("/", 1)[1])
    found = {q.subject.value for q in draft.quads(graph=graph) if isinstance(q.subject, NamedNode)}
    return {iri for iri in found if release_key_of(iri)}


def _forget(draft: Draft, kind: str, gone: set[str], result: Relinked, rulings: Rulings) -> set[str]:
    """Take vanished things out of the links; return what stood with them, to be clustered anew."""
    ledger = Ledger(draft, kind, rulings)
    neighbours: set[str] = set()
    for iri in gone:
        entity = ledger.home(iri)
        if entity != iri:
            result.entities.add(entity)
            neighbours.update(ledger.component(iri))
    for iri in gone:
        ledger.forget(iri)
    return neighbours - gone


def _link_kind(draft: Draft, kind: str, touched: set[str], result: Relinked, rulings: Rulings) -> None:
    ledger = Ledger(draft, kind, rulings)
    together = {member for iri in touched for member in ledger.component(iri)}
    start = _link_composed(draft, ledger, touched | together, result, rulings)
    for iri in start:
        ledger.enter(iri)
    reached = Components(ledger, start)
    for group in reached.groups:
        entity = rulings.survivor(group) or hashed(kind, min(group))
        for iri in group:
            _place(ledger, iri, entity, result)
    for group in reached.groups:
        ledger.mark(group & reached.opened, None)
    for component in reached.parted:
        ledger.mark(component, min(component))
    _write_doubtful(ledger, reached)


def _link_composed(draft: Draft, ledger: Ledger, start: set[str], result: Relinked, rulings: Rulings) -> set[str]:
    """Link the things that are known by what they are composed of alone; return the others, to be clustered.

    Such a thing has to be compared with nothing: the cost does not grow with the graph. What a curator judged it to be
    comes first.
    """
    others: set[str] = set()
    for iri in sorted(start):
        entity = composed(draft, sign(draft, iri))
        if entity is None or rulings.different(iri, entity):
            others.add(iri)
        else:
            ledger.unlist(iri)
            _place(ledger, iri, rulings.survivor((iri, entity)) or entity, result)
    return others


def _place(ledger: Ledger, iri: str, entity: str, result: Relinked) -> None:
    result.entities.add(entity)
    before = ledger.place(iri, entity)
    if before is not None:
        result.entities.update({before} - {iri})
        result.moved.add(iri)


def _write_doubtful(ledger: Ledger, reached: Components) -> None:
    """One pair for any two entities that may be one: the best, so that a judgement is asked for once.

    The pairs of opened things are all found anew; those that other members of their entities have are weighed too.
    """
    members = {iri for group in reached.groups for iri in group}
    standing = {found: alike for iri in sorted(members) for found, alike in ledger.pairs(iri).items()}
    kept = {found: alike for found, alike in standing.items() if not reached.opened.intersection(found)}
    best: dict[Pair, tuple[Pair, Likeness]] = {}
    for scored in (*kept.items(), *reached.doubtful.items()):
        between = pair(*(ledger.home(iri) for iri in scored[0]))
        if between[0] != between[1] and (between not in best or better(scored, best[between])):
            best[between] = scored
    wanted = dict(best.values())
    ledger.erase_pairs(standing.keys() - wanted.keys())
    ledger.write_pairs({found: alike for found, alike in wanted.items() if kept.get(found) is not alike})


def _write_replacements(draft: Draft, rulings: Rulings) -> None:
    """What a merge replaced keeps an address: the entity that stands in its place."""
    wanted = set()
    for replaced, thing in rulings.replacements():
        entity = entity_of(draft, thing)
        if entity != replaced and not draft.subjects(term("linkedTo"), replaced, LINKS_GRAPH):
            wanted.add(Quad(NamedNode(replaced), _REPLACED_BY, NamedNode(entity), _GRAPH))
    standing = set(draft.quads(None, _REPLACED_BY, None, LINKS_GRAPH))
    draft.remove(standing - wanted)
    draft.add(wanted - standing)


def _wholes(draft: Draft, iri: str) -> set[str]:
    """The things of the same release whose signatures tell what this one says: the project of a funding or a
    participation, the person of a role."""
    graph = release_graph(release_key_of(iri) or "")
    found = {o.value for name in _TO_WHOLE for o in draft.objects(iri, term(name), graph) if isinstance(o, NamedNode)}
    return {whole for whole in found if release_key_of(whole)}


def _mentioning(draft: Draft, iri: str) -> set[str]:
    """The things of the same release whose statements name this one."""
    graph = release_graph(release_key_of(iri) or "")
    found = {q.subject.value for q in draft.quads(None, None, iri, graph) if isinstance(q.subject, NamedNode)}
    return {subject for subject in found if release_key_of(subject)}
