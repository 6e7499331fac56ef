"""The library of questions: find one by name, give it parameters, run it on a store."""

from iomkg.queries.header import Parameter, Query, parse
from iomkg.queries.hints import clearer, remarks
from iomkg.queries.known import Allowed
from iomkg.queries.library import checks, find, library
from iomkg.queries.running import bind, execute, run, values

__all__ = [
    "Allowed", "Parameter", "Query", "bind", "checks", "clearer", "execute", "find", "library", "parse", "remarks",
    "run", "values",
]  # fmt: skip
