"""`iomkg add`"""

from __future__ import annotations

import click

from iomkg.cli.judging import carry_out, judging_options, maker
from iomkg.cli.output import note
from iomkg.cli.program import Settings, store_option
from iomkg.curation import adding
from iomkg.missed import introduced
from iomkg.namespaces import shortened
from iomkg.store import Store


@click.command()
@click.argument("release")
@click.argument("field", metavar="FIELD")
@click.argument("value")
@click.option("--quote", required=True, metavar="TEXT", help="The words of the release that say it.")
@click.option("--worded", metavar="TEXT", help="The words of the quote that name the value. Default: VALUE, else all.")
@click.option("--project", metavar="PROJECT", help="Of which project; not needed where the release has one.")
@click.option("--sum", "given", metavar="SUM", default="", help='What the donor gives, such as "600000 EUR".')
@click.option("--new", is_flag=True, help="VALUE is the name of a body nobody knows yet.")
@judging_options
@store_option
@click.pass_obj
def command(
    settings: Settings,
    release: str,
    field: str,
    value: str,
    quote: str,
    worded: str | None,
    project: str | None,
    given: str,
    new: bool,
    by: str | None,
    reason: str,
    dry_run: bool,
) -> None:
    """Add a fact that a release states and the reader missed.

    FIELD is project, title, acronym, duration (months), start, end, place, theme, route, donor, budget (as "3000000
    EUR"), implementer, partner or output (construction, rehabilitation, equipment, it-system, training or service, with
    the words for it as --worded) of a project; or a property of the ontology, of the thing --project names. The quote
    is looked for in the release's text, as any claim's. A second project of a release is added first (a VALUE of ""
    where it has no title); what follows names it with --project.

    \b
    Examples:
      iomkg add 06275f3394d56dc5 donor Spain --quote "con fondos de España" --worded España --by Ana
      iomkg add 06275f3394d56dc5 donor Spain --sum "600000 EUR" --quote "Spain gives 600,000 euros." --by Ana
      iomkg add 06275f3394d56dc5 duration 18 --quote "for eighteen months" --by Ana
      iomkg add 06275f3394d56dc5 output equipment --quote "It hands over six cars." --worded "six cars" --by Ana
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        missing = adding.Typed(release, field, value, quote, worded, project, new, given)
        made = adding.judgement(make, missing)
        if adding.standing(make.draft, made):
            note("The view says so already; where this means nothing more, take it back.")
        carry_out(store, [made], dry_run)
        if field == "project" and not dry_run:
            project_added = introduced(made, made.release, "project")
            note(f"What is said of it is added with --project {shortened(project_added)}")
