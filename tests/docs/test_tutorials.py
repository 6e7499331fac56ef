"""Each tutorial runs from an empty folder, in order, and shows what is so.

Of a tutorial's blocks, `console` has commands with what they print, `pycon` what Python answers, and a block with a
`title="FILE"` is a file that the reader saves. A `…` in an answer stands for anything: alone on its line for any lines,
within a line for any part of it.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import REPOSITORY, words_of_iomkg

from iomkg.cli import main

TUTORIALS = sorted((REPOSITORY / "docs" / "tutorials").glob("*.md"))


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is saved as (or none), its text and the line it begins at."""

    language: str
    file: str
    text: str
    line: int


def blocks(text: str) -> Iterator[Block]:
    for found in re.finditer(r'^```(\w+)(?: title="(.+?)")?\n(.*?)^```', text, re.DOTALL | re.MULTILINE):
        language, file, body = found.groups()
        yield Block(language, file or "", body, text.count("\n", 0, found.start()) + 1)


def agrees(shown: str, real: str) -> bool:
    """Whether what is shown is what came, where `…` stands for anything."""
    lines = [
        "(?:.*\n)*?" if line.strip() == "…" else ".*?".join(map(re.escape, line.rstrip().split("…"))) + "\n"
        for line in shown.strip().splitlines()
    ]
    came = "".join(f"{line.rstrip()}\n" for line in real.strip().splitlines())
    return re.fullmatch("".join(lines), came) is not None


class Checker(doctest.OutputChecker):
    """Answers of Python compared as those of commands are."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:  # noqa: ARG002 - doctest's signature
        return agrees(want, got)


def run_commands(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if command.startswith("export "):
            monkeypatch.setenv(*command.removeprefix("export ").split("=", 1))
            continue
        code, real = _on_a_terminal(command)
        assert code == 0, f"{command}: {real}"
        assert not shown.strip() or agrees(shown, real), f"line {block.line}: {command}\n{real}"


def _on_a_terminal(line: str) -> tuple[int, str]:
    """The exit code of a line of a shell, and all it prints, errors and notes where a terminal shows them."""
    words = words_of_iomkg(line)
    if words is not None:
        result = CliRunner().invoke(main, words, prog_name="iomkg")
        return result.exit_code, result.output
    ended = subprocess.run(
        ["bash", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False
    )
    return ended.returncode, ended.stdout


def run_python(block: Block, known: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, known, f"line {block.line}", None, block.line)
    told: list[str] = []
    doctest.DocTestRunner(Checker(), verbose=False).run(test, out=told.append, clear_globs=False)
    known.update(test.globs)
    assert not told, "".join(told)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample data of the repository and nothing else; no store is in sight."""
    shutil.copytree(REPOSITORY / "data" / "releases", tmp_path / "data" / "releases")
    shutil.copytree(REPOSITORY / "data" / "examples", tmp_path / "data" / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for name in [name for name in os.environ if name.startswith("IOMKG_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture(params=["few places", pytest.param("every place", marks=pytest.mark.prove)])
def places(request: pytest.FixtureRequest) -> None:
    """What new stores know of towns and areas: few, which a store is quickly made and published of, or all."""
    if request.param == "few places":
        request.getfixturevalue("few_places")


@pytest.mark.timeout(900)  # publishing, twice
@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_runs_and_answers_so(tutorial: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, object] = {}
    for block in blocks(tutorial.read_text("utf-8")):
        if block.file:
            (checkout / block.file).write_text(block.text, "utf-8")
        elif block.language == "console":
            run_commands(block, monkeypatch)
        elif block.language == "pycon":
            run_python(block, known)


def test_every_tutorial_is_there() -> None:
    assert [path.stem for path in TUTORIALS] == ["curator", "partner", "researcher"]


@pytest.mark.parametrize(
    ("shown", "real", "agree"),
    [
        ("one\n…\nfour", "one\ntwo\nthree\nfour", True),
        ("one\n…\nfour", "one\nfour", True),
        ("took … s", "took 1.5 s", True),
        ("took … s", "took 1.5 s\nand more", False),
        ("one", "One", False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(shown: str, real: str, agree: bool) -> None:
    assert agrees(shown, real) is agree


def test_an_answer_of_python_that_differs_is_told() -> None:
    with pytest.raises(AssertionError, match="Expected:"):
        run_python(Block("pycon", "", ">>> 1 + 1\n3\n", 1), {})


def test_an_answer_of_a_command_that_differs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match="--version"):
        run_commands(Block("console", "", "$ iomkg --version\niomkg of tomorrow\n", 1), monkeypatch)
