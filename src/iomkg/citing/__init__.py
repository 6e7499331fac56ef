"""How to cite the graph, an answer or an entity: the dataset in the state that answered, and the releases behind it."""

from iomkg.citing.styles import STYLES, written
from iomkg.citing.works import Work, dataset, of_answer, releases, releases_on, sources_of, version_in_words

__all__ = [
    "STYLES", "Work", "dataset", "of_answer", "releases", "releases_on", "sources_of", "version_in_words", "written",
]  # fmt: skip
