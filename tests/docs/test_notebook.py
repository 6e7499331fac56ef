"""The notebook runs from top to bottom, as it stands, on the sample releases."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient


# Jupyter's own code warns of what comes in its next versions.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_ask_and_cite_runs(
    repository: Path, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOMKG_STORE", str(sample_store))
    monkeypatch.setenv("HOME", str(tmp_path))
    notebook = nbformat.read(repository / "docs" / "ask-and-cite.ipynb", as_version=4)
    assert not any(
        cell.get("outputs") for cell in notebook.cells
    )  # outputs would grow stale, and hold others' sentences
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert (tmp_path / "donors.csv").read_text(encoding="utf-8").startswith("donor,donorLabel,project,")
    assert (tmp_path / "sentences.csv").stat().st_size > 1_000
