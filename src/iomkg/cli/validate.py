"""`iomkg validate`"""

from __future__ import annotations

import itertools

import click

from iomkg.checking import Fault, faults
from iomkg.cli.output import counted, heading, note, paragraph
from iomkg.cli.program import Settings, store_option
from iomkg.namespaces import shortened
from iomkg.store import Store


@click.command()
@store_option
@click.pass_obj
def command(settings: Settings) -> None:
    """Check the whole store: each release and the view against the shapes, the check queries, a claim for every
    stated triple, a basis for every fact.

    The exit code is 1 when anything is violated; warnings and remarks leave it 0.

    \b
    Examples:
      iomkg validate
    """
    with Store.open(settings.store_path, writable=False) as store:
        note("Checking every fact; this takes a moment.")
        found = list(faults(store))
    for part, group in itertools.groupby(found, key=lambda fault: fault.part):
        heading(part)
        for fault in group:
            _print(fault)
        click.echo()
    violations = sum(fault.severity == "Violation" for fault in found)
    warnings = sum(fault.severity == "Warning" for fault in found)
    click.echo(f"{counted(violations, 'violation')}, {counted(warnings, 'warning')}")
    if violations:
        raise SystemExit(1)


def _print(fault: Fault) -> None:
    paragraph(f"{fault.severity}: {fault.message}", indent=2, hanging=2)
    paragraph(shortened(fault.focus), indent=4, dim=True)
