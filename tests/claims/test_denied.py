"""Who is said not to pay, carry out or take part has no part; who is said not only to pay has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from iomkg.model import Claim, Language

INTRODUCED = {
    "en": "The project “Safe Shores”, funded by Japan and run by IOM, helps travellers in Agadez, Niger. ",
    "fr": "Le projet « Rives sûres », financé par le Japon et mis en œuvre par l'OIM, aide les voyageurs à Agadez. ",
    "es": "El proyecto «Orillas seguras», financiado por Japón y ejecutado por la OIM, ayuda a viajeros en Agadez. ",
}


def actors(claims_of: Callable[..., Sequence[Claim]], language: Language, text: str) -> set[str]:
    claims = claims_of(INTRODUCED[language] + text, language)
    names = ("#donor", "#participant")
    return {c.object.value.rsplit("/", 1)[-1] for c in claims if c.predicate.endswith(names)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project was not financed by Germany."),
        ("en", "Germany did not fund the project."),
        ("en", "Germany no longer finances the project."),
        ("fr", "L'Allemagne n'a pas financé ce projet."),
        ("fr", "L'Allemagne ne finance pas ce projet."),
        ("fr", "Le projet n'est pas financé par l'Allemagne."),
        ("fr", "L'UNICEF n'a pas été associé au projet."),
        ("es", "Alemania no financia el proyecto."),
        ("es", "El proyecto no fue financiado por Alemania."),
        ("es", "UNICEF no participa en el proyecto."),
    ],
)
def test_what_is_denied_is_not_stated(claims_of: Callable[..., Sequence[Claim]], language: Language, text: str) -> None:
    assert actors(claims_of, language, text) == {"jpn", "iom"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project was not only financed by Germany."),
        ("fr", "Le projet n'est pas seulement financé par l'Allemagne."),
        ("es", "El proyecto no solo fue financiado por Alemania."),
    ],
)
def test_not_only_denies_nothing(claims_of: Callable[..., Sequence[Claim]], language: Language, text: str) -> None:
    assert actors(claims_of, language, text) == {"jpn", "iom", "deu"}
