"""`iomkg queries`"""

from __future__ import annotations

import shlex

import click

from iomkg import queries
from iomkg.cli.completion import parameters, questions
from iomkg.cli.output import counted, heading, note, pairs, paragraph
from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError
from iomkg.queries import Allowed, Parameter, Query
from iomkg.store import Store

_WIDEST_VALUE = 40
_LANGUAGES = ("en", "fr", "es")


@click.command()
@click.argument("name", required=False, shell_complete=questions)
@click.option(
    "--values",
    "parameter",
    metavar="PARAMETER",
    shell_complete=parameters,
    help="List the values a parameter of NAME takes.",
)
@store_option
@click.pass_obj
def command(settings: Settings, name: str | None, parameter: str | None) -> None:
    """List the questions of the library; with a NAME, what that one asks and takes.

    \b
    Examples:
      iomkg queries
      iomkg queries cq01
      iomkg queries cq01 --values region
    """
    if name is None:
        if parameter is not None:
            raise UsageError("--values needs the NAME of the question whose parameter it is: `iomkg queries cq01 …`")
        _list()
    elif parameter is None:
        _describe(queries.find(name))
    else:
        query = queries.find(name)
        with Store.open(settings.place, writable=False) as store:
            _list_values(queries.values(store, query, parameter))


def _list() -> None:
    for number, query in enumerate(queries.library().values()):
        if number:
            click.echo()
        heading(query.name)
        paragraph(query.summary.get("en") or query.description, indent=2)


def _describe(query: Query) -> None:
    heading(query.name)
    pairs([(language, query.summary[language]) for language in _LANGUAGES if language in query.summary], indent=2)
    if query.description:
        click.echo()
        paragraph(query.description, indent=2)
    if query.parameters:
        click.echo()
        heading("Parameters")
        pairs([(parameter.name, _described(parameter)) for parameter in query.parameters], indent=2)
        click.echo()
        heading("The values it takes")
        for parameter in query.parameters:
            click.echo(f"  iomkg queries {query.name.partition('-')[0]} --values {parameter.name}")
    click.echo()
    heading("Example")
    click.echo(" \\\n    ".join([f"  iomkg query {query.name}", *_example(query)]))


def _example(query: Query) -> list[str]:
    """The options of the example, ready for a shell."""
    return [f"--param {shlex.quote(f'{name}={value}')}" for name, value in query.example.items()]


def _described(parameter: Parameter) -> str:
    default = f"default {parameter.default}" if parameter.default else "to be given"
    choices = f"; one of {', '.join(parameter.choices)}" if parameter.choices else ""
    kinds = " or ".join(kind for kind in parameter.types if kind != "choice")
    return f"{parameter.description} ({', '.join(filter(None, (kinds, default)))}{choices})"


def _list_values(found: tuple[Allowed, ...]) -> None:
    """A line each, never wrapped: they are there to be searched and copied."""
    left = min(max((len(allowed.value) for allowed in found), default=0), _WIDEST_VALUE)
    for allowed in found:
        click.echo(f"{allowed.value or '…':<{left}}  {allowed.words}".rstrip())
    note(counted(sum(bool(allowed.value) for allowed in found), "value"))
