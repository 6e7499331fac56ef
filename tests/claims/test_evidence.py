"""Every claim rests on a quote that stands where it says and holds what it is about; reading is a pure function."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tools.evidence import faults

from iomkg.model import Claim, Document, Language
from iomkg.namespaces import NS, RDF

PIECES = (
    "IOM | l’OIM | (OIM) | Niger | Nigeria | « Frontières sûres au Sahel » | “Safer Roads” | "
    "‘Caminos seguros’ | projet | project | proyecto | financé par | funded by | financiado por | "
    "Ministry of the Interior of Chad | le Ministère italien de la Justice | et | and | , | . | "
    "18 mois | on April 5, 2022 | le 4 avril | Awa Bâ, directeur de l'OIM, | "
    "dans la région de Zorgua | Direction générale de la police | launched | atelier | "
    "3 millions d'euros | USD 2 million | in Chad | au Mali | İ | é | e\u0301 | 𝒳 | de migrants | "
    "the trafficking | \n | ; | ( | )"
)
PARTS = st.sampled_from(PIECES.split(" | "))
TEXTS = st.one_of(st.text(max_size=150), st.lists(PARTS, max_size=40).map(" ".join))


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, language=st.sampled_from(["en", "fr", "es"]))
def test_quotes_are_exact_and_short(
    document_of: Callable[..., Document], claims_of: Callable[..., Sequence[Claim]], text: str, language: Language
) -> None:
    document = document_of(text, language)
    found = claims_of(text, language)
    for claim in found:
        assert not list(faults(claim, document))
        assert 0 <= claim.confidence <= 1
        assert claim.predicate.startswith((NS, RDF))
    assert found == claims_of(text, language)


def test_the_quote_holds_the_wording_and_the_cue(claims_of: Callable[..., Sequence[Claim]]) -> None:
    text = "Le projet commence. Il est financé par la Suède. Il durera 18 mois au Tchad. Tout va bien."
    by_predicate = {c.predicate.rsplit("#", 1)[-1]: c for c in claims_of(text, "fr")}
    assert by_predicate["donor"].evidence.quote == "Il est financé par la Suède."
    assert by_predicate["durationMonths"].evidence.quote.endswith("Il durera 18 mois au Tchad.")


def test_a_project_worded_as_a_long_paragraph_is_quoted_short(
    document_of: Callable[..., Document], claims_of: Callable[..., Sequence[Claim]]
) -> None:
    text = (
        "Sweden funds two projects.\n\nThe projects are:\n\n- Bol (Chad). 450,000 euros. Doctors of the World will"
        " vaccinate herders. The town lends a hall. 12 months.\n\n- Gao (Mali). 300,000 euros. The Danish Refugee"
        " Council will repair wells. Herders will manage them. 18 months.\n"
    )
    document = document_of(text, "en")
    found = claims_of(text, "en")
    wordings = {c.worded for c in found if c.predicate == RDF + "type" and c.object.value.endswith("#Project")}
    assert "- Gao (Mali). 300,000 euros. The Danish Refugee Council will repair wells." in wordings
    assert [list(faults(claim, document)) for claim in found] == [[]] * len(found)


def test_things_are_numbered_in_the_order_of_the_text(claims_of: Callable[..., Sequence[Claim]]) -> None:
    text = (
        "La Suède finance « Puits propres au Tchad », un projet."
        " La Norvège finance « Routes sûres au Mali », un projet."
    )
    titles = {
        c.subject.iri.rsplit("/", 1)[-1]: c.object.value
        for c in claims_of(text, "fr")
        if c.predicate.endswith("#title")
    }
    assert titles == {"1": "Puits propres au Tchad", "2": "Routes sûres au Mali"}


def test_claims_that_would_have_one_id_are_counted(claims_of: Callable[..., Sequence[Claim]]) -> None:
    text = "IOM and IOM's partners, IOM and UNHCR, run the project in Chad funded by Sweden."
    keys = [(c.subject.wording, c.predicate, c.worded, c.evidence.quote, c.occurrence) for c in claims_of(text, "en")]
    assert len(keys) == len(set(keys))


def test_an_empty_document_states_nothing(claims_of: Callable[..., Sequence[Claim]]) -> None:
    assert claims_of("", "en") == ()
