"""Backups: complete copies of a store, files of their own, which make a store again wherever they are restored.

folder/iomkg-backup.json   what the backup holds, to be checked before it is restored
…                          else as in a store, without snapshots; it can be read like one, not written
"""

from __future__ import annotations

import contextlib
import filecmp
import gzip
import json
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final, TypeAlias, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from iomkg.errors import DataError, StoreDamagedError, StoreLockedError, UsageError
from iomkg.store.disk import lock, sync_folder, sync_tree, write_whole
from iomkg.store.failures import described
from iomkg.store.folder import BACKUP, DATABASE, check_readable, claim, replaced, write_marker
from iomkg.store.holder import LOCK
from iomkg.store.reading import open_for_reading
from iomkg.store.replacing import FORGOTTEN
from iomkg.store.snapshots import Snapshots
from iomkg.store.store import Store
from iomkg.store.texts import FOLDER as TEXTS

Progress: TypeAlias = Callable[[list[Path]], Iterable[Path]]
"""Gives files on one by one as they are copied."""

# The database's diary and lock: nothing to keep.
_NO_CONTENT: Final = ("LOCK", "LOG")


@dataclass(frozen=True, slots=True)
class Content:
    """What a store or backup holds: its canonical hash, the number of facts in all graphs, and of texts."""

    canonical_hash: str
    facts: int
    texts: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as made; `behind` when a process was writing the store, so that later commits are not in it."""

    content: Content
    behind: bool


def back_up(path: Path, target: Path, progress: Progress = iter) -> Backup:
    """Copy the store at `path`, as it stood after some commit, to the new folder `target`, and check the copy.

    Raises UsageError when something is at `target` or there is no store, StoreError when it cannot be read, written,
    or the copy is not what was copied.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} exists already; name a new folder for the backup")
    if _is_within(target, path):
        raise UsageError(f"{target} lies in the store itself; name a folder elsewhere for the backup")
    reading = open_for_reading(path)
    try:
        with _unfinished(target) as copy, described(path):
            _copy(reading.files, path / TEXTS, copy, progress)
            content = _content(reading.database, copy)
            if not _same(reading.files, copy / DATABASE):
                raise StoreDamagedError(f"the backup at {target} is not what was copied; look after the disk")
            write_whole(copy / BACKUP, json.dumps(asdict(content), indent=2) + "\n")
            with described(target):
                _put(copy, target)
    finally:
        reading.release()
    return Backup(content, reading.behind)


def restore(source: Path, path: Path, *, replace: bool = False, progress: Progress = iter) -> Content:
    """Make the backup at `source` the store at `path`; with `replace`, one that is there makes place for it.

    Until the new store is whole and checked the old one stays, and whatever stops the work leaves one of them. Raises
    UsageError when `source` is no backup or `path` not free, StoreLockedError when somebody writes or reads the store
    to be replaced, StoreError when the backup is damaged or the store cannot be written.
    """
    content = told_by(source)
    if _is_within(path, source) or _is_within(source, path):
        raise UsageError(f"{source} and the store at {path} lie one in the other; restore to another --store")
    _recover(path)
    with _set_aside(path, replace), _unfinished(path) as copy:
        with described(path):
            _copy(source / DATABASE, source / TEXTS, copy, progress)
        with described(source):
            if _published(copy) != content:
                raise StoreDamagedError(
                    f"the backup at {source} is damaged: it holds not what was written; use another"
                )
        with described(path):
            _put(copy, path)
    return content


def restore_quads(source: Path, path: Path, *, replace: bool = False) -> int:
    """Make the N-Quads in the file `source`, plain or compressed by gzip, the store at `path`; how many facts it has.

    This is the one way in for quads that no load made: what they say has to be checked afterwards. `replace` and what
    stops the work are as in `restore`. Raises UsageError when the file is not there or `path` not free, DataError
    when the file is no N-Quads, or holds nodes or graphs without a name.
    """
    if not source.is_file():
        raise UsageError(f"no such file: {source}")
    _recover(path)
    with _set_aside(path, replace), _unfinished(path) as copy:
        with described(path):
            database = pyoxigraph.Store(str(copy / DATABASE))
            with opened_quads(source) as file:
                database.bulk_load(file, RdfFormat.N_QUADS)
            _refuse_unnamed(database, source)
            database.flush()
            Snapshots(copy).take(database)
            facts = len(database)
        del database
        with described(path):
            _put(copy, path)
    return facts


@contextlib.contextmanager
def opened_quads(source: Path) -> Iterator[IO[bytes]]:
    """A file of N-Quads, plain or compressed by gzip, to be read in the block. Raises DataError when it is none."""
    with cast(IO[bytes], gzip.open(source)) if source.suffix == ".gz" else source.open("rb") as file:
        try:
            yield file
        except SyntaxError as error:
            raise DataError(f"{source} is no N-Quads: {' '.join(str(error).split())}") from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DataError(f"{source} is not whole: {error}") from error


def _refuse_unnamed(database: pyoxigraph.Store, source: Path) -> None:
    """Refuse what no load would have written; asked of the engine, which looks through millions in seconds."""
    for wrong, pattern in (
        ("quads outside any named graph", "{ ?s ?p ?o }"),
        ("blank nodes", "{ GRAPH ?g { ?s ?p ?o } FILTER(ISBLANK(?s) || ISBLANK(?o) || ISBLANK(?g)) }"),
    ):
        if database.query(f"ASK {pattern}"):
            raise DataError(f"{source} holds {wrong}: it is no dump of a graph of iomkg; load what it is made of")


def told_by(source: Path) -> Content:
    """What the backup says it holds."""
    if not source.is_dir():
        raise UsageError(f"no such folder: {source}")
    if not (source / BACKUP).exists():
        raise UsageError(f"{source} is not an iomkg backup; `iomkg backup` makes one")
    check_readable(source)
    try:
        told = json.loads((source / BACKUP).read_text("utf-8"))
        return Content(str(told["canonical_hash"]), int(told["facts"]), int(told["texts"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamagedError(f"the backup at {source} is damaged ({BACKUP} is unreadable); use another") from error


def _published(copy: Path) -> Content:
    """What the copied database holds; it gets the snapshot that its first reader would make."""
    database = pyoxigraph.Store(str(copy / DATABASE))
    Snapshots(copy).take(database)
    return _content(database, copy)


def _content(database: pyoxigraph.Store, texts_in: Path) -> Content:
    with Store.over(database) as store:
        canonical_hash = store.canonical_hash()
    return Content(canonical_hash, len(database), sum(1 for _ in (texts_in / TEXTS).glob("??/*")))


def _copy(database: Path, texts: Path, copy: Path, progress: Progress) -> None:
    """Copy a database that does not change, texts, some of which may go meanwhile, and the list of forgotten names."""
    work = {file: copy / DATABASE / file.name for file in _files(database)}
    work.update({file: copy / TEXTS / file.relative_to(texts) for file in texts.glob("??/*")})
    forgotten = texts.parent / FORGOTTEN
    work.update({forgotten: copy / FORGOTTEN} if forgotten.exists() else {})
    (copy / DATABASE).mkdir()
    for file in progress(sorted(work)):
        if not work[file].parent.exists():
            (copy / TEXTS).mkdir(mode=0o700, exist_ok=True)
            work[file].parent.mkdir(mode=0o700)
        with contextlib.suppress(FileNotFoundError) if file.is_relative_to(texts) else contextlib.nullcontext():
            shutil.copy(file, work[file])


def _files(database: Path) -> list[Path]:
    return [file for file in database.iterdir() if not file.name.startswith(_NO_CONTENT)]


def _same(database: Path, copy: Path) -> bool:
    """Whether the copy of a database is what was copied, byte by byte."""
    names = [file.name for file in _files(database)]
    same, _, _ = filecmp.cmpfiles(database, copy, names, shallow=False)
    return len(same) == len(names)


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A new folder beside `target`, gone when the block ends unless it was put there."""
    folder = target.with_name(f".{target.name}.unfinished")
    with contextlib.ExitStack() as stack:
        with described(target):
            folder.mkdir(parents=True, exist_ok=True)
            held = lock(folder / LOCK, exclusive=True)
            if held is None:
                raise StoreLockedError(f"another process is just writing {target}; wait until it ends")
            stack.enter_context(held)
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            _clear(folder)
        yield folder


def _clear(folder: Path) -> None:
    """Remove what is left of a copy that was cut short."""
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != LOCK:
            entry.unlink()


def _put(copy: Path, place: Path) -> None:
    """Give the finished copy its place, which is free, holds an empty folder, or a store to be replaced."""
    write_marker(copy)
    sync_tree(copy)
    old = replaced(place)
    if place.exists() and any(place.iterdir()):
        place.rename(old)
    try:
        copy.rename(place)
    except BaseException:
        _recover(place)
        raise
    sync_folder(place.parent)
    shutil.rmtree(old, ignore_errors=True)


def _recover(path: Path) -> None:
    """Undo a restore that was cut short: the store it was about to replace is put back, one it had replaced removed."""
    with described(path):
        old = replaced(path)
        if old.exists() and not path.exists():
            old.rename(path)
        elif old.exists():
            shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _set_aside(path: Path, replace: bool) -> Iterator[None]:
    """Hold what is at `path` from everybody, if anything is and it may be replaced."""
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        yield
        return
    if not replace and path.is_dir():
        raise UsageError(
            f"something is at {path} already; with --replace the backup takes the place of a store, else give another "
            "--store"
        )
    folder = claim(path, create=True)
    try:
        with Snapshots(path).all_held() as free:
            if not free:
                raise StoreLockedError(f"the store at {path} is being read by another process; wait until it ends")
            yield
    finally:
        folder.release()


def _is_within(one: Path, other: Path) -> bool:
    return one.resolve().is_relative_to(other.resolve())
