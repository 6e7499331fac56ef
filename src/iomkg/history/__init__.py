"""What became of a store, commit by commit: written with each, read back, and gone back to.

deltas      which quads a commit added and removed, packed into text
entries     the log's entries: `commit` writes one with every change of the store
travelling  a store as it stood after an earlier commit
"""

from iomkg.history.deltas import Delta, of_change, packed
from iomkg.history.entries import (
    Commit,
    Kind,
    Occasion,
    commit,
    commits,
    delta_of,
    entry,
    entry_of_first,
    iri_of,
    last,
    numbered,
    sources_of,
    touching,
)
from iomkg.history.travelling import as_of, commit_at

__all__ = [
    "Commit",
    "Delta",
    "Kind",
    "Occasion",
    "as_of",
    "commit",
    "commit_at",
    "commits",
    "delta_of",
    "entry",
    "entry_of_first",
    "iri_of",
    "last",
    "numbered",
    "of_change",
    "packed",
    "sources_of",
    "touching",
]
