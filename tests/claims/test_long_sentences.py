"""What no writer would call a sentence is read in pieces, so that reading it takes no longer than its length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg import mentions
from iomkg.claims.scene import Scene
from iomkg.model import Document
from iomkg.reference import Reference


@pytest.mark.parametrize("words", ["Niger and ", "IOM, ", "funded by Italy with EUR 3 million, ", "word "])
def test_no_piece_holds_more_than_can_be_compared(document_of: Callable[..., Document], words: str) -> None:
    document = document_of("The project " + words * (20_000 // len(words)) + "ends.")
    reference = Reference.load()
    scene = Scene(document, mentions.find(document, reference), reference)
    assert all(len(sentence.mentions) <= 81 for sentence in scene.sentences)
    assert all(sentence.end - sentence.start <= 4000 for sentence in scene.sentences)
    assert [s.start for s in scene.sentences[1:]] == [s.end for s in scene.sentences[:-1]]
    assert (scene.sentences[0].start, scene.sentences[-1].end) == document.sentences[0]


def test_a_long_list_of_countries_is_read(record_of: Callable[..., Any]) -> None:
    text = "The project is funded by Italy in " + "Niger, Mali, Chad and " * 300 + "Togo."
    assert record_of(text)["projects"][0]["donors"][0]["canonical"] == "Italy"
