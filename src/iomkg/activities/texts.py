"""Texts of an activity made fit for the graph: one line, nothing unseen, no contact details, in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from iomkg.details import without_details
from iomkg.model import Element
from iomkg.unseen import normalised

UNDETERMINED: Final = "und"
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# As the gates know contact details, so that nothing a publisher wrote there refuses a whole activity.
_CONTACT: Final = re.compile(
    r"[^\s@,;:<>()/]+@[^\s@,;:<>()/]+\.[a-z]\S*"
    r"|\w+ ?[\[(] ?(?:at|arobase|arroba) ?[\])] ?\w+\S*"
    r"|(?:^|(?<=[^0-9a-z]))(?:\+ ?\(?[1-9](?:[ .()/-]{0,2}[0-9]){8,}|00[1-9][0-9]{1,2}(?:[ .-][0-9]+){2,})"
    r"|(?:^|(?<=[^a-zà-ý]))(?:(?:tel|tél|telf|telephone|téléphone|teléfono|phone|fax|whatsapp|gsm)[ .:]*"
    r"|(?:mobile|portable|móvil|cell|celular) ?: ?)[+(]*[0-9](?:[ .()/-]{0,2}[0-9]){6,}",
    re.IGNORECASE,
)
_PROSE: Final = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
_MAY_HOLD: Final = re.compile(r"@|%40|\bat\b|aroba|arroba|\d(?:\D{0,4}\d){5}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text with its language and the element that holds it."""

    text: str
    language: str
    element: Element


def clean(text: str) -> str:
    """A text on one line, with an ellipsis in the place of e-mail addresses and telephone numbers."""
    line = " ".join(normalised(text).split())
    if not _MAY_HOLD.search(line):
        return line
    line = _CONTACT.sub("…", line)
    # Numbers alone are codes and sums; only prose gives telephone numbers without saying so.
    return without_details(line) if _PROSE.search(line) else line


def narratives(element: Element, default: str) -> Iterator[Narrative]:
    """The texts of an element, in all their languages; a text that stands in it directly is one too.

    `default` is the language of the activity. A language that is no tag is undetermined.
    """
    inherited = language_of(element, default)
    if clean(element.text):
        yield Narrative(clean(element.text), inherited, element)
    for narrative in element.all("narrative"):
        text = clean(narrative.text)
        if text:
            yield Narrative(text, language_of(narrative, inherited), narrative)


def language_of(element: Element, default: str) -> str:
    """The language an element declares, in small letters, else the default."""
    declared = element.get("xml:lang").replace("_", "-")
    if not declared:
        return default
    return declared.lower() if _TAG.fullmatch(declared) else UNDETERMINED
