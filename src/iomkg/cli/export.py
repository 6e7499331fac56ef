"""`iomkg export`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg import export
from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError
from iomkg.serialisations import FORMAT_NAMES, FORMATS
from iomkg.store import Store


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMAT_NAMES)),
    metavar="NAME",
    help=f"{', '.join(FORMATS)}; or a suffix: ttl, trig, nt, nq, jsonld, rdf. Default: by the file's suffix.",
)
@click.option("--graph", metavar="NAME", help="One graph alone: view, reference, links, release/KEY …")
@store_option
@click.pass_obj
def command(settings: Settings, file: str, form: str | None, graph: str | None) -> None:
    """Write the graph to a FILE, or to standard output (-).

    TriG, N-Quads and JSON-LD get every graph with its name; Turtle, N-Triples and RDF/XML get the merged view. The
    same content always gives the same bytes.

    \b
    Examples:
      iomkg export everything.trig
      iomkg export view.ttl
      iomkg export - --format ntriples --graph links
    """
    if file == "-" and form is None:
        raise UsageError(f"standard output has no suffix; give --format, one of {', '.join(FORMATS)}")
    with Store.open(settings.store_path, writable=False) as store:
        export.export(store, sys.stdout.buffer if file == "-" else Path(file), form, graph)
