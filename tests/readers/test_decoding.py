from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomkg.readers.decoding import decoded
from iomkg.readers.forms import UnreadableError
from iomkg.unseen import normalised

FRENCH = "À l’été 2021, l'État a remis des équipements – reçus en février – à la gendarmerie : « un cœur à l'œuvre »."
SPANISH = "¿Cuántos años durará? El señor Núñez dijo que “la frontera está lejos”; costó 3.000 € según el ministerio."
ENGLISH = "The border police of Côte d’Ivoire – “ready” – got £5 of equipment."
LATIN_1 = "À l'été 2021, l'État a remis des équipements reçus en février à la gendarmerie : « un an à l'ouvrage »."


@pytest.mark.parametrize("text", [FRENCH, SPANISH, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_texts_come_out_as_written(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp1252", "mac_roman", "cp850"])
def test_single_byte_encodings_are_told_apart(encoding: str) -> None:
    assert decoded(LATIN_1.encode(encoding)) == LATIN_1


def test_the_euro_and_oe_of_latin_9_are_told_from_latin_1() -> None:
    text = "Le cœur du projet : 3 millions de €, une œuvre menée à Étampes"
    assert decoded(text.encode("iso8859-15")) == text


@pytest.mark.parametrize(
    "declaration",
    [b'<meta charset="iso-8859-1">', b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>"],
)
def test_a_page_s_own_charset_is_honoured(declaration: bytes) -> None:
    page = b"<html><head>" + declaration + b"</head><body>" + FRENCH.replace("œ", "oe").encode("cp1252") + b"</body>"
    assert FRENCH.replace("œ", "oe") in decoded(page, markup=True)


def test_a_declared_charset_of_another_script_is_honoured() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?><p>Граница</p>'
    assert "Граница" in decoded(page.encode("windows-1251"), markup=True)


@pytest.mark.parametrize("name", ["hex", "no-such-charset", "utf-8"])
def test_a_charset_that_cannot_be_is_not_believed(name: str) -> None:
    page = f'<meta charset="{name}"><p>Février à Étampes, l\'année dernière</p>'.encode("cp1252")
    assert "Février à Étampes" in decoded(page, markup=True)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0..", "a JPEG image"),
        (b"PK\x03\x04....", "a ZIP archive or an Office document"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"some text\x00 and more text", "binary data"),
        (b"\x7fELF\x02\x01\x01" + bytes(90) + b"\x03\x00>\x00\x01\x00", "binary data"),
        ("Le projet".encode("utf-16-le"), "UTF-16 without a byte order mark"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        decoded(data)


@pytest.mark.parametrize(
    "data",
    [
        "Пресс-релиз о границе и миграции".encode("cp1251"),
        "Le gouvernement a été reçu".encode() + b"\xe9 et \xe8",
        b"\xef\xbb\xbfcaf\xe9",
        "Le projet".encode("utf-16") + b"\x00",
        bytes(range(0x80, 0x100)),
    ],
)
def test_what_cannot_be_told_is_refused_and_never_guessed(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        decoded(data)


def test_unseen_characters_are_gone_and_lines_end_one_way() -> None:
    assert normalised("a\r\nb\rc\u2028d\x0ce\ufefff\u202eg\u200bh\x07i\u00adj\tk") == "a\nb\nc\nd\nefghij\tk"


@given(st.text())
def test_any_unicode_text_survives_but_for_what_is_unseen(text: str) -> None:
    result = normalised(text)
    assert normalised(result) == result
    assert unicodedata.is_normalized("NFC", result)
    assert not any(unicodedata.category(character) == "Cc" for character in result if character not in "\n\t")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        assert "\r" not in decoded(data, markup=True)
