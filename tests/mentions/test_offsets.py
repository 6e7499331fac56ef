"""Whatever the text, mentions stand where they say."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from iomkg.folding import fold
from iomkg.model import Language, Mention
from iomkg.namespaces import NS

PIECES = (
    "IOM | l’OIM | (OIM) | Niger | Nigeria | « | » | “ | projet | project | proyecto | "
    "Ministry of the Interior | et | and | , | . | 18 mois | April 5 2022 | Awa Bâ | directeur | "
    "région | Zinder | Direction générale | police | 's | gouverneurs | İ | ﬁ | é | e\u0301 | 𝒳 | "
    "3 millions d'euros"
)
WORDS = st.sampled_from(PIECES.split(" | "))


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None, max_examples=60)
@given(
    text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)),
    language=st.sampled_from(["en", "fr", "es"]),
)
def test_mentions_stand_where_they_say(find: Callable[..., list[Mention]], text: str, language: Language) -> None:
    for mention in find(text, language):
        assert text[mention.start : mention.end] == mention.text
        assert not any(iri.startswith(NS) for iri in mention.candidates)
