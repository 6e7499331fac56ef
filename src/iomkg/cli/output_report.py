"""A gate's findings in a file of their own, as a standard SHACL report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from iomkg.cli.output import counted, note
from iomkg.errors import UsageError
from iomkg.model import Finding, Report
from iomkg.writing import write_text

F = TypeVar("F", bound=Callable[..., Any])


def report_option(command: F) -> F:
    """`--report FILE.ttl`"""
    return click.option(
        "--report",
        type=click.Path(path_type=Path),
        metavar="FILE.ttl",
        help="Write everything found to FILE.ttl too, as a standard SHACL report.",
    )(command)


def check_place(path: Path, option: str = "--report") -> None:
    """UsageError when a report cannot be written at `path`: better before the work than after it."""
    if path.is_dir():
        raise UsageError(f"{option} {path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"{option} {path}: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"{option} {path}: nothing may be written to the folder {path.parent}")


def write_report(path: Path, findings: Iterable[Finding]) -> None:
    """Write the report whole or not at all. Raises UsageError when it cannot be written."""
    from iomkg.validation import as_shacl_report

    report = Report(tuple(findings))
    write_text(path, as_shacl_report(report))
    note(f"{counted(len(report.findings), 'finding')} written to {path}")
