"""Running commands inside the test's own process, and a small store made by hand."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from iomkg.cli import load, main
from iomkg.store import Store


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def told(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _quick_stores(monkeypatch: pytest.MonkeyPatch, bare_store: Path) -> None:
    """Where `load` would make a store, which takes long, it finds one just made."""

    class Quick(Store):
        @classmethod
        def open(cls, path: Path | str, *, create: bool = False, writable: bool = True) -> Store:
            if create and isinstance(path, Path) and not path.exists():
                with contextlib.suppress(OSError):  # where nothing can be made, the store itself says why
                    path.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copytree(bare_store, path)
            return Store.open(path, create=create, writable=writable)

    monkeypatch.setattr(load, "Store", Quick)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`run("load", path)`: the command at 80 columns, its default store in a folder of the test's own."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
    monkeypatch.delenv("IOMKG_STORE", raising=False)
    monkeypatch.delenv("IOMKG_DEBUG", raising=False)

    def ran(*arguments: object, given: str | None = None, store: Path | None = None) -> Ran:
        words = [str(argument) for argument in arguments]
        if store is not None:
            words += ["--store", str(store)]
        result = CliRunner().invoke(main, words, input=given, prog_name="iomkg")
        return Ran(result.exit_code, result.stdout, result.stderr)

    return ran
