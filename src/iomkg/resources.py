"""Where ontology/, shapes/, queries/ and data/ are: beside the source tree, or inside the installed wheel.

This is the only place that looks for them.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]
_ROOT = _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else _PACKAGE / "_resources"


def ontology() -> Path:
    """The folder with the ontology and its SKOS lists."""
    return _ROOT / "ontology"


def shapes() -> Path:
    """The folder with `release/` and `view/` shapes and `ontology-style.ttl`."""
    return _ROOT / "shapes"


def queries() -> Path:
    """The folder with `competency/`, `checks/` and `notes/` queries."""
    return _ROOT / "queries"


def data() -> Path:
    """The folder with `reference/`, `lexicon/` and `releases/`."""
    return _ROOT / "data"
