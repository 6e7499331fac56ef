"""How long `iomkg --help` takes beside a bare click program, in the same run: `python benchmarks/startup.py`.

Prints both medians and their ratio; exits with 1 when the ratio is above the limit.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

BARE = "import click\n@click.command()\ndef main():\n    '''Bare.'''\nmain()"
OURS = "from iomkg.cli import main; main(prog_name='iomkg')"
ROUNDS = 21
LIMIT = 5.0


def seconds(program: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, "--help"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> int:
    taken: dict[str, list[float]] = {BARE: [], OURS: []}
    for _ in range(ROUNDS):
        for program, found in taken.items():
            found.append(seconds(program))
    bare, ours = (statistics.median(found) for found in taken.values())
    print(
        f"bare click {bare * 1000:.0f} ms, iomkg --help {ours * 1000:.0f} ms, ratio {ours / bare:.2f} (limit {LIMIT})"
    )
    return int(ours / bare > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
