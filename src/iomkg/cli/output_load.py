"""What a load tells of each release, and its summary: counts, and what was not taken as it stands."""

from __future__ import annotations

from collections import Counter
from typing import Final

import click

from iomkg.cli.output import aside, counted, note, width, wrapped
from iomkg.learned import Lesson
from iomkg.model import Finding, Remark
from iomkg.naming import phrase
from iomkg.pipeline import Outcome

_MOST_PLACES: Final = 5  # of remarks alike that the summary names; each is told where it is met
_MOST_KINDS: Final = 5_000  # of remarks that the summary tells apart


class Tally:
    """Counts outcomes; nothing is kept of each, however many there are, but the findings a report asks for."""

    def __init__(self, keep_findings: bool = False) -> None:
        self.findings: list[Finding] = []
        self.statuses: Counter[str] = Counter()
        self._keep = keep_findings
        self._learned = self._doubted = self._remarks = self._remarked = 0
        self._alike: dict[str, tuple[int, list[str]]] = {}

    @property
    def total(self) -> int:
        """How many releases it has counted."""
        return self.statuses.total()

    @property
    def loaded(self) -> int:
        """How many releases stand in the store, those that stood before included."""
        return self.total - self.statuses["refused"]

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.statuses[outcome.status] += 1
        if self._keep:
            self.findings.extend(outcome.report.findings)
        if outcome.status in ("new", "updated"):
            self._learned += outcome.learned
            self._doubted += outcome.doubted
        self._remarked += bool(outcome.remarks)
        for remark in outcome.remarks:
            self._remark(outcome.name, remark)

    def summarise(self) -> None:
        """Tell how many releases were loaded, and what was not taken as it stands, by what is wrong with it."""
        states = ("new", "updated", "unchanged", "refused")
        told = ", ".join(f"{self.statuses[state]} {state}" for state in states if self.statuses[state])
        learned = f"{counted(self._learned, 'claim')} learned, {self._doubted} doubted"
        note(f"{counted(self.total, 'release')}: {told}; {learned}")
        if not self._remarks:
            return
        where = counted(self._remarked, "release")
        note(f"{counted(self._remarks, 'statement')} in {where} not taken as it stands:".replace("1 statements", "1"))
        for message, (number, places) in sorted(self._alike.items(), key=lambda kind: (-kind[1][0], kind[0])):
            more = f" and {number - len(places)} more" if number > len(places) else ""
            for line in wrapped(f"{number} × {message}: {'; '.join(places)}{more}", width() - 2, "  "):
                aside(f"  {line}")

    def _remark(self, name: str, remark: Remark) -> None:
        self._remarks += 1
        if remark.message not in self._alike and len(self._alike) >= _MOST_KINDS:
            return
        number, places = self._alike.get(remark.message, (0, []))
        if number < _MOST_PLACES:
            places.append(f"{name} {remark.place}")
        self._alike[remark.message] = number + 1, places


def tell(outcome: Outcome, taught: Lesson | None) -> None:
    """Tell what became of a release: of a structured source, only what a person has to know of it."""
    if outcome.line is None:
        _tell_of_page(outcome, taught)
        return
    doubts = [doubt for doubt in outcome.doubts if doubt.finding.severity != "Info"]
    if outcome.status != "refused" and not outcome.remarks and not doubts:
        return
    _head(outcome, f"{outcome.name} line {outcome.line}" + (f": {outcome.headline}" if outcome.headline else ""))
    if outcome.reason:
        _say(outcome.reason)
    for remark in outcome.remarks:
        _say(str(remark))
    for doubt in doubts:
        _say(f"doubted: {doubt.finding.message}" + (f" “{doubt.quote}”" if doubt.quote else ""))


def _tell_of_page(outcome: Outcome, taught: Lesson | None) -> None:
    _head(outcome, outcome.name)
    if outcome.reason:
        _say(outcome.reason)
    if outcome.status == "refused":
        for doubt in outcome.doubts:
            if doubt.quote and doubt.finding.severity == "Violation":
                _say(f"at fault: “{doubt.quote}”")
    if outcome.withdrawn_by:
        _say(f"withdrawn by {outcome.withdrawn_by}: it is kept, and stays out of the view")
        return
    for remark in outcome.remarks:
        _say(str(remark))
    if outcome.lost:
        _say(f"{counted(outcome.lost, 'judgement')} no longer fit what it says; see `iomkg queue --kind judgement`")
    if taught is None:
        return
    _say(
        f"learned {counted(outcome.learned, 'claim')}"
        + (f", doubted {outcome.doubted}" if outcome.doubted else "")
        + ("" if taught.projects else ", no project")
    )
    for project in taught.projects:
        _say(f"project: {project.text}")
    if taught.donors:
        _say(f"{'donor' if len(taught.donors) == 1 else 'donors'}: {'; '.join(taught.donors)}")
    for doubt in outcome.doubts:
        _say(f"doubted: {doubt.finding.message}" + (f" “{doubt.quote}”" if doubt.quote else ""))
    for claim in taught.doubtful:
        _say(f"doubted: {phrase(claim.property, claim.value)}, since {claim.reason}: “{claim.quote}”")


def _head(outcome: Outcome, what: str) -> None:
    colour = {"new": "green", "updated": "green", "refused": "red"}.get(outcome.status)
    aside(f"{click.style(f'{outcome.status:<9}', fg=colour)} {what}")


def _say(text: str) -> None:
    for line in wrapped(text, width() - 10, "  "):
        aside(f"          {line}")
