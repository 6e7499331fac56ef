"""People in a post: whose post it is, and that the word for a project in a post introduces no project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iomkg.model import Claim, Language
from iomkg.namespaces import RDF, term


@pytest.mark.parametrize(
    ("language", "text", "organisation"),
    [
        ("fr", "Awa Ndiaye, Cheffe de mission de l'OIM au Niger, a salué l'effort.", "OIM"),
        ("es", "La Jefa de Misión de la OIM en Níger, Awa Ndiaye, saludó el esfuerzo.", "OIM"),
        ("en", "Awa Ndiaye, IOM Chief of Mission in Niger, welcomed the effort.", "IOM"),
        (
            "fr",
            "Le Programme alimentaire mondial (PAM) distribue des vivres. Awa Ndiaye, directrice pays du PAM, est là.",
            "PAM",
        ),
        (
            "fr",
            "Awa Ndiaye, secrétaire générale du ministère de la Jeunesse, a salué l'effort.",
            "ministère de la Jeunesse",
        ),
    ],
)
def test_the_organisation_of_a_post_is_the_one_its_wording_names(
    record_of: Callable[..., Any], language: Language, text: str, organisation: str
) -> None:
    assert [person["organisation"] for person in record_of(text, language)["people"]] == [organisation]


@pytest.mark.parametrize(
    ("language", "post", "said"),
    [
        (
            "en",
            "Moussa Diallo, programme manager at IOM, thanked the visitors.",
            "The new project will train police in Niger with money from Italy.",
        ),
        (
            "fr",
            "La cheffe de projet a remercié les visiteurs.",
            "Le nouveau projet formera la police au Niger avec l'argent de l'Italie.",
        ),
        (
            "es",
            "La jefa de proyecto agradeció la visita.",
            "El nuevo proyecto, financiado por Italia, formará a la policía en Níger.",
        ),
    ],
)
def test_a_project_is_shown_by_the_sentence_that_introduces_it(
    claims_of: Callable[..., tuple[Claim, ...]], language: Language, post: str, said: str
) -> None:
    found = claims_of(f"{post} {said}", language)
    quotes = {
        claim.evidence.quote
        for claim in found
        if (claim.predicate == RDF + "type" and claim.object.value == term("Project"))
        or claim.predicate == term("fundedProject")
    }
    assert quotes == {said}
