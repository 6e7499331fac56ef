"""`iomkg history`"""

from __future__ import annotations

import itertools

import click

from iomkg import lookup
from iomkg.cli.log import print_commit
from iomkg.cli.output import heading, note, paragraph
from iomkg.cli.output_history import print_judgements
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.namespaces import RDF, REFERENCE_GRAPH, SKOS, kind_of, shortened
from iomkg.naming import Names, property_name
from iomkg.show import PARTS
from iomkg.store import Store
from iomkg.story import Event, events

_LONGEST = 70
# What follows from other facts by itself, and would only repeat them.
_UNTOLD = (RDF + "type", SKOS + "prefLabel")


@click.command()
@click.argument("entity")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many, the newest first.")
@store_option
@click.pass_obj
def command(settings: Settings, entity: str, limit: int) -> None:
    """Show what changed in what is known of an entity, newest first, and by which load or judgement.

    Facts that came are marked +, facts that went −: its own, those of its fundings, roles and events, and those that
    point to it. What it was called before, and what became one with it or was parted from it, is told too. Of a
    release, its loads and the judgements on it are shown. ENTITY is as for `iomkg show`.

    \b
    Examples:
      iomkg history "Central Mediterranean route"
      iomkg history state/ner --limit 3
    """
    with Store.open(settings.place, writable=False) as store:
        draft = Draft(store)
        iri = lookup.entity(draft, entity)
        heading(Names(draft).entity(iri))
        paragraph(" · ".join(filter(None, (shortened(iri), kind_of(iri)))), dim=True)
        found = list(itertools.islice(events(draft, store, iri), limit + 1))
        names = Names(draft)
        own = {iri}
        for event in found[:limit]:
            click.echo()
            own.update(event.was)
            _print(event, own, names)
        known = next(store.quads(iri, None, None, REFERENCE_GRAPH), None) is not None
    if len(found) > limit:
        note(f"There is more: --limit {limit * 2} shows earlier changes.")
    elif known:
        note("Before that, it is known from the reference data.")
    elif not found:
        note("The log tells nothing of it; it is older than the log.")


def _print(event: Event, own: set[str], names: Names) -> None:
    print_commit(event.commit)
    print_judgements(event.judgements, names, indent=6)
    for words, iris in (("until then", event.was), ("one with it now", event.joined), ("parted from it", event.left)):
        for iri in iris:
            paragraph(f"{words}: {_called(names, iri)}", indent=6, hanging=2)
    if event.became:
        paragraph(f"is now {_called(names, event.became)}", indent=6, hanging=2)
    told = _told(event, own, names)
    for about in sorted(told):
        if about:
            paragraph(about, indent=6, hanging=2)
        for line in told[about]:
            paragraph(line, indent=8 if about else 6, hanging=2)


def _told(event: Event, own: set[str], names: Names) -> dict[str, list[str]]:
    """What came and went, by the name of the part it is about; by an empty one what is the entity's own."""
    told: dict[str, list[str]] = {}
    for sign, facts in (("−", event.lost), ("+", event.gained)):
        for subject, predicate, value in facts:
            prop, there = property_name(predicate), value.value in own
            if subject in own:
                about, line = "", f"{prop} {_brief(names.value(predicate, value).text)}"
            elif there and predicate not in PARTS:
                about, line = "", f"named by {_brief(names.entity(subject))} ({prop})"
            else:
                what = "this" if there else _brief(names.value(predicate, value).text)
                about, line = names.entity(subject), f"{prop} {what}"
            if predicate not in _UNTOLD:
                told.setdefault(about, []).append(f"{sign} {line}")
    return told


def _called(names: Names, iri: str) -> str:
    return f"{names.entity(iri)} ({shortened(iri)})"


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
