"""`iomkg export`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg import export
from iomkg.cli.output import note
from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError
from iomkg.serialisations import FORMAT_NAMES, FORMATS
from iomkg.store import Store


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    type=click.Choice((*FORMAT_NAMES, "iati")),
    metavar="NAME",
    help=f"{', '.join(FORMATS)}, iati; or a suffix: ttl, trig, nt, nq, jsonld, rdf. Default: by the file's suffix.",
)
@click.option("--include-press", is_flag=True, help="With --format iati: also projects that only press releases know.")
@click.option("--graph", metavar="NAME", help="One graph alone: view, reference, links, release/KEY …")
@store_option
@click.pass_obj
def command(settings: Settings, file: str, form: str | None, include_press: bool, graph: str | None) -> None:
    """Write the graph to a FILE, or to standard output (-).

    TriG, N-Quads and JSON-LD get every graph with its name; Turtle, N-Triples and RDF/XML get the merged view. The
    same content always gives the same bytes.

    With --format iati, the activities loaded from IATI are written as IATI 2.03, each marked as reported by a secondary
    reporter, with its original identifier in other-identifier; announced sums are never written as transactions.

    \b
    Examples:
      iomkg export everything.trig
      iomkg export view.ttl
      iomkg export - --format ntriples --graph links
      iomkg export activities.xml --format iati --include-press
    """
    if file == "-" and form is None:
        raise UsageError(f"standard output has no suffix; give --format, one of {', '.join(FORMATS)}")
    if form == "iati" and graph is not None:
        raise UsageError("--graph is for forms of RDF; IATI is written of all activities")
    if include_press and form != "iati":
        raise UsageError("--include-press is for --format iati")
    with Store.open(settings.store_path, writable=False) as store:
        if form == "iati":
            from iomkg.export import iati

            for left_out in iati.export(store, sys.stdout.buffer if file == "-" else Path(file), include_press):
                note(f"left out {left_out}")
            return
        export.export(store, sys.stdout.buffer if file == "-" else Path(file), form, graph)
