"""A guarded pattern finds what the pattern alone finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.folding import fold
from iomkg.guarded import Guarded, needles_of

PATTERNS = (
    r"\b(?:tel|phone)\s?[.:]",
    r"(?<!\w)(?:par|pour) (?P<who>[A-Z]\w+)",
    r"(?i:press) (?:office|contact)s?",
    r"(?:ab|abc)+?d{2,}",
    r"x|long text",
    r"(?=abc)[a-z]+",
    r"[0-9]+(?: million| mille)",
    r"(?P<open>\()?abc(?(open)\)|d)",
)


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        (r"\bfor (?:more|further) information\b", {" information"}),
        (r"\b(?:photo|imagen)s? :", {"photo", "imagen"}),
        (r"(?i:PHOTO)s? by", {"photo"}),
        (r"[0-9]+(?=\s+million)", {"million"}),
        (r"(?<=million)[0-9]+", set()),
        (r"(?:photo)?s?", set()),
        (r"(?:x|photo)", set()),
        (r"\d+", set()),
    ],
)
def test_needles(pattern: str, needles: set[str]) -> None:
    assert needles_of(pattern) == needles


@given(
    pattern=st.sampled_from(PATTERNS),
    text=st.lists(
        st.sampled_from(
            ["tel", "phone", ":", " ", "par ", "Awa", "PRESS office", "ab", "c", "dd", "x", "long text", "3 mille"]
        ),
        max_size=12,
    ).map("".join),
)
def test_a_guard_changes_nothing(pattern: str, text: str) -> None:
    plain, guarded = re.compile(pattern), Guarded(pattern)
    assert [m.span() for m in guarded.finditer(text, folded=fold(text))] == [m.span() for m in plain.finditer(text)]
    found, wanted = guarded.search(text, folded=fold(text)), plain.search(text)
    assert (found and found.span()) == (wanted and wanted.span())


def test_of_several_patterns_the_leftmost_match_counts() -> None:
    both = Guarded("later word", "earlier")
    assert (match := both.search("earlier, then a later word")) is not None
    assert match[0] == "earlier"
    assert both.search("neither") is None
    assert [m[0] for m in both.finditer("earlier, later word")] == ["later word", "earlier"]
