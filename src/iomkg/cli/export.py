"""`iomkg export`"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

import click

from iomkg import excerpts, export, lookup
from iomkg.answers import Answer
from iomkg.cli.output import note
from iomkg.cli.program import Settings, store_option
from iomkg.cli.query import answered, asked_query, given_parameters
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.export import iati
from iomkg.model import Language
from iomkg.serialisations import FORMATS
from iomkg.store import Store

#: Forms that hold no graphs as such, but tell of things.
_OF_THINGS: Final = ("framed", "csv", "graphml")


def choice_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What an excerpt is about."""
    for name, told in reversed(
        (
            ("--project", "Only this project."),
            ("--actor", "Projects of this donor, fund, implementer or partner; of a state, of its public bodies too."),
            ("--theme", "Projects of this theme, or a narrower one."),
            ("--region", "Projects that work in this region or place."),
            ("--definition", "Which definition of the region says who belongs to it, as in `iomkg query cq01`."),
            ("--member-at", "When a place has to belong to the region: ever, project, or a day."),
            (
                "--since",
                "Projects that run on this day or later; those without dates, that were told of then.",
            ),
            ("--until", "The same for this day or before."),
        )
    ):
        command = click.option(name, metavar="DAY" if name in ("--since", "--until") else "NAME", help=told)(command)
    return command


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(excerpts.FORMS),
    metavar="NAME",
    help=f"{', '.join(FORMATS)}, or a suffix: ttl, trig, nt, nq, jsonld, rdf; of things: framed (JSON-LD as a tree), "
    "csv (tables in a zip), graphml, iati. Default: by the file's suffix.",
)
@choice_options
@click.option("--query", metavar="QUERY", help="What a query's rows name; with the others, only projects of all that.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; repeatable.")
@click.option("--lang", "language", type=click.Choice(["en", "fr", "es"]), default="en", show_default=True,
              help="Of names in GraphML.")  # fmt: skip
@click.option("--include-press", is_flag=True, help="With --format iati: also projects that only press releases know.")
@click.option("--graph", metavar="NAME", help="One graph alone: view, reference, links, release/KEY …")
@store_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    file: str,
    form: str | None,
    query: str | None,
    params: tuple[str, ...],
    language: Language,
    include_press: bool,
    graph: str | None,
    **choice: str | None,
) -> None:
    """Write the graph, or a part of it, to a FILE, or to standard output (-).

    TriG, N-Quads and JSON-LD get every graph with its name; Turtle, N-Triples and RDF/XML get the merged view. The
    same content always gives the same bytes.

    A part is of what is chosen, all at once: its facts and parts (sums, roles, events…), the accepted claims behind
    with their sentences, their releases, and the names of all that is mentioned. Forms of things (framed, csv, graphml,
    iati) are of all projects when nothing is chosen.

    With --format iati, the activities loaded from IATI are written as IATI 2.03, each marked as reported by a secondary
    reporter, with its original identifier in other-identifier; announced sums are never written as transactions.

    \b
    Examples:
      iomkg export everything.trig
      iomkg export view.ttl
      iomkg export - --format ntriples --graph links
      iomkg export activities.xml --format iati --include-press
      iomkg export sahel.trig --region sahel --theme border-management
      iomkg export balke.json --format framed --project Balke
      iomkg export japan.zip --actor japan --since 2010-01-01
      iomkg export network.graphml --query cq02 --param donor=EU --lang fr
    """
    target: Path | IO[bytes] = sys.stdout.buffer if file == "-" else Path(file)
    if file == "-" and form is None:
        raise UsageError(f"standard output has no suffix; give --format, one of {', '.join(FORMATS)}")
    meant = excerpts.form_of(target, form)
    given = {name: value for name, value in choice.items() if value is not None}
    if graph is not None and (given or query):
        raise UsageError("--graph is for a whole graph; leave it out to choose what a part is about")
    if graph is not None and meant in (*_OF_THINGS, "iati"):
        raise UsageError(f"--graph is for forms of RDF; {meant} tells of things")
    if include_press and meant != "iati":
        raise UsageError("--include-press is for --format iati")
    if params and not query:
        raise UsageError("--param is for --query; name one of `iomkg queries`")
    with Store.open(settings.place, writable=False) as store:
        if given or query or meant in _OF_THINGS:
            asked = _asked(store, query, params, language)
            if "project" in given:
                given["project"] = lookup.entity(Draft(store), given["project"])
            things = excerpts.chosen(store, excerpts.Choice(given, asked))
            left_out = excerpts.write(store, things, target, meant, language, include_press)
            note(f"{len(things):,} {'thing' if len(things) == 1 else 'things'} with what belongs to them")
        elif meant == "iati":
            left_out = iati.export(store, target, include_press)
        else:
            left_out = []
            export.export(store, target, form, graph)
    for each in left_out:
        note(f"left out {each}")


def _asked(store: Store, query: str | None, params: tuple[str, ...], language: Language) -> Answer | None:
    if query is None:
        return None
    answer = answered(store, asked_query(query), given_parameters(params), language)
    if not isinstance(answer, Answer):
        raise UsageError("only a SELECT names things in rows; give --query one")
    return answer
