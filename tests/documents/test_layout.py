"""Pages as sites lay them out, in words of our own: what is kept, as what, and what the header says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.documents.layout import Layout, lay_out
from iomkg.documents.lines import lines_of

P1 = "The border police of both countries received eight vehicles on Tuesday, paid for by the Government of Japan."
P2 = "“We are grateful for this,” said the Director of Immigration, who opened the ceremony with the governor."
F1 = "Le projet a été lancé mercredi par le ministre de l'Intérieur, en présence des partenaires techniques du pays."
F2 = "Il doit durer deux ans et couvrir trois régions, a précisé le gouverneur devant les chefs traditionnels."
E1 = "El Gobierno de Japón donó este martes equipos por 1,2 millones de dólares a la policía, informó la OIM."


def seen(layout: Layout) -> list[tuple[str, str]]:
    return [(str(piece.kind), piece.text) for piece in layout.pieces]


def laid_out(page: str) -> tuple[list[str], list[str], str | None, str | None]:
    """Headlines, paragraphs, the dateline and the date of a page."""
    layout = lay_out(lines_of(page))
    place = None
    if layout.dateline:
        number, start, end = layout.dateline
        place = layout.pieces[number].text[start:end]
    texts = seen(layout)
    return (
        [text for kind, text in texts if kind == "headline"],
        [text for kind, text in texts if kind == "paragraph"],
        place,
        layout.published,
    )


PAGES = {
    "a site's menu with glued and doubled titles": (
        "-\nQui sommes nous\nQui sommes nousNotre organisation promeut une migration ordonnée.\nÀ propos\nÀ propos\n-\n"
        "Notre travail\nNotre travailLes domaines de notre travail.\n- Données et ressources\n- 2030 Agenda\n"
        f"Le Niger et l'OIM lancent un projet\nNiamey - {F1}\n{F2}",
        (["Le Niger et l'OIM lancent un projet"], [f"Niamey - {F1}", F2], "Niamey", None),
    ),
    "a menu with titles under bare bullets and a date of today": (
        f"-\nOur work\n- Data\n- Agenda\nFriday, 28/2/2020 | 6:27 UTC+0\nJapan supports the border police\n{P1}\n{P2}",
        (["Japan supports the border police"], [P1, P2], None, None),
    ),
    "labels, a credited and an uncredited caption before the dateline": (
        "News\nLocal\n\nSecond Japan-Funded Project Starts\n\nThe ambassador speaks. Photo. IOM 2023. Ana Sample\n\n"
        f"Fourteen representatives of the ministries attended the ceremony.\n\nHoniara – {P1}\n\n{P2}",
        (["Second Japan-Funded Project Starts"], [f"Honiara – {P1}", P2], "Honiara", None),
    ),
    "labels below a headline that stands twice": (
        f"Le Niger lance un projet\n\nLe Niger lance un projet\nCommuniqué\nGlobal\nNiger - {F1}",
        (["Le Niger lance un projet"], [f"Niger - {F1}"], "Niger", None),
    ),
    "a caption above the headline": (
        f"La ministra, en una foto de archivo. EFE\n\nJapón dona equipos a la policía\n\nSan José – {E1}",
        (["Japón dona equipos a la policía"], [f"San José – {E1}"], "San José", None),
    ),
    "a newspaper's byline with the time": (
        "date 2022-02-16 ExamplePoint.com\n\nJapan Announces a Grant for Border Control\n\n"
        f"Asha Karimi Published February 16, 2022 | 07:20 PM\n\n{P1}\n\nKABUL, (ExamplePoint - 16th Feb, 2022 ) :{P2}",
        (
            ["Japan Announces a Grant for Border Control"],
            [P1, f"KABUL, (ExamplePoint - 16th Feb, 2022 ) :{P2}"],
            "KABUL",
            "2022-02-16",
        ),
    ),
    "author and date in one line": (
        f"Tchad : à Mao, un projet se termine\nMoussa Exemple Test - 19/04/2023 13:15\n{F1}\n{F2}",
        (["Tchad : à Mao, un projet se termine"], [F1, F2], None, "2023-04-19"),
    ),
    "published and updated": (
        "La OIM et le Niger signent un accord\n\nPublié le 12 mai 2021 à 10h30 par Moussa Exemple\n"
        f"Mis à jour le 13 mai 2021\n\n{F1}",
        (["La OIM et le Niger signent un accord"], [F1], None, "2021-05-12"),
    ),
    "a date in the American order": (
        f"Motorcycles for the immigration officers\n\nPublished Date: \nTue, 11/13/2018 - 08:00\n\nBanjul – {P1}",
        (["Motorcycles for the immigration officers"], [f"Banjul – {P1}"], "Banjul", "2018-11-13"),
    ),
    "a date above the headline": (
        f"Monday, May 11, 2020\n\nAgency urges support for displaced people\n\n{P1}",
        (["Agency urges support for displaced people"], [P1], None, "2020-05-11"),
    ),
    "today's date beside the site's name": (
        f"Friday, 28/2/2020 | 6:27 UTC+0\nExample Newswire\n\nAnswer of the working group on Libya\n\n{P1}",
        (["Answer of the working group on Libya"], [P1], None, None),
    ),
    "an institution above the headline, a time below": (
        f"European Union External Action\n\nL'aide de l'Union est vitale\n\n11/02/2019 - 17:00\nNews stories\n\n{F1}",
        (["L'aide de l'Union est vitale"], [F1], None, "2019-02-11"),
    ),
    "a dateline of its own below a byline": (
        f"New money for migrants in the south\n\nBy Example Herald reporter.\nTunis, 9 December 2017:\n{P1}",
        (["New money for migrants in the south"], [P1], "Tunis", "2017-12-09"),
    ),
    "a dateline of its own in capitals": (
        f"Guinée : un projet pour les jeunes\nCONAKRY, le 20 Juillet 2018,\n{F1}",
        (["Guinée : un projet pour les jeunes"], [F1], "CONAKRY", "2018-07-20"),
    ),
    "an archive's stamp glued to the headline": (
        f"date 2025-07 Barranquilla: negocios de migrantes crecen\n\n{E1}",
        (["Barranquilla: negocios de migrantes crecen"], [E1], None, "2025-07"),
    ),
    "an archive's stamp below the headline": (
        f"Italy adds 11 million euros\ndate 2019-08-01\n{P1}",
        (["Italy adds 11 million euros"], [P1], None, "2019-08-01"),
    ),
    "an archive's stamp and no headline": (
        f"date 2021-03-12 Geneva – {P1} {P2}",
        ([], [f"Geneva – {P1} {P2}"], "Geneva", "2021-03-12"),
    ),
    "an agency's signature and dateline": (
        f"Policía de fronteras recibe equipos\n\nRedacción\n\nMadrid, 3 mar (EFE).- {E1}\n\n"
        "El proyecto dura 18 meses. EFE",
        (
            ["Policía de fronteras recibe equipos"],
            [f"Madrid, 3 mar (EFE).- {E1}", "El proyecto dura 18 meses. EFE"],
            "Madrid",
            None,
        ),
    ),
    "a counter, a summary and a dateline with a stop": (
        "Tres países formulan un proyecto\n\n779\n\nEl proyecto fue elaborado con el apoyo de un fondo.\n\n"
        f"México. {E1}",
        (
            ["Tres países formulan un proyecto"],
            ["El proyecto fue elaborado con el apoyo de un fondo.", f"México. {E1}"],
            "México",
            None,
        ),
    ),
    "a place that is only a label": (
        f"Planos listos para la estación migratoria\n\nCosta Rica\n14 Octubre, 2020\n\n{E1}",
        (["Planos listos para la estación migratoria"], [E1], None, "2020-10-14"),
    ),
    "a date and a newspaper at the foot, then other articles": (
        f"Lutte contre la traite au Sahel\n\n{F1}\n\n{F2}\n\nMardi 18 Septembre 2018\nDakarexemple\n\n"
        "Dans la même rubrique :\nUn autre article qui ne regarde pas ce projet",
        (["Lutte contre la traite au Sahel"], [F1, F2], None, "2018-09-18"),
    ),
    "comments, copyright and buttons": (
        f"×\nJapan supports the police\n\n{P1}\n\nCopyright © 2017.\nPrint | Email\nLeave a Reply\n"
        "Required fields are marked *\nJohn said this is good",
        (["Japan supports the police"], [P1], None, None),
    ),
    "the site's name behind the title": (
        f"Japan supports the police | Example Organisation\nJapan supports the police\n{P1}",
        (["Japan supports the police"], [P1], None, None),
    ),
    "a summary and a list of facts": (
        "Police Schools Gain Instructors\n\n    Activity financed by the Netherlands and Germany\n\n"
        f"{P1}\n\n        Group picture\n\n{P2}\n\nKey facts:\n- Donor: European Union\nBudget: EUR 3 million\n",
        (
            ["Police Schools Gain Instructors"],
            [
                "Activity financed by the Netherlands and Germany",
                P1,
                P2,
                "Key facts:",
                "- Donor: European Union",
                "Budget: EUR 3 million",
            ],
            None,
            None,
        ),
    ),
    "boilerplate at the end": (
        f"Japan supports the police\nAccra – {P1}\n{P2}\nEstablished in 1951, IOM is the leading intergovernmental "
        "organization in the field of migration and works closely with partners.",
        (["Japan supports the police"], [f"Accra – {P1}", P2], "Accra", None),
    ),
    "a country that opens the headline": (
        f"Guatemala – más espacio para los retornados\n\nGuatemala – {E1}",
        (["Guatemala – más espacio para los retornados"], [f"Guatemala – {E1}"], "Guatemala", None),
    ),
    "an article whose bullets are not a menu": (
        f"Japan supports the police\n{P1}\n- Eight vehicles\n- Forty radios\n{P2}",
        (["Japan supports the police"], [P1, "- Eight vehicles", "- Forty radios", P2], None, None),
    ),
    "a box of other articles amid the text": (
        f"Japan supports the police\n{P1}\nRelated articles\nAnother thing happened\n{P1} And more.\n{P2} And more.",
        (
            ["Japan supports the police"],
            [P1, "Related articles", "Another thing happened", f"{P1} And more.", f"{P2} And more."],
            None,
            None,
        ),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_as_sites_lay_them_out(name: str) -> None:
    page, expected = PAGES[name]
    assert laid_out(page) == expected


def test_the_headline_the_markup_states_is_taken_from_the_text_or_put_before_it() -> None:
    lines = lines_of(f"Section\nJapan supports the police\n{P1}")
    assert seen(lay_out(lines, "Japan supports the police"))[-2:] == [
        ("headline", "Japan supports the police"),
        ("paragraph", P1),
    ]
    assert seen(lay_out(lines_of(P1), "Japan supports the police")) == [
        ("headline", "Japan supports the police"),
        ("paragraph", P1),
    ]


def test_authors_and_photographers_are_not_kept() -> None:
    page = (
        f"Japan supports the police\nBy Ana Sample\nPublished by Ana Sample on 3 May 2021\n{P1}\n"
        f"The police at work. Photo: Ana Sample/Wire\n{P2}\nAna Sample"
    )
    assert "Sample" not in " ".join(text for _, text in seen(lay_out(lines_of(page))))


@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(["-", "- Data", "News", P1, P2, F1, "Niamey - " + F1, "3 May 2021", "By Ana Sample", "×"]),
        ),
        max_size=12,
    )
)
def test_any_page_is_laid_out_whole_and_in_order(lines: list[str]) -> None:
    page = lines_of("\n".join(lines))
    layout = lay_out(page)
    joined = "\n".join(line.text for line in page)
    position = 0
    for piece in layout.pieces:
        assert piece.kind in ("headline", "paragraph", "furniture")
        assert piece.text
        position = joined.index(piece.text, position) + len(piece.text)
    assert sum(piece.kind == "headline" for piece in layout.pieces) <= 1
    if layout.dateline:
        number, start, end = layout.dateline
        assert layout.pieces[number].text[start:end].strip()
