"""Bytes to text, without guessing wrongly: a byte that cannot be told is an error, never a wrong letter.

The text that comes out is in NFC, its lines end in `\\n`, and it holds no control characters (but tabs), no
zero-width marks and none of the marks that turn the direction of text, which could make a page read
otherwise than it is written.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from iomkg.readers.forms import UnreadableError
from iomkg.unseen import normalised

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF document (name it .pdf)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a picture or a recording"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (save it as .docx)"),
    (b"{\\rtf", "an RTF document"),
)
# The single-byte encodings that texts in English, French and Spanish come in, likeliest first.
_SINGLE_BYTE: Final = ("cp1252", "iso8859_15", "mac_roman", "cp850")
# Letters and signs beyond ASCII that such texts are made of; anything else speaks against an encoding.
_AT_HOME: Final = frozenset("àâäæçéèêëîïôöœùûüÿáíóúñãõåøßÀÂÄÇÉÈÊËÎÏÔÖŒÙÛÜÁÍÓÚÑ«»“”‘’„…–—€£°ºª·•¿¡©®™²³½\xa0\xad")
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_HEAD: Final = 4096
# Letters with accents and typographic quotes as UTF-8 writes them: pairs no single-byte text would hold.
_UTF8_LETTER: Final = re.compile(rb"\xc3[\xa0-\xbf]|\xe2\x80[\x93-\xa6]")


def decoded(data: bytes, *, markup: bool = False, charset: str | None = None) -> str:
    """The text of `data`; a `charset` said by who sent it, or with `markup` by the page itself, comes before any guess.

    Raises UnreadableError for binary data and for text whose encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return normalised(_strictly(data, encoding))
    _refuse_binary(data)
    try:
        return normalised(data.decode("utf-8"))
    except UnicodeDecodeError:
        declared = _known(charset or "") or (_declared(data) if markup else None)
    return normalised(_strictly(data, declared) if declared else _single_byte(data))


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"seems to be {what}, not text")
    if b"\x00" in data:
        head = data[:_HEAD]
        # Of Latin letters in UTF-16 every other byte is none: those in even places, or those in odd ones.
        even, odd = head[::2].count(0), head[1::2].count(0)
        if (even + odd) * 3 > len(head) and min(even, odd) * 20 < max(even, odd):
            raise UnreadableError("seems to be UTF-16 without a byte order mark; save it as UTF-8")
        raise UnreadableError("seems to be binary data, not text")


def _declared(data: bytes) -> str | None:
    """The charset the page declares for itself, as Python knows it; UTF-8 has been tried by then."""
    found = _XML_DECLARED.search(data[:_HEAD]) or _DECLARED.search(data[:_HEAD])
    return _known(found[1].decode("ascii")) if found else None


def _known(name: str) -> str | None:
    """A charset's name as Python knows it; None when there is no such charset."""
    # Browsers read these as Windows-1252, since pages that say Latin-1 are full of its curly quotes.
    if name.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        return "cp1252"
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # A page that declares UTF-8 and is not is as good as undeclared; the likes of "hex" decode no text.
    return codec.name if codec.name != "utf-8" and _is_text_codec(codec.name) else None


def _is_text_codec(name: str) -> bool:
    try:
        b"<".decode(name)
    except UnicodeError:
        return True
    except LookupError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise UnreadableError(f"is marked as {encoding} but is not; save it as UTF-8") from error


def _single_byte(data: bytes) -> str:
    """The text under the encoding that makes the most sense of its bytes beyond ASCII."""
    if _UTF8_LETTER.search(data):
        raise UnreadableError("is UTF-8 with damaged bytes; save it again as UTF-8")
    beyond = bytes(sorted({byte for byte in data if byte >= 0x80}))
    best: tuple[float, str] | None = None
    for encoding in _SINGLE_BYTE:
        try:
            beyond.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = data.decode(encoding)
        score = _likelihood(text)
        if best is None or score > best[0]:
            best = (score, text)
    if best is None or best[0] < 0:
        raise UnreadableError("is in an encoding that cannot be told; save it as UTF-8")
    return best[1]


# In no text of ours are more than a third of the letters accented; in Cyrillic or Greek read wrongly most are.
_ACCENTED_SHARE: Final = 3
_FEW_LETTERS: Final = 15
_WORD_CAPITAL: Final = re.compile(r"[a-zà-ÿ][À-ÖØ-Þ]|[A-Za-zà-ÿ][©®™°·•²³½€£¿¡](?=[a-zà-ÿ])")


def _likelihood(text: str) -> float:
    """Above 0 when the letters beyond ASCII are mostly those of our languages, where they would stand."""
    beyond = [character for character in text if character >= "\x80"]
    letters = sum(character.isalpha() for character in text)
    if sum(character.isalpha() for character in beyond) * _ACCENTED_SHARE > max(letters, _FEW_LETTERS):
        return -1
    strange = sum(character not in _AT_HOME for character in beyond)
    misplaced = len(_WORD_CAPITAL.findall(text))
    small = sum(character.islower() for character in beyond)
    return len(beyond) + 0.5 * small - 4 * strange - 3 * misplaced
