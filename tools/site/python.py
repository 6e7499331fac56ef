"""The reference of the library for Python: what is public, each by its docstring (mkdocstrings fills it in)."""

from __future__ import annotations

import iomkg.api
import iomkg.errors


def page() -> str:
    """A directive for each public name, and the tree of errors."""
    names = [f"iomkg.api.{name}" for name in sorted(iomkg.api.__all__, key=_functions_first)]
    parts = [
        "# Python",
        "",
        "`import iomkg` gives `open`, `KnowledgeGraph` and `Rows`; [asking](../asking.md#from-python) shows how. "
        "What is not on this page may change without notice.",
        "",
    ]
    for name in names:
        parts += [f"::: {name}", ""]
    told, _, tree = (iomkg.errors.__doc__ or "").strip().partition("\n\n")
    parts += ["## Errors", "", f"{told} They are in `iomkg.errors`.", "", "```text", tree, "```"]
    return "\n".join(parts) + "\n"


def _functions_first(name: str) -> tuple[bool, str]:
    return name[0].isupper(), name
