"""How extracting a folder grows with processes and with releases.

    python benchmarks/scaling.py [--releases 1000] [--rounds 3] [--many 10000]

Runs `iomkg extract FOLDER --output DIR` as a program of its own, start-up included: with --jobs 1 and 2 by turns on the
same releases, and with --jobs 1 on a tenth and on all of `--many` releases for the most memory it holds. Beside the
time on the clock, which other work on the machine lengthens, stands the CPU time of all processes together: what two
take more than one is what sharing the work costs.

Exits with 1 when two processes are less than FASTER times as fast as one (which needs two idle cores), or when ten
times the releases take more than LARGER times the memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from texts import make

FASTER: Final = 1.6
LARGER: Final = 1.15
# Its last line on standard error: the CPU seconds of all its processes, and the most kilobytes that one of them held.
_EXTRACT: Final = """
import resource, sys
from iomkg.cli import main
try:
    main(prog_name="iomkg")
finally:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(u.ru_utime + u.ru_stime for u in used), max(u.ru_maxrss for u in used), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, CPU seconds, and kilobytes."""

    clock: float
    cpu: float
    memory: int


def extract(releases: Path, jobs: int) -> Cost:
    """What it takes to extract a folder."""
    with tempfile.TemporaryDirectory() as output:
        arguments = ["extract", str(releases), "--output", output, "--jobs", str(jobs)]
        begun = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-c", _EXTRACT, *arguments], stderr=subprocess.PIPE, text=True, check=True
        )
        cpu, memory = ran.stderr.split()[-2:]
        return Cost(time.perf_counter() - begun, float(cpu), int(memory))


def processes(releases: int, rounds: int) -> float:
    """How much faster two processes are than one: the median over some rounds, each of which is printed."""
    gains = []
    with tempfile.TemporaryDirectory() as folder:
        words = sum(made.words for made in make(Path(folder), releases))
        print(f"{releases:,} releases, {words:,} words; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for _ in range(rounds):
            one, two = extract(Path(folder), 1), extract(Path(folder), 2)
            gains.append(one.clock / two.clock)
            print(
                f"  one: {one.clock:.1f} s, CPU {one.cpu:.1f} s; two: {two.clock:.1f} s, CPU {two.cpu:.1f} s; "
                f"{gains[-1]:.2f} times as fast for {two.cpu / one.cpu:.2f} times the CPU"
            )
    return statistics.median(gains)


def memory(releases: int) -> float:
    """How much more memory all of the releases take than a tenth of them."""
    held = []
    for number in (releases // 10, releases):
        with tempfile.TemporaryDirectory() as folder:
            list(make(Path(folder), number))
            held.append(extract(Path(folder), 1).memory)
        print(f"  {held[-1] / 1024:,.0f} MB at most over {number:,} releases")
    return held[1] / held[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=10_000, help="releases to measure memory with; 0 leaves that out")
    options = parser.parse_args()
    faster = processes(options.releases, options.rounds)
    larger = memory(options.many) if options.many else 1.0
    print(f"two processes {faster:.2f} times as fast (limit {FASTER}); memory {larger:.2f} times (limit {LARGER})")
    return int(faster < FASTER or larger > LARGER)


if __name__ == "__main__":
    sys.exit(main())
