"""A graph made up to be asked: projects as releases tell of them, with claims, links, view and log, written directly.

The same size and seed give the same quads. What is common in real releases is common here: few donors, countries and
publishers are in most projects and most in few; a project has up to three releases in three languages and of four
classes of source, which now and then disagree. Every kind of thing the library asks about is there: joint sums and
sums for two projects, stages, instruments, sub-grants, programmes, outputs at border posts, events, public roles. The
reference data stand in their graph and in the view, as in any store.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import curated, stated_dates, terms, view
from iomkg.graphs import ACCEPTED, DOUBTFUL
from iomkg.model import Term
from iomkg.namespaces import (
    ID,
    LINKS_GRAPH,
    LOG_GRAPH,
    RDF,
    SKOS,
    VIEW_GRAPH,
    claims_graph,
    concept,
    digest,
    entity,
    release,
    release_graph,
    scoped,
    stated_date,
    term,
)  # fmt: skip

T = TypeVar("T")
_TYPE: Final = RDF + "type"
_VIEW, _LINKS, _LOG = NamedNode(VIEW_GRAPH), NamedNode(LINKS_GRAPH), NamedNode(LOG_GRAPH)
_LANGUAGES: Final = ("en", "fr", "es")
_STAGES: Final = ("announced", "committed", "pledged", "disbursed")
_SOURCES: Final = ("release-by-party", "news", "donor-iati", "table")
_OUTPUTS: Final = {"equipment": "vehicles", "construction": "border posts", "training": "officers"}


@dataclass(slots=True)
class _Told:
    """What releases tell of one project. Things are named by kind and number here (`funding/1`); a value that begins
    with `~` is such a thing."""

    number: int
    facts: list[tuple[str, str, Term | str]] = field(default_factory=list)

    def say(self, thing: str, *facts: tuple[str, Term | str]) -> str:
        """Tell facts of a thing: properties of the ontology (`a` its class) and values, IRIs as text."""
        kept = ((_TYPE if name == "a" else term(name), value) for name, value in facts)
        self.facts.extend((thing, predicate, value) for predicate, value in kept)
        return f"~{thing}"

    def iri(self, thing: str) -> str:
        """The entity of the view that a thing is."""
        kind, _, which = thing.partition("/")
        return entity(kind, digest("asked", str(self.number), which)[:12])


class World:
    """The reference data, by kind; the first of a kind are the popular ones."""

    def __init__(self, seed: int) -> None:
        self.quads = list(curated.quads())
        found: dict[str, set[str]] = defaultdict(set)
        inside: dict[str, set[str]] = defaultdict(set)
        for quad in self.quads:
            if quad.predicate.value == _TYPE:
                found[quad.object.value.rsplit("#", 1)[-1]].add(quad.subject.value)
            if quad.predicate.value == term("directlyWithin"):
                inside[quad.object.value].add(quad.subject.value)
        self._found = {kind: sorted(iris) for kind, iris in found.items()}
        for iris in self._found.values():
            random.Random(seed).shuffle(iris)
        self.inside = {iri: sorted(places) for iri, places in inside.items()}
        self.payers = [entity("organisation", "eu"), entity("state", "deu"), *self.of("State")[:40], *self.of("Agency")]
        self.bodies = [entity("organisation", "iom"), *self.of("IntergovernmentalOrganisation"),
                       *self.of("NonGovernmentalOrganisation")]  # fmt: skip
        self.countries = [entity("country", code) for code in ("ner", "mli", "tun", "lby")] + self.of("Country")
        self.themes = [concept("theme", "border-management"), *self.of("Theme")]

    def of(self, kind: str) -> list[str]:
        """The entities of a class."""
        return self._found[kind]


def made(size: int, seed: int = 1) -> Iterator[Quad]:
    """The reference data, then projects until there are `size` quads beside them."""
    world = World(seed)
    yield from world.quads
    yield from view.reference_view(world.quads)
    written = commit = 0
    for number in count():
        if written >= size:
            return
        for quad in _quads(_tell(world, number, seed), seed, commit):
            commit += quad.predicate.value == term("committedRelease")
            written += 1
            yield quad


def project(number: int) -> str:
    """The IRI of a project."""
    return _Told(number).iri("project/1")


# What the library's questions are asked with on such a graph where their defaults do not do: what is popular, so that
# answers are large.
PARAMETERS: Final[dict[str, dict[str, str]]] = {
    "cq02": {"donor": entity("organisation", "eu")},
    "cq03": {"entity": project(0)},
    "cq04": {"donor": entity("organisation", "eu")},
    "cq07": {"donor": entity("organisation", "eu")},
    "cq10": {"state": entity("state", "deu")},
    "cq11": {"route": entity("route", "central-mediterranean")},
    "cq13": {"project": project(0)},
    "cq19": {"on": "2016-06-30"},
    "cq25": {"country": entity("country", "ner")},
    "cq31": {"project": project(0)},
    "cq32": {"entity": project(0), "property": "donor"},
}


def _tell(world: World, number: int, seed: int) -> _Told:
    chance = random.Random(f"{seed} {number}")
    told = _Told(number)
    countries = {_popular(chance, world.countries) for _ in range(chance.choice((1, 1, 2, 3)))}
    inside = [_popular(chance, world.inside[iri]) for iri in sorted(countries) if iri in world.inside]
    whole = told.say(
        "project/1",
        ("a", term("Project")),
        ("title", terms.text(f"Project {number} of {_word(chance)} and {_word(chance)}", chance.choice(_LANGUAGES))),
        *(("targetsPlace", iri) for iri in (*sorted(countries), *inside)),
        *(("hasTheme", iri) for iri in sorted({_popular(chance, world.themes) for _ in range(chance.choice((1, 2)))})),
    )
    start = f"20{chance.randrange(10, 24)}" + chance.choice(("", f"-{chance.randrange(1, 13):02d}"))
    if chance.random() < 0.5:
        told.say("project/1", ("start", stated_date(start)))
    if chance.random() < 0.3:
        told.say("project/1", ("end", stated_date(f"{int(start[:4]) + 2}-12-31")))
    if chance.random() < 0.6:
        told.say("project/1", ("durationMonths", terms.integer(chance.randrange(6, 60))))
    if chance.random() < 0.1:
        told.say("project/1", ("alongRoute", _popular(chance, world.of("Route"))))
    if number % 40 == 39:
        told.say("project/1", ("partOf", project(number - 20)))
    _money(told, world, chance, whole)
    _parts(told, world, chance, whole)
    return told


def _money(told: _Told, world: World, chance: random.Random, whole: str) -> None:
    for n in range(1, chance.choice((2, 2, 3))):
        donors = sorted({_popular(chance, world.payers) for _ in range(chance.choice((1, 1, 1, 2)))})
        fund = told.say(
            f"funding/{n}",
            ("a", term("Funding")),
            ("fundedProject", whole),
            ("fundingKind", concept("funding-kind", "contribution")),
            ("stage", concept("funding-stage", _popular(chance, _STAGES))),
            *(("donor", iri) for iri in donors if chance.random() < 0.95),
        )
        if chance.random() < 0.6:
            amount = terms.decimal(str(chance.choice((1, 2, 5, chance.randrange(1, 90))) * 100_000))
            told.say(
                fund[1:], ("amount", amount), ("currency", concept("currency", chance.choice(("EUR", "EUR", "USD"))))
            )
        if chance.random() < 0.1:
            told.say(fund[1:], ("fundedProject", project(max(0, told.number - 1))))
        if chance.random() < 0.15:
            told.say(fund[1:], ("underInstrument", _popular(chance, world.of("FundingInstrument"))))
            told.say(fund[1:], ("recipient", _popular(chance, world.bodies)))
        if n == 2 and chance.random() < 0.3:
            told.say(fund[1:], ("financedFrom", "~funding/1"))


def _parts(told: _Told, world: World, chance: random.Random, whole: str) -> None:
    roles = ("implementing", "implementing", "partner", "extending", "sub-grantee")
    for n in range(1, chance.randrange(2, 5)):
        who = _popular(chance, world.bodies if chance.random() < 0.7 else world.of("Agency"))
        role = concept("role", _popular(chance, roles))
        told.say(
            f"participation/{n}",
            ("a", term("Participation")),
            ("inProject", whole),
            ("participant", who),
            ("role", role),
        )
    if chance.random() < 0.6:
        kind = chance.choice(("launch", "workshop", "training", "handover"))
        event = told.say(
            "event/1", ("a", term("Event")), ("eventKind", concept("event-kind", kind)), ("ofProject", whole)
        )
        if chance.random() < 0.7:
            told.say("event/1", ("date", stated_date(f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02d}-11")))
        told.say(
            "participation/9",
            ("a", term("Participation")),
            ("inEvent", event),
            ("participant", _popular(chance, world.of("Agency"))),
            ("role", concept("role", "participant")),
        )
    if chance.random() < 0.5:
        kind = _popular(chance, list(_OUTPUTS))
        stated = f"{chance.randrange(2, 40)} {_OUTPUTS[kind]}"
        told.say(
            "output/1",
            ("a", term("Output")),
            ("ofProject", whole),
            ("outputKind", concept("output-kind", kind)),
            ("outputStatus", concept("output-status", chance.choice(("planned", "delivered")))),
            ("quantity", terms.decimal(stated.partition(" ")[0])),
            ("quantityStated", terms.text(stated)),
        )
        if kind != "training" and chance.random() < 0.3:
            told.say("output/1", ("place", _popular(chance, world.of("BorderPost"))))
    if chance.random() < 0.4:
        name = f"{_word(chance)} {_word(chance)}"
        person = told.say("person/1", ("a", term("Person")), ("name", terms.text(name, "en")))
        title = ("roleTitle", terms.text("coordinator", "en"))
        told.say(
            "role/1", ("a", term("PublicRole")), ("holder", person), title, ("roleIn", _popular(chance, world.bodies))
        )


def _quads(told: _Told, seed: int, commit: int) -> Iterator[Quad]:
    chance = random.Random(f"{seed} releases {told.number}")
    yield from _view(told)
    for n in range(chance.choice((1, 1, 1, 2, 2, 3))):
        # The first tells all; others leave out much, and may give another duration.
        facts = told.facts if n == 0 else [f for f in told.facts if f[1] == _TYPE or chance.random() < 0.6]
        key = digest("asked", str(seed), str(told.number), str(n))[:16]
        yield from _release(key, told, chance, commit + n)
        yield from _said(key, told, facts, chance, other=n > 0 and chance.random() < 0.2)


def _view(told: _Told) -> Iterator[Quad]:
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    whole = NamedNode(told.iri("project/1"))
    for thing, predicate, value in told.facts:
        subject = NamedNode(told.iri(thing))
        found = _term(value, told.iri)
        yield Quad(subject, NamedNode(predicate), found, _VIEW)
        if isinstance(found, NamedNode) and found.value.startswith(f"{ID}date/"):
            yield from _date(found.value, _VIEW)
        name = predicate.rsplit("#", 1)[-1]
        if name in ("title", "name", "roleTitle"):
            yield Quad(subject, NamedNode(f"{SKOS}prefLabel"), found, _VIEW)
        elif name == "donor":
            yield Quad(whole, NamedNode(term("hasDonor")), found, _VIEW)
        elif thing.startswith("participation/"):
            roles[thing][name] = found.value
    for part in roles.values():
        role = part["role"].rsplit("/", 1)[-1]
        if "inProject" in part and role in ("implementing", "partner"):
            shortcut = "hasImplementer" if role == "implementing" else "hasPartner"
            yield Quad(whole, NamedNode(term(shortcut)), NamedNode(part["participant"]), _VIEW)


def _release(key: str, told: _Told, chance: random.Random, commit: int) -> Iterator[Quad]:
    this, graph = NamedNode(release(key)), NamedNode(release_graph(key))
    day = f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02d}-15"
    language = chance.choice(_LANGUAGES)
    publisher = chance.choice(("IOM", "European Union", "Germany", f"{_popular(chance, _LANGUAGES)} gazette"))
    about: tuple[tuple[str, Term], ...] = (
        (_TYPE, NamedNode(term("Release"))),
        (term("releaseKey"), terms.text(key)),
        (term("language"), terms.text(language)),
        (term("publisherName"), terms.text(publisher)),
        (term("headline"), terms.text(f"{_word(chance)} and {_word(chance)}", language)),
        (term("publishedOn"), NamedNode(stated_date(day))),
        (term("effectiveOn"), terms.date_literal(day)),
        (term("sourceClass"), NamedNode(concept("source-class", _popular(chance, _SOURCES)))),
    )
    yield from (Quad(this, NamedNode(predicate), value, graph) for predicate, value in about)
    yield from _date(stated_date(day), graph)
    entry = NamedNode(entity("commit", str(commit + 2)))
    changed = sorted({told.iri(thing) for thing, _, _ in told.facts})
    logged: tuple[tuple[str, Term], ...] = (
        (term("commitNumber"), terms.integer(commit + 2)),
        (
            term("committedAt"),
            Literal(f"{day}T12:00:00Z", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")),
        ),
        (term("commitKind"), terms.text("load")),
        (term("factsGained"), terms.integer(len(told.facts))),
        (term("factsLost"), terms.integer(0)),
        (term("committedRelease"), this),
        *((term("changedEntity"), NamedNode(iri)) for iri in changed),
    )
    yield from (Quad(entry, NamedNode(predicate), value, _LOG) for predicate, value in logged)


def _said(
    key: str, told: _Told, facts: Sequence[tuple[str, str, Term | str]], chance: random.Random, other: bool
) -> Iterator[Quad]:
    stated, said = NamedNode(release_graph(key)), NamedNode(claims_graph(key))

    def within(thing: str) -> str:
        kind, _, number = thing.partition("/")
        return scoped(key, kind, number)

    for thing in sorted({thing for thing, _, _ in facts}):
        yield Quad(NamedNode(within(thing)), NamedNode(term("linkedTo")), NamedNode(told.iri(thing)), _LINKS)
    for number, (thing, predicate, value) in enumerate(facts):
        found = _term(value, within)
        if other and predicate == term("durationMonths"):
            found = terms.integer(61)
        subject = NamedNode(within(thing))
        yield Quad(subject, NamedNode(predicate), found, stated)
        if isinstance(found, NamedNode) and found.value.startswith(f"{ID}date/"):
            yield from _date(found.value, stated)
        status = DOUBTFUL if other and chance.random() < 0.1 else ACCEPTED
        quote = f"{_word(chance)} {_word(chance)} {found.value.rsplit('/', 1)[-1]} {_word(chance)}."
        claim = NamedNode(entity("claim", digest(key, str(number))[:24]))
        about: tuple[tuple[str, Term], ...] = (
            (_TYPE, NamedNode(term("Claim"))),
            (f"{RDF}subject", subject),
            (f"{RDF}predicate", NamedNode(predicate)),
            (f"{RDF}object", found),
            (term("inRelease"), NamedNode(release(key))),
            (term("quote"), terms.text(quote)),
            (term("quoteStart"), terms.integer(number * 50)),
            (term("quoteEnd"), terms.integer(number * 50 + len(quote))),
            (term("subjectAsWorded"), terms.text(thing)),
            (term("objectAsWorded"), terms.text(found.value.rsplit("/", 1)[-1])),
            (term("confidence"), terms.decimal(f"{chance.uniform(0.5, 1):.3f}")),
            (term("method"), terms.text("benchmark/graphs")),
            (term("occurrence"), terms.integer(0)),
            (term("claimStatus"), NamedNode(status)),
            (term("codedBy"), terms.text("iomkg")),
        )
        yield from (Quad(claim, NamedNode(name), what, said) for name, what in about)


def _date(iri: str, graph: NamedNode) -> Iterator[Quad]:
    yield from (Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in stated_dates.triples(iri))


def _term(value: Term | str, things: Callable[[str], str]) -> Term:
    if not isinstance(value, str):
        return value
    return NamedNode(things(value[1:]) if value.startswith("~") else value)


def _popular(chance: random.Random, choices: Sequence[T]) -> T:
    """One of them, the second half as often as the first, the third a third as often."""
    return chance.choices(choices, [1 / (rank + 1) for rank in range(len(choices))])[0]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("bdfgklmnprstvz", k=2)) + chance.choice("aeiou") + chance.choice("lnrst")
