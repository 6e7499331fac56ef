"""The frame of the program: help, the choice of a store, errors in one line, exit codes."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

import iomkg
from iomkg.cli import main

COMMANDS = main.list_commands(click.Context(main))


def test_help_lists_every_command_in_the_order_of_the_work(run):
    helped = run("--help")
    assert helped.code == 0
    for name in COMMANDS:
        assert f"  {name} " in helped.out
    assert COMMANDS == [
        "load", "table", "extract", "query", "ask", "cite", "queries", "total", "show", "explain", "conflicts",
        "compare", "match", "queue", "review", "accept", "reject", "prefer", "correct", "add", "merge", "split",
        "withdraw", "undo", "judgements", "agreement", "lexicon", "validate", "reason", "export", "publish", "serve",
        "backup", "restore", "forget", "log", "history", "status", "completion",
    ]  # fmt: skip


def test_without_a_command_the_help_is_shown(run):
    assert run().out == run("--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(run, name):
    helped = run(name, "--help")
    assert helped.code == 0
    assert helped.out.startswith(f"Usage: iomkg {name}")
    assert f"    iomkg {name}" in helped.out.partition("Examples:")[2]


def test_the_version_is_the_packages(run):
    assert run("--version").out == f"iomkg {iomkg.__version__}\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["tell"], "no such command 'tell'; see `iomkg --help`"),
        (["loda"], "no such command 'loda' (did you mean load?); see `iomkg --help`"),
        (["load"], "missing argument 'PATH|URL...'; see `iomkg load --help`"),
        (["query", "cq01", "--format", "odt"], "invalid value for '--format'"),
        (["status", "extra"], "got unexpected extra argument (extra); see `iomkg status --help`"),
        (
            ["query", "cq19", "on=2024"],
            "got unexpected extra argument (on=2024), a parameter is given with --param; see `iomkg query --help`",
        ),
    ],
)
def test_a_wrong_call_is_told_in_one_line(run, words, message):
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.told
    assert line.startswith(f"iomkg: {message}")


def test_the_store_is_chosen_after_the_command_before_it_or_by_the_environment(run, monkeypatch, tmp_path):
    def missing(*words):
        return run(*words).err

    monkeypatch.setenv("IOMKG_STORE", str(tmp_path / "by-environment"))
    assert "by-environment" in missing("status")
    assert "before" in missing("--store", tmp_path / "before", "status")
    assert "after" in missing("--store", tmp_path / "before", "status", "--store", tmp_path / "after")
    monkeypatch.delenv("IOMKG_STORE")
    assert "data-home/iomkg/store" in missing("status")


def test_a_store_that_is_not_there_is_told_with_the_way_to_make_one(run, tmp_path):
    ran = run("status", store=tmp_path / "none")
    assert ran.code == 2
    assert ran.told == [f"iomkg: no store at {tmp_path / 'none'}; `iomkg load` makes one"]


def test_an_unexpected_error_is_one_line_that_asks_for_a_report(run, monkeypatch, tmp_path):
    def broken(*_, **__):
        raise RuntimeError("the engine\nfell over")

    monkeypatch.setattr("iomkg.store.Store.open", broken)
    ran = run("status", store=tmp_path)
    assert ran.code == 1
    (line,) = ran.told
    assert line.startswith("iomkg: unexpected RuntimeError: the engine fell over;")
    assert "IOMKG_DEBUG=1" in line
    monkeypatch.setenv("IOMKG_DEBUG", "1")
    assert "Traceback" in run("status", store=tmp_path).err


def test_starting_imports_nothing_heavy():
    program = (
        "import sys, iomkg.cli;"
        "print(sorted({'rdflib', 'rich', 'pyoxigraph', 'pyshacl', 'trafilatura', 'owlready2', 'platformdirs'}"
        " & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_ctrl_c_ends_quietly():
    program = "import os, signal; from iomkg.cli import main; from iomkg.store import Store\n"
    program += "Store.open = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT) or __import__('time').sleep(5)\n"
    program += "main(['status'], prog_name='iomkg')"
    heeding = ["env", "--default-signal=INT", sys.executable]  # whatever has had this process ignore Ctrl-C
    ended = subprocess.run([*heeding, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.strip()) == (130, "")


def test_a_reader_that_goes_away_is_no_fault():
    process = subprocess.Popen(
        [sys.executable, "-m", "iomkg", "queries"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 141
