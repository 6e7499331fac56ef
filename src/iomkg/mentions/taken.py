"""The parts of a text that something stands in already, asked for as often as there are names in it."""

from __future__ import annotations

from collections.abc import Iterable


class Taken:
    """Spans (start, end) of a text. A question costs what it asks about, however many spans there are."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._held = bytearray(len(text))
        self._starts = bytearray(len(text))
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a span."""
        self._held[start:end] = b"\x01" * (end - start)
        self._starts[start : start + 1] = b"\x01"

    def meets(self, start: int, end: int) -> bool:
        """Whether any of a span is taken."""
        return self._held.find(1, start, end) >= 0

    def first_within(self, start: int, end: int) -> int | None:
        """Where the first span that begins between the two begins."""
        found = self._starts.find(1, start + 1, end)
        return None if found < 0 else found
