"""The two gates: a graph against SHACL shapes, as a report a curator can act on.

pySHACL judges the core constraints. Three things are done around it, each with the same results as plain pySHACL (a
test compares them), because plain validation of a release takes seconds and has a hole:

- a property shape is run once over all nodes its node shape targets, not once per node;
- a `sh:sparql` constraint is run once by Oxigraph over the whole graph, not parsed and run by rdflib per node;
- nodes are chosen here, not by pySHACL's `focus_nodes`: that option also skips every value that is not among them, so
  that `sh:or`, `sh:not` and `sh:node` on values pass whatever the value is.
"""

from __future__ import annotations

from iomkg.validation.findings import SHAPES, ShapeFinding, as_shacl_report
from iomkg.validation.gate import Gate

__all__ = ["SHAPES", "Gate", "ShapeFinding", "as_shacl_report"]
