"""What a form can begin with, and that no match begins with anything else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.lexicon import FormSet, compiled_form, load
from iomkg.openings import openings

MACROS = {"of": "de la|de|d'", "give": "(donne|verse) {of}"}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("with the support of", {"with the support of"}),
        ("financ* par", {"financ"}),
        ("soutien ... de", {"soutien"}),
        ("que _ finance", {"que "}),
        (
            "(grace|merci) (a|au) soutien",
            {"grace a soutien", "grace au soutien", "merci a soutien", "merci au soutien"},
        ),
        ("[tres] grand don", {"tres grand don", "grand don"}),
        ("don [genereux] {of}", {f"don{gap} {of}" for gap in ("", " genereux") for of in ("de", "d'")}),
        ("d' accord", {"d'"}),
        ("{give} tous", {f"{verb} {of}" for verb in ("donne", "verse") for of in ("de la tous", "de tous", "d'")}),
        ("* par", {""}),
        ("a[a] _", {"a"}),
    ],
)
def test_openings(form: str, expected: set[str]) -> None:
    assert openings(form, MACROS) == expected


@pytest.mark.parametrize("form", ["(open", "shut)", "(a|(b)"])
def test_brackets_without_a_partner_are_refused(form: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        openings(form, {})


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_form_of_a_language_can_be_read(language: str) -> None:
    cues = load(language).cues  # type: ignore[arg-type]  # parametrised over the three languages
    for form, _ in cues._rules:
        assert compiled_form(form, cues._macros).pattern


FIRST = st.sampled_from(["a", "(a|bb c)", "[a] bb", "(a [bb]|c*)", "c*", "{of}", "[a] (bb|de)"])
REST = st.sampled_from(["bb", "(a|bb c)", "[a] ", " [c]", "*", " ... ", " _ ", " ", " d' ", " {of} ", "(a [bb]|c*)"])
TEXTS = st.lists(st.sampled_from(["a", "bb", "c", "d'", " ", " ", "de", "la", "abb", ", "]), max_size=12).map("".join)


@given(first=FIRST, rest=st.lists(REST, max_size=5).map("".join), text=TEXTS)
def test_every_match_is_found_where_a_form_may_begin(first: str, rest: str, text: str) -> None:
    form, text = re.sub(" +", " ", first + rest).strip(), re.sub(" +", " ", text)
    wanted = [match.span() for match in compiled_form(form, MACROS).finditer(text) if match[0]]
    found = [(start, end) for start, end, _ in FormSet([(form, None)], MACROS).find(text) if end > start]
    assert wanted == found
