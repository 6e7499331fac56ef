"""Finding names however they are written, in clear and by keyed hash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.forgotten import MARK, Forgotten, Names, is_name

WAYS = ("Awa Sarré", "AWA SARRÉ", "awa sarre", "Awa\nSarré", "Awa  Sarré", "Awa-Sarré", "Awa Sarr\u0065\u0301")


@pytest.mark.parametrize("written", WAYS)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    text = f"« Merci », a dit {written}, cheffe de mission."
    marked = Names(frozenset({"Awa Sarré"})).redacted(text)
    assert len(marked) == len(text)
    assert marked.startswith("« Merci », a dit █")
    assert marked.endswith(", cheffe de mission.")
    assert "sarr" not in marked.lower()
    assert Forgotten().with_names(["Awa Sarré"]).redacted(text).rstrip(".").count(MARK) >= 9


@pytest.mark.parametrize("other", ["A. Sarré", "Sarré", "Awa", "Awa Sarrément", "Fawa Sarré", "Awa et Sarré"])
def test_other_names_stay(other: str) -> None:
    assert Names(frozenset({"Awa Sarré"})).redacted(other) == other
    assert Forgotten().with_names(["Awa Sarré"]).redacted(other) == other


@given(st.text(max_size=60))
def test_marks_keep_every_offset(text: str) -> None:
    forgotten = Forgotten().with_names(["Jean-Paul Ngué"])
    whole = f"{text} jean paul ngue {text}"
    marked = forgotten.redacted(whole)
    assert len(marked) == len(whole)
    assert marked[len(text) + 1 : len(text) + 15] == MARK * 14
    assert Names(frozenset({"Jean-Paul Ngué"})).redacted(whole)[len(text) + 1 : len(text) + 15] == MARK * 14


def test_a_key_is_random_and_a_hash_of_another_key_says_nothing() -> None:
    one, other = (Forgotten().with_names(["Awa Sarré"]) for _ in range(2))
    assert one.key != other.key
    assert not one.hashes & other.hashes
    assert one.knows("AWA sarre")
    assert not one.knows("Awa Sall")
    more = one.with_names(["Jean-Paul Ngué Bidias"])
    assert more.knows("Awa Sarré")
    assert more.words == 4


@pytest.mark.parametrize(("name", "full"), [("Awa Sarr", True), ("Sarr", False), ("A. B.", False), ("Li Wu", False)])
def test_a_full_name_has_two_words_and_five_letters(name: str, full: bool) -> None:
    assert is_name(name) == full
