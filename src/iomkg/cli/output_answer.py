"""An answer, where it goes: the terminal, standard output in a form of its own, or a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg import forms
from iomkg.cli.output import counted, note
from iomkg.cli.output_table import print_table
from iomkg.errors import UsageError
from iomkg.model import Table
from iomkg.writing import written


def deliver(answer: forms.Given, form: str, target: Path | None) -> None:
    """Show or write an answer in the form `forms.chosen` chose; remarks go to standard error."""
    if target is not None:
        content = forms.rendered(answer, form)
        with written(target) as stream:
            stream.write(content)
    elif form != forms.TABLE:
        _write(answer, form)
    elif isinstance(answer, Table):
        print_table(answer)
    else:
        click.echo("yes" if answer else "no")
    if isinstance(answer, Table):
        _remark(answer, form)


def _write(answer: forms.Given, form: str) -> None:
    if form in forms.BINARY and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal; give --output FILE.{form}")
    click.echo(forms.rendered(answer, form), nl=False)


def _remark(table: Table, form: str) -> None:
    if form == forms.TABLE:
        note(counted(len(table.rows), "row"))
    formulas = forms.formulas(table) if form in ("csv", "tsv") else 0
    if formulas:
        begin = "begin" if formulas > 1 else "begins"
        note(f"{counted(formulas, 'cell')} {begin} like a formula; for a spreadsheet, --format spreadsheet")
    for remark in table.notes:
        note(remark)
