"""What a project leaves behind, in the numbers stated; and who gives in kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from iomkg.model import Claim, Language


def outputs(claims: Sequence[Claim]) -> list[tuple[str, str, str]]:
    facts: dict[str, dict[str, str]] = {}
    for claim in claims:
        if "/output/" in claim.subject.iri:
            facts.setdefault(claim.subject.iri, {})[claim.predicate.rsplit("#", 1)[-1]] = claim.object.value
    return [(f["outputKind"].rsplit("/", 1)[-1], f["quantity"], f["quantityStated"]) for f in facts.values()]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "IOM handed over 12 patrol vehicles to the police of Chad.",
            [("equipment", "12", "12 patrol vehicles")],
        ),
        ("fr", "Quatre postes frontières ont été bâtis au Tchad.", [("construction", "4", "Quatre postes frontières")]),
        ("es", "La OIM capacitó a 1.200 agentes en Honduras.", [("training", "1200", "1.200 agentes")]),
        ("en", "Some 54,000 people fled Chad.", []),
    ],
)
def test_outputs_with_their_quantity_as_stated(
    claims_of: Callable[..., Sequence[Claim]], language: Language, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert outputs(claims_of(text, language)) == expected


def test_who_gives_land_contributes_in_kind(claims_of: Callable[..., Sequence[Claim]]) -> None:
    text = "Suecia financia el proyecto en Honduras; el Ministerio de Salud de Honduras cedió el terreno."
    roles = [c.object.value.rsplit("/", 1)[-1] for c in claims_of(text, "es") if c.predicate.endswith("#role")]
    assert roles == ["in-kind-contributor"]
