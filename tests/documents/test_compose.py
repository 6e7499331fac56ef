from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg import documents
from iomkg.errors import ReadingError
from iomkg.model import Block, Document, Release, Source

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = SHARED / "seeds" / "niger-border-italy.fr.txt"

PAGE = """-
Qui sommes-nous
Qui sommes-nousNotre organisation.
- Agir
Le Niger et le Japon équipent la police
Communiqué
Niamey, 3 mars 2020 – La police a reçu huit véhicules. « C'est utile », a dit M. Diallo.

Le projet durera deux ans avec les fonds du Japon, selon le ministre de l'Intérieur du Niger.

Pour plus d’informations, veuillez contacter Awa Test, tél. +227 20 00 00 01, awa@example.org
"""


def release(
    body: str, *, name: str = "a.fr.txt", media_type: str = "text/plain", published: str | None = None
) -> Release:
    return Release("k", Source(name, "0" * 64, media_type, published=published), body)


def check(document: Document) -> None:
    """What every document promises."""
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        assert not document.text[position : block.start].strip()
        position = block.end
    assert not document.text[position:].strip()
    told = [block for block in document.blocks if block.kind != "furniture"]
    position = 0
    for start, end in document.sentences:
        assert position <= start < end
        assert any(block.start <= start and end <= block.end for block in told)
        position = end
    in_sentences = "".join("".join(document.slice(span).split()) for span in document.sentences)
    in_blocks = "".join("".join(document.text[block.start : block.end].split()) for block in told)
    assert in_sentences == in_blocks


def test_a_document_whole() -> None:
    source = release(PAGE, published="2020-03-04")
    text = (
        "Qui sommes-nous\n\nQui sommes-nousNotre organisation.\n\n- Agir\n\nLe Niger et le Japon équipent la police\n\n"
        "Communiqué\n\nNiamey, 3 mars 2020 – La police a reçu huit véhicules. « C'est utile », a dit M. Diallo.\n\n"
        "Le projet durera deux ans avec les fonds du Japon, selon le ministre de l'Intérieur du Niger."
    )

    def span(part: str) -> tuple[int, int]:
        start = text.rindex(part)
        return start, start + len(part)

    parts = text.split("\n\n")
    kinds = ("furniture", "furniture", "furniture", "headline", "furniture", "paragraph", "paragraph")
    starts = [sum(len(part) + 2 for part in parts[:number]) for number in range(len(parts))]
    assert documents.compose(source) == Document(
        release=source,
        text=text,
        language="fr",
        blocks=tuple(Block(kind, s, s + len(part)) for kind, s, part in zip(kinds, starts, parts, strict=True)),  # type: ignore[arg-type]  # mypy widens the tuple's literals
        sentences=(
            span("Le Niger et le Japon équipent la police"),
            span("Niamey, 3 mars 2020 – La police a reçu huit véhicules."),
            span("« C'est utile », a dit M. Diallo."),
            span("Le projet durera deux ans avec les fonds du Japon, selon le ministre de l'Intérieur du Niger."),
        ),
        headline=span("Le Niger et le Japon équipent la police"),
        dateline=(text.index("Niamey"), text.index("Niamey") + len("Niamey")),
        published="2020-03-03",
        published_in_text=True,
    )


def test_the_manifest_s_date_stands_in_when_the_text_has_none() -> None:
    document = documents.compose(release(PAGE.replace(", 3 mars 2020", ""), published="2020-03"))
    assert (document.published, document.published_in_text) == ("2020-03", False)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("×\n\n-\n", "a.fr.txt holds no text of a release, only page furniture"),
        ("Accueil\nPartager\nCopyright © 2017.", "a.fr.txt holds no text of a release, only page furniture"),
        (
            "Polícia recebe equipamentos\n\nO ministério recebeu hoje os equipamentos doados para o controle das "
            "fronteiras do país, segundo o diretor da polícia.",
            "the language of a.fr.txt seems to be pt, which is not supported; supported: en, fr, es",
        ),
    ],
)
def test_pages_without_a_release_are_refused_in_one_line(body: str, message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        documents.compose(release(body))
    assert str(caught.value) == message


def test_an_html_page() -> None:
    body = (
        "<html><head><title>La police équipée | OIM</title><meta name='date' content='2020-03-03'></head><body>"
        "<nav><a href='/'>Accueil</a></nav><article><h1>La police équipée par le Japon</h1><p>Niamey – La police a "
        "reçu huit véhicules du Japon pour les deux ans du projet, selon le ministre de l'Intérieur du pays.</p>"
        "<p>Contact : Awa Test, <a href='mailto:awa@example.org'>awa@example.org</a></p></article></body></html>"
    )
    document = documents.compose(release(body, name="a.html", media_type="text/html"))
    check(document)
    assert document.headline is not None
    assert document.dateline is not None
    assert document.slice(document.headline) == "La police équipée par le Japon"
    assert document.slice(document.dateline) == "Niamey"
    assert (document.language, document.published, document.published_in_text) == ("fr", "2020-03-03", True)
    assert "Awa" not in document.text


def test_a_markdown_page() -> None:
    body = "# La police équipée\n\n**Niamey** – La police a reçu\nhuit véhicules du Japon pour le projet.\n"
    document = documents.compose(release(body, name="a.md", media_type="text/markdown"))
    check(document)
    assert document.text.split("\n\n") == [
        "La police équipée",
        "Niamey – La police a reçu huit véhicules du Japon pour le projet.",
    ]


FRAGMENTS = (
    "Le projet est financé par le Japon pour la police des frontières du Niger.",
    "The project is funded by Japan for the border police of the country.",
    "-",
    "- Agir",
    "Communiqué",
    "Niamey - ",
    "3 mai 2021",
    "Par Awa Test",
    "Photo : OIM",
    "M. ",
    "… ?!",
    "\n",
    "\n\n",
)


@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=20)), max_size=25).map(" ".join))
def test_any_page_keeps_the_promises_of_a_document_or_is_refused(body: str) -> None:
    try:
        document = documents.compose(release(body))
    except ReadingError:
        return
    check(document)


@pytest.mark.skipif(not SEED.is_file(), reason="the publisher's text is not in the repository")
def test_the_seed_keeps_no_contact_and_its_menu_states_nothing() -> None:
    document = documents.compose(release(SEED.read_text(encoding="utf-8")))
    check(document)
    assert "@" not in document.text
    assert "contacter" not in document.text
    last = SEED.read_text(encoding="utf-8").strip().split("\n")[-1]
    person = last.split("contacter ")[1].split(" à ")[0]
    assert person not in document.text
    menu_end = next(block.start for block in document.blocks if block.kind == "headline")
    assert all(block.kind == "furniture" for block in document.blocks if block.start < menu_end)
    assert "Agir" in document.text[:menu_end]


@pytest.mark.parametrize("noise", ["Balke" * 30_000, "€1.000.000,00" * 3_000, "QUJD/" * 200 + "=="])
def test_what_is_no_word_of_any_language_is_left_out(noise: str) -> None:
    """Hundreds of letters without a space: encoded data. Found by fuzzing: reading them took minutes."""
    body = "Niamey – The project “{}” is paid for by Norway and begins in May. It helps people on the move in Zinder."
    texts = [documents.compose(release(body.format(each))).text for each in (noise, "…")]
    assert texts[0] == texts[1]


def test_plain_text_does_not_pay_for_html() -> None:
    code = (
        "import sys, iomkg.documents, iomkg.readers.press\n"
        "print([name for name in ('trafilatura', 'lxml', 'rdflib') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
