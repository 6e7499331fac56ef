"""Acronyms: what they spell, and the names that only they tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iomkg.mentions.acronyms import named_before_brackets, spells
from iomkg.model import Language, Mention
from iomkg.values import Body

Finder = Callable[..., list[Mention]]
SMALL = frozenset({"de", "et", "pour", "l", "la", "of", "and"})


@pytest.mark.parametrize(
    ("acronym", "words", "expected"),
    [
        ("ANPT", "Agence nationale pour la promotion du travail", True),
        ("REAL", "Réseau africain de lutte", True),
        ("BCU", "Border Coordination Unit", True),
        ("BCU", "Border Unit", False),
        ("XYZ", "Agence nationale", False),
        ("AN", "Agence nationale pour la promotion du travail", False),
    ],
)
def test_an_acronym_is_made_of_the_words_of_a_name(acronym: str, words: str, expected: bool) -> None:
    assert spells(acronym, words.split(), SMALL | {"du"}) is expected


def test_the_shortest_name_that_spells_the_acronym_is_taken() -> None:
    text = "Hier le Mouvement Rural de Jeunes (MRJ) a parlé."
    assert list(named_before_brackets(text, [(0, len(text))], SMALL)) == [(8, 33, "MRJ")]


@pytest.mark.parametrize(
    ("language", "text", "name", "acronym", "public"),
    [
        (
            "fr",
            "Un accord avec l'Agence nationale pour l'emploi et le travail des jeunes (ANETJ) est prêt.",
            "Agence nationale pour l'emploi et le travail des jeunes",
            "ANETJ",
            True,
        ),
        (
            "fr",
            "C'est l'affaire du Réseau malien pour l'accueil des rapatriés (REMAR).",
            "Réseau malien pour l'accueil des rapatriés",
            "REMAR",
            False,
        ),
        (
            "en",
            "Two cars went to the Anti-Smuggling and Rescue Unit (ASRU).",
            "Anti-Smuggling and Rescue Unit",
            "ASRU",
            True,
        ),
        ("es", "Participa la Junta Electoral Nacional (JEN).", "Junta Electoral Nacional", "JEN", True),
    ],
)
def test_a_name_reaches_as_far_as_its_acronym(
    find: Finder, language: Language, text: str, name: str, acronym: str, public: bool
) -> None:
    (body,) = [m.value for m in find(text, language) if isinstance(m.value, Body)]
    assert (body.name, body.acronym, body.public) == (name, acronym, public)


def test_the_acronym_of_an_unknown_organisation_means_it_in_the_whole_release(find: Finder) -> None:
    text = "The Network for Return and Hope (NRH) met; NRH members sang."
    assert [m.value.name for m in find(text) if isinstance(m.value, Body)] == ["Network for Return and Hope"] * 2


def test_a_word_in_brackets_may_be_what_the_reference_data_knows_a_body_by(find: Finder) -> None:
    (body,) = [
        m for m in find("The Swedish International Development Cooperation Agency (Sida) pays.") if m.kind == "body"
    ]
    assert isinstance(body.value, Body)
    assert body.value.acronym == "Sida"


def test_a_known_acronym_tells_which_body_a_translated_name_means(find: Finder) -> None:
    text = "Leur Agence pour le développement international (USAID) verse un million."
    (body,) = [m for m in find(text, "fr") if m.kind == "body"]
    assert body.candidates == ("https://w3id.org/iomkg/id/agency/usa/usaid",)


@pytest.mark.parametrize("text", ["Las sesiones empiezan hoy.", "Los talleres siguen."])
def test_an_article_is_no_acronym(find: Finder, text: str) -> None:
    assert find(text, "es") == []
