"""Word and OpenDocument files: what of them is text, in which order, and what cannot be read."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from iomkg.readers.forms import Content, UnreadableError
from iomkg.readers.office import read_docx, read_odt

TEXT = "Niamey – Le projet a été lancé le 16 février par l'OIM."


def word(write: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def lines(data: bytes) -> list[str]:
    return read_docx(data).body.split("\n\n")


def test_headings_paragraphs_lists_and_tables_in_their_order() -> None:
    def write(document: docx.document.Document) -> None:
        document.add_paragraph("Communiqué")
        document.add_heading("Trois pays du Sahel unissent leurs efforts", level=1)
        document.add_paragraph(TEXT)
        document.add_paragraph("quatre postes construits", style="List Bullet")
        document.add_paragraph("cent agents formés", style="List Number")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            (cell for row in table.rows for cell in row.cells),
            ("Durée :", "18 mois", "Bailleur", "Italie"),
            strict=True,
        ):
            cell.text = text
        document.add_paragraph("Fin du communiqué.")

    content = read_docx(word(write))
    assert content.body.split("\n\n") == [
        "Communiqué",
        "Trois pays du Sahel unissent leurs efforts",
        TEXT,
        "- quatre postes construits",
        "- cent agents formés",
        "Durée: 18 mois",
        "Bailleur: Italie",
        "Fin du communiqué.",
    ]
    assert content.headlines == ("Trois pays du Sahel unissent leurs efforts",)


def test_a_title_counts_for_more_than_a_heading() -> None:
    def write(document: docx.document.Document) -> None:
        document.add_heading("Salle de presse du projet", level=1)
        document.add_heading("Trois pays du Sahel unissent leurs efforts", level=0)
        document.add_paragraph(TEXT)

    assert read_docx(word(write)).headlines[0] == "Trois pays du Sahel unissent leurs efforts"


def test_a_table_that_only_lays_the_page_out_is_read_cell_by_cell() -> None:
    def write(document: docx.document.Document) -> None:
        left, right = document.add_table(rows=1, cols=2).rows[0].cells
        left.text = "Trois pays du Sahel unissent leurs efforts"
        left.add_paragraph(TEXT)
        right.text = "Le projet dure 18 mois."

    assert lines(word(write)) == ["Trois pays du Sahel unissent leurs efforts", TEXT, "Le projet dure 18 mois."]


def test_margins_notes_and_struck_text_are_left_out_and_changes_and_links_kept() -> None:
    def write(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Example newsroom"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        paragraph = document.add_paragraph("Le projet dure ")
        changes = (
            '<w:del {0} w:id="1" w:author="a"><w:r><w:delText>douze</w:delText></w:r></w:del>',
            '<w:ins {0} w:id="2" w:author="a"><w:r><w:t>dix-huit</w:t></w:r></w:ins>',
            '<w:hyperlink {0} w:anchor="x"><w:r><w:t xml:space="preserve"> mois au Niger</w:t></w:r></w:hyperlink>',
        )
        for change in changes:
            paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
        paragraph.add_run(", au Mali")
        paragraph.runs[-1].add_break()
        paragraph.add_run("et au Burkina Faso.")

    assert lines(word(write)) == ["Le projet dure dix-huit mois au Niger, au Mali\net au Burkina Faso."]


def test_content_controls_are_read() -> None:
    def write(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph(TEXT)
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph._p.addprevious(control)
        control.append(content)
        content.append(paragraph._p)

    assert qn("w:sdt") in {element.tag for element in docx.Document(io.BytesIO(word(write))).element.body}
    assert lines(word(write)) == [TEXT]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:body><office:text>
<text:tracked-changes><text:p>ancien</text:p></text:tracked-changes>
<text:p text:style-name="Title">Trois pays du Sahel unissent leurs efforts</text:p>
<text:p>Niamey<text:s/>–<text:tab/>Le <text:span>projet<text:note><text:p>une note</text:p></text:note> a
été</text:span> lancé par<office:annotation><text:p>vrai ?</text:p></office:annotation> l'OIM.<text:line-break/>
Il dure.</text:p>
<text:list><text:list-item><text:p>quatre postes</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Durée</text:p></table:table-cell>
<table:table-cell><text:p>18 mois</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def packed(**entries: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def test_an_opendocument_text() -> None:
    assert read_odt(packed(content_xml=ODT, **{"META-INF__manifest_xml": "<manifest/>"})) == Content(
        body="Trois pays du Sahel unissent leurs efforts\n\nNiamey – Le projet a été lancé par l'OIM.\nIl dure.\n\n"
        "- quatre postes\n\nDurée: 18 mois",
        media_type="application/vnd.oasis.opendocument.text",
        headlines=("Trois pays du Sahel unissent leurs efforts",),
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = word(lambda document: document.add_paragraph(TEXT))


@pytest.mark.parametrize(
    ("read", "data", "message"),
    [
        (read_docx, b"", "is not a Word document (.docx)"),
        (read_docx, b"<html>", "is not a Word document (.docx)"),
        (read_docx, OLE, "is an Office document of the old kind; save it as .docx"),
        (
            read_docx,
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password; save it without one",
        ),
        (read_docx, GOOD[: len(GOOD) // 2], "is damaged or cut off, no longer a Word document (.docx); get it again"),
        (read_docx, packed(xl__workbook_xml="<x/>"), "is a ZIP archive, but not a Word document (.docx)"),
        (read_docx, packed(word__document_xml="<x"), "is a damaged Word document; get it again"),
        (read_docx, packed(word__document_xml=" " * 11_000_000), "is an archive that unpacks to a flood"),
        (read_docx, word(lambda _: None), "holds no text, perhaps only pictures"),
        (read_odt, packed(content_xml=ODT), "is a damaged OpenDocument text; get it again"),
        (read_odt, packed(content_xml="<x", META_INF="x"), "is a damaged OpenDocument text; get it again"),
        (
            read_odt,
            packed(content_xml="x", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"}),
            "is protected by a password; save it without one",
        ),
        (
            read_odt,
            packed(content_xml="<x/>", **{"META-INF__manifest_xml": "<m/>"}),
            "is an OpenDocument file, but not a text",
        ),
    ],
)
def test_what_cannot_be_read(read: Callable[[bytes], Content], data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert str(caught.value) == message


def test_entities_that_grow_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<!DOCTYPE x [<!ENTITY e0 "lol">{grown}<!ENTITY file SYSTEM "file://{secret}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&e9; &file;</w:t></w:r></w:p></w:body></w:document>"
    )
    for read, data in (
        (read_docx, packed(word__document_xml=document)),
        (read_odt, packed(content_xml=document, **{"META-INF__manifest_xml": "<m/>"})),
    ):
        with pytest.raises(UnreadableError):
            read(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_damage_gives_text_or_one_line(at: int, noise: bytes) -> None:
    damaged = GOOD[:at] + noise + GOOD[at + len(noise) :]
    with contextlib.suppress(UnreadableError):
        assert read_docx(damaged).body
