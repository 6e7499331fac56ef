"""PDF documents: reading order, paragraphs, words parted at line ends, margins, headlines, and what cannot be read."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from iomkg.readers.forms import UnreadableError
from iomkg.readers.pdf import read_pdf

# Where a line stands, how large it is set, and what it says.
Placed = tuple[float, float, float, str]


def pdf(*pages: Sequence[Placed], title: str | None = None, **canvas: object) -> bytes:
    file = io.BytesIO()
    paper = Canvas(file, pagesize=A4, **canvas)
    if title:
        paper.setTitle(title)
    for page in pages:
        for x, y, size, text in page:
            paper.setFont("Times-Roman", size)
            paper.drawString(x, y, text)
        paper.showPage()
    paper.save()
    return file.getvalue()


def column(x: float, top: float, lines: str, size: float = 11, leading: float = 14) -> list[Placed]:
    return [(x, top - leading * number, size, line) for number, line in enumerate(lines.splitlines())]


def paragraphs(data: bytes) -> list[str]:
    return read_pdf(data).body.split("\n\n")


FIRST = """Niamey – Un nouveau projet accompagne les services de
sécurité et les habitants des confins du Burkina Faso, du Mali
et du Niger."""
SECOND = """Le ministère italien des Affaires étrangères le finance pour
une durée de 18 mois, a rappelé la cheffe de mission devant
les gouverneurs de Zinder et de Maradi."""


def joined(lines: str) -> str:
    return " ".join(lines.splitlines())


def test_lines_become_paragraphs_where_space_parts_them() -> None:
    page = [*column(70, 700, FIRST), *column(70, 650, SECOND)]
    assert paragraphs(pdf(page)) == [joined(FIRST), joined(SECOND)]


def test_an_indent_or_a_short_line_parts_paragraphs_too() -> None:
    indented = [
        *column(70, 700, FIRST),
        *((x + 18 * (n == 0), y, s, t) for n, (x, y, s, t) in enumerate(column(70, 658, SECOND))),
    ]
    assert paragraphs(pdf(indented)) == [joined(FIRST), joined(SECOND)]
    assert paragraphs(pdf([*column(70, 700, FIRST), *column(70, 658, SECOND)])) == [joined(FIRST), joined(SECOND)]


def test_a_paragraph_goes_on_over_a_page_and_its_margins() -> None:
    upper, lower = FIRST.splitlines()[:2], FIRST.splitlines()[2:]
    furniture = [(70.0, 800.0, 8.0, "Example newsroom"), (290.0, 40.0, 8.0, "Page 1 / 2")]
    pages = [[*furniture, *column(70, 120, "\n".join(upper))], [*furniture, *column(70, 700, "\n".join(lower))]]
    assert paragraphs(pdf(*pages)) == [joined(FIRST)]


@pytest.mark.parametrize("drawn", ["column by column", "line by line"])
def test_columns_are_read_one_after_the_other(drawn: str) -> None:
    long = "\n".join((FIRST, SECOND, FIRST.replace("Niamey", "Zinder"))).replace("Niger.", "Niger et du Tchad.")
    left, right = column(60, 700, long, size=8), column(320, 700, long.replace("projet", "chantier"), size=8)
    page = (
        left + right
        if drawn == "column by column"
        else [line for pair in zip(left, right, strict=True) for line in pair]
    )
    page = [(60, 740, 18, "Trois pays du Sahel unissent leurs efforts"), *page]
    text = read_pdf(pdf(page)).body
    assert text.startswith("Trois pays du Sahel unissent leurs efforts\n\n")
    assert text.rindex("projet") < text.index("chantier")


def test_a_row_of_a_table_stays_a_row() -> None:
    rows = [("Duration", "18 months"), ("Donor", "Italy"), ("Budget", "EUR 3 million"), ("Where", "Niger, Mali")]
    table = [
        (x, 600 - 16.0 * n, 11.0, cell) for n, row in enumerate(rows) for x, cell in zip((70, 300), row, strict=True)
    ]
    assert paragraphs(pdf([*column(70, 700, FIRST), *table]))[1:] == [" ".join(row) for row in rows]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("les services de migra-", "tion des trois pays voisins du Sahel", "migration des"),
        ("officers will run the cross-", "border patrols of the three states", "cross-border patrols"),
        ("travellers at the post of Konni-", "Illela will pass through new rooms", "Konni-Illela will"),
        ("a-t-elle dit, les frontières elles-", "mêmes ne suffisent pas à la paix", "elles-mêmes ne"),
        ("a project on police-community re-", "lations, and relations in the North", "relations, and"),
        ("the agro-pastoral zone, and the agro-", "pastoral people who live in the area", "agro-pastoral people"),
    ],
)
def test_words_parted_at_a_line_s_end_are_whole_again(upper: str, lower: str, whole: str) -> None:
    text = read_pdf(pdf(column(70, 700, f"{upper}\n{lower}"))).body
    assert whole in text


def test_list_items_stay_apart() -> None:
    items = [
        "- quatre postes de police construits ou remis en état",
        "- deux cents agents formés à l'accueil des voyageurs",
    ]
    page = [*column(70, 700, FIRST + "\n" + "\n".join(items))]
    assert paragraphs(pdf(page)) == [joined(FIRST), *items]


def test_the_headline_is_in_the_largest_type_or_the_title_when_it_stands_there() -> None:
    head = [
        (70.0, 780.0, 13.0, "Communiqué de la semaine"),
        (70.0, 740.0, 18.0, "Trois pays du Sahel unissent"),
        (70.0, 719.0, 18.0, "leurs efforts"),
    ]
    page = [*head, *column(70, 680, FIRST)]
    assert read_pdf(pdf(page)).headlines == ("Trois pays du Sahel unissent leurs efforts", "Communiqué de la semaine")
    assert read_pdf(pdf(page, title="Microsoft Word - final")).headlines[0].startswith("Trois pays")
    assert read_pdf(pdf(page, title="Communiqué de la Semaine")).headlines[0] == "Communiqué de la semaine"
    assert read_pdf(pdf(column(70, 680, FIRST))).headlines == ()


def test_ligatures_and_text_across_the_page_are_no_part_of_the_text() -> None:
    file = io.BytesIO()
    paper = Canvas(file)
    for x, y, size, text in column(70, 700, FIRST):
        paper.setFont("Times-Roman", size)
        paper.drawString(x, y, text)
    paper.rotate(45)
    paper.setFont("Times-Roman", 40)
    paper.drawString(200, 100, "DRAFT")
    paper.save()
    assert paragraphs(file.getvalue()) == [joined(FIRST)]


def test_a_page_lying_on_its_side_is_read() -> None:
    file = io.BytesIO()
    paper = Canvas(file)
    paper.rotate(90)
    for x, y, size, text in column(100, -100, FIRST):
        paper.setFont("Times-Roman", size)
        paper.drawString(x, y, text)
    paper.save()
    assert paragraphs(file.getvalue()) == [joined(FIRST)]


def test_a_document_that_only_may_not_be_changed_is_read() -> None:
    encrypted = pdf(column(70, 700, FIRST), encrypt=pdfencrypt.StandardEncryption("", "owner"))
    assert paragraphs(encrypted) == [joined(FIRST)]


WITHOUT_TEXT = "is a PDF document without text, perhaps scanned; have its text recognised (OCR) first"


def scanned() -> bytes:
    file = io.BytesIO()
    Image.new("L", (300, 400), 255).save(file, "PDF")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a PDF document"),
        (b"<html>Not found</html>", "is not a PDF document"),
        (scanned(), WITHOUT_TEXT),
        (pdf([(70, 700, 11, "p. 3")]), WITHOUT_TEXT),
        (
            pdf(column(70, 700, FIRST), encrypt=pdfencrypt.StandardEncryption("secret")),
            "is protected by a password; save it without one",
        ),
        (
            pdf(column(70, 700, FIRST))[:-600],
            "is a PDF document that is cut off: its end is missing; get it again",
        ),
        (b"%PDF-1.7\nnothing\n%%EOF", "is a damaged PDF document; get it again"),
        (pdf(*[column(70, 700, "Annexe")] * 301), "is a PDF document of 301 pages; a release has at most 300"),
    ],
)
def test_what_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data)
    assert str(caught.value) == message


def test_a_book_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iomkg.readers.pdf._MOST_CHARACTERS", 300)
    with pytest.raises(UnreadableError, match="holds more than 300 characters of text; a release does not: split it"):
        read_pdf(pdf(*[column(70, 700, FIRST)] * 3))


WHOLE = pdf(column(70, 700, FIRST), column(70, 700, SECOND))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20))
def test_damage_gives_text_or_one_line(at: int, noise: bytes) -> None:
    damaged = WHOLE[:at] + noise + WHOLE[at + len(noise) :]
    with contextlib.suppress(UnreadableError):
        assert read_pdf(damaged).body
