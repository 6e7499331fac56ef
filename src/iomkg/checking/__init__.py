"""The whole store against everything it promises: both gates, the check queries, a claim for every stated triple, a
basis for every fact of the view."""

from iomkg.checking.faults import Fault, faults, steps
from iomkg.checking.wording import Wording

__all__ = ["Fault", "Wording", "faults", "steps"]
