"""Sums of money in every form releases write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from iomkg.folding import fold
from iomkg.mentions import money
from iomkg.model import Language, Mention
from iomkg.values import Money

SUMS: list[tuple[Language, str, str, str]] = [
    ("fr", "doté de 3 millions d'Euros", "3000000", "EUR"),
    ("fr", "1,5M d’euros", "1500000", "EUR"),
    ("fr", "1,5 M€", "1500000", "EUR"),
    ("fr", "un projet de 2,35 millions d'euros", "2350000", "EUR"),
    ("fr", "1 million de dollar américain", "1000000", "USD"),
    ("fr", "deux milliards de francs CFA", "2000000000", "XOF"),
    ("fr", "172.400 euros", "172400", "EUR"),
    ("fr", "450 000 dollars", "450000", "USD"),
    ("fr", "450 000 dollars", "450000", "USD"),
    ("fr", "25 millions FCFA", "25000000", "XOF"),
    ("fr", "500 000 dollars canadiens", "500000", "CAD"),
    ("fr", "10 M$ CA", "10000000", "CAD"),
    ("fr", "3,2 millions de dollars néo-zélandais", "3200000", "NZD"),
    ("fr", "trois (3) millions d'euros", "3000000", "EUR"),
    ("en", "US$ 2.9 m", "2900000", "USD"),
    ("en", "USD 255,000", "255000", "USD"),
    ("en", "a 5-million-euro project", "5000000", "EUR"),
    ("en", "KM 110,400.00", "110400", "BAM"),
    ("en", "18.8 million dollars", "18800000", "USD"),
    ("en", "a EUR 5 million project", "5000000", "EUR"),
    ("en", "€12.5 million", "12500000", "EUR"),
    ("en", "£300,000", "300000", "GBP"),
    ("en", "two million Swiss francs", "2000000", "CHF"),
    ("en", "CAD 1.2 million", "1200000", "CAD"),
    ("en", "$750,000", "750000", "USD"),
    ("en", "1.1 billion yen", "1100000000", "JPY"),
    ("es", "1,2 millones de dólares", "1200000", "USD"),
    ("es", "US $10.3 millones", "10300000", "USD"),
    ("es", "mil millones de pesos colombianos", "1000000000", "COP"),
    ("es", "un millón 800 mil dólares", "1800000", "USD"),
    ("es", "850 000 dólares", "850000", "USD"),
    ("es", "USD$ 30,000", "30000", "USD"),
    ("es", "medio millón de euros", "500000", "EUR"),
    ("es", "un millón y medio de euros", "1500000", "EUR"),
    ("es", "treinta y siete millones de euros", "37000000", "EUR"),
    ("fr", "un million et demi d'euros", "1500000", "EUR"),
    ("fr", "trente-sept millions d'euros", "37000000", "EUR"),
    ("en", "one million and a half euros", "1500000", "EUR"),
    ("en", "Tk 38 crore", "380000000", "BDT"),
    ("en", "BZ$640,000", "640000", "BZD"),
    ("en", "half a million pounds", "500000", "GBP"),
    ("en", "60 million dollars", "60000000", "USD"),
]

WHOSE: list[tuple[Language, str, str]] = [
    ("en", "A fund of 25 million Kenyan shillings is set up in Uganda.", "KES"),
    ("en", "In Turkana, Kenya, Sh420 million goes to wells.", "KES"),
    ("en", "Denmark puts up 20 million kroner.", "DKK"),
    ("fr", "Le projet est doté de 190 millions de francs comoriens.", "KMF"),
    ("fr", "Au Burundi, 300 millions de francs vont aux puits.", "BIF"),
    ("es", "En Uruguay se destinan 11 millones de pesos al servicio.", "UYU"),
    ("es", "Chiapas, en México, invierte 7,3 millones de pesos.", "MXN"),
    ("es", "Wuin contará con 18 millones de coronas noruegas.", "NOK"),
]


@pytest.mark.parametrize(("language", "text", "amount", "currency"), SUMS, ids=[text for _, text, _, _ in SUMS])
def test_sums_in_every_form(language: Language, text: str, amount: str, currency: str) -> None:
    (mention,) = money.find(text, fold(text), language)
    assert mention.value == Money(Decimal(amount), currency)
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "up to EUR 3 million", "up-to"),
        ("en", "to a ceiling of 3 million euros", "up-to"),
        ("en", "roughly EUR 220,000", "about"),
        ("en", "over 30 million euros", "about"),
        ("fr", "jusqu'à 3 millions d'euros", "up-to"),
        ("fr", "près de 3 millions d'euros", "about"),
        ("es", "hasta 3 millones de euros", "up-to"),
        ("es", "alrededor de 3 millones de euros", "about"),
        ("es", "3 millones de euros", "exact"),
    ],
)
def test_a_qualifier_keeps_the_number(language: Language, text: str, qualifier: str) -> None:
    (mention,) = money.find(text, fold(text), language)
    assert isinstance(mention.value, Money)
    assert mention.value.qualifier == qualifier


def test_a_second_currency_is_the_equivalent_of_the_first() -> None:
    text = "3 millions d'Euros (environ deux milliards de francs CFA)"
    (mention,) = money.find(text, fold(text), "fr")
    assert mention.value == Money(Decimal(3_000_000), "EUR", equivalent=Money(Decimal(2_000_000_000), "XOF", "about"))


@pytest.mark.parametrize(
    "text", ["375 meters", "200 Km from here", "24 officers", "a dollar", "in 2019", "Q 12 is a gate"]
)
def test_other_numbers_are_no_money(text: str) -> None:
    found = list(money.find(text, fold(text), "en"))
    assert [m.text for m in found if m.text != "Q 12"] == []


@pytest.mark.parametrize(("language", "text", "currency"), WHOSE, ids=[text for _, text, _ in WHOSE])
def test_a_country_settles_whose_currency_a_shared_word_is(
    find: Callable[..., list[Mention]], language: Language, text: str, currency: str
) -> None:
    sums = [mention.value for mention in find(text, language) if mention.kind == "money"]
    assert [money.currency for money in sums if isinstance(money, Money)] == [currency]


@pytest.mark.parametrize(
    ("language", "text", "sums"),
    [
        (
            "en",
            "EUR 5 million is given. Three million are allotted to UNHCR. The remaining two million go to IOM.",
            "5 3 2",
        ),
        ("en", "Norway gives EUR 2 million. A million people fled, another 3 million people wait.", "2"),
        (
            "en",
            "KOICA gives 3 million dollars, AECID the remaining 1.3 million, to a project of 4.3 million.",
            "3 1.3 4.3",
        ),
        (
            "fr",
            "12 millions de dollars ont été réunis :\n- Norvège : 3 millions\n- Danemark : 1,5 million\n",
            "12 3 1.5",
        ),
        ("fr", "Le Canada donne 5 M$ CA. Trois millions iront à l'OIM. Le pays a 3 millions d'habitants.", "5 3"),
        ("es", "Se destinan 1,4 millones a cuatro proyectos. El importe es de 1.400.000 euros.", "1.4 1.4"),
        ("es", "Da 17 millones de euros. Cinco millones recibirá la OIM. Acoge a 2,9 millones de venezolanos.", "17 5"),
    ],
)
def test_a_share_may_leave_its_currency_out(language: Language, text: str, sums: str) -> None:
    found = [m.value.amount / 1_000_000 for m in money.find(text, fold(text), language) if isinstance(m.value, Money)]
    assert found == [Decimal(each) for each in sums.split()]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "USD 4.2 million and 15 million Norwegian kroner.",
            [("4200000.0", "USD"), ("15000000", "NOK")],
        ),
        ("es", "Dan USD 4,2 millones y 15 millones de coronas noruegas.", [("4200000.0", "USD"), ("15000000", "NOK")]),
        ("fr", "Le Cameroun reçoit 500 millions de francs CFA.", [("500000000", "XAF")]),
        ("fr", "Le Niger reçoit 500 millions de francs CFA.", [("500000000", "XOF")]),
        ("fr", "Elle reçoit 500 millions de francs CFA.", [("500000000", "XOF")]),
    ],
)
def test_sums_side_by_side_and_francs_of_two_unions(
    find: Callable[..., list[Mention]], language: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    sums = [mention.value for mention in find(text, language) if mention.kind == "money"]
    assert [(str(value.amount), value.currency) for value in sums if isinstance(value, Money)] == expected
