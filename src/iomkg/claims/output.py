"""One thing a project leaves behind, as a release tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from iomkg.lexicon import Hit
from iomkg.model import Mention


@dataclass(frozen=True, slots=True)
class Output:
    """A result: its kind, how many, the wording, what became of it, who gives it, who gets it, where, and its worth.

    A worth that it shares with others of its sentence is that of none alone.
    """

    kind: str
    quantity: Decimal | None
    span: tuple[int, int]
    cue: Hit
    sentence: int
    confidence: float
    providers: tuple[Mention, ...] = ()
    receivers: tuple[Mention, ...] = ()
    place: Mention | None = None
    worth: Mention | None = None
    shares_worth: bool = False
    status: str = ""

    @property
    def method(self) -> str:
        """The cue it rests on."""
        return self.cue.cue.method
