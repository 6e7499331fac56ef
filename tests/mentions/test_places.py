"""Places the reference data knows, places only the words around them tell, and names that mean something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iomkg.model import Language, Mention
from iomkg.values import NamedPlace

Finder = Callable[..., list[Mention]]


def places(mentions: list[Mention]) -> list[str]:
    return [m.text for m in mentions if m.kind == "place"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Les régions de Zorgua, Bilanta et Koum au Mali.", ["Zorgua", "Bilanta", "Koum", "Mali"]),
        ("fr", "Les postes frontières de Zorgua et Bilanta, au Niger.", ["Zorgua", "Bilanta", "Niger"]),
        ("en", "The Zorgua and Bilanta regions of Chad.", ["Zorgua", "Bilanta", "Chad"]),
        ("en", "Zorgua, Bilanta and Koum, three districts of Chad.", ["Zorgua", "Bilanta", "Koum", "Chad"]),
        ("es", "Los municipios de Zorgua y Bilanta, en Honduras.", ["Zorgua", "Bilanta", "Honduras"]),
        ("fr", "Zorgua (Niger), Bilanta (Mali) et la suite.", ["Zorgua", "Niger", "Bilanta", "Mali"]),
    ],
)
def test_unknown_places_beside_the_words_that_tell_them(
    find: Finder, language: Language, text: str, expected: list[str]
) -> None:
    assert places(find(text, language)) == expected


def test_an_unknown_place_says_what_kind_it_is(find: Finder) -> None:
    values = [m.value for m in find("Dans le village de Zorgua, région de Bilanta, au Niger.", "fr")]
    assert [v for v in values if isinstance(v, NamedPlace)] == [
        NamedPlace("Zorgua", "settlement"),
        NamedPlace("Bilanta", "area"),
    ]


def test_an_organisation_is_not_hidden_by_a_town_of_part_of_its_name(find: Finder) -> None:
    found = find("La Unión Europea financia el proyecto.", "es")
    assert [(m.kind, m.text) for m in found][:1] == [("body", "Unión Europea")]


def test_a_country_is_named_with_the_state_that_acts_there(find: Finder) -> None:
    (mention,) = [m for m in find("The work goes on in Chad.") if m.kind == "place"]
    assert [iri.rsplit("/", 2)[-2] for iri in mention.candidates] == ["country", "state"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("fr", "Deux ateliers auront lieu à Agadez, Iférouane et Tchibarakaten.", ["Iférouane", "Tchibarakaten"]),
        ("fr", "La caravane ira à Assodé, à Timia puis à Agadez.", ["Assodé", "Timia"]),
        ("en", "Clinics will open in Agadez, in Timia and in Tchibarakaten.", ["Timia", "Tchibarakaten"]),
        ("es", "Habrá talleres en Agadez, Timia y Tchibarakaten.", ["Timia", "Tchibarakaten"]),
        ("fr", "Les camps de Sméra et d'Aousserda recevront des tentes.", ["Sméra", "Aousserda"]),
    ],
)
def test_what_is_listed_with_a_place_is_one(find, language, text, names):
    found = {m.text for m in find(text, language) if m.kind == "place"}
    assert set(names) <= found


def test_what_is_listed_with_a_country_may_be_anything(find):
    assert [m.text for m in find("The plan of Niger and Samandal was signed.", "en") if m.kind == "place"] == ["Niger"]
