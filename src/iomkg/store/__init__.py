"""The store: where graphs are kept, changed one atomic commit at a time, and queried."""

from iomkg.store.embedded import Change, Store, plain
from iomkg.store.folder import usual_folder
from iomkg.store.guard import names_its_dataset

__all__ = ["Change", "Store", "names_its_dataset", "plain", "usual_folder"]
