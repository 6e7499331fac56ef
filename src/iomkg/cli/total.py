"""`iomkg total`"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from iomkg import forms, queries, totals
from iomkg.answers import LANGUAGES, Answerer
from iomkg.cli.endpoints import endpoint_option, engine, timed
from iomkg.cli.limits import timeout_option
from iomkg.cli.output_answer import deliver
from iomkg.cli.output_history import as_of_option
from iomkg.cli.output_total import print_total
from iomkg.cli.plotting import Plot, draw, plot_options
from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError
from iomkg.model import Language

_QUESTION = queries.find("cq33")


def _parameters(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each parameter of the library's question, in its order."""
    for parameter in reversed(_QUESTION.parameters):
        # Nothing is the default of nothing asked for.
        choices = [choice for choice in parameter.choices if choice not in ("any", "nothing")]
        default = "" if parameter.default in (None, "any", "nothing") else f"; default {parameter.default}"
        which = f" ({', '.join(choices)}{default})" if choices else f" ({default[2:]})" if default else ""
        name = f"--{parameter.name.replace('_', '-')}"
        # One that is given twice is told, and the second does not take the place of the first.
        command = click.option(
            name, parameter.name, multiple=True, callback=_once, help=f"{_sentence(parameter.description)}{which}."
        )(command)
    return command


def _once(_: click.Context, option: click.Parameter, given: tuple[str, ...]) -> str | None:
    if len(given) > 1:
        raise UsageError(f"{option.opts[0]} is given twice: {' and '.join(given)}; a total has one")
    return given[0] if given else None


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


@click.command()
@_parameters
@click.option(
    "--convert-to", "target_currency", metavar="CODE", help="Give all in one currency, by the rates of a file."
)
@click.option(
    "--rates",
    "rates_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Rates as CSV: date,currency,rate; how many units of the currency one unit of the other buys.",
)
@click.option(
    "--rate-days",
    type=click.IntRange(0),
    default=totals.DAYS,
    show_default=True,
    help="How many days before a sum a rate may be from.",
)
@click.option(
    "--rows",
    type=click.Choice(("breakdown", "counted", "left-out")),
    help="Which rows to give; a table shows all, other forms the breakdown.",
)
@click.option("--format", "form", type=click.Choice(forms.NAMES), metavar="NAME", help="As of `iomkg query`.")
@click.option("--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
@plot_options
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="en",
    help="The language of labels, headers and remarks.",
)
@timeout_option
@endpoint_option
@as_of_option
@store_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    target_currency: str | None,
    rates_file: Path | None,
    rate_days: int,
    rows: str | None,
    form: str | None,
    target: Path | None,
    plot: Plot | None,
    language: Language,
    timeout: float,
    endpoint: str | None,
    as_of: str | None,
    **given: str | None,
) -> None:
    """Add up money without counting any of it twice: by donor, theme, year, country and more.

    Sums of one kind, stage and currency are added. What is told twice, of several tiers, or part of another sum is left
    out; the answer lists what counted and what did not, and why. What belongs to several donors or countries has a
    row of its own.

    \b
    Examples:
      iomkg total --donor EU --by theme
      iomkg total --theme border-management --region sahel --by donor
      iomkg total --country niger --years 2019-2022 --year-of release
      iomkg total --by year --year-of release --rows left-out --format csv
    """
    if (target_currency is None) != (rates_file is None):
        raise UsageError(
            "--convert-to and --rates go together: the currency to convert to, and the file with its rates"
        )
    rates = None
    if target_currency is not None and rates_file is not None:
        rates = totals.read_rates(rates_file, target_currency, rate_days)
    parameters = {name: value for name, value in given.items() if value is not None}
    with engine(settings, endpoint, as_of, timeout) as asked, timed(asked, timeout):
        total = Answerer(asked).total(parameters, rates, language)
        if rows is None and target is None and form in (None, forms.TABLE):
            print_total(total)
        else:
            chosen = {"counted": total.counted, "left-out": total.left_out}.get(rows or "", total.answer)
            deliver(chosen, form, target)
    draw(total.answer, plot)
