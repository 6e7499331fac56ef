"""One project as its sources have it: what they agree on, where they contradict each other, what only one of them says.

Sources are the kinds there are (press, IATI, tables, contracts); where all there is of a project is of one kind, the
releases, each repeated one once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from iomkg import stated_dates, vocabulary
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.explain import Explainer, Said
from iomkg.folding import fold
from iomkg.links import entity_of, members_of
from iomkg.model import Term
from iomkg.namespaces import RDF, VIEW_GRAPH, concept, kind_of, release_graph, shortened, term
from iomkg.naming import Named, Names, property_name
from iomkg.values import is_rounded

Verdict = OneOf["agree", "contradict", "only one"]

_KINDS: Final = {"donor-iati": "IATI", "implementer-iati": "IATI", "table": "table", "contract": "contract"}
_PRESS: Final = "press"
_ACCEPTED: Final = NamedNode(concept("claim-status", "accepted"))
# What stands around a project is compared by what it says of the project, not as a thing of its own.
_NOT_COMPARED: Final = frozenset({RDF + "type", term("projectKind")})
_DATES: Final = "date"


@dataclass(frozen=True, slots=True)
class Value:
    """A value with what says so, by source; the words of each, surest first."""

    value: Named
    said: Mapping[str, tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A property of the project (`starts on`, `committed by Italy`), its values, and how its sources stand to each
    other: they `agree` on one value, they `contradict` each other, or `only one` speaks of it."""

    property: str
    verdict: Verdict
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    source: str
    said: Said
    value: Term


def compare(draft: Draft, project: str) -> tuple[tuple[str, ...], list[Compared]]:
    """The sources of a project, and what they say compared: contradictions first, then agreement, then what one says.

    Raises UsageError when the entity is no project.
    """
    if kind_of(project) != "project":
        raise UsageError(f"{shortened(project)} is no project; compare is of projects, `iomkg conflicts` of anything")
    comparison = _Comparison(draft, project)
    order: dict[Verdict, int] = {"contradict": 0, "agree": 1, "only one": 2}
    found = [*comparison.own(), *comparison.sums(), *comparison.parties()]
    return comparison.sources, sorted(found, key=lambda compared: order[compared.verdict])


class _Comparison:
    """What the sources of one project say, gathered once."""

    def __init__(self, draft: Draft, project: str) -> None:
        self._draft = draft
        self._names = Names(draft)
        self._explainer = Explainer(draft)
        self._project = project
        self._around = {
            name: sorted(draft.subjects(term(name), NamedNode(project), VIEW_GRAPH))
            for name in ("fundedProject", "inProject")
        }
        everything = [project, *(iri for found in self._around.values() for iri in found)]
        said = {iri: list(self._claims(iri)) for iri in everything}
        kinds = {self._kind(claim.origin.iri) for claims in said.values() for claim in claims}
        of: Callable[[Said], str] = (
            (lambda each: self._kind(each.origin.iri)) if len(kinds) > 1 else (lambda each: self._voice(each))
        )
        self._said = {
            iri: [_Claim(of(each), each, self._value(each)) for each in claims] for iri, claims in said.items()
        }
        self.sources = tuple(sorted({claim.source for claims in self._said.values() for claim in claims}))

    def own(self) -> Iterator[Compared]:
        """The properties of the project itself."""
        rules = vocabulary.load()
        slots: dict[tuple[str, str], list[_Claim]] = {}
        for claim in self._said[self._project]:
            predicate = self._predicate(claim.said)
            language = claim.value.language or "" if isinstance(claim.value, Literal) else ""
            by_language = language if rules.rule(predicate) == vocabulary.ONE_PER_LANGUAGE else ""
            if predicate not in _NOT_COMPARED:
                slots.setdefault((predicate, by_language), []).append(claim)
        for (predicate, language), claims in slots.items():
            name = property_name(predicate) + (f" ({language})" if language else "")
            single = rules.rule(predicate) in (vocabulary.ONE, vocabulary.ONE_PER_LANGUAGE)
            yield from self._compared(name, claims, single)

    def sums(self) -> Iterator[Compared]:
        """The project's money: by stage and donors, what the sum is; and who pays."""
        slots: dict[str, list[_Claim]] = {}
        donors: list[_Claim] = []
        for funding in self._around["fundedProject"]:
            by_name: dict[str, list[_Claim]] = {}
            for claim in self._said[funding]:
                by_name.setdefault(self._predicate(claim.said), []).append(claim)
            donors += by_name.get(term("donor"), [])
            for claim in by_name.get(term("amount"), []):
                slots.setdefault(self._of_sum(funding), []).append(claim)
        for name, claims in sorted(slots.items()):
            several = len({claim.said.subject for claim in claims}) > len({claim.source for claim in claims})
            yield from self._compared(name, claims, single=not several)
        yield from self._compared("has donor", donors, single=False)

    def parties(self) -> Iterator[Compared]:
        """Who takes part, by role."""
        by_role: dict[str, list[_Claim]] = {}
        for part in self._around["inProject"]:
            role = self._words(part, "role")
            who = [claim for claim in self._said[part] if self._predicate(claim.said) == term("participant")]
            by_role.setdefault(role or "takes part", []).extend(who)
        for role, claims in sorted(by_role.items()):
            yield from self._compared(role, claims, single=False)

    def _compared(self, name: str, claims: Iterable[_Claim], single: bool) -> Iterator[Compared]:
        """One comparison of values of which one can hold; of others, one for each value."""
        values: dict[Term, dict[str, list[Said]]] = {}
        for claim in claims:
            known = next((value for value in values if _agree(value, claim.value)), claim.value)
            values.setdefault(known, {}).setdefault(claim.source, []).append(claim.said)
        told = [self._told(value, said) for value, said in values.items()]
        told.sort(key=lambda value: (-len(value.said), value.value.text))
        if single and told:
            speaking = {source for value in told for source in value.said}
            verdict: Verdict = "only one" if len(speaking) < 2 else "agree" if len(told) == 1 else "contradict"
            yield Compared(name, verdict, tuple(told))
            return
        for value in told:
            yield Compared(name, "agree" if len(value.said) > 1 else "only one", (value,))

    def _told(self, value: Term, said: Mapping[str, list[Said]]) -> Value:
        by_source = {
            source: tuple(sorted(each, key=lambda s: (-s.confidence, s.claim))) for source, each in sorted(said.items())
        }
        first = next(iter(by_source.values()))[0]
        words = self._names.value(self._predicate(first), value)
        currency = self._words(entity_of(self._draft, first.subject), "currency", code=True)
        is_sum = self._predicate(first) == term("amount")
        return Value(Named(f"{currency} {words.text}") if is_sum and currency else words, by_source)

    def _of_sum(self, funding: str) -> str:
        stage, payers = self._words(funding, "stage") or "sum", self._words(funding, "donor")
        return f"{stage} by {payers}" if payers else f"{stage} budget"

    def _words(self, subject: str, name: str, code: bool = False) -> str:
        values = self._draft.objects(subject, term(name), VIEW_GRAPH)
        texts = (value.value.rsplit("/", 1)[1] if code else self._names.of(value).text for value in values)
        return " and ".join(sorted(texts))

    # -- claims --------------------------------------------------------------------------------------------------

    def _claims(self, entity: str) -> Iterator[Said]:
        for subject in sorted({entity, *members_of(self._draft, entity)}):
            for claim in sorted(self._draft.subjects(RDF + "subject", NamedNode(subject))):
                if _ACCEPTED in self._draft.objects(claim, term("claimStatus")):
                    yield self._explainer.claim(claim)

    def _predicate(self, said: Said) -> str:
        return self._draft.objects(said.claim, RDF + "predicate")[0].value

    def _value(self, said: Said) -> Term:
        value = self._draft.objects(said.claim, RDF + "object")[0]
        return NamedNode(entity_of(self._draft, value.value)) if isinstance(value, NamedNode) else value

    def _kind(self, release: str) -> str:
        found = self._draft.objects(release, term("sourceClass"), release_graph(release.rsplit("/", 1)[1]))
        code = found[0].value.rsplit("/", 1)[1] if found else ""
        return _KINDS.get(code, _PRESS)

    def _voice(self, said: Said) -> str:
        """A release by its publisher, or headline; of those that repeat each other, the first one's."""
        origin = self._explainer.origin(said.origin.voice) if kind_of(said.origin.voice) == "release" else said.origin
        return ", ".join(filter(None, (origin.publisher, origin.headline)))


def _agree(one: Term, other: Term) -> bool:
    """Whether two values say the same: days of which one is less exact, numbers of which one is rounded, texts but for
    case and accents."""
    if isinstance(one, Literal) and isinstance(other, Literal):
        if one.datatype.value.endswith("#decimal") and other.datatype == one.datatype:
            return is_rounded(Decimal(one.value), Decimal(other.value))
        return (fold(one.value), one.language) == (fold(other.value), other.language)
    if kind_of(one.value) == _DATES == kind_of(other.value):
        day, other_day = (stated_dates.lexical_of(value.value) or "" for value in (one, other))
        return stated_dates.compatible(day, other_day)
    return one == other
