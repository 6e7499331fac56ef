"""What a single line of a page is besides text of the release: a label, a caption, a byline, a menu's entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from iomkg.documents.dates import dates_in
from iomkg.documents.lexicon import furniture
from iomkg.documents.lines import Line
from iomkg.folding import fold

_CAPTION_WORDS: Final = 60
_OPENING_WORDS: Final = 25
_BYLINE_WORDS: Final = 10
_HEADER_DATE_WORDS: Final = 22
_AUTHOR_WORDS: Final = 7
_SIGNATURE_WORDS: Final = 12
_MENU_ENTRY_WORDS: Final = 16
_MENU_TITLE_WORDS: Final = 8
_SHORT_OPENING_WORDS: Final = 10

_RECENT: Final = 200  # lines of a page, which several questions are asked about

_BULLET: Final = re.compile(r"[-•*·–—▪►»>]+(?:\s+|$)")
_BYLINE: Final = re.compile(r"(?i:by|par|por) [A-ZÀ-ÖØ-Þ]")
_WORD: Final = re.compile(r"[^\W_][\w.'’-]*")
_SITE: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:[\w-]+ ){0,2}[\w-]+"
    r"\.(?:com|org|net|int|info|news|africa|tv|fm|gov|gob|[a-z]{2})(?:[./][\w./-]*)?",
    re.IGNORECASE,
)
_SEPARATOR_SIGN: Final = re.compile(r"[>»|/›]")
_SEPARATOR: Final = re.compile(r"\s[>»|/›]\s")
_DIGIT: Final = re.compile(r"\d")
_COUNTER: Final = re.compile(r"[^\w]*\d{0,6}[^\w]*|[\W_]+")
_CLOSING: Final = re.compile(r"[.!?…:;][»”\"')\]]*$")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A header line's date: `wording` is the date as written, `cued` when a word such as "published" introduces it."""

    wording: str
    value: str
    cued: bool
    with_time: bool


def is_symbol(line: Line) -> bool:
    """Whether a line holds no letter, and no more than a counter's number: ×, -, ***, 779."""
    return not any(character.isalpha() for character in line.text) and _COUNTER.fullmatch(line.text) is not None


def is_bullet(line: Line) -> bool:
    """Whether a line begins as an entry of a list does."""
    return _BULLET.match(line.text) is not None


def is_ending(line: Line) -> bool:
    """Whether what follows this line is no longer the release: comments, related articles, "about us"."""
    folded = line.folded.strip(" :.#*")
    return folded in furniture().endings or line.folded in furniture().endings


def is_label(line: Line) -> bool:
    """Whether a line is a label of the page, such as "News" or "Share"."""
    return line.folded.strip(" :.|-*") in furniture().labels


def is_remark(line: Line) -> bool:
    """Whether a line, wherever it stands, is the page's remark on itself: a caption, a credit, a path, a byline."""
    folded = line.folded
    words = len(line.words)
    sentence = words > _SHORT_OPENING_WORDS and line.text.endswith(".")
    if words <= _OPENING_WORDS and not sentence and folded.startswith(furniture().openings):
        return True
    if words <= _CAPTION_WORDS and furniture().caption.search(folded):
        return True
    if words <= _SIGNATURE_WORDS and line.text[0] == "(" and line.text[-1] == ")":
        return True
    return _is_breadcrumb(line) or _SITE.fullmatch(line.text) is not None


def is_credited(line: Line) -> bool:
    """Whether a line ends in an agency's name, as captions do, and last paragraphs too: it depends on the place."""
    return len(line.words) <= _CAPTION_WORDS and furniture().credit.search(line.folded) is not None


def _is_breadcrumb(line: Line) -> bool:
    if not _SEPARATOR_SIGN.search(line.text):
        return False
    separators = len(_SEPARATOR.findall(line.text))
    return separators >= 2 and len(line.words) <= 8 * separators and not dates_in(line.text)


def is_boilerplate(line: Line) -> bool:
    """Whether a paragraph presents an organisation in the words it always uses."""
    return furniture().boilerplate.search(line.folded) is not None


def is_byline(line: Line) -> bool:
    """`By …`, `Par …`, `Por …` and a name, with nothing else on the line."""
    if not _BYLINE.match(line.text):
        return False
    words = _WORD.findall(line.text)
    return len(words) <= _BYLINE_WORDS and all(
        word[0].isupper() or fold(word).rstrip(".") in furniture().byline_words for word in words[1:]
    )


@lru_cache(maxsize=_RECENT)
def header_line(line: Line) -> HeaderLine | None:
    """The date of a line that holds a date and, if anything, an author's name and words such as "published on"."""
    if len(line.words) > _HEADER_DATE_WORDS or not _DIGIT.search(line.text):
        return None
    found = [date for date in dates_in(line.text) if date.value]
    if not found:
        return None
    folded = line.folded
    rest = folded
    author: list[str] = []
    for date in reversed(found):
        rest = rest[: date.start] + " " * (date.end - date.start) + rest[date.end :]
    for match in _WORD.finditer(rest):
        word = match[0].rstrip(".")
        if word in furniture().header_words or word.isdigit():
            continue
        if not line.text[match.start()].isupper():
            return None
        author.append(word)
    month_only = all(len(date.value or "") == 7 for date in found)
    if len(author) > _AUTHOR_WORDS or (author and (month_only or _CLOSING.search(line.text))):
        return None
    dates = [date for date in found if not furniture().update.search(folded[max(0, date.start - 25) : date.start])]
    if not dates:
        return HeaderLine("", "", cued=False, with_time=False)
    date = dates[0]
    wording = line.text[date.start : date.end]
    cued = furniture().header_cue.search(folded[: date.start]) is not None
    return HeaderLine(wording, date.value or "", cued, with_time=":" in wording)


def menu_length(lines: list[Line]) -> int:
    """How many lines at the top are the site's menu.

    A menu flattened into text is a run of bullets, alone or before a few words, of titles under a bare bullet or said
    twice, and of descriptions, glued to their title or below it. It ends with its last bullet.
    """
    end = 0
    seen_bullet = False
    for number, line in enumerate(lines):
        if len(line.words) > _MENU_ENTRY_WORDS and is_bullet(line):
            break
        if is_bullet(line) or is_symbol(line):
            end = number + 1
            seen_bullet = seen_bullet or is_bullet(line)
        elif not (_is_menu_title(lines, number) or _is_menu_description(lines, number)):
            break
    return end if seen_bullet else 0


def _is_menu_title(lines: list[Line], number: int) -> bool:
    """Whether a short line stands under a bare bullet, or is said twice, by itself or before more text."""
    short = len(lines[number].words) <= _MENU_TITLE_WORDS
    under_bullet = number > 0 and is_bullet(lines[number - 1]) and is_symbol(lines[number - 1])
    if short and under_bullet:
        return True
    folded = lines[number].folded
    above = lines[number - 1].folded if number else ""
    below = lines[number + 1].folded if number + 1 < len(lines) else ""
    if short and below.startswith(folded):
        return True
    return bool(above) and not is_symbol(lines[number - 1]) and folded.startswith(above)


def _is_menu_description(lines: list[Line], number: int) -> bool:
    """Whether a line stands under a title that stands twice, with more of the menu close below."""
    if number < 2 or lines[number - 1].folded != lines[number - 2].folded:
        return False
    below = range(number + 1, min(number + 3, len(lines)))
    return len(lines[number - 1].words) <= _MENU_TITLE_WORDS and any(
        is_bullet(lines[at]) or _is_menu_title(lines, at) for at in below
    )
