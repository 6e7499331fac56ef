"""Which values of an answer are things that have labels."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from iomkg.model import Term
from iomkg.namespaces import BASE


def iris_of(value: Term) -> tuple[str, ...]:
    """The IRIs of ours that a value is: itself, or those a query joined in one cell with spaces between."""
    if isinstance(value, NamedNode):
        return (value.value,) if value.value.startswith(BASE) else ()
    parts = tuple(value.value.split())
    return parts if all(part.startswith(BASE) for part in parts) else ()


def ordered(value: Term) -> Term:
    """A value as it is; of several IRIs in one cell, each once and sorted, whatever order an engine joined them in."""
    if isinstance(value, NamedNode) or " " not in value.value:
        return value
    iris = iris_of(value)
    return Literal(" ".join(sorted(set(iris)))) if iris else value
