"""A known name with the same words, in any order and nearly so spelt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from iomkg.folding import whole_words
from iomkg.mentions.namesakes import Namesakes

KNOWN = ["ministry of the interior", "ministry of justice", "national police", "police nationale", "customs"]


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("national police", "national police"),
        ("interior ministry of the", "ministry of the interior"),
        ("ministry of the interor", "ministry of the interior"),
        ("police", None),
        ("", None),
        ("ministry of health", None),
    ],
)
def test_the_known_name_that_is_like_enough(name: str, best: str | None) -> None:
    assert Namesakes(KNOWN).best(name) == best


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12).map("".join), st.lists(st.text("abc ", max_size=12)))
def test_no_likely_name_is_passed_over(name: str, known: list[str]) -> None:
    found = process.extractOne(name, known, scorer=fuzz.token_sort_ratio, score_cutoff=92)
    assert Namesakes(known).best(name) == (found[0] if found else None)


@given(st.text("ab _-(", max_size=30), st.text("ab ", min_size=1, max_size=3))
def test_whole_words(text: str, words: str) -> None:
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    assert list(whole_words(text, words)) == [match.start() for match in pattern.finditer(text)]
