"""A store's content replaced whole, so that nothing of the old is left in its files.

    folder/replacement/oxigraph/       the new database, while it is being written
    folder/replacement/forgotten.json  the new list of forgotten names
    folder/replacement/ready.json      there from the moment on at which the new counts, with the texts to drop

A process that dies before that moment leaves the old store, and a beginning that the next writer removes. One that
dies after it leaves the rest to be done by whoever opens the store next.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import Quad

from iomkg.errors import StoreDamagedError
from iomkg.forgotten import Forgotten
from iomkg.store.disk import sync_file, sync_folder, sync_tree, write_whole
from iomkg.store.snapshots import FOLDER as SNAPSHOTS
from iomkg.store.texts import TextsOnDisk

FORGOTTEN: Final = "forgotten.json"
SCRATCH: Final = "scratch-"
_FOLDER: Final = "replacement"
_READY: Final = "ready.json"
_DATABASE: Final = "oxigraph"
_TEXTS: Final = "texts"


def prepare(store: Path, quads: Iterable[Quad], forgotten: Forgotten, dropped: Iterable[str]) -> None:
    """Write what is to stand in the store's place; once this returns, it counts and `finish` has to follow.

    `dropped` are hashes of texts. Only for the holder of the store's lock.
    """
    folder = store / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    database = pyoxigraph.Store(str(folder / _DATABASE))
    database.bulk_extend(quads)
    database.flush()
    del database
    _write_private(folder / FORGOTTEN, _written(forgotten))
    sync_tree(folder)
    sync_folder(store)
    write_whole(folder / _READY, json.dumps(sorted(dropped)) + "\n")


def is_ready(store: Path) -> bool:
    """Whether a replacement counts that is not in place yet."""
    return (store / _FOLDER / _READY).exists()


def finish(store: Path) -> bool:
    """Put a replacement that counts into place, or remove the beginning of one; whether there was one that counts.

    Only for the holder of the store's lock, while nobody has the database open. It may be done again after a crash.
    """
    folder = store / _FOLDER
    if not is_ready(store):
        shutil.rmtree(folder, ignore_errors=True)
        return False
    # Readers come last to mind: what they still read is what has to go.
    for old in (store / SNAPSHOTS, *store.glob(f"{SCRATCH}*")):
        shutil.rmtree(old, ignore_errors=True)
    if (folder / _DATABASE).exists():
        shutil.rmtree(store / _DATABASE, ignore_errors=True)
        (folder / _DATABASE).rename(store / _DATABASE)
    if (folder / FORGOTTEN).exists():
        (folder / FORGOTTEN).replace(store / FORGOTTEN)
    texts = TextsOnDisk(store / _TEXTS)
    for text_hash in json.loads((folder / _READY).read_text("utf-8")):
        texts.drop(text_hash)
    with contextlib.suppress(FileNotFoundError):
        (store / _TEXTS / ".draft").unlink()
    sync_folder(store)
    (folder / _READY).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return True


def forgotten(store: Path) -> Forgotten:
    """The names a store has forgotten. Raises StoreDamagedError when the list cannot be read."""
    try:
        told = json.loads((store / FORGOTTEN).read_text("utf-8"))
        return Forgotten(bytes.fromhex(told["key"]), frozenset(told["names"]), int(told["words"]))
    except FileNotFoundError:
        return Forgotten()
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamagedError(f"{FORGOTTEN} of the store at {store} is unreadable; restore a backup") from error


def _written(forgotten: Forgotten) -> str:
    told = {"key": forgotten.key.hex(), "names": sorted(forgotten.hashes), "words": forgotten.words}
    return json.dumps(told, indent=1) + "\n"


def _write_private(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    sync_file(file)
