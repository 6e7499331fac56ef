"""Making a version: checked first, then written whole into a folder of its own, then announced."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf
from typing import TypeAlias

from iomkg import tables
from iomkg.answers.coverage import coverage
from iomkg.checking import faults
from iomkg.errors import DataError, UsageError
from iomkg.namespaces import PREFIXES, shortened
from iomkg.publication import (
    alignment,
    content,
    crosswalk,
    descriptions,
    differences,
    documents,
    dumps,
    feed,
)
from iomkg.publication.confirmed import confirmed
from iomkg.publication.shelf import MANIFEST, Shelf, Version
from iomkg.store import Store
from iomkg.store.backups import back_up

Policy: TypeAlias = OneOf["threshold", "confirmed"]
#: Is told what is being done.
Progress: TypeAlias = Callable[[str], None]
CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish: the version's name, which claims (`policy`), and whether with `quotes`."""

    version: str
    policy: Policy = "threshold"
    quotes: bool = True


def publish(
    store: Store, shelf: Shelf, order: Order, progress: Progress = lambda _: None, now: dt.datetime | None = None
) -> Version:
    """Check the store, and make a version of it that is never changed again.

    Whatever stops the work leaves the shelf as it was. Raises UsageError for a version that is there or cannot be
    written, DataError when the store is not sound.
    """
    place = shelf.place(order.version)
    before = shelf.latest()
    made = (now or dt.datetime.now(dt.UTC)).replace(microsecond=0)
    progress("checking the store")
    wrong = [fault for fault in faults(store) if fault.severity == "Violation"]
    if wrong:
        first = wrong[0].finding
        raise DataError(
            f"the store is not sound: {len(wrong)} violations, the first of {shortened(first.focus)}: {first.message} "
            "See `iomkg validate`"
        )
    with _unfinished(place) as folder, _chosen(store, order.policy) as chosen:
        progress("writing the store that readers open")
        _write_store(folder, chosen, order)
        with Store.open(folder / "store", writable=False) as published:
            files = _write(folder, published, order, made, before, progress)
        told = {
            "version": order.version,
            "made": made.isoformat(),
            "policy": order.policy,
            "quotes": order.quotes,
            "before": before.name if before else None,
            **files,
        }
        (folder / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        _write_checksums(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(place)
    version = next(each for each in shelf.versions() if each.name == order.version)
    shelf.announce(version)
    feed.write(shelf)
    return version


def _write_store(folder: Path, chosen: Store, order: Order) -> None:
    making = folder / "making"
    with Store.open(making, create=True) as made:
        made.load_graphs(content.quads(chosen, quotes=order.quotes))
    back_up(making, folder / "store")
    shutil.rmtree(making)


def _write(
    folder: Path, published: Store, order: Order, made: dt.datetime, before: Version | None, progress: Progress
) -> dict[str, object]:
    """Everything beside the store; what the manifest tells of it."""
    files: list[Path] = []
    progress("writing dumps")
    files += dumps.write(folder, published.quads())
    progress("writing tables")
    files += _write_tables(folder / "tables", published, order.version)
    progress("writing descriptions")
    files.append(crosswalk.write(folder, published, order.version))
    files.append(alignment.write(folder, dumps.quads_of(folder)))
    files.append(_context(folder))
    known = coverage(published)
    files += documents.write(folder, published, order.version, made, order.policy, order.quotes, known)
    progress("comparing with the version before")
    added, removed = differences.write(folder, before.folder if before else None)
    files += [folder / differences.ADDED, folder / differences.REMOVED]
    descriptions.write_void(folder, dumps.quads_of(folder), order.version)
    descriptions.write_dcat(folder, files, order.version, made, before.name if before else None)
    return {"added": added, "removed": removed, "canonicalHash": dumps.canonical_hash(folder)}


def _write_tables(folder: Path, published: Store, version: str) -> Iterator[Path]:
    folder.mkdir()
    rows = {}
    for table in tables.TABLES:
        path = folder / f"{table.name}.csv"
        with path.open("wb") as file:
            rows[table.name] = tables.write(table, published, file)
        yield path
    path = folder / tables.DESCRIPTOR
    path.write_bytes(tables.descriptor(rows, version))
    yield path


def _context(folder: Path) -> Path:
    path = folder / "context.jsonld"
    path.write_text(json.dumps({"@context": {"@version": 1.1, **PREFIXES}}, indent=2) + "\n", encoding="utf-8")
    return path


def _write_checksums(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{descriptions.checksum(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


@contextlib.contextmanager
def _chosen(store: Store, policy: Policy) -> Iterator[Store]:
    if policy == "threshold":
        yield store
        return
    with confirmed(store) as made:
        yield made


@contextlib.contextmanager
def _unfinished(place: Path) -> Iterator[Path]:
    """A folder beside where the version will stand; gone afterwards unless it was put there."""
    folder = place.with_name(f".{place.name}.unfinished")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        raise UsageError(f"{place} cannot be written: {error.strerror or error}; name another folder") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
