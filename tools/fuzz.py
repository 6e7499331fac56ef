"""Fuzz the readers for some minutes: `python -m tools.fuzz --minutes 10`.

Hypothesis edits samples of every form (`fuzzing.edits`), and whatever is read has to hold `fuzzing.properties`. Each
round is a process of its own, ended when one file takes too long or too much memory. A find is kept once, made as
small as Hypothesis can, in a folder: the file, and the error beside it. Exit code 1 when anything was found.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import re
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tools.fuzzing import checks, edits, samples

_SLOWEST: Final = 60  # seconds for one file; what is read takes a few hundredths
_MEMORY: Final = 4 * 1024**3
_EXAMPLES: Final = 150  # of a round
_KINDS: Final = (*samples.SUFFIXES, "manifest", "lexicon")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0, help="of the first round; each round takes the next")
    parser.add_argument("--folder", type=Path, default=Path("fuzz-finds"), help="where finds are kept")
    parser.add_argument("--kind", choices=_KINDS, help="one kind of file alone")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    return _rounds(given.folder, [given.kind] if given.kind else list(_KINDS), given.minutes, given.seed)


def _rounds(folder: Path, kinds: list[str], minutes: float, seed: int) -> int:
    checks.warm()
    begun = time.monotonic()
    total: Counter[str] = Counter()
    number = seed
    while time.monotonic() - begun < minutes * 60:
        kind = kinds[number % len(kinds)]
        counts = _in_a_child(folder, kind, number)
        total.update(counts)
        print(f"round {number} {kind}: {dict(counts) or 'ended from outside'}", flush=True)
        number += 1
    finds = sorted(folder.glob("*.error"))
    minutes_taken = (time.monotonic() - begun) / 60
    print(f"{number - seed} rounds, {minutes_taken:.1f} minutes, {dict(total)}, {len(finds)} finds in {folder}")
    return 1 if finds else 0


def _in_a_child(folder: Path, kind: str, number: int) -> Counter[str]:
    """A round in a process forked from this one, which has all that is loaded once; none counted if it was ended."""
    told, said = folder / "round.json", folder / "round.said"
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        with said.open("w", encoding="utf-8") as stream:
            os.dup2(stream.fileno(), 2)
            try:
                told.write_text(json.dumps(_round(folder, kind, number)), "utf-8")
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        os._exit(0)
    os.waitpid(child, 0)
    if told.exists():
        return Counter(json.loads(told.read_text("utf-8")))
    _keep_hang(folder, kind, number, said.read_text("utf-8", "replace"))
    return Counter()


def _keep_hang(folder: Path, kind: str, number: int, said: str) -> None:
    """Keep the file that was being read when the process was ended: too slow, too large, or a crash."""
    for current in folder.glob("current*"):
        kept = folder / f"ended-{number}-{current.name}"
        current.replace(kept)
        kept.with_name(f"{kept.name}.error").write_text(f"{kind}\n{said[-6000:]}", "utf-8")


def _round(folder: Path, kind: str, number: int) -> Counter[str]:
    """Some hundred examples of one kind, counted."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    counts: Counter[str] = Counter()
    known = {path.read_text("utf-8").split("\n", 1)[0] for path in folder.glob("*.error")}
    last: dict[str, tuple[bytes, str]] = {}

    @seed(number)
    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @drawn(
        language=st.sampled_from(sorted(samples.TEXTS)),
        some=st.lists(edits.edits, min_size=1, max_size=5),
        depth=st.integers(0, 7),
    )
    def holds(language: str, some: list[edits.Edit], depth: int) -> None:
        data = checks.made(kind, language, some, depth)
        current = folder / f"current{checks.suffix_of(kind)}"
        current.write_bytes(data)
        faulthandler.dump_traceback_later(_SLOWEST, exit=True)
        try:
            counts["read"] += checks.check(kind, current)
        except Exception as error:
            name = _signature(error)
            counts["examples that fail"] += 1
            if name in known:
                return
            last[name] = data, "".join(traceback.format_exception(error))
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
            counts["examples"] += 1

    try:
        holds()
    except Exception:
        if not last:
            raise
        for name, (data, said) in last.items():
            kept = folder / f"find-{number}-{abs(hash(name)) % 10**6}{checks.suffix_of(kind)}"
            kept.write_bytes(data)
            kept.with_name(f"{kept.name}.error").write_text(f"{name}\n{kind}\n{said}", "utf-8")
        counts["found"] += len(last)
    for current in folder.glob("current*"):
        current.unlink()
    return counts


def _signature(error: Exception) -> str:
    """What tells a find from another: the kind of error, and where in iomkg or in the properties it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/iomkg/" in frame.filename or "/fuzzing/" in frame.filename]
    where = own[-1] if own else frames[-1]
    said = re.sub(r"\d+", "#", str(error))[:25] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} in {Path(where.filename).name}:{where.name} {said}"


if __name__ == "__main__":
    sys.exit(main())
