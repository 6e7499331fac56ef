"""What a curator skipped, kept beside the store so that a review goes on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path

from iomkg.namespaces import digest
from iomkg.writing import write_text


class Skipped:
    """The IRIs one curator skipped in a store's folder; with `again`, none counts."""

    def __init__(self, folder: Path, by: str, again: bool) -> None:
        self._file = folder / f"iomkg-store-skipped-{digest(by)[:12]}.json"
        self._iris: set[str] = set()
        if again:
            self._file.unlink(missing_ok=True)
        elif self._file.exists():
            try:
                self._iris = set(json.loads(self._file.read_text("utf-8")))
            except (ValueError, TypeError):
                # It only saves keystrokes; a damaged one is begun anew.
                self._iris = set()

    def __contains__(self, iri: str) -> bool:
        return iri in self._iris

    def add(self, iri: str) -> None:
        """Remember an IRI."""
        self._iris.add(iri)
        write_text(self._file, json.dumps(sorted(self._iris)))
