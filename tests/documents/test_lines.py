from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iomkg.documents.lines import Line, lines_of, unwrapped

NARROW = """Training for the police

Three days of training will be given to
sixteen organisations that help the victims of trafficking in
Niamey. The course is paid by the Western
African fund of the Union.

It ends on 3 May with a visit to the posts of the
region.
"""
NARROW_WITHOUT_GAPS = """Renforcement des efforts pour les enfants
Trois jours de formation seront dispensés par l'OIM à
16 organisations partenaires qui mettent en œuvre un
programme régional en Afrique de l'Ouest.
Malgré l'engagement des gouvernements nationaux
pour lutter contre la traite, elle continue.
- Un point
"""


def test_white_space_is_collapsed_and_gaps_are_kept() -> None:
    assert lines_of("  a \t b\n\n \nc\nd\u00a0e\n") == [Line("a b", True), Line("c", True), Line("d e", False)]


def test_a_narrow_column_is_joined() -> None:
    assert [line.text for line in unwrapped(lines_of(NARROW))] == [
        "Training for the police",
        "Three days of training will be given to sixteen organisations that help the victims of trafficking in Niamey. "
        "The course is paid by the Western African fund of the Union.",
        "It ends on 3 May with a visit to the posts of the region.",
    ]


def test_a_line_that_ends_in_an_article_goes_on_even_where_no_column_is_to_be_seen() -> None:
    text = (
        "Le projet est financé par le\nMinistère italien.\nAgadez, Niger,\n20 juillet 2018\nDotation de la\n- un point"
    )
    assert [line.text for line in unwrapped(lines_of(text))] == [
        "Le projet est financé par le Ministère italien.",
        "Agadez, Niger,",
        "20 juillet 2018",
        "Dotation de la",
        "- un point",
    ]


def test_a_narrow_column_without_empty_lines_is_joined_but_for_its_headline() -> None:
    assert [line.text for line in unwrapped(lines_of(NARROW_WITHOUT_GAPS))] == [
        "Renforcement des efforts pour les enfants",
        "Trois jours de formation seront dispensés par l'OIM à 16 organisations partenaires qui mettent en œuvre un "
        "programme régional en Afrique de l'Ouest.",
        "Malgré l'engagement des gouvernements nationaux pour lutter contre la traite, elle continue.",
        "- Un point",
    ]


def test_paragraphs_a_line_are_left_alone() -> None:
    lines = lines_of(
        "A headline of some words without a stop\nThe police were trained.\nthe end of it\nThe project ends."
    )
    assert unwrapped(lines) == lines


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\n ab.A")), max_size=300))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join(line.text for line in unwrapped(lines_of(text))).replace(" ", "") == "".join(text.split())
