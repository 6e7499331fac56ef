"""The grades of likeness, shared by all that compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CERTAIN: Final = 0.9
DOUBTFUL: Final = 0.6
JUDGED: Final = 2.0  # what a curator judged comes before all that is computed


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` within 0..1; `different` is a cut: the two may never stand in one cluster."""

    score: float
    reason: str = ""
    different: bool = False

    @property
    def certain(self) -> bool:
        """Whether it links by itself."""
        return self.score >= CERTAIN and not self.different


UNLIKE: Final = Likeness(0.0)


def different(reason: str) -> Likeness:
    """Never the same."""
    return Likeness(0.0, reason, different=True)
