"""An answer, where it goes: the terminal, standard output in a form of its own, or a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg import forms
from iomkg.answers import Answer, limits
from iomkg.cli.output import counted, note
from iomkg.cli.output_table import print_answer
from iomkg.errors import UsageError
from iomkg.phrases import phrases
from iomkg.writing import written


def deliver(answer: forms.Given, form: str | None, target: Path | None, *, whole_evidence: bool = False) -> None:
    """Show or write an answer in the form that is meant; remarks go to standard error."""
    chosen = forms.chosen(answer, form, target)
    if target is not None:
        content = forms.rendered(answer, chosen, sentences=whole_evidence)
        with written(target) as stream:
            stream.write(content)
        _tell_written(answer, target)
    elif chosen != forms.TABLE:
        _write(answer, chosen, whole_evidence)
    elif isinstance(answer, Answer):
        print_answer(answer, whole_evidence=whole_evidence)
    else:
        click.echo("yes" if answer else "no")
    if isinstance(answer, Answer):
        _remark(answer, chosen)


def _tell_written(answer: forms.Given, target: Path) -> None:
    words = phrases(answer.language if isinstance(answer, Answer) else "en")
    rows = words.counted(len(answer.rows), "row") if isinstance(answer, Answer) else ""
    note(words.line("wrote_rows", file=str(target), rows=rows) if rows else words.line("wrote", file=str(target)))


def _write(given: forms.Given, form: str, sentences: bool) -> None:
    if form in forms.BINARY and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal; give --output FILE.{form}")
    click.echo(forms.rendered(given, form, sentences=sentences), nl=False)


def _remark(answer: Answer, form: str) -> None:
    if form == forms.TABLE:
        note(phrases(answer.language).counted(len(answer.rows), "row"))
    formulas = forms.formulas(answer.table()) if form in ("csv", "tsv") else 0
    if formulas:
        begin = "begin" if formulas > 1 else "begins"
        note(f"{counted(formulas, 'cell')} {begin} like a formula; for a spreadsheet, --format spreadsheet")
    if answer.empty is not None:
        note(answer.empty.text)
    for remark in (*answer.notes, *limits(answer)):
        note(remark)
