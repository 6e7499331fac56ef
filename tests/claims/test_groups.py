"""Actors in one list share a part, whatever stands between their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from iomkg.model import Claim, Language

IOM, UNHCR, UNICEF = "organisation/iom", "organisation/unhcr", "organisation/unicef"
INTRODUCED = {
    "en": "The project “Safe Shores” helps travellers in Agadez, Niger. ",
    "fr": "Le projet « Rives sûres » aide les voyageurs à Agadez, au Niger. ",
    "es": "El proyecto «Orillas seguras» ayuda a los viajeros en Agadez, en el Níger. ",
}


def implementers(claims_of: Callable[..., Sequence[Claim]], text: str, language: Language) -> list[str]:
    claims = claims_of(INTRODUCED[language] + text, language)
    roles = {c.subject.iri: c.object.value.rsplit("/", 1)[-1] for c in claims if c.predicate.endswith("#role")}
    return sorted(
        "/".join(c.object.value.rsplit("/", 2)[-2:])
        for c in claims
        if c.predicate.endswith("#participant") and roles.get(c.subject.iri) == "implementing"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project is implemented by IOM Niger, UNHCR and UNICEF Niger."),
        ("en", "The project is implemented by IOM in Niger, UNHCR and UNICEF."),
        ("en", "The project is implemented by three United Nations agencies: IOM, UNHCR and UNICEF."),
        ("en", "The project is implemented by three UN agencies (IOM, UNHCR, UNICEF)."),
        ("en", "The project is implemented by IOM, the lead agency, UNHCR and UNICEF."),
        ("en", "The project is implemented by a consortium made up of IOM, UNHCR and UNICEF."),
        ("en", "The project is implemented by IOM, in a consortium with UNHCR and UNICEF."),
        ("fr", "Le projet est mis en œuvre par l'OIM Niger, le HCR et l'UNICEF Niger."),
        ("fr", "Le projet est mis en œuvre par l'OIM au Niger, le HCR et l'UNICEF."),
        ("fr", "Le projet est mis en œuvre par l'OIM (au Niger), le HCR et l'UNICEF."),
        ("fr", "Le projet est mis en œuvre par trois agences des Nations Unies : l'OIM, le HCR et l'UNICEF."),
        ("fr", "Le projet est mis en œuvre par trois agences des Nations Unies (OIM, HCR, UNICEF)."),
        ("fr", "Le projet est exécuté par l'OIM à Agadez, par le HCR à Diffa et par l'UNICEF à Zinder."),
        ("fr", "Le projet est mis en œuvre par un consortium composé de l'OIM, du HCR et de l'UNICEF."),
        ("es", "El proyecto es ejecutado por la OIM en Níger, ACNUR y UNICEF."),
        ("es", "El proyecto es ejecutado por tres agencias de las Naciones Unidas: OIM, ACNUR y UNICEF."),
        ("es", "El proyecto es ejecutado por un consorcio integrado por la OIM, ACNUR y UNICEF."),
    ],
)
def test_a_list_is_one_group(claims_of: Callable[..., Sequence[Claim]], language: Language, text: str) -> None:
    assert implementers(claims_of, text, language) == [IOM, UNHCR, UNICEF]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project is implemented by IOM, and the money was given by UNICEF."),
        ("fr", "Le projet est mis en œuvre par l'OIM, qui a remercié l'UNICEF et le HCR."),
        ("es", "El proyecto es ejecutado por la OIM, que agradeció a UNICEF y ACNUR."),
    ],
)
def test_what_goes_on_with_a_verb_is_no_list(
    claims_of: Callable[..., Sequence[Claim]], language: Language, text: str
) -> None:
    assert implementers(claims_of, text, language) == [IOM]
