"""The store: where graphs are kept, changed one atomic commit at a time, and queried."""

from iomkg.store.folder import usual_place
from iomkg.store.guard import names_its_dataset
from iomkg.store.store import Store
from iomkg.store.updates import Change

__all__ = ["Change", "Store", "names_its_dataset", "usual_place"]
