"""Totals that do not count money twice: which sums of the projects in scope count, and why the others do not.

asking     from parameters to what is asked
reading    from a graph to the books
sums       the books: sums and projects
counting   from the books to a total, by the rules of
  tiers      one sum reported at several stations of its way
  wholes     wholes and their parts
  doubts     what is possibly the same money
cells      where a counted sum stands in a breakdown
rates      conversion, on request
reasons    why a sum is left out
tables     a total as tables and remarks
"""

from iomkg.totals.asking import asked, projects_in_scope
from iomkg.totals.counting import Total, count
from iomkg.totals.rates import DAYS, Rates, read_rates
from iomkg.totals.reading import read
from iomkg.totals.reasons import REASONS
from iomkg.totals.scope import Asked
from iomkg.totals.tables import breakdown, counted, left_out, remarks, rows_of

__all__ = [
    "DAYS", "REASONS", "Asked", "Rates", "Total", "asked", "breakdown", "count", "counted", "left_out",
    "projects_in_scope", "read", "read_rates", "remarks", "rows_of",
]  # fmt: skip
