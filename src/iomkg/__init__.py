"""iomkg: a knowledge graph of who governs migration, with whose money, where, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iomkg.api import KnowledgeGraph, Rows, open

__all__ = ["KnowledgeGraph", "Rows", "__version__", "open"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What there is for Python, imported when it is first used: `import iomkg` alone takes no time."""
    if name in ("KnowledgeGraph", "Rows", "open"):
        from iomkg import api

        return getattr(api, name)
    raise AttributeError(f"module 'iomkg' has no attribute {name!r}")
