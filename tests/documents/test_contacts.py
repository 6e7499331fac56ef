"""Privacy: whatever tells whom to ask is gone before anything else reads the page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.documents.contacts import without_contacts, without_details
from iomkg.documents.lines import lines_of

BODY = {
    "en": "The border police of both countries were trained for two weeks with funds of the Government of Japan.",
    "fr": "La police des frontières des deux pays a été formée pendant deux semaines grâce aux fonds du Japon.",
    "es": "La policía de fronteras de los dos países fue formada durante dos semanas con fondos del Japón.",
}
CUES = {
    "en": [
        "For more information, please contact {}",
        "For further information on the project, contact: {}",
        "For media enquiries: {}",
        "Media contact: {}",
        "Contact: {}",
        "Press office: {}",
        "Please contact {}",
        "For additional details please get in touch with {}",
    ],
    "fr": [
        "Pour plus d’informations, veuillez contacter {}",
        "Pour de plus amples informations, merci de contacter {}",
        "Pour toute question : {}",
        "Contact presse : {}",
        "Contacts : {}",
        "Personne à contacter : {}",
        "Pour davantage de renseignements, contactez {}",
    ],
    "es": [
        "Para más información, póngase en contacto con {}",
        "Para mayor información contactar a {}",
        "Contacto de prensa: {}",
        "Contacto: {}",
        "Favor contactar a {}",
        "Para entrevistas: {}",
        "Para obtener más información puede comunicarse con {}",
    ],
}
PEOPLE = ["Awa Examplesy", "Jean-Luc D’Exemple", "Ana María Muestra", "Dr. Lena Samplova", "FATIMA TESTOU"]
OFFICES = ["IOM Niger", "OIM Tchad", "Bureau de la communication", "Public Information Officer", ""]

addresses = st.builds(
    lambda name, at, host: f"{name}{at}{host}",
    st.from_regex(r"\A[a-z][a-z0-9._+-]{0,10}[a-z0-9]\Z"),
    st.sampled_from(["@", " @ ", "[at]", " (at) "]),
    st.sampled_from(["example.org", "press.example.org", "Example.ORG", "niger-office.example.org"]),
)
digits = st.text("0123456789", min_size=8, max_size=8)
numbers = st.builds(
    lambda number, form: form.format(number[0:2], number[2:4], number[4:6], number[6:8]),
    digits,
    st.sampled_from(
        [
            "+227 {} {} {} {}",
            "+227{}{}{}{}",
            "00 227 {}-{}-{}-{}",
            "(227) {} {} {} {}",
            "Tel: {}{}{}{}",
            "Tél. : {} {} {} {}",
            "+41 {}.{}.{}.{}",
            "+1 (202) {}{} {}{}",
            "{} {} {} {}",
            "WhatsApp {}{}{}{}",
            "Cel. {}{}-{}{}",
        ]
    ),
)
_NUMBER = re.compile(r"\d(?:\D{0,3}\d){7}")


def kept(page: str) -> str:
    return "\n".join(line.text for line in without_contacts(lines_of(page)))


@given(
    language=st.sampled_from(["en", "fr", "es"]),
    data=st.data(),
    person=st.sampled_from(PEOPLE),
    office=st.sampled_from(OFFICES),
    address=addresses,
    number=numbers,
    layout=st.sampled_from(["{c}", "{b} {c}", "{b}\n\n{c}", "{b}\n{c}\n\n© IOM 2022"]),
    separator=st.sampled_from([", ", "\n", "\n\n", " – ", " / "]),
)
def test_a_contact_is_gone_however_it_is_laid_out(
    language: str, data: st.DataObject, person: str, office: str, address: str, number: str, layout: str, separator: str
) -> None:
    cue = data.draw(st.sampled_from(CUES[language]))
    details = separator.join(part for part in (person, office, number, f"Email: {address}") if part)
    body = BODY[language]
    text = kept(f"A headline about the police and Japan\n\n{body}\n\n{layout.format(b=body, c=cue.format(details))}")
    assert body in text
    assert person not in text
    assert "@" not in text
    assert "example.org" not in text.lower()
    assert not _NUMBER.search(text)


@given(
    person=st.sampled_from(PEOPLE),
    office=st.sampled_from(OFFICES),
    address=addresses,
    number=numbers,
    language=st.sampled_from(["en", "fr", "es"]),
)
def test_a_contact_block_without_a_cue_is_gone(
    person: str, office: str, address: str, number: str, language: str
) -> None:
    text = kept(f"Headline\n\n{BODY[language]}\n\n{person}\n{office}\n{number}\n{address}\n")
    assert text == f"Headline\n{BODY[language]}"


def test_a_contact_above_the_headline_spares_the_headline() -> None:
    page = (
        f"Media contact: Ana Muestra, +227 20 00 00 01\nAna Muestra\nJapan supports the border police\n\n{BODY['en']}"
    )
    assert kept(page) == f"Japan supports the border police\n{BODY['en']}"


def test_a_body_that_goes_on_after_a_long_paragraph_s_cue_is_kept() -> None:
    rest = " ".join([BODY["en"]] * 8)
    page = f"{BODY['en']} For more information contact Ana Muestra at ana@example.org. {rest}"
    assert kept(page) == f"{BODY['en']} {rest}"


@pytest.mark.parametrize(
    "text",
    [
        "The project costs 1 000 000 000 francs CFA, some USD 1,524,490.17, for 12 000 people between 2019-2021.",
        "Plus de 2.000 décès depuis 2014 ; 26 228 arrivées de janvier à avril 2015, contre 26 644 un an plus tôt.",
        "Du 14 au 21 janvier 2023, 10 communautés ; décret 2022-02-18 ; 19/04/2023 13:15 ; 05.04.2018.",
        "El convenio 169 (2019) cuesta 3 000 000 de euros: 850 000 para 2020, 2 150 000 para 2021.",
        "Migrants can contact the centre, and residents wrote to the mayor about contacts with the police.",
        "The DTM recorded 26,228 arrivals; 1.2.3 and 10-11-12 are sections.",
    ],
)
def test_sums_dates_and_plain_words_are_left_alone(text: str) -> None:
    assert without_details(text) == text
    assert kept(text) == text


def test_details_inside_a_long_sentence_go_alone() -> None:
    text = (
        "The hotline (+227 20 00 00 01) that the ministry opened with the organisation for all who return from the "
        "north will be staffed by twelve people who speak five languages and work in shifts day and night all week."
    )
    assert without_details(text) == text.replace(" (+227 20 00 00 01)", "")


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("@.+0123456789 ()-at")), max_size=120))
def test_no_address_survives_in_any_text(text: str) -> None:
    assert not re.search(r"\w@\w", without_details(text))
