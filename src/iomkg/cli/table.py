"""`iomkg table`"""

from __future__ import annotations

from pathlib import Path

import click

from iomkg.cli.output import counted, note
from iomkg.cli.places import FileType
from iomkg.writing import write_text


@click.group()
def command() -> None:
    """Make tables readable: draft the mapping that says what their columns mean.

    \b
    Examples:
      iomkg table suggest data/examples/agency-projects.csv --output mapping.toml
      iomkg load data/examples/agency-projects.csv --mapping data/examples/agency-projects.toml
    """


@command.command()
@click.argument("file", type=FileType())
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the fullest one unless it is named.")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE.toml", help="Write the draft to a file.")
def suggest(file: Path, sheet: str | None, output: Path | None) -> None:
    """Draft the mapping of a table (.csv, .tsv, .xlsx, .ods) from its headers and values.

    The draft is TOML with a remark above everything that is not sure, for a person to correct. What columns are called
    is looked up in English, French and Spanish words (data/lexicon/tables.toml); columns with people's names, addresses
    and numbers are never proposed.

    \b
    Examples:
      iomkg table suggest data/examples/agency-projects.csv
    """
    from iomkg.documents.languages import likely
    from iomkg.readers.table.suggesting import suggest as drafted

    draft = drafted(file, sheet, likely)
    if output is None:
        click.echo(draft.toml, nl=False)
    else:
        write_text(output, draft.toml)
        note(f"the draft is written to {output}")
    told = f"{counted(draft.read, 'column')} mapped, {draft.left} left"
    note(f"{told}; {counted(draft.unsure, 'remark')} on what is not sure")
