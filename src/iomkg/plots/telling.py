"""Pictures in words: a description for those who cannot see them, and their numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iomkg.naming import grouped
from iomkg.plots.pictures import STOPS, Bars, Flows, Map, Network, Picture, Timeline

_MOST: Final = 12  # rows that a description reads out


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a picture shows as a table: its kind in words, the names of the columns, and the rows."""

    kind: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def description(self) -> str:
        """The picture read out; what a long one leaves out is counted."""
        said = ["; ".join(f"{name}: {text}" for name, text in zip(self.head, row, strict=True) if text)
                for row in self.rows[:_MOST]]  # fmt: skip
        more = f" And {len(self.rows) - _MOST} more." if len(self.rows) > _MOST else ""
        return f"{self.kind}. {'. '.join(said)}.{more}"


def numbers(shown: Picture) -> Numbers:
    """The numbers of a picture, in the order they are drawn."""
    match shown:
        case Bars():
            rows = [
                (bar.label, bar.kind, grouped(f"{bar.value:f}"), unit)
                for unit, bars in shown.panels.items()
                for bar in bars
            ]
            return Numbers("Bar chart", ("what", "kind", "value", "unit"), tuple(rows))
        case Flows():
            ranked = sorted(shown.paths.items(), key=lambda item: (-item[1], item[0]))
            return Numbers(
                "Flow diagram", (*shown.layers, f"{shown.unit}s"), tuple((*path, str(n)) for path, n in ranked)
            )
        case Map():
            codes = sorted(shown.names, key=lambda code: (-shown.counts.get(code, 0), shown.names[code]))
            return Numbers("Map", ("country", f"{shown.unit}s", "on the route"), tuple(_at(shown, c) for c in codes))
        case Timeline():
            spans = [(span.label, span.stated) for span in shown.spans] + [
                (label, "not stated") for label in shown.undated
            ]
            return Numbers("Timeline", ("what", "when"), tuple(spans))
        case Network():
            pairs = sorted(shown.ties.items(), key=lambda item: (-item[1], item[0]))
            return Numbers("Network", ("one", "other", f"{shown.unit}s"), tuple((*pair, str(n)) for pair, n in pairs))


def _at(shown: Map, code: str) -> tuple[str, ...]:
    stops = ", ".join(STOPS[letter] for letter in shown.stops.get(code, ""))
    return shown.names[code], str(shown.counts.get(code, "")), stops
