"""iomkg from Python: `kg = iomkg.open()`, then `kg.query(…)`, `kg.ask(…)`, `kg.entity(…)`, `kg.sparql(…)`.

graph    what can be asked · rows    what comes back · dataset    a copy for rdflib
"""

from iomkg.api.graph import KnowledgeGraph, open
from iomkg.api.rows import Rows

__all__ = ["KnowledgeGraph", "Rows", "open"]
