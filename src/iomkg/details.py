"""What an e-mail address and a telephone number look like, however they are disguised; all patterns for folded text.

`documents.contacts` takes them out of texts, and readers out of what comes beside a text: names of files, addresses of
pages, the manifest.
"""

from __future__ import annotations

import re
from typing import Final

from iomkg.folding import fold

_NAME: Final = r"[\w.+'-]{0,64}\w"
_HOST: Final = r"\w[\w-]*"
_DOT: Final = r"\s?(?:\.|[\[({<]\s?(?:\.|dot|point|punto)\s?[\])}>])\s?"
#: name@example.org, name [at] example (dot) org, name{@}example.org, name_AT_example.org
ADDRESS: Final = "|".join(
    (
        rf"{_NAME}\s?(?:@|[\[({{<]\s?(?:at|@|arobase|arroba)\s?[\])}}>]|[_*-]at[_*-]|%40)\s?{_HOST}(?:{_DOT}{_HOST})*",
        # "(a)" is a sign of lists too, and the words alone are words: a whole host has to follow.
        rf"{_NAME}\s?[\[(]a[\])]\s?{_HOST}(?:\.{_HOST})*\.[a-z]{{2,}}",
        rf"{_NAME}\sat\s{_HOST}(?:\sdot\s{_HOST})+",
        rf"{_NAME}\sarobase\s{_HOST}(?:(?:\spoint\s|\.){_HOST})+",
        rf"{_NAME}\sarroba\s{_HOST}(?:(?:\spunto\s|\.){_HOST})+",
    )
)
NUMBERS: Final = (
    # +227 20 72 21 01, 00 227 …: a number with its country's code; not the end of 1 000 000 000
    r"(?<!\d\s)(?:(?<![\d.,])\+\s?|(?<![\w.,])00\s?(?=[1-9]))\(?\d(?:[\s().\-/]{0,3}\d){6,14}(?!\d)",
    # (227) 20 72 21 01
    r"\((?!(?:19|20)\d\d\))\+?\d{2,4}\)\s?\d(?:[\s.\-]?\d){5,11}(?!\d)",
    # 20 72 21 01, 06.12.34.56.78: pairs
    r"(?<![\d.,/+-])(?<!\d\s)\d\d(?P<pair>[ .-])\d\d(?:(?P=pair)\d\d){2,4}(?![\d/-])(?![ .,]\d)",
    # 202-555-0143, (202) 555-0143
    r"(?<![\d.-])\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?![\d-])",
    # 612 34 56 78, 91 123 45 67: no sum ends in pairs
    r"(?<![\d.,/+-])(?<!\d\s)(?:\d{3}(?P<sign>[ .-])\d\d|\d\d(?P<mark>[ .-])\d{3})"
    r"(?:(?(sign)(?P=sign)|(?P=mark))\d\d){2}(?![\d/-])(?![ .,]\d)",
    # 020 7946 0958: no sum begins with a nought
    r"(?<![\d.,/+-])(?<!\d\s)0\d{2,4}[ .-]\d{3,4}[ .-]\d{3,4}(?![\d/-])",
)
_IN_A_NAME: Final = re.compile("|".join((rf"{_NAME}(?:@|%40|\s?[\[(]\s?at\s?[\])]\s?){_HOST}", *NUMBERS)))
_IN_AN_ADDRESS: Final = re.compile(rf"[^/?&=#]{{1,64}}(?:@|%40){_HOST}\.[a-z]{{2,}}", re.IGNORECASE)


def without_details(name: str) -> str:
    """A file's name or the like with an ellipsis in the place of every address and number."""
    kept: list[str] = []
    position = 0
    for found in _IN_A_NAME.finditer(fold(name)):
        kept += name[position : found.start()], "…"
        position = found.end()
    return "".join((*kept, name[position:]))


def has_address(part: str) -> bool:
    """Whether a part of a web address holds an e-mail address, as links in newsletters do."""
    return _IN_AN_ADDRESS.search(part) is not None
