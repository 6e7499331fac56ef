from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.documents.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The project began.", "It lasts two years."],
        ["Le projet a démarré.", "« Nous sommes prêts », a dit M. Diallo.", "Il dure deux ans."],
        ["¿Cuánto dura?", "¡Dos años!", "Lo dijo el Sr. Pérez."],
        ["Mme Sy et le Dr. Ba étaient là.", "La police aussi…", "Fin"],
        ["EE. UU. otorgó 10.3 millones (Q79.3 millones) a Guatemala.", "El programa sigue."],
        ["The U.S. Government paid USD 3.5 million.", "Work began."],
        ["It is paid by the U.S.", "The project ends soon."],
        ["Plus de 2.000 décès depuis 2014.", "L'OIM s'émeut."],
        ["L'art. 5 et le no. 12 de la p. 3 le disent.", "Il suffit."],
        ["Des formations, p. ex. pour la police, suivront.", "C'est prévu."],
        ["Por ejemplo, p. ej. La Paz y St. Louis.", "Nada más."],
        ["William L. Swing spoke.", "J. Smith too."],
        ["This is plan B.", "The other was dropped."],
        ["Really?!", "Yes."],
        ["“It works.”", "“It does,” she said."],
        ["« Ça marche. »", "Le ministre l'a dit."],
        ["He said: “Come.”", "They came."],
        ["Un poste (le troisième.)", "Un autre."],
        ["Il a dit « Quoi ? » puis il est parti.", "Fin."],
        ["Les gendarmes ont été formés.", "Le projet continue."],
        ["Work began in Sept. 2020 in Niamey.", "It ended."],
        ["1. Introduction du projet.", "2. Suite."],
        ["Police, customs, etc. took part.", "Others came etc.", "The end."],
        ["Washington, D.C. hosts it.", "It met at 5 p.m. in Lagos."],
    ],
)
def test_sentences_of_three_languages(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_stop_that_lost_its_space_still_ends_a_sentence() -> None:
    assert sentences("Le projet est fini.La police est prête.") == ["Le projet est fini.", "La police est prête."]
    assert sentences("Voir www.example.org ou LE JOURNAL.AFRICA demain") == [
        "Voir www.example.org ou LE JOURNAL.AFRICA demain"
    ]


def test_only_the_block_is_read() -> None:
    text = "Before. One. Two. After."
    assert [text[start:end] for start, end in sentence_spans(text, 8, 17)] == ["One.", "Two."]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" .!?…»”\"'M1aA\n«“(")), max_size=200))
def test_nothing_is_lost_but_white_space(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
