"""The fuzzer's properties on a few edits of every form; `make fuzz` tries many more. What it found stays here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.fuzzing import checks, edits, samples

from iomkg.documents.contacts import without_details
from iomkg.errors import ReadingError
from iomkg.readers.manifest import Manifest


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    checks.warm()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from((*samples.SUFFIXES, "manifest", "lexicon")),
    language=st.sampled_from(sorted(samples.TEXTS)),
    some=st.lists(edits.edits, min_size=1, max_size=3),
    depth=st.integers(0, 7),
)
def test_edited_samples_hold(tmp_path: Path, kind: str, language: str, some: list[edits.Edit], depth: int) -> None:
    path = tmp_path / f"a{checks.suffix_of(kind)}"
    path.write_bytes(checks.made(kind, language, some, depth))
    checks.check(kind, path)


@pytest.mark.parametrize("suffix", samples.SUFFIXES)
def test_samples_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(samples.sample(suffix, "en"))
    assert checks.check(suffix, path) == 1


def test_a_manifest_of_endless_cells_is_told_briefly(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("title\x1b" * 1_000 + samples.MANIFEST)
    with pytest.raises(ReadingError) as caught:
        Manifest.read(tmp_path / "m.csv")
    assert len(str(caught.value)) < 500


def test_a_number_glued_to_words_is_a_number() -> None:
    assert without_details("the German F+227 20 72 21 01ederal Foreign Office " * 9).count("227") == 0
    assert without_details("+227 20 72 21 01" * 500) == ""
