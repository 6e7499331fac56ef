"""How extracting a folder grows with processes and with releases.

    python benchmarks/scaling.py [--releases 1000] [--rounds 3] [--many 10000]

Runs `iomkg extract FOLDER --output DIR` as a process of its own, start-up included: with --jobs 1 and 2 by turns on the
same releases, and once on a tenth and on all of `--many` releases for the most memory any of its processes holds.
Prints both, and exits with 1 when two processes are less than LIMIT times as fast as one (on a machine with nothing
else to do) or when ten times the releases take more than GROWTH times the memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from texts import make

LIMIT: Final = 1.6
GROWTH: Final = 1.1
# The most memory of the process and of those it started, in kilobytes, as its last line on standard error.
_EXTRACT: Final = """
import resource, sys
from iomkg.cli import main
try:
    main(prog_name="iomkg")
finally:
    print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)), file=sys.stderr)
"""


def extract(releases: Path, jobs: int) -> tuple[float, int]:
    """The seconds on the clock and the kilobytes that extracting a folder takes."""
    with tempfile.TemporaryDirectory() as output:
        arguments = ["extract", str(releases), "--output", output, "--jobs", str(jobs)]
        begun = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-c", _EXTRACT, *arguments], stderr=subprocess.PIPE, text=True, check=True
        )
        return time.perf_counter() - begun, int(ran.stderr.split()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=10_000, help="releases to measure memory with; 0 leaves that out")
    options = parser.parse_args()
    gains = []
    with tempfile.TemporaryDirectory() as folder:
        words = sum(made.words for made in make(Path(folder), options.releases))
        for _ in range(options.rounds):
            alone, together = extract(Path(folder), 1)[0], extract(Path(folder), 2)[0]
            gains.append(alone / together)
            print(
                f"{options.releases:,} releases, {words:,} words: {alone:.1f} s with one process, {together:.1f} s with two,"
                f" {alone / together:.2f} times as fast ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})"
            )
    growth = 1.0
    if options.many:
        few, all_ = (_memory(number) for number in (options.many // 10, options.many))
        growth = all_ / few
        print(
            f"at most {few / 1024:,.0f} MB over {options.many // 10:,} releases, {all_ / 1024:,.0f} MB over {options.many:,}"
        )
    print(
        f"two processes {statistics.median(gains):.2f} times as fast (limit {LIMIT}); memory {growth:.2f} times (limit {GROWTH})"
    )
    return int(statistics.median(gains) < LIMIT or growth > GROWTH)


def _memory(releases: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        list(make(Path(folder), releases))
        return extract(Path(folder), 1)[1]


if __name__ == "__main__":
    sys.exit(main())
