"""An excerpt as tables: CSV files and their Data Package in one archive (zip)."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Final

from pyoxigraph import NamedNode

from iomkg import tables
from iomkg.excerpts.gathering import gathered, with_parts
from iomkg.namespaces import kind_of
from iomkg.sorting import sorted_lines
from iomkg.store import Store

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # an archive of the same tables is the same bytes
#: Which table tells of the things of a kind: those that are facts of what is chosen, and those behind them.
_OWN: Final = {"project": "projects", "funding": "fundings", "participation": "participations"}
_BEHIND: Final = {"claim": "claims", "release": "releases"}


def write(store: Store, things: Iterable[str], stream: IO[bytes]) -> None:
    """Write the tables of some things."""
    with tempfile.TemporaryFile(prefix="iomkg-tables-") as waiting:
        waiting.writelines(sorted_lines(_rows(store, things)))
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = {}
            for table in tables.TABLES:
                waiting.seek(0)
                with archive.open(_entry(f"{table.name}.csv"), "w") as file:
                    rows[table.name] = tables.write(table, store, file, _of(table.name, waiting))
            archive.writestr(_entry(tables.DESCRIPTOR), tables.descriptor(rows))


def _rows(store: Store, things: Iterable[str]) -> Iterator[bytes]:
    """`table IRI`, a line for every row of every table."""
    for thing in things:
        for iri in with_parts(store, thing):
            if table := _OWN.get(kind_of(iri) or ""):
                yield f"{table} {iri}\n".encode()
        for quad in gathered(store, thing):
            iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if table := _BEHIND.get(kind_of(iri) or ""):
                yield f"{table} {iri}\n".encode()


def _of(table: str, lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        name, _, iri = line.decode().rstrip("\n").partition(" ")
        if name == table:
            yield iri


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
