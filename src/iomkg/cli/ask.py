"""`iomkg ask`"""

from __future__ import annotations

from pathlib import Path

import click

from iomkg import forms
from iomkg.answers import LANGUAGES, Answerer
from iomkg.cli.endpoints import endpoint_option, engine, timed
from iomkg.cli.limits import timeout_option
from iomkg.cli.output import note
from iomkg.cli.output_answer import deliver
from iomkg.cli.output_history import as_of_option
from iomkg.cli.plotting import Plot, draw, plot_options
from iomkg.cli.program import Settings, store_option
from iomkg.model import Language
from iomkg.phrases import phrases
from iomkg.questions import understand

_MOST_ALTERNATIVES = 4


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUESTION")
@click.option("--format", "form", type=click.Choice(forms.NAMES), metavar="NAME", help="As of `iomkg query`.")
@click.option("--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
@plot_options
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    help="The language of labels, headers and remarks. Default: the question's.",
)
@click.option(
    "--evidence",
    is_flag=True,
    help="All sentences behind each row, not the first alone; in CSV and other data, a row for each.",
)
@timeout_option
@endpoint_option
@as_of_option
@store_option
@click.pass_obj
def command(
    settings: Settings,
    words: tuple[str, ...],
    form: str | None,
    target: Path | None,
    plot: Plot | None,
    language: Language | None,
    evidence: bool,
    timeout: float,
    endpoint: str | None,
    as_of: str | None,
) -> None:
    """Answer a QUESTION in words, in English, French or Spanish.

    It is read as a question of the library, and how it is read is told; what the library cannot answer is refused,
    with the nearest questions. Nothing leaves this computer unless --endpoint names another.

    \b
    Examples:
      iomkg ask "Which donors fund border projects in the Sahel?"
      iomkg ask "Quels bailleurs financent des projets frontaliers au Sahel ?"
      iomkg ask "¿Qué proyectos financia la Unión Europea?" --output proyectos.xlsx
    """
    with engine(settings, endpoint, as_of, timeout) as asked, timed(asked, timeout):
        understood = understand(asked, " ".join(words))
        language = language or understood.language
        answer = Answerer(asked).ask(understood.query, understood.parameters, language)
        note(understood.told(answer.parameters, language))
        told = phrases(language)
        if understood.unread:
            note(told.line("not_heeded", words=", ".join(understood.unread)))
        for alternative in understood.alternatives[:_MOST_ALTERNATIVES]:
            note(told.line("did_you_mean", question=alternative.told(language)))
        deliver(answer, form, target, whole_evidence=evidence)
    draw(answer, plot)
