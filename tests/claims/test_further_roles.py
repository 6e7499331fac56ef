"""Who manages the money of another, answers for a project or gets a part of its money; who hosts and who speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from iomkg.model import Claim, Language

ClaimsOf = Callable[..., Sequence[Claim]]


def roles(claims: Sequence[Claim], *wanted: str) -> list[tuple[str, str]]:
    """The roles of those taking part, with the wording of who does."""
    parts: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        if "/participation/" in claim.subject.iri:
            parts.setdefault(claim.subject.iri, {})[claim.predicate.rsplit("#", 1)[-1]] = claim
    found = [(p["role"].object.value.rsplit("/", 1)[-1], p["participant"].worded) for p in parts.values()]
    return [(role, who) for role, who in found if role in wanted]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The project in Niger is financed by the European Union and managed by Expertise France.",
         [("extending", "Expertise France")]),
        ("en", "The project in Niger is financed by the European Union through GIZ.", [("extending", "GIZ")]),
        ("en", "The project in Niger is financed by the European Union and managed by IOM.", []),
        ("en", "The project in Niger is financed by the European Union through its Trust Fund for Africa.", []),
        ("en", "Japan funds the project in Chad, under the supervision of the Ministry of Health of Chad.",
         [("accountable", "Ministry of Health of Chad")]),
        ("en", "Japan funds the project in Chad. IOM passes on small grants to the NGO Himilo Relief.",
         [("sub-grantee", "Himilo Relief")]),
        ("en", "Japan funds the project in Chad with a grant to IOM.", []),
        ("fr", "Le projet au Niger est financé par l'Union européenne et géré par Expertise France.",
         [("extending", "Expertise France")]),
        ("fr", "Le Ministère de la Santé du Niger et la Police nationale du Niger suivent le projet. Financé par "
         "l'Union européenne, il est délégué à l'Agence française de développement.",
         [("extending", "Agence française de développement")]),
        ("fr", "Le Japon finance le projet au Tchad, sous la tutelle du Ministère de la Santé du Tchad.",
         [("accountable", "Ministère de la Santé du Tchad")]),
        ("es", "El proyecto en Honduras lo financia la Unión Europea; los fondos son gestionados por la AECID.",
         [("extending", "AECID")]),
        ("es", "Suecia financia el proyecto en Honduras bajo la rectoría del Ministerio de Salud de Honduras.",
         [("accountable", "Ministerio de Salud de Honduras")]),
    ],
)  # fmt: skip
def test_roles_in_projects(claims_of: ClaimsOf, language: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(claims_of(text, language), "extending", "accountable", "sub-grantee") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The project was launched on 12 May 2022 at a workshop hosted by UNICEF.", [("host", "UNICEF")]),
        ("fr", "Le projet a été lancé le 12 mai 2022 dans les locaux de l'UNICEF.", [("host", "UNICEF")]),
        ("es", "El proyecto se lanzó el 12 de mayo de 2022 en la sede de UNICEF.", [("host", "UNICEF")]),
        ("en", "The project was launched on 12 May 2022. Ana Vela, Director of UNICEF, told the guests why.",
         [("speaker", "UNICEF")]),
        ("en", "The project was launched on 12 May 2022. Ana Vela, Director of UNICEF, came as well.", []),
    ],
)  # fmt: skip
def test_roles_at_events(claims_of: ClaimsOf, language: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(claims_of(text, language), "host", "speaker") == expected


def test_evidence_holds_who_and_the_cue(claims_of: ClaimsOf) -> None:
    text = "The project in Niger is financed by the European Union. It is managed by Expertise France."
    found = [c for c in claims_of(text) if c.method == "extending/managed-by" and c.predicate.endswith("#participant")]
    assert [c.evidence.quote for c in found] == ["It is managed by Expertise France."]


def test_a_record_counts_as_participants_those_who_attend(
    record_of: Callable[..., dict[str, list[dict[str, str]]]],
) -> None:
    text = "The project was launched on 12 May 2022 at a workshop hosted by UNICEF."
    assert record_of(text)["events"][0]["participants"] == ["UNICEF"]
