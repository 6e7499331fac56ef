from __future__ import annotations

import pytest

from iomkg.documents.languages import language_of
from iomkg.errors import ReadingError


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The police of the two countries will be trained for two years with funds of the European Union.", "en"),
        ("La police des deux pays sera formée pendant deux ans grâce aux fonds de l'Union européenne.", "fr"),
        ("La policía de los dos países será formada durante dos años con fondos de la Unión Europea.", "es"),
        ("LA POLICE DES DEUX PAYS SERA FORMÉE AVEC LES FONDS DE L’UNION ET DU JAPON.", "fr"),
        ("El proyecto “Support to Free Movement of Persons in West Africa” fue presentado en Dakar por la OIM.", "es"),
    ],
)
def test_supported_languages(text: str, language: str) -> None:
    assert language_of(text, "a.txt") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("O ministério recebeu hoje os equipamentos doados pela organização para o controle das fronteiras.", "pt"),
        ("Il ministero ha ricevuto oggi le attrezzature donate dall'organizzazione per il controllo.", "it"),
        ("Das Ministerium hat heute die von der Organisation gespendete Ausrüstung für den Schutz erhalten.", "de"),
        ("Het ministerie heeft vandaag de apparatuur van de organisatie ontvangen voor het toezicht.", "nl"),
        ("El govern i l'organització han lliurat avui els equips per a la policia de les fronteres amb el país.", "ca"),
        ("تسلمت الوزارة اليوم المعدات من المنظمة", "ar"),
        ("Министерство получило сегодня оборудование", "ru"),
        ("ሚኒስቴሩ ዛሬ መሣሪያዎችን ተቀበለ", "am"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    with pytest.raises(ReadingError) as caught:
        language_of(text, "a.txt")
    assert (
        str(caught.value)
        == f"the language of a.txt seems to be {language}, which is not supported; supported: en, fr, es"
    )


@pytest.mark.parametrize(
    "text", ["", "Niamey 2022", "1 234 567", "Niamey Zinder Maradi Agadez Diffa Dosso Tahoua", "× –"]
)
def test_no_language_is_made_up(text: str) -> None:
    with pytest.raises(ReadingError, match=r"^the language of a\.txt cannot be told"):
        language_of(text, "a.txt")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Un proyecto de la OIM, financiado por Suecia, comenzó en Agadez. Apoya a personas retornadas."),
        ("fr", "Un projet de l'OIM financé par la Suède a démarré à Agadez. Financement : Suède."),
        ("en", "A project helps travellers in Agadez, Niger. Sweden's contribution amounts to EUR 2 million."),
    ],
)
def test_two_short_sentences_are_enough(language: str, text: str) -> None:
    assert language_of(text, "a.txt") == language
