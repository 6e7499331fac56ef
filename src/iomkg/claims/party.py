"""One actor in one role on one project."""

from __future__ import annotations

from dataclasses import dataclass

from iomkg.claims.projects import Project
from iomkg.model import Mention


@dataclass(frozen=True, slots=True)
class Party:
    """One actor in one role on one project, with the cue that says so.

    `payer` is who pays where the mention names only the fund the money comes out of; `in_kind` tells a partner who
    gives land, rooms or goods, `weak` one whose part only a general verb tells (`helps`, `builds`).
    """

    mention: Mention
    role: str
    project: Project
    cue: tuple[int, int]
    confidence: float
    method: str
    sentence: int
    payer: str | None = None
    in_kind: bool = False
    weak: bool = False
