"""Contact details out: addresses, telephone numbers, and the people to ask, before anything else reads the page."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from iomkg.details import ADDRESS, NUMBERS
from iomkg.documents.lexicon import furniture
from iomkg.documents.lines import Line
from iomkg.documents.pieces import is_name_like
from iomkg.documents.sentences import sentence_spans
from iomkg.folding import fold

# A page that is one endless paragraph would lose its body with everything behind a cue.
_LONGEST_CONTACT: Final = 600
_CONTACT_LINE_WORDS: Final = 20
_CONTACT_SENTENCE_WORDS: Final = 30
_MARKED_LINE_WORDS: Final = 12
_PROSE_WORDS: Final = 12
_OFFICE_WORDS: Final = 6
_LINES_ABOVE: Final = 4
_FEWEST_DIGITS: Final = 6

# What every disguise of an address holds, so that few texts are searched for one.
_AT: Final = re.compile(
    r"[\[({<]\s?(?:at|a|@|arobase|arroba)\s?[\])}>]|[_*-]at[_*-]|%40|\sat\s.{1,64}\sdot\s|arobase|arroba"
)
_DIGITS: Final = re.compile(r"\d(?:\D{0,4}\d){5}")
_CLOSING: Final = re.compile(r"[.!?…][»”\"')\]]*$")
_DENSE: Final = re.compile(r"\S*@\S*|\+?\d[\d\s().+/:,-]{5,}")
_PASSES: Final = 4
_EMPTY_BRACKETS: Final = re.compile(r"[(\[<]\W*[)\]>]")
_SPACE_BEFORE_STOP: Final = re.compile(r"\s+(?=[.,;)])")


def without_contacts(lines: list[Line]) -> list[Line]:
    """The lines without those that tell whom to ask, and without any address or telephone number."""
    kept: list[Line] = []
    in_contacts = False
    body_begun = False
    for line in lines:
        folded = line.folded
        cue = furniture().contact_cue.search(folded)
        if in_contacts and not cue and _belongs_to_contacts(line, folded, body_begun=body_begun):
            continue
        contact = cue is not None or _is_contact_line(line, folded)
        if contact and not cue:
            _forget_names_above(kept, body_begun=body_begun)
            rest = ""
        else:
            rest = _without_cue(line.text, cue.start()) if cue else line.text
            if cue or _has_detail(folded):
                rest = without_details(rest)
        in_contacts = contact
        if rest:
            kept.append(Line(rest, line.after_gap))
            body_begun = body_begun or _is_prose(rest)
    return kept


def without_details(text: str) -> str:
    """`text` without addresses and telephone numbers, and without the short sentences that hold one."""
    if not _has_detail(fold(text)):
        return text
    sentences = [text[start:end] for start, end in sentence_spans(text, 0, len(text))]
    rest = " ".join(
        sentence
        for sentence in sentences
        if len(sentence.split()) > _CONTACT_SENTENCE_WORDS or not _has_detail(fold(sentence))
    )
    for _ in range(_PASSES):
        if not _has_detail(fold(rest)):
            return " ".join(rest.split())
        rest = _blanked(rest)
    # Details glued to details, each of which shows only when the one before it is gone: no text, or one meant to harm.
    rest = _DENSE.sub(" ", rest)
    return "" if _has_detail(fold(rest)) else " ".join(rest.split())


def _blanked(text: str) -> str:
    """`text` with a space in the place of every detail, and without the brackets that this empties."""
    kept: list[str] = []
    position = 0
    for found in _detail().finditer(fold(text)):
        kept.append(text[position : found.start()])
        position = found.end()
    rest = " ".join([*kept, text[position:]])
    return _SPACE_BEFORE_STOP.sub("", _EMPTY_BRACKETS.sub("", rest))


@cache
def _detail() -> re.Pattern[str]:
    """An address or a telephone number, in folded text."""
    introduced = rf"{furniture().telephone_word}\+?\(?\d(?:[\s().\-/]{{0,3}}\d){{5,14}}(?!\d)"
    return re.compile("|".join((ADDRESS, *NUMBERS, introduced)))


def _has_detail(folded: str) -> bool:
    possible = "@" in folded or _DIGITS.search(folded) or _AT.search(folded)
    return bool(possible) and _detail().search(folded) is not None


def _is_contact_line(line: Line, folded: str) -> bool:
    words = len(line.words)
    if words <= _CONTACT_LINE_WORDS and _has_detail(folded):
        return True
    return words <= _MARKED_LINE_WORDS and furniture().contact_mark.search(folded) is not None


def _belongs_to_contacts(line: Line, folded: str, *, body_begun: bool) -> bool:
    """Whether a line below a contact line is more of the same: a name, a post, an office, a number.

    Below the body that is every line that is not prose; above it only a name is, since the headline is yet to come.
    """
    if _is_contact_line(line, folded):
        return True
    if body_begun:
        return not _is_prose(line.text)
    return is_name_like(line.text)


def _forget_names_above(kept: list[Line], *, body_begun: bool) -> None:
    """Take back the lines that turn out to have named the person, the post and the office whose number follows."""
    for _ in range(_LINES_ABOVE):
        if not (body_begun and kept and (is_name_like(kept[-1].text) or _is_short(kept[-1]))):
            return
        kept.pop()


def _is_short(line: Line) -> bool:
    return len(line.words) <= _OFFICE_WORDS and not _CLOSING.search(line.text) and line.text[0].isalpha()


def _without_cue(text: str, cue: int) -> str:
    """`text` up to the sentence that holds the cue, and from where the contacts end if that is far from the end."""
    spans = list(sentence_spans(text, 0, len(text)))
    at = next((i for i, (_, end) in enumerate(spans) if cue < end), len(spans) - 1)
    before = text[: spans[at][0]].rstrip()
    if len(text) - spans[at][0] <= _LONGEST_CONTACT:
        return before
    after = [text[start:end] for start, end in spans[at + 1 :]]
    while after and (_has_detail(fold(after[0])) or len(after[0].split()) < _PROSE_WORDS):
        after.pop(0)
    return " ".join([before, *after]).strip()


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _PROSE_WORDS and _CLOSING.search(text) is not None
