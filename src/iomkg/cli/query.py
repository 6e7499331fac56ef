"""`iomkg query`"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pyoxigraph import Triple

from iomkg import forms, queries
from iomkg.answers import LANGUAGES, Answer, Answerer, explained
from iomkg.cli.completion import questions_or_files
from iomkg.cli.endpoints import endpoint_option, engine, timed
from iomkg.cli.limits import timeout_option
from iomkg.cli.output import note
from iomkg.cli.output_answer import deliver
from iomkg.cli.output_history import as_of_option
from iomkg.cli.plotting import Plot, draw, plot_options
from iomkg.cli.program import Settings, store_option
from iomkg.engine import Engine
from iomkg.errors import QueryError, UsageError
from iomkg.model import Language
from iomkg.queries import Query


@click.command()
@click.argument("name", metavar="NAME|FILE|-", shell_complete=questions_or_files)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(forms.NAMES),
    metavar="NAME",
    help="table, csv, tsv, json, xml, markdown, parquet, xlsx or spreadsheet (CSV in which no cell is a formula) for "
    "rows; turtle, trig, ntriples, nquads, json-ld or rdf-xml for triples; table, json or xml for yes and no. "
    "Default: by the file's suffix, else table or turtle.",
)
@click.option("--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
@plot_options
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="en",
    help="The language of labels, headers and remarks.",
)
@click.option(
    "--evidence",
    is_flag=True,
    help="All sentences behind each row, not the first alone; in CSV and other data, a row for each.",
)
@click.option("--explain", is_flag=True, help="Show the SPARQL, parameters in place, and do not run it.")
@timeout_option
@endpoint_option
@as_of_option
@store_option
@click.pass_obj
def command(
    settings: Settings,
    name: str,
    params: tuple[str, ...],
    form: str | None,
    target: Path | None,
    plot: Plot | None,
    language: Language,
    evidence: bool,
    explain: bool,
    timeout: float,
    endpoint: str | None,
    as_of: str | None,
) -> None:
    """Answer a question of the library by its NAME or the beginning of one, a SPARQL query in a FILE, or one on
    standard input (-).

    Queries see the merged view; other graphs are there by name. The prefixes iomkg:, id:, scheme:, graph:, rdf:,
    skos: and xsd: need no declaration; an entity is named <id/state/ner>, or in full.

    \b
    Examples:
      iomkg query cq01-donors-of-theme-in-region
      iomkg query cq01 --param theme=counter-trafficking --param region=sahel
      iomkg query cq01 --lang fr --evidence
      iomkg query cq01 --param region=sahel --explain
      iomkg query cq02 --param donor=EU --output projects.xlsx
      iomkg query cq01 --param region=sahel --plot donors.svg
      echo 'SELECT (COUNT(*) AS ?projects) { ?p a iomkg:Project }' | iomkg query -
    """
    given = given_parameters(params)
    with engine(settings, endpoint, as_of, timeout) as asked:
        query = asked_query(name)
        if explain:
            click.echo(explained(Answerer(asked).bound(query, given, language), language), nl=False)
            return
        with timed(asked, timeout):
            answer = answered(asked, query, given, language)
            deliver(answer, form, target, whole_evidence=evidence)
    draw(answer, plot)


def given_parameters(params: tuple[str, ...]) -> dict[str, str]:
    """What `--param` options say. Raises UsageError for what is not NAME=VALUE or given twice."""
    given: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--param {param!r} is not NAME=VALUE")
        if name.strip() in given:
            raise UsageError(f"--param {name.strip()} is given twice")
        given[name.strip()] = value
    return given


def asked_query(name: str) -> Query:
    """The query of the library, in a file or on standard input that is meant."""
    file = Path(name)
    if name == "-":
        return queries.parse(_standard_input(), "on standard input")
    if name not in queries.library():
        if file.is_file():
            return queries.parse(_text(file), file.name)
        if "/" in name or file.suffix in (".rq", ".sparql"):
            raise UsageError(f"no such query file: {name}")
        if "{" in name:
            raise UsageError("SPARQL goes into a file or standard input, not into the call: echo '…' | iomkg query -")
    return queries.find(name)


def answered(
    asked: Engine, query: Query, given: dict[str, str], language: Language
) -> Answer | bool | Iterator[Triple]:
    """The answer to a query; what is odd in one of a person's own is remarked upon."""
    try:
        answer = Answerer(asked).run(query, given, language)
    except QueryError as error:
        raise queries.clearer(query.sparql, error) from error
    for remark in queries.remarks(query.sparql):
        note(remark)
    return answer


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("standard input is not a query in UTF-8") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not a query in UTF-8") from error
