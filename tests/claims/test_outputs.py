"""What a project leaves behind, in the numbers stated; who gives it, who gets it; and who gives in kind."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.claims.counts import value_of
from iomkg.model import Claim, Language

ClaimsOf = Callable[..., Sequence[Claim]]


def facts(claims: Sequence[Claim]) -> list[dict[str, list[str]]]:
    """Each output's facts by property; things the release only names by their wording, lists by their code."""
    found: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        if "/output/" in claim.subject.iri:
            value = claim.worded if "/id/" in claim.object.value else claim.object.value.rsplit("/", 1)[-1]
            found.setdefault(claim.subject.iri, {}).setdefault(claim.predicate.rsplit("#", 1)[-1], []).append(value)
    return list(found.values())


def outputs(claims: Sequence[Claim]) -> list[tuple[str, str, str, str]]:
    def one(output: dict[str, list[str]], name: str) -> str:
        return output.get(name, [""])[0]

    names = ("outputKind", "quantity", "quantityStated", "outputStatus")
    return [tuple(one(output, name) for name in names) for output in facts(claims)]  # type: ignore[misc]  # four names


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "IOM handed over 12 patrol vehicles to the police of Chad.",
            [("equipment", "12", "12 patrol vehicles", "delivered")],
        ),
        (
            "en",
            "The lot handed to the police by IOM included 10 laptops and 10 desktop computers.",
            [
                ("equipment", "10", "10 laptops", "delivered"),
                ("equipment", "10", "10 desktop computers", "delivered"),
            ],
        ),
        (
            "en",
            "Under the project, IOM donated five motorcycles, office furniture and two dozen torches.",
            [
                ("equipment", "5", "five motorcycles", "delivered"),
                ("equipment", "24", "two dozen torches", "delivered"),
            ],
        ),
        ("en", "Three border posts will be built in Gao.", [("construction", "3", "Three border posts", "planned")]),
        ("en", "Two clinics were renovated by IOM.", [("rehabilitation", "2", "Two clinics", "delivered")]),
        ("en", "IOM has installed a database at the airport.", [("it-system", "1", "a database", "delivered")]),
        (
            "en",
            "One hundred and twenty officers were trained in Accra.",
            [("training", "120", "One hundred and twenty officers", "delivered")],
        ),
        ("en", "Some 600 migrants will be helped to start a shop.", [("service", "600", "600 migrants", "planned")]),
        (
            "en",
            "Two generators and a freezer stood under wraps in the yard. They were handed over to the police.",
            [("equipment", "2", "Two generators", "delivered"), ("equipment", "1", "a freezer", "delivered")],
        ),
        (
            "fr",
            "Quatre postes frontières ont été bâtis au Tchad.",
            [("construction", "4", "Quatre postes frontières", "delivered")],
        ),
        (
            "fr",
            "Le HCR a offert dix ordinateurs portables et une trentaine de motos à la police.",
            [
                ("equipment", "10", "dix ordinateurs portables", "delivered"),
                ("equipment", "30", "une trentaine de motos", "delivered"),
            ],
        ),
        ("fr", "La police a reçu une clinique équipée.", [("construction", "1", "une clinique", "delivered")]),
        (
            "fr",
            "Le projet permettra de réhabiliter deux postes de police.",
            [("rehabilitation", "2", "deux postes de police", "planned")],
        ),
        ("fr", "L'OIM a formé 120 agents à Diffa.", [("training", "120", "120 agents", "delivered")]),
        ("fr", "Le projet formera 80 magistrats.", [("training", "80", "80 magistrats", "planned")]),
        (
            "es",
            "La OIM capacitó a 1.200 agentes en Honduras.",
            [("training", "1200", "1.200 agentes", "delivered")],
        ),
        (
            "es",
            "Seis motocicletas y doscientas radios fueron donadas a la policía por Suecia.",
            [
                ("equipment", "6", "Seis motocicletas", "delivered"),
                ("equipment", "200", "doscientas radios", "delivered"),
            ],
        ),
        ("es", "Se construirán tres albergues en Danlí.", [("construction", "3", "tres albergues", "planned")]),
    ],
)
def test_outputs_with_their_quantity_as_stated(
    claims_of: ClaimsOf, language: Language, text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert outputs(claims_of(text, language)) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some 54,000 people fled Chad."),
        ("en", "The course reached 4,550 individuals on the radio, in 12 languages."),
        ("en", "Each family received a kit."),
        ("en", "Officers were trained by 3 instructors at 2 schools."),
        ("en", '"We have built forty houses with our own hands and nobody ever paid us a penny for any," she said.'),
        ("fr", "Chaque ménage recevra un kit et 35 000 FCFA."),
        ("fr", "Au moins 38 personnes ont péri près des 3 postes."),
        ("es", "Murieron 56 personas en el remolque de un camión."),
    ],
)
def test_what_is_counted_in_passing_is_no_output(claims_of: ClaimsOf, language: Language, text: str) -> None:
    assert outputs(claims_of(text, language)) == []


@pytest.mark.parametrize(
    ("language", "text", "provider", "receiver", "place"),
    [
        ("en", "IOM handed over 12 vehicles to the Ministry of Health of Chad.", ["IOM"],
         ["Ministry of Health of Chad"], []),
        ("en", "The Ministry of Health of Chad received 12 vehicles from IOM.", ["IOM"],
         ["Ministry of Health of Chad"], []),
        ("en", "Two clinics were built in Abéché by UNICEF.", ["UNICEF"], [], ["Abéché"]),
        ("en", "UNODC trained 45 officers of the Ghana Immigration Service.", ["UNODC"],
         ["Ghana Immigration Service"], []),
        ("fr", "Dix motos ont été remises par l'OIM au Ministère de la Santé du Tchad.", ["OIM"],
         ["Ministère de la Santé du Tchad"], []),
        ("fr", "Le Ministère de la Santé du Tchad a réceptionné dix motos offertes par l'OIM.", ["OIM"],
         ["Ministère de la Santé du Tchad"], []),
        ("es", "La OIM entregó ocho motocicletas al Ministerio de Salud de Honduras.", ["OIM"],
         ["Ministerio de Salud de Honduras"], []),
    ],
)  # fmt: skip
def test_who_gives_an_output_who_gets_it_and_where_it_is(
    claims_of: ClaimsOf, language: Language, text: str, provider: list[str], receiver: list[str], place: list[str]
) -> None:
    (output,) = facts(claims_of(text, language))
    assert [output.get(name, []) for name in ("provider", "receivingBody", "place")] == [provider, receiver, place]


@pytest.mark.parametrize(
    ("language", "text", "value", "currency"),
    [
        ("en", "IOM donated 12 motorcycles worth USD 25,000 to the police of Chad.", "25000.0", "USD"),
        ("fr", "L'OIM a remis à la police du Tchad douze motos d'une valeur de 25 000 euros.", "25000.0", "EUR"),
        ("es", "La OIM donó doce motocicletas por un valor de 25.000 euros a la policía.", "25000.0", "EUR"),
    ],
)
def test_what_goods_are_worth_is_a_value_in_kind_and_no_money(
    claims_of: ClaimsOf, language: Language, text: str, value: str, currency: str
) -> None:
    claims = claims_of(text, language)
    (output,) = facts(claims)
    assert (Decimal(output["goodsValue"][0]), output["goodsCurrency"]) == (Decimal(value), [currency])
    assert not [claim for claim in claims if claim.predicate.endswith("#amount")]


def test_the_worth_of_several_things_together_is_that_of_none(claims_of: ClaimsOf) -> None:
    claims = claims_of("IOM donated 12 motorcycles and 3 boats worth USD 25,000 to the police of Chad.")
    assert [output.get("goodsValue") for output in facts(claims)] == [None, None]
    assert not [claim for claim in claims if claim.predicate.endswith("#amount")]


def test_evidence_holds_the_wording_and_the_cue(claims_of: ClaimsOf) -> None:
    for claim in claims_of("The police is short of everything. IOM handed over 12 patrol vehicles to it."):
        if claim.predicate.endswith("#quantity"):
            assert claim.evidence.quote == "IOM handed over 12 patrol vehicles to it."
            assert claim.method == "output/gave"


@given(st.integers(min_value=1, max_value=999_999))
def test_digits_mean_what_they_say_however_they_are_grouped(number: int) -> None:
    for separator in (",", ".", " ", "'"):
        assert value_of(f"{number:,}".replace(",", separator), "en") == number


def test_who_gives_land_contributes_in_kind(claims_of: ClaimsOf) -> None:
    text = "Suecia financia el proyecto en Honduras; el Ministerio de Salud de Honduras cedió el terreno."
    roles = [c.object.value.rsplit("/", 1)[-1] for c in claims_of(text, "es") if c.predicate.endswith("#role")]
    assert roles == ["in-kind-contributor"]


def test_marked_outputs_have_a_kind_of_the_list_and_belong_to_a_text_that_was_read() -> None:
    file = Path(__file__).parents[1] / "extraction" / "outputs.toml"
    gold = tomllib.loads(file.read_text(encoding="utf-8"))
    kinds = {"construction", "rehabilitation", "equipment", "it-system", "training", "service"}
    assert {output["kind"] for output in gold["output"]} <= kinds
    assert {output["release"] for output in gold["output"]} <= set(gold["texts"])
