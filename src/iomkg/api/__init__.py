"""iomkg from Python: `kg = iomkg.open()`, then `kg.query(…)`, `kg.total(…)`, `kg.ask(…)`, `kg.entity(…)` or
`kg.sparql(…)`.

graph    what can be asked · rows, totals    what comes back · dataset    a copy for rdflib
"""

from iomkg.api.graph import KnowledgeGraph, open
from iomkg.api.rows import Rows
from iomkg.api.totals import Total

__all__ = ["KnowledgeGraph", "Rows", "Total", "open"]
