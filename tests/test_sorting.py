"""Lines sorted on disk come as those sorted in memory would."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from iomkg.sorting import sorted_lines

LINES = st.lists(st.binary(max_size=3).map(lambda text: text.replace(b"\n", b"") + b"\n"), max_size=60)


@given(lines=LINES, at_once=st.integers(1, 20))
def test_each_line_comes_once_in_order(lines: list[bytes], at_once: int) -> None:
    assert list(sorted_lines(lines, at_once)) == sorted(set(lines))


def test_many_lines_take_no_more_memory_than_a_few() -> None:
    lines = (b"%08d\n" % (number * 7919 % 1_000_003) for number in range(100_000))
    tracemalloc.start()
    try:
        assert sum(1 for _ in sorted_lines(lines, 1_000)) == 100_000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
