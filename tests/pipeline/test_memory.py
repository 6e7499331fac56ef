"""Reading many releases takes no more memory than reading few: nothing of a release is kept once it is read."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from iomkg import pipeline
from iomkg.model import Release, Source

_KEPT = 4_000  # bytes for each release at most, for what bounded caches take up; its text and claims are far more


def test_nothing_of_a_release_is_kept(repository: Path) -> None:
    samples = [path.read_text(encoding="utf-8") for path in sorted((repository / "data" / "releases").glob("*.txt"))]

    def read(numbers: range) -> int:
        for number in numbers:
            # Names and sums of its own, so that what is kept of them would show.
            agency = f"The Zx{number}ab Agency (ZX{number}A) of Niger"
            own = f"{agency} gave EUR {number + 1000} to the “Road {number}” project."
            body = samples[number % len(samples)] + f"\n\n{own}\n"
            pipeline.record(Release(f"key-{number}", Source(f"{number}.txt", f"{number:064}", "text/plain"), body))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    read(range(len(samples)))
    tracemalloc.start()
    try:
        few = read(range(100, 112))
        many = read(range(1000, 1048))
    finally:
        tracemalloc.stop()
    assert many - few < 48 * _KEPT
