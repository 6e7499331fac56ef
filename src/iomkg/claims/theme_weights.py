"""How the terms that speak for the themes of a project add up to a decision.

`data/themes.toml` holds the weights; `tools/fit_themes.py` fits them to releases with gold records.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from iomkg import resources
from iomkg.errors import DataError

FILE: Final = "themes.toml"
# Where a term may stand. The last three tell of something else: with nothing but these no theme is the project's.
PLACES: Final = ("title", "headline", "aim", "deed", "told", "plain", "fund", "body", "remark", "context")
ASIDE: Final = frozenset({"body", "remark", "context"})
_AS_MUCH = 0.6  # of a theme's score: from there on another one may stand instead of it
_MUCH = 2.0  # the score from which on a theme makes another fully more probable


@dataclass(frozen=True, slots=True)
class Piece:
    """One term as evidence for a theme: where it stands, how strong its wording is, whether it was used before."""

    place: str
    strength: str
    again: bool
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """What RECORD.md says of themes beside each other.

    `instead`: a theme that is not this one where another is told of about as much (jobs for those who return are part
    of their return). `beside`: themes that make each other more probable.
    """

    instead: Mapping[str, Sequence[str]]
    beside: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers: what a piece counts by its place and strength, what speaks for a theme and against it."""

    places: Mapping[str, float]
    strengths: Mapping[str, float]
    decision: Mapping[str, float]
    themes: Mapping[str, float]
    scope: Scope

    def of(self, piece: Piece) -> float:
        """What one piece adds to the score."""
        weight = self.places[piece.place] * self.strengths[piece.strength]
        return weight * self.strengths["again"] if piece.again else weight

    def probabilities(self, evidence: Mapping[str, Sequence[Piece]]) -> dict[str, float]:
        """How probable each theme is, given what speaks for all of them."""
        evidence = {theme: pieces for theme, pieces in evidence.items() if not is_aside(pieces)}
        scores = {theme: math.fsum(self.of(piece) for piece in pieces) for theme, pieces in evidence.items()}
        return {theme: self._probability(theme, scores, is_shown(evidence[theme])) for theme in scores}

    def _probability(self, theme: str, scores: Mapping[str, float], shown: bool) -> float:
        told = features(theme, scores, shown, self.scope)
        logit = math.fsum(self.decision[name] * value for name, value in told.items())
        return 1 / (1 + math.exp(-logit - self.themes.get(theme, 0.0)))


def features(theme: str, scores: Mapping[str, float], shown: bool, scope: Scope) -> dict[str, float]:
    """What the decision on a theme looks at; `scores` are those of all themes of the project."""
    score = scores[theme]
    others = [other for name, other in scores.items() if name != theme]
    rival = max(others, default=0.0)
    wholes = [scores.get(name, 0.0) for name in scope.instead.get(theme, ())]
    friends = [scores.get(name, 0.0) for name in scope.beside.get(theme, ())]
    return {
        "start": 1.0,
        "score": math.log1p(score),
        "others": math.log1p(math.fsum(others)),
        "rival": math.log1p(rival),
        "first": float(score >= rival),
        "shown": float(shown),
        "instead": float(any(whole >= _AS_MUCH * score for whole in wholes)),
        "beside": min(1.0, max(friends, default=0.0) / _MUCH),
    }


def is_aside(pieces: Iterable[Piece]) -> bool:
    """Whether all that speaks for a theme stands where the release tells of something beside the project."""
    return all(piece.place in ASIDE for piece in pieces)


def is_shown(pieces: Iterable[Piece]) -> bool:
    """Whether more than hints speak for a theme where the project is told of."""
    return any(piece.strength != "hints" and piece.place not in ASIDE for piece in pieces)


@cache
def load() -> Weights:
    """The weights that come with iomkg; DataError when their file cannot be read."""
    return read(resources.data() / FILE)


def read(path: Path) -> Weights:
    """The weights of a file; DataError when it is no such file."""
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        scope = Scope(tables["instead"], tables["beside"])
        return Weights(tables["places"], tables["strengths"], tables["decision"], tables["themes"], scope)
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name} cannot be read ({error!r}); run tools/fit_themes.py or reinstall iomkg") from None
