"""The steps in their order: the only place that knows it.

reading     a release -> its claims
landing     graphs of releases -> judged, checked, linked, viewed, checked again: one change to commit, or none
loading     releases into a store, in batches, each one atomic commit
judging     curators' judgements into a store, as many as were made together in one atomic commit
forgetting  a person's names out of a store and all its history
preparing   the reference data into a store, and all that follows from another edition of them
"""

from iomkg.pipeline.forgetting import Forgetter, Forgetting
from iomkg.pipeline.judging import Judge, Verdict
from iomkg.pipeline.loading import Doubt, Item, Loader, Outcome
from iomkg.pipeline.moves import Fact, Move
from iomkg.pipeline.preparing import prepare
from iomkg.pipeline.reading import Reading, read, record, record_of

__all__ = [
    "Doubt",
    "Fact",
    "Forgetter",
    "Forgetting",
    "Item",
    "Judge",
    "Loader",
    "Move",
    "Outcome",
    "Reading",
    "Verdict",
    "prepare",
    "read",
    "record",
    "record_of",
]
