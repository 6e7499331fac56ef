"""The steps in their order: the only place that knows it.

reading     a release -> its claims
landing     graphs of releases -> judged, checked, linked, viewed, checked again: one change to commit, or none
loading     releases into a store, one atomic commit each
judging     curators' judgements into a store, as many as were made together in one atomic commit
preparing   the reference data into a store, and all that follows from another edition of them
"""

from iomkg.pipeline.judging import Fact, Judge, Verdict
from iomkg.pipeline.loading import Doubt, Loader, Outcome
from iomkg.pipeline.preparing import prepare
from iomkg.pipeline.reading import Reading, read, record

__all__ = ["Doubt", "Fact", "Judge", "Loader", "Outcome", "Reading", "Verdict", "prepare", "read", "record"]
