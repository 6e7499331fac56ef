"""`iomkg agreement`"""

from __future__ import annotations

import json

import click

from iomkg.cli.output import note
from iomkg.cli.program import Settings, store_option
from iomkg.curation import coding, exchange
from iomkg.curation.reliability import FEWEST, Agreement, agreement
from iomkg.draft import Draft
from iomkg.naming import property_name
from iomkg.store import Store


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of objects.")
@store_option
@click.pass_obj
def command(settings: Settings, as_json: bool) -> None:
    """Tell how well people who coded the same claims agree.

    Krippendorff's alpha for the values of each property (1 is perfect, 0 what chance would give), and the F1 of lists
    such as donors or themes, per release; N is the number of claims or releases that two or more have coded. Intervals
    of 95 % are bootstrapped. Below ten units a figure says too little, and nothing is printed.

    \b
    Examples:
      iomkg review --blind --coder Luis --release 06275f3394d56dc5
      iomkg agreement
    """
    with Store.open(settings.place, writable=False) as store:
        found = agreement(coding.codes(exchange.kept(Draft(store))))
    if as_json:
        click.echo(json.dumps([_object(each) for each in found], indent=1, ensure_ascii=False))
        return
    if not found:
        note("No claim was coded by two people yet; `iomkg review --blind --coder NAME` codes.")
        return
    click.echo(f"{'property':<28} {'measure':<8} {'coders':>6} {'N':>5}  {'value':>6}  95 % interval")
    for each in found:
        start = f"{property_name(each.predicate):<28.28} {each.measure:<8} {each.coders:>6} {each.units:>5}"
        click.echo(f"{start}  {_figure(each)}")


def _figure(each: Agreement) -> str:
    if each.units < FEWEST:
        return "too few to say"
    if each.value is None or each.low is None or each.high is None:
        return "undefined: all values are the same"
    return f"{each.value:>6.3f}  {each.low:.3f} to {each.high:.3f}"


def _object(each: Agreement) -> dict[str, object]:
    return {
        "property": each.predicate,
        "measure": each.measure,
        "coders": each.coders,
        "n": each.units,
        "value": each.value if each.says_something else None,
        "interval": [each.low, each.high] if each.says_something else None,
    }
