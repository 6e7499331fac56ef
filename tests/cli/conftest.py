"""Running commands inside the test's own process, and a small store made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from iomkg.cli import main


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
