"""Input that is large, deep or repetitive: refused, or read in time and memory that go with its size."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.conftest import in_little_memory
from tools.fuzzing import samples

from iomkg import pipeline
from iomkg.errors import ReadingError
from iomkg.model import Release, Source
from iomkg.readers import press

PAGE = samples.page(samples.TEXTS["en"])


def into(page: str, more: str) -> bytes:
    return page.replace("</main>", f"{more}</main>").encode()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("line.txt", b"Niger word " * 950_000, "characters of text; a release has at most 500,000"),
        ("line.md", b"*a _b " * 1_700_000, "characters of text; a release has at most 500,000"),
        ("line.html", into(PAGE, "<p>" + "Niger word " * 950_000), None),
        ("attribute.html", into(PAGE, f'<a href="{"x" * 10_000_000}">y</a>'), None),
        ("tags.html", into(PAGE, '<a href="#"' * 900_000), "more than 200,000 tags"),
        ("page.html", into(PAGE, "<p>word</p>" * 4_500_000), "more than 200,000 tags"),
        ("large.html", b"<p>" + b"x" * 50 * 1024 * 1024, "is larger than 50 MB"),
        ("nul.txt", samples.TEXTS["en"].encode().replace(b" ", b"\x00"), "binary"),
        ("few-nuls.txt", samples.TEXTS["en"].encode() + b"\x00\x00", "binary"),
        ("invalid.txt", samples.TEXTS["fr"].encode() + b"\xff\xfe\xc3", "damaged bytes"),
        ("surrogate.txt", samples.TEXTS["fr"].encode() + "\ud800".encode("utf-8", "surrogatepass"), "damaged bytes"),
    ],
)  # fmt: skip
def test_in_little_memory(tmp_path: Path, name: str, content: bytes, message: str | None) -> None:
    (tmp_path / name).write_bytes(content)
    ran = in_little_memory("extract", tmp_path / name)
    if message is None:
        assert ran.returncode == 0, ran.stderr
        return
    assert (ran.returncode, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    assert message in line


@pytest.mark.parametrize(
    "deep", ["<div>" * 150_000, "<b><i>" * 50_000, "<table><tr><td>" * 30_000, "<ul><li>" * 50_000]
)
def test_deep_markup(tmp_path: Path, deep: str) -> None:
    (tmp_path / "a.html").write_bytes(into(PAGE, deep))
    (release,) = press.read(tmp_path / "a.html")
    assert pipeline.read(release).claims


def test_deep_linked_data() -> None:
    data = f'<script type="application/ld+json">{"[" * 200_000}</script></head>'
    release = Release("k", Source("a", "0", "text/html"), PAGE.replace("</head>", data))
    assert pipeline.read(release).document.published == "2024-03-06"


TOKENS = (
    "+227 20 72 21 01", "Tel: 20722101", "a@", "a [at] ", "a at b dot ", "funded by ", "Niger and ", "(", "“",
    "1,", "1 ", "A. ",
    "the Government of ", "EUR 5 ", "16 February ", "http://a.", "-", "a-", "'", "...", "É ", "vehicles ",
    "Ministry of ",
)  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize("token", TOKENS)
def test_time_goes_with_size(token: str) -> None:
    """Four times as much of one token takes no more than about four times as long; the square would be sixteen."""

    def read(characters: int) -> None:
        body = (
            f"Niamey – The police was trained.\n\n{token * (characters // len(token))}\n\nIt ends, said Italy today.\n"
        )
        with contextlib.suppress(ReadingError):
            pipeline.read(Release("k", Source("a", "0", "text/plain"), body))

    read(500)
    assert in_one_of_three(lambda: seconds(lambda: read(10_000)) < 9 * max(seconds(lambda: read(2_500)), 0.05))


def test_time_goes_with_the_number_of_paragraphs() -> None:
    """A find of `make fuzz`: sums over all paragraphs, once for each."""

    def read(paragraphs: int) -> None:
        with pytest.raises(ReadingError, match="only page furniture"):
            pipeline.read(Release("k", Source("a", "0", "text/markdown"), "---\n\n" + "da\n\n" * paragraphs))

    assert in_one_of_three(lambda: seconds(lambda: read(32_000)) < 9 * seconds(lambda: read(8_000)))


def in_one_of_three(holds: Callable[[], bool]) -> bool:
    """Whether it holds once in up to three times: now and then the process collects what other tests left meanwhile."""
    return any(holds() for _ in range(3))
