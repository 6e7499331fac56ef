"""The builder gives the committed files byte for byte, and says in one line what is wrong with its input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.build_reference", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public tables are not beside this checkout")
def test_a_build_gives_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    done = run(str(SHARED), str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    built = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    committed = {file.name: file.read_bytes() for file in (ROOT / "data" / "reference").glob("*.ttl")}
    assert built.keys() == committed.keys()
    assert [name for name, content in built.items() if content != committed[name]] == []


def test_a_missing_folder_is_a_bad_call(tmp_path: Path) -> None:
    done = run(str(tmp_path / "nowhere"), str(tmp_path / "out"))
    assert done.returncode == 2
    assert "nowhere is no folder; give the one that holds countries, dac, geo and lists" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_without_the_tables_is_named_in_one_line(tmp_path: Path) -> None:
    done = run(str(tmp_path), str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stderr == "country-codes.csv is missing from countries: give the folder that holds the tables\n"
    assert not (tmp_path / "out").exists()


def test_a_row_with_too_few_cells_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "countries").mkdir()
    (tmp_path / "countries" / "country-codes.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")
    done = run(str(tmp_path), str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stderr == "country-codes.csv line 3: 1 cells, the header has 2\n"
