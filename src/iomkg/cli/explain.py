"""`iomkg explain`"""

from __future__ import annotations

import itertools

import click

from iomkg import lookup
from iomkg.cli.output import heading, note, paragraph
from iomkg.cli.output_history import as_of_option, opened
from iomkg.cli.output_said import Releases, heard
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.explain import Explained, Explainer, Reason, Section, origin
from iomkg.namespaces import kind_of, shortened
from iomkg.naming import Named, Names, distinct

_LONGEST_NAME = 60


@click.command()
@click.argument("entity")
@as_of_option
@store_option
@click.pass_obj
def command(settings: Settings, entity: str, as_of: str | None) -> None:
    """Show what each fact about an entity rests on.

    A stated fact comes with its sentence (the words that say it marked), its release, the confidence and the rule
    that read it; a derived fact with its rule and everything that rests on in turn. What belongs to the entity, such
    as the fundings and events of a project, follows. Of a release, every claim is shown. ENTITY is as for `iomkg show`.

    \b
    Examples:
      iomkg explain "Central Mediterranean route"
      iomkg explain state/ner
    """
    with opened(settings, as_of) as store:
        draft = Draft(store)
        iri = lookup.entity(draft, entity)
        explainer = Explainer(draft)
        if kind_of(iri) == "release":
            name, facts, sections = origin(draft, iri).headline, [], explainer.release(iri)
        else:
            name, facts, sections = Names(draft).entity(iri), explainer.entity(iri), explainer.parts(iri)
    heading(name)
    paragraph(shortened(iri), dim=True)
    _Paper(iri).print(facts, sections)
    if not facts and not sections:
        note(f"Nothing is said about {name}.")


class _Paper:
    """Prints explanations of the facts of one entity; what was explained once is only referred to."""

    def __init__(self, entity: str) -> None:
        self._entity = entity
        self._releases = Releases()
        self._told: set[tuple[str | None, str, Named]] = set()

    def print(self, facts: list[Explained], sections: list[Section]) -> None:
        """Print facts, and what belongs to the entity in sections."""
        self._facts(facts, indent=0)
        above = ""
        for section in sections:
            fresh = [fact for fact in section.facts if (fact.subject.iri, fact.predicate, fact.value) not in self._told]
            if not fresh:
                continue
            click.echo()
            if section.heading != above:
                heading(section.heading)
            above = section.heading
            paragraph(section.node.text, indent=2)
            paragraph(shortened(section.node.iri or ""), indent=2, dim=True)
            self._facts(fresh, indent=4)
        self._releases.listed()

    def _facts(self, facts: list[Explained], indent: int) -> None:
        """Print facts; values of one property that are reference data are told together."""
        for (name, source), group in itertools.groupby(facts, key=lambda fact: (fact.property, _curated(fact))):
            together = list(group)
            if source is not None:
                click.echo()
                values = distinct(fact.value for fact in together)
                paragraph(f"{name}: {'; '.join(value.with_language for value in values)}", indent, hanging=2)
                paragraph(f"reference data{source}", indent + 2, dim=True)
                continue
            for fact in together:
                click.echo()
                value = self._name(fact.value) if fact.value.iri == self._entity else fact.value.text
                paragraph(f"{name}: {value}", indent, hanging=2)
                self._reasons(fact, indent + 2)

    def _reasons(self, fact: Explained, indent: int) -> None:
        self._told.add((fact.subject.iri, fact.predicate, fact.value))
        if not fact.reasons:
            paragraph("without a basis: a fault, see `iomkg validate`", indent)
        for reason in fact.reasons:
            self._reason(reason, indent)

    def _reason(self, reason: Reason, indent: int) -> None:
        for said in reason.said:
            self._releases.quote(said, indent)
        told = {said.origin.iri: said.origin.voice for said in reason.said}
        if len(set(told.values())) < len(told):
            paragraph(heard(len(told), len(set(told.values()))), indent, dim=True)
        if reason.kind == "reference":
            paragraph(f"reference data{_from(reason)}", indent, dim=True)
        if reason.kind == "derived":
            paragraph(f"since {reason.rule}", indent, dim=True)
            for premise in reason.premises:
                self._premise(premise, indent + 2)

    def _premise(self, premise: Explained, indent: int) -> None:
        words = f"{self._name(premise.subject)}, {premise.property}: {self._name(premise.value)}"
        if (premise.subject.iri, premise.predicate, premise.value) in self._told:
            paragraph(f"{words} (see above)", indent, hanging=2)
        else:
            paragraph(words, indent, hanging=2)
            self._reasons(premise, indent + 2)

    def _name(self, named: Named) -> str:
        if named.iri == self._entity:
            return f"this {kind_of(self._entity) or 'one'}"
        return named.text if len(named.text) <= _LONGEST_NAME else named.text[: _LONGEST_NAME - 1].rstrip() + "…"


def _curated(fact: Explained) -> str | None:
    """Where a fact that rests on reference data alone comes from; None for any other."""
    kinds = [reason.kind for reason in fact.reasons]
    return _from(fact.reasons[0]) if kinds == ["reference"] else None


def _from(reason: Reason) -> str:
    return f", {reason.source}" if reason.source else ""
