"""How extracting a folder grows with processes and with releases.

    python benchmarks/scaling.py [--releases 1000] [--rounds 3] [--many 10000]

Runs `iomkg extract FOLDER --output DIR` as a program of its own, start-up included: with --jobs 1, with --jobs 2, and
as two programs at once with half the releases each, by turns; and with --jobs 1 on a tenth and on all of `--many`
releases for the most memory it holds. Two cores that share their parts are no two machines: what two programs gain that
know nothing of each other is what there is to gain, and what --jobs 2 takes beyond it is what sharing the work costs.

Exits with 1 when --jobs 2 takes more than SHARING times as long as the two programs, or when ten times the releases
take more than LARGER times the memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from texts import Made, make

SHARING: Final = 1.15
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
    """How long two processes take beside two programs: the median over some rounds, each of which is printed."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        all_made = list(make(Path(folder), releases))
        words = sum(made.words for made in all_made)
        halves = [_linked(all_made[part::2]) for part in (0, 1)]
        print(f"{releases:,} releases, {words:,} words; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for _ in range(rounds):
            one, two, apart = extract(Path(folder), 1), extract(Path(folder), 2), at_once(halves)
            ratios.append(two.clock / apart)
            print(
                f"  one: {one.clock:.1f} s; two: {two.clock:.1f} s, {one.clock / two.clock:.2f} times as fast, CPU "
                f"{two.cpu / one.cpu:.2f} times; two programs: {apart:.1f} s, {one.clock / apart:.2f} times as fast"
            )
    return statistics.median(ratios)


def at_once(folders: Sequence[tempfile.TemporaryDirectory[str]]) -> float:
    """Seconds for extracting folders at once, each by a program of its own."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(folders)) as pool:
        list(pool.map(lambda folder: extract(Path(folder.name), 1), folders))
    return time.perf_counter() - begun


def _linked(some: Iterable[Made]) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    for made in some:
        (Path(folder.name) / made.path.name).symlink_to(made.path)
    return folder


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
    sharing = processes(options.releases, options.rounds)
    larger = memory(options.many) if options.many else 1.0
    print(f"--jobs 2 {sharing:.2f} times two programs (limit {SHARING}); memory {larger:.2f} times (limit {LARGER})")
    return int(sharing > SHARING or larger > LARGER)


if __name__ == "__main__":
    sys.exit(main())
