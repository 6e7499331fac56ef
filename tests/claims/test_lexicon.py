"""The little language of forms, and that every form of the lexicons is well made."""

from __future__ import annotations

import pytest

from iomkg.errors import DataError
from iomkg.folding import fold
from iomkg.lexicon import FormSet, Lexicon, compiled_form, load

MACROS = {"of": "de la|de l'|du|des|de|d'"}


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("financ* par", "un projet FINANCÉ par l'Italie", "finance par"),
        ("financé[s] par", "financé par", None),
        ("(financé|financés) [conjointement] par", "financés conjointement par", "finances conjointement par"),
        ("(financé|financés) [conjointement] par", "financé par", "finance par"),
        ("soutien {of}", "le soutien de l'Italie", "soutien de l'"),
        ("soutien {of}", "le soutien d’Oslo", "soutien d'"),
        (
            "received ... from",
            "received close to USD 3 million (in all) from the",
            "received close to usd 3 million (in all) from",
        ),
        ("received ... from", "received. Money from the", None),
        ("que _ finance", "que Rome finance", "que rome finance"),
        ("-funded", "EU-funded", "-funded"),
        ("fund", "refund", None),
    ],
)
def test_forms(form: str, text: str, found: str | None) -> None:
    matches = [fold(text)[start:end] for start, end, _ in FormSet([(form, None)], MACROS).find(fold(text))]
    assert matches == ([found] if found else [])


def test_a_form_that_cannot_be_read_says_which() -> None:
    with pytest.raises(DataError, match=r"the form '\(open' cannot be read"):
        compiled_form("(open", {})


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_cue_of_a_language_is_indexed_and_sensible(language: str) -> None:
    lexicon: Lexicon = load(language)  # type: ignore[arg-type]  # parametrised over the three languages
    assert lexicon.cues._always == []
    for _, cue in lexicon.cues._rules:
        assert cue.side in {"left", "right", "either", "agent", "none"}
        assert 0 < cue.confidence <= 1
