"""A store on a server filled with a backup, or with quads; what stops the work leaves it empty, to be filled again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from iomkg.errors import StoreDamagedError, StoreError, UsageError
from iomkg.store.backups import Content, opened_quads, told_by
from iomkg.store.store import Store
from iomkg.store.updates import Change


def refill(source: Path, url: str, *, replace: bool = False) -> Content:
    """Make the backup at `source` the store on the server at `url`; with `replace`, in the place of one that is there.

    Raises UsageError when `source` is no backup or the server holds a store, StoreError when the backup is damaged or
    the server fails.
    """
    content = told_by(source)
    with Store.open(source, writable=False) as backup, Store.open(url, create=True) as store:
        _fill(store, backup.quads(), replace)
        store.keep_texts({name: text for name in backup.text_hashes() if (text := backup.text(name)) is not None})
        if store.canonical_hash() != content.canonical_hash:
            raise StoreDamagedError(f"{url} holds not what {source} does: one of them is damaged, or changes literals")
    return content


def refill_from_quads(source: Path, url: str, *, replace: bool = False) -> int:
    """Make the N-Quads in the file `source` the store on the server at `url`; how many facts they are.

    Else as `refill` and `backups.restore_quads`.
    """
    if not source.is_file():
        raise UsageError(f"no such file: {source}")
    counted = 0

    def counting(quads: Iterable[Quad]) -> Iterator[Quad]:
        nonlocal counted
        for quad in quads:
            counted += 1
            yield quad

    with opened_quads(source) as file, Store.open(url, create=True) as store:
        _fill(store, counting(parse(file, RdfFormat.N_QUADS)), replace)
    return counted


def _fill(store: Store, quads: Iterable[Quad], replace: bool) -> None:
    standing = store.graphs()
    if standing and not replace:
        raise UsageError("the server holds a store already; with --replace the backup takes its place")
    store.commit(Change(cleared=frozenset(standing)))
    try:
        store.load_graphs(quads)
    except StoreError as error:
        raise StoreError(f"{error}; the store is empty now: restore again") from error
