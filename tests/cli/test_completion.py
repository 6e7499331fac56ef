"""What a shell offers after a Tab: in the shells themselves, and word by word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from tests.conftest import missing

from iomkg.cli import main
from iomkg.readers import elsewhere

# Each shell reads the script as its users have it read, and is asked for the line that `$LINE` begins.
IN_A_SHELL = {
    "bash": (
        "--norc",
        'eval "$(iomkg completion bash)"; COMP_WORDS=($LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); '
        "$(complete -p iomkg | sed 's/.*-F \\([^ ]*\\).*/\\1/') iomkg; printf '%s\\n' \"${COMPREPLY[@]}\"",
    ),
    # Outside its line editor zsh shows no list: what would be listed is printed.
    "zsh": (
        "-f",
        'compdef() { answering=$1 }; _describe() { print -rl -- ${(P)3} }; eval "$(iomkg completion zsh)"; '
        "words=(${=LINE}); CURRENT=$#words; $answering",
    ),
    "fish": ("--no-config", 'iomkg completion fish | source; complete -C "$LINE"'),
}


@pytest.mark.parametrize("shell", IN_A_SHELL)
def test_a_shell_completes_commands(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which(shell):
        missing(f"{shell} is not installed")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    start, program = IN_A_SHELL[shell]
    ended = subprocess.run(
        [shell, start, "-c", program],
        env={**os.environ, "LINE": "iomkg resto"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    assert ended.stdout.split()[0].partition(":")[0] == "restore"


def offered(*words: str) -> list[str]:
    *before, last = words
    return [item.value for item in ShellComplete(main, {}, "iomkg", "_IOMKG_COMPLETE").get_completions(before, last)]


def test_commands_options_and_what_they_take_are_offered() -> None:
    assert offered("que") == ["query", "queries", "queue"]
    assert "--version" in offered("--")
    assert offered("query", "cq01", "--lang", "f") == ["fr"]
    assert "--evidence" in offered("query", "--e")


@pytest.mark.parametrize("command", ["query", "queries", "cite"])
def test_questions_are_offered_by_name(command: str) -> None:
    assert offered(command, "cq01") == ["cq01-donors-of-theme-in-region"]


def test_the_parameters_of_a_question_are_offered() -> None:
    assert offered("queries", "cq01", "--values", "re") == ["region"]
    assert offered("queries", "cq", "--values", "") == []


def test_a_query_may_be_a_file_too() -> None:
    (item,) = ShellComplete(main, {}, "iomkg", "_IOMKG_COMPLETE").get_completions(["query"], "my-que")
    assert item.type == "file"


def test_nothing_is_fetched_while_a_line_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "local", lambda _: pytest.fail("fetched"))
    assert "--manifest" in offered("load", "https://example.org/release.html", "--m")
