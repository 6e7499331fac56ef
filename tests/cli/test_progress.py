"""Work that takes long shows that it goes on, on standard error, and leaves nothing there when it is done."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time

import pytest
from tests.conftest import REPOSITORY

from iomkg.cli import output_progress
from iomkg.cli.output_progress import working


def test_without_a_terminal_a_line_now_and_then_says_for_how_long(monkeypatch, capsys):
    monkeypatch.setattr(output_progress, "_BETWEEN_LINES", 0.05)
    with working("looking"):
        time.sleep(0.3)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[0] == "looking: 0 seconds so far"


def test_what_is_done_in_a_moment_says_nothing(capsys):
    with working("looking"):
        pass
    assert capsys.readouterr().err == ""


def test_it_ends_with_what_goes_wrong_within(capsys):
    with pytest.raises(ValueError, match="wrong"), working("looking"):
        raise ValueError("wrong")
    assert capsys.readouterr().err == ""


SHOWN = """
import time
from iomkg.cli.output_progress import with_progress, working
with working("looking"):
    time.sleep(1.6)
for _ in with_progress(range(2), "checking"):
    time.sleep(1.6)
"""


def test_on_a_terminal_it_shows_during_the_first_long_step():
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen([sys.executable, "-c", SHOWN], stderr=theirs, cwd=REPOSITORY, env=environment) as process:
        os.close(theirs)
        seen = b""
        try:
            while more := os.read(ours, 10_000):
                seen += more
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    assert b"looking" in seen
    assert b"0/2" in seen, "before its first step is done"
