"""What is odd about a page is told; what is only otherwise said is not."""

from __future__ import annotations

import pytest

from iomkg import documents
from iomkg.errors import ReadingError
from iomkg.model import Release, Source

TEXT = """Niger : un projet pour les postes frontières

Niamey, le 4 mai 2023 – L'Organisation internationale pour les migrations (OIM) a lancé un projet à Zinder.

Le projet, intitulé « Des postes frontières mieux équipés », est financé par l'Italie pour une durée de 18 mois.
"""


def told(text: str, published: str | None = None) -> list[str]:
    source = Source("a.fr.txt", "0" * 64, "text/plain", published=published)
    return [str(remark) for remark in documents.oddities(documents.compose(Release("k", source, text)))]


@pytest.mark.parametrize("published", [None, "2023-05-04", "2023-05", "2023"])
def test_dates_that_agree_as_far_as_they_go_are_not_told(published: str | None) -> None:
    assert told(TEXT, published) == []


@pytest.mark.parametrize("published", ["2022-05-04", "2023-06", "2021"])
def test_a_date_that_contradicts_the_text_is_told(published: str) -> None:
    other = "the manifest and the text give other dates; the text's is taken"
    assert told(TEXT, published) == [f"{published}, 2023-05-04: {other}"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_text_of_a_wrong_encoding_is_refused_with_an_example(encoding: str) -> None:
    with pytest.raises(ReadingError, match=r"^a\.fr\.txt was saved from a wrong encoding, as in “frontiÃ¨res”; get"):
        told(TEXT.replace("–", "-").encode().decode(encoding, errors="replace"))


def test_a_name_with_such_a_letter_is_not() -> None:
    assert told(TEXT.replace("Zinder", "SÃO PAULO, CONCEIÇÃO, SÃO JOSÉ, SÃO LUÍS")) == []


def test_nor_is_a_page_with_a_little_of_it() -> None:
    assert told(TEXT + "\nCafÃ© CrÃ¨me, CafÃ© LÃ¼, MÃ¼ller.\n") == []
