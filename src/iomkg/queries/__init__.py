"""The library of questions: find one by name, put its parameters in place."""

from iomkg.queries.binding import Bound, bind, values
from iomkg.queries.header import Parameter, Pattern, Query, parse
from iomkg.queries.hints import clearer, remarks
from iomkg.queries.known import Allowed
from iomkg.queries.library import checks, find, library, note_queries, parts
from iomkg.queries.values import Value

__all__ = [
    "Allowed", "Bound", "Parameter", "Pattern", "Query", "Value", "bind", "checks", "clearer", "find", "library",
    "note_queries", "parse", "parts", "remarks", "values",
]  # fmt: skip
