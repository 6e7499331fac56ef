"""Documents say what is so: their commands run, their answers are the real ones, their links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import run_line

import iomkg

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])


@dataclass(frozen=True)
class Session:
    """The console blocks of a document, from top to end: each command with the answer that is shown below it."""

    document: str
    commands: tuple[tuple[str, str], ...]


def sessions() -> Iterator[Session]:
    for document in DOCUMENTS:
        if "tutorials" in document.parts:
            continue  # test_tutorials runs them, each from an empty folder
        blocks = re.findall(r"^```console\n(.*?)^```", document.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
        if parts:
            yield Session(document.name, tuple((p.partition("\n")[0], p.partition("\n")[2].strip()) for p in parts))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the repository holds, where commands may write."""
    for entry in REPOSITORY.iterdir():
        if not entry.name.startswith((".venv", ".demo", "build", "dist")):
            (tmp_path / entry.name).symlink_to(entry)
    return tmp_path


@pytest.mark.parametrize("session", list(sessions()), ids=lambda s: s.document)
def test_the_commands_of_a_document_run_and_answer_so(
    session: Session, checkout: Path, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_store, checkout / "store")
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("IOMKG_STORE", str(checkout / "store"))
    monkeypatch.setenv("COLUMNS", "80")
    for command, answer in session.commands:
        # What make does is tested by using it; here, that its targets are there.
        runnable = command.replace("make ", "make --dry-run ", 1) if command.startswith("make ") else command
        code, out, err = run_line(runnable)
        assert code == 0, f"{command}: {err}"
        if answer:
            assert out.strip().splitlines() == answer.splitlines()


def links() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
            if not target.startswith(("http://", "https://", "#")):
                yield document, target.partition("#")[0]


@pytest.mark.parametrize(("document", "target"), list(links()), ids=lambda value: Path(value).name)
def test_a_link_leads_somewhere(document: Path, target: str) -> None:
    assert (document.parent / target).exists()


def test_the_map_names_every_module() -> None:
    page = (REPOSITORY / "docs" / "how-to-read-the-code.md").read_text("utf-8")
    package = REPOSITORY / "src" / "iomkg"
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    packages = {f"{path.name}" for path in package.iterdir() if (path / "__init__.py").is_file()}
    assert {name for name in modules | packages if f"src/iomkg/{name})" not in page} == set()


def test_the_changelog_knows_this_version() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in changelog or f"## [{iomkg.__version__}]" in changelog
