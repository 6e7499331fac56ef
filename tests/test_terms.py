"""Canonical terms: what goes into a store comes out the same."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from iomkg import terms
from iomkg.errors import DataError
from iomkg.namespaces import XSD

SUBJECT = NamedNode("https://example.org/s")
PREDICATE = NamedNode("https://example.org/p")
GRAPH = NamedNode("https://example.org/g")


def _texts() -> st.SearchStrategy[Literal]:
    characters = st.characters(
        exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u202a\u202b\u202c\u202d\u202e"
    )
    wording = st.text(characters.filter(lambda c: not 0x2066 <= ord(c) <= 0x2069) | st.sampled_from('\\"\n\tu{}<>'))
    return st.builds(terms.text, wording, st.sampled_from([None, "fr", "EN", "pt-BR", "zh-Hant"]))


def _dates() -> st.SearchStrategy[Literal]:
    days = st.dates(min_value=datetime.date(1, 1, 1))
    forms = st.sampled_from([slice(0, 10), slice(0, 7), slice(0, 4)])
    stated = st.builds(lambda day, form: day.isoformat()[form], days, forms)
    yearless = days.map(lambda day: "--" + day.isoformat()[5:])
    return (stated | yearless).map(terms.date_literal)


LITERALS = st.one_of(
    _texts(),
    st.integers(-(2**63), 2**63 - 1).map(terms.integer),
    st.decimals(-(10**19), 10**19, allow_nan=False, places=6).map(terms.decimal),
    st.booleans().map(terms.boolean),
    _dates(),
)


@settings(deadline=None)
@given(st.lists(LITERALS, max_size=8))
def test_a_store_gives_back_what_went_in(literals: list[Literal]) -> None:
    quads = {Quad(SUBJECT, PREDICATE, literal, GRAPH) for literal in literals}
    first = Store()
    first.extend(quads)
    assert set(first) == quads
    second = Store()
    second.load(first.dump(format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)
    assert set(second) == quads


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        ("3.00", "3"),
        ("3.50", "3.5"),
        ("1E+6", "1000000"),
        ("-0.0", "0"),
        (Decimal("0.10"), "0.1"),
        (7, "7"),
        ("100", "100"),
    ],
)
def test_decimals_have_one_form(value: Decimal | int | str, lexical: str) -> None:
    assert terms.decimal(value) == Literal(lexical, datatype=NamedNode(XSD + "decimal"))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "3,5", "", "1e40", "0." + "1" * 19, 10**21])
def test_numbers_nobody_can_add_are_refused(value: str | int) -> None:
    with pytest.raises(terms.TermError) as error:
        terms.decimal(value)
    assert "\n" not in str(error.value)


def test_integers_beyond_64_bits_are_refused() -> None:
    with pytest.raises(terms.TermError, match="64 bits"):
        terms.integer(2**63)


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("2022-02-16", "date"),
        ("2024-02-29", "date"),
        ("2022-02", "gYearMonth"),
        ("2022", "gYear"),
        ("--02-16", "gMonthDay"),
        ("--02-29", "gMonthDay"),
    ],
)
def test_a_date_is_as_precise_as_stated(lexical: str, datatype: str) -> None:
    assert terms.date_literal(lexical) == Literal(lexical, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    "lexical",
    ["2022-13", "2023-02-29", "--02-30", "0000", "22", "2022-2-1", "2022-02-16Z", "2022-02-16 ", "٢٠٢٢", "--02", ""],
)
def test_dates_outside_the_calendar_are_value_errors(lexical: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        terms.date_literal(lexical)


def test_text_is_composed_and_tagged_in_lower_case() -> None:
    assert terms.text(unicodedata.normalize("NFD", "Améliorer"), "FR") == Literal("Améliorer", language="fr")


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\r", "\x85", "\u202e", "\u2066", "\ufffe", "\ud800", "\U0001ffff"])
def test_hidden_characters_are_refused_in_one_line(hidden: str) -> None:
    for make in (terms.text, terms.iri):
        with pytest.raises(DataError, match=f"U\\+{ord(hidden):04X}") as error:
            make(f"https://example.org/a{hidden}b")
        assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "value", ["", "relative", "http://a b", "http://a/<b>", 'http://a/"', "http://a/{x}", "http://a/\\"]
)
def test_only_absolute_iris_pass(value: str) -> None:
    with pytest.raises(terms.TermError, match="not an IRI"):
        terms.iri(value)


def test_an_iri_is_kept_as_it_is() -> None:
    assert terms.iri("https://example.org/é") == NamedNode("https://example.org/é")


@pytest.mark.parametrize("tag", ["x", "not a tag", ""])
def test_language_tags_are_checked(tag: str) -> None:
    with pytest.raises(terms.TermError, match="language tag"):
        terms.text("a", tag)
