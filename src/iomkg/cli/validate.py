"""`iomkg validate`"""

from __future__ import annotations

import itertools
from pathlib import Path

import click

from iomkg.checking import Fault, Wording, steps
from iomkg.cli.output import counted, heading, note, paragraph, quotation
from iomkg.cli.output_progress import with_progress
from iomkg.cli.output_report import check_place, report_option, write_report
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.store import Store


@click.command()
@report_option
@store_option
@click.pass_obj
def command(settings: Settings, report: Path | None) -> None:
    """Check the whole store: each release and the view against the shapes, the check queries, a claim for every
    stated triple, a basis for every fact.

    For each finding: how serious it is and what to do, the rule in brackets, the entity, and the sentence it is about
    where one is known. The exit code is 1 when anything is violated; warnings and remarks leave it 0.

    \b
    Examples:
      iomkg validate
      iomkg validate --report findings.ttl
    """
    if report is not None:
        check_place(report)
    with Store.open(settings.place, writable=False) as store:
        note("Checking every fact; this takes a moment.")
        found = [fault for step in with_progress(steps(store), "checking") for fault in step()]
        _print_all(found, Wording(Draft(store)))
    if report is not None:
        write_report(report, (fault.finding for fault in found))
    violations = sum(fault.severity == "Violation" for fault in found)
    warnings = sum(fault.severity == "Warning" for fault in found)
    click.echo(f"{counted(violations, 'violation')}, {counted(warnings, 'warning')}")
    if violations:
        raise SystemExit(1)


def _print_all(found: list[Fault], wording: Wording) -> None:
    for part, group in itertools.groupby(found, key=lambda fault: fault.part):
        heading(part)
        for fault in group:
            _print(fault, wording)
        click.echo()


def _print(fault: Fault, wording: Wording) -> None:
    paragraph(f"{fault.severity}: {fault.finding.message} ({fault.finding.shape})", indent=2, hanging=2)
    paragraph(wording.name(fault.finding), indent=4, dim=True)
    quote = wording.quote(fault)
    if quote:
        quotation(quote, indent=4)
