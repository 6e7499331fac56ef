"""Reading query files: the grammar of their headers."""

from __future__ import annotations

import pytest

from iomkg.errors import QueryError
from iomkg.queries import Parameter, Query, parse
from iomkg.queries.header import placeholders

WHOLE = """\
#+ summary:
#+   en: Who?
#+   fr: Qui : vraiment ?
#+ description: A text: with a colon,
#+   that goes on.
#+ parameters:
#+   region: region = sahel -- where
#+   definition: definition of region -- by
#+     which definition
#+   at: choice(ever, project) or date = ever -- when
#+   text: string = a b = c -- words
#+ notes:
#+   en: One.
#+   en: Two {region}.
#+   fr: Un.
#+ words: how, why
#+ example: region=lake chad, text=a = b
#+ when empty: why
#+ tags: a, b c
PREFIX x: <http://x/>
# a comment
SELECT * { ?s ?_region ?_definition, ?_at, ?_text }
"""


def test_every_part_of_a_header_is_read() -> None:
    assert parse(WHOLE, "cq99-who") == Query(
        name="cq99-who",
        sparql="PREFIX x: <http://x/>\n# a comment\nSELECT * { ?s ?_region ?_definition, ?_at, ?_text }\n",
        summary={"en": "Who?", "fr": "Qui : vraiment ?"},
        description="A text: with a colon, that goes on.",
        parameters=(
            Parameter("region", ("region",), "where", "sahel"),
            Parameter("definition", ("definition",), "by which definition", of="region"),
            Parameter("at", ("choice", "date"), "when", "ever", ("ever", "project")),
            Parameter("text", ("string",), "words", "a b = c"),
        ),
        notes={"en": ("One.", "Two {region}."), "fr": ("Un.",)},
        words=("how", "why"),
        when_empty="why",
        example={"region": "lake chad", "text": "a = b"},
        tags=("a", "b c"),
    )


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse("\ufeff" + WHOLE.replace("\n", "\r\n"), "x") == parse(WHOLE, "x")


def test_a_query_without_a_header_is_a_query() -> None:
    assert parse("SELECT * { ?s ?_p ?o }", "-") == Query("-", "SELECT * { ?s ?_p ?o }\n")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ summry: x", "unknown header 'summry'"),
        ("#+summary: x", "line 1: write '#\\+ key: value'"),
        ("#+   en: x", "line 1: write"),
        ("#+ tags: a\n#+ tags: b", "line 2: a second 'tags'"),
        ("#+ summary: Who?", "lacks its language"),
        ("#+ notes: Rows overlap.", "'Rows overlap.' lacks its language; write 'en: the words'"),
        ("#+ parameters:\n#+   a: string", "is not 'name: type = default -- what it is'"),
        ("#+ parameters:\n#+   a: number -- b", "'number' is no type"),
        ("#+ parameters:\n#+   a: choice -- b", "'choice' is no type"),
        ("#+ parameters:\n#+   a: theme(b, c) -- b", "is no type"),
        ("#+ parameters:\n#+   a: string -- b\n#+   a: string -- b", "declared twice"),
        ("#+ parameters:\n#+   b: definition of a -- b\n#+   a: region -- b", "declare that first"),
        ("#+ example: a", "the example 'a' is not 'parameter=value'"),
        ("#+ example: a=b", "the example gives 'a', which is not among its parameters"),
        ("#+ parameters:\n#+   a: string -- b\nSELECT * { ?s ?_b ?_a }", r"\?_b is not among"),
    ],
)
def test_what_breaks_the_grammar_is_named(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as error:
        parse(header + "\nSELECT * { ?s ?p ?o }", "cq99")
    assert "query cq99" in str(error.value)
    assert "\n" not in str(error.value)


def test_placeholders_in_strings_iris_and_comments_are_none() -> None:
    sparql = """SELECT * { # ?_a
      ?s <http://x/?_b> "?_c \\" ?_d", '?_e', \"\"\"?_f " ?_g\"\"\", '''?_h ' ?_i''' ; ?_yes ?_no2, ?x_y , ?__z }"""
    assert placeholders(sparql) == {"yes", "no2"}
