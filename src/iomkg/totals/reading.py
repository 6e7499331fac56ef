"""The books of a question, read from a graph: few queries, each over many things at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from iomkg import stated_dates
from iomkg.engine import Engine, batches, nodes
from iomkg.model import Term
from iomkg.namespaces import LINKS_GRAPH, NS, concept
from iomkg.totals.standing import standings
from iomkg.totals.sums import NO_STANDING, Books, Project, Standing, Sum

Facts = Mapping[str, Mapping[str, list[str]]]
_OF_SUMS: Final = (
    "amount", "currency", "fundingKind", "stage", "flow", "covers", "amountQualifier", "equivalentAmount",
    "equivalentCurrency", "donor", "paidBy", "recipient", "underInstrument", "fundedProject", "statedOn",
    "periodStart", "periodEnd",
)  # fmt: skip
_OF_PROJECTS: Final = ("hasTheme", "targetsPlace", "hasImplementer", "start")
_LISTS: Final = {
    "currency": "currency",
    "equivalentCurrency": "currency",
    "fundingKind": "funding-kind",
    "stage": "funding-stage",
    "flow": "funding-flow",
    "covers": "covers",
    "amountQualifier": "amount-qualifier",
}
# Who passes money on or spends it: what such a body pays may be what it was given.
_HANDLING: Final = " ".join(
    f"<{concept('role', role)}>" for role in ("accountable", "extending", "implementing", "sub-grantee")
)
# From a project to the programmes it is part of, and to the projects its money comes from; an activity at the end of
# a transaction is named by an identifier that its own project has.
_WHOLES: Final = """{ ?from iomkg:partOf ?to }
  UNION { ?from iomkg:parentActivity ?id . ?to iomkg:hasIdentifier ?id }
  UNION { ?to iomkg:childActivity ?id . ?from iomkg:hasIdentifier ?id }"""
_UPSTREAM: Final = """{ ?sum iomkg:providerActivity ?id ; iomkg:fundedProject ?from . ?to iomkg:hasIdentifier ?id }
  UNION { ?sum iomkg:receiverActivity ?id ; iomkg:fundedProject ?to . ?from iomkg:hasIdentifier ?id }"""


def read(engine: Engine, scope: Mapping[str, str]) -> Books:
    """The books of some projects: all sums for them, and for whatever else the same sums are for."""
    of_scope = _pairs(engine, scope, "SELECT ?in ?out { VALUES ?in { %s } ?out iomkg:fundedProject ?in }")
    funded = {one for found in of_scope.values() for one in found}
    sums = _sums(engine, funded)
    projects = _projects(engine, {project for one in sums.values() for project in one.projects})
    payers = {payer for one in sums.values() for payer in one.payers}
    states = _pairs(engine, payers, "SELECT ?in ?out { VALUES ?in { %s } ?in iomkg:ofState ?out }")
    return Books(
        sums=sums,
        projects=projects,
        scope=scope,
        states={body: min(found) for body, found in states.items()},
        undecided=_undecided(engine),
    )


def _sums(engine: Engine, iris: Iterable[str]) -> dict[str, Sum]:
    wanted = set(iris)
    told = _facts(engine, wanted, _OF_SUMS)
    drawn = _pairs(engine, wanted, "SELECT ?in ?out { VALUES ?in { %s } ?in iomkg:financedFrom+ ?out }")
    shares = _shares(engine, wanted)
    days, standing = standings(engine, wanted)
    return {
        iri: _sum(iri, told[iri], frozenset(drawn.get(iri, ())), shares.get(iri, {}), days.get(iri), standing)
        for iri in sorted(told)
    }


def _sum(
    iri: str,
    told: Mapping[str, list[str]],
    drawn_from: frozenset[str],
    shares: Mapping[str, Decimal],
    day: str | None,
    standing: Mapping[str, Standing],
) -> Sum:
    def code(name: str) -> str:
        return next((value.removeprefix(concept(_LISTS[name], "")) for value in told.get(name, ())), "")

    def iris(name: str) -> frozenset[str]:
        return frozenset(told.get(name, ()))

    def date(name: str) -> str | None:
        return next((stated_dates.lexical_of(value) for value in told.get(name, ())), None)

    amount, equivalent = (next(map(Decimal, told.get(name, ())), None) for name in ("amount", "equivalentAmount"))
    return Sum(
        iri=iri,
        projects=iris("fundedProject"),
        amount=amount,
        currency=code("currency"),
        kind=code("fundingKind"),
        stage=code("stage"),
        flow=code("flow"),
        covers=code("covers"),
        qualifier=code("amountQualifier"),
        equivalent=None if equivalent is None else (equivalent, code("equivalentCurrency")),
        donors=iris("donor"),
        passed_by=iris("paidBy"),
        recipients=iris("recipient"),
        instruments=iris("underInstrument"),
        drawn_from=drawn_from,
        shares=shares,
        stated=date("statedOn"),
        period=(date("periodStart"), date("periodEnd")),
        told=day,
        standing=standing.get(iri, NO_STANDING),
    )


def _projects(engine: Engine, iris: set[str]) -> dict[str, Project]:
    told = _facts(engine, iris, _OF_PROJECTS)
    handlers = _pairs(
        engine,
        iris,
        f"""SELECT ?in ?out {{ VALUES ?in {{ %s }} VALUES ?role {{ {_HANDLING} }}
          ?part iomkg:inProject ?in ; iomkg:role ?role ; iomkg:participant ?out }}""",
    )
    places = {place for found in told.values() for place in found.get("targetsPlace", ())}
    countries = _pairs(
        engine,
        places,
        "SELECT ?in ?out { VALUES ?in { %s } ?in iomkg:directlyWithin* ?out . ?out a iomkg:Country }",
    )
    wholes, upstream = _upwards(engine, _WHOLES), _upwards(engine, _UPSTREAM)
    return {
        iri: Project(
            iri=iri,
            themes=frozenset(facts.get("hasTheme", ())),
            countries=frozenset(c for place in facts.get("targetsPlace", ()) for c in countries.get(place, ())),
            implementers=frozenset(facts.get("hasImplementer", ())),
            handlers=frozenset(handlers.get(iri, ())),
            start=next((stated_dates.lexical_of(date) for date in facts.get("start", ())), None),
            wholes=frozenset(_closure(iri, wholes)),
            upstream=frozenset(_closure(iri, upstream)),
        )
        for iri in sorted(iris)
        for facts in (told.get(iri, {}),)
    }


def _shares(engine: Engine, iris: set[str]) -> dict[str, dict[str, Decimal]]:
    """What each contributor gives of a joint sum, where that is told in the sum's own currency."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for some in batches(iris):
        rows = engine.select(
            f"""SELECT ?sum ?payer ?amount {{
              VALUES ?sum {{ {nodes(some)} }}
              ?sum iomkg:hasContribution ?share ; iomkg:currency ?currency .
              ?share iomkg:contributor ?payer ; iomkg:amount ?amount ; iomkg:currency ?currency
            }}"""
        ).rows
        for one, payer, amount in rows:
            if one and payer and amount:
                found[one.value][payer.value] = Decimal(amount.value)
    return found


def _undecided(engine: Engine) -> frozenset[frozenset[str]]:
    """The pairs of entities that wait for a judgement whether they are one."""
    rows = engine.select(
        f"""SELECT ?left ?right {{
          GRAPH <{LINKS_GRAPH}> {{
            ?link iomkg:linkLeft ?one ; iomkg:linkRight ?other .
            ?one iomkg:linkedTo ?left . ?other iomkg:linkedTo ?right .
          }}
          FILTER(?left != ?right)
        }}"""
    ).rows
    return frozenset(frozenset((left.value, right.value)) for left, right in rows if left and right)


def _facts(engine: Engine, iris: Iterable[str], names: Iterable[str]) -> Facts:
    """What the view says of things by some properties, by name; values as text, in order."""
    wanted = " ".join(f"iomkg:{name}" for name in names)
    found: dict[str, dict[str, list[str]]] = {}
    for some in batches(iris):
        asked = f"SELECT ?thing ?p ?o {{ VALUES ?thing {{ {nodes(some)} }} VALUES ?p {{ {wanted} }} ?thing ?p ?o }}"
        for thing, name, value in engine.select(asked).rows:
            if thing and name and value:
                told = found.setdefault(thing.value, defaultdict(list))
                told[name.value.removeprefix(NS)].append(value.value)
    for told in found.values():
        for values in told.values():
            values.sort()
    return found


def _pairs(engine: Engine, iris: Iterable[str], asked: str) -> dict[str, set[str]]:
    """What a query of two columns gives for each thing; `%s` stands for the things."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in batches(iris):
        _add(found, engine.select(asked % nodes(some)).rows)
    return found


def _upwards(engine: Engine, steps: str) -> dict[str, set[str]]:
    """All steps upwards of one kind, from each project that has any."""
    found: dict[str, set[str]] = defaultdict(set)
    _add(found, engine.select(f"SELECT DISTINCT ?from ?to {{ {steps} FILTER(?from != ?to) }}").rows)
    return found


def _add(found: dict[str, set[str]], rows: Iterable[tuple[Term | None, ...]]) -> None:
    for one, other in rows:
        if one and other:
            found[one.value].add(other.value)


def _closure(iri: str, steps: Mapping[str, set[str]]) -> set[str]:
    """Everything above, without the thing itself, even where it goes round in a circle."""
    found: set[str] = set()
    ahead = [iri]
    while ahead:
        for above in steps.get(ahead.pop(), ()):
            if above not in found:
                found.add(above)
                ahead.append(above)
    return found - {iri}
