"""Whatever the package has that is public says what it is for."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import reduce
from typing import Final

from tests.conftest import REPOSITORY

from iomkg.store.graphs import Graphs

_PACKAGE: Final = REPOSITORY / "src" / "iomkg"
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def silent() -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring, as `module:name`."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(_PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text("utf-8"))
        if ast.get_docstring(tree) is None:
            yield f"{module}:"
        yield from (f"{module}:{name}" for name in _silent_in(tree, ""))


def _silent_in(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, _Definition) and not each.name.startswith("_"):
            if ast.get_docstring(each) is None:
                yield prefix + each.name
            if isinstance(each, ast.ClassDef):
                yield from _silent_in(each, f"{prefix}{each.name}.")


def _told_by_another(name: str) -> bool:
    """Whether a method is told of by a class above its own, or by the protocol that holders of graphs follow."""
    module, _, path = name.partition(":")
    if "." not in path:
        return False
    *owner, method = path.split(".")
    of = reduce(getattr, owner, importlib.import_module(module))
    follows = all(
        hasattr(of, each) for each, value in vars(Graphs).items() if inspect.isfunction(value) and each[0] != "_"
    )
    return inspect.getdoc(getattr(of, method)) is not None or (follows and hasattr(Graphs, method))


def test_everything_public_has_a_docstring() -> None:
    assert [name for name in silent() if not _told_by_another(name)] == []
