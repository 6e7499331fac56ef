"""The store: where graphs are kept, changed one atomic commit at a time, and queried."""

from iomkg.store.embedded import Change, Store

__all__ = ["Change", "Store"]
