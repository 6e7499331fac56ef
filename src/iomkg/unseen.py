"""Characters that show nothing: they act on a terminal, turn the direction of text, or disguise a word.

What is read is cleaned of them (`normalised`), so that none gets into the graph; what is told of names and texts that
came from elsewhere has them written out (`visible`), so that none reaches a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NON_CHARACTERS: Final = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
# Controls (but tab and newline), surrogates, non-characters, zero-width marks, those of direction, and tags.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f" + _NON_CHARACTERS + "]"
)
_LINE_ENDS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


def normalised(text: str) -> str:
    """`text` in NFC, with `\\n` line ends and nothing unseen."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def is_unseen(character: str) -> bool:
    """Whether a single character shows nothing; tab and newline do."""
    return _UNSEEN.match(character) is not None


def visible(text: str) -> str:
    """`text` with every unseen character written as an escape (`\\x1b`, `\\u202e`); tabs and newlines stay."""
    return _UNSEEN.sub(lambda found: _escape(ord(found[0])), text)


def excerpt(text: str, most: int = 80) -> str:
    """The beginning of a text of unknown length, visible, for a message."""
    return visible(text if len(text) <= most else text[:most] + "…")


def escaped_json(json: str) -> str:
    """JSON text that means the same, with every unseen character in its strings written as JSON's own escape."""
    return _UNSEEN.sub(lambda found: _json_escape(ord(found[0])), json)


def _json_escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
