"""Lines of a page as people typed them: cleaned, and joined again where a narrow column broke them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from iomkg.folding import fold

_NARROW: Final = 110
_SHORTEST: Final = 25
_BULLETS: Final = "-•*·–—"
_END: Final = re.compile(r"[.!?…:;][»”\"')\]]*$")
_LINK: Final = re.compile(
    r"\b(?:the|a|an|of|to|in|on|at|for|and|or|by|with|from|le|la|les|l'|un|une|des|du|de|d'|et|en|au|aux|pour|par"
    r"|sur|dans|avec|que|qui|el|los|las|una|del|y|al|por|para|con|su|sus|its|their|this|ses|son|sa|ce|cette)$"
)


@dataclass(frozen=True)
class Line:
    """One line of a page, its white space collapsed; `after_gap` when an empty line stands before it."""

    text: str
    after_gap: bool = False

    @cached_property
    def words(self) -> list[str]:
        """Its words, with what is written against them."""
        return self.text.split()

    @cached_property
    def folded(self) -> str:
        """Its text as it is compared."""
        return fold(self.text)


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that hold anything, in order."""
    lines: list[Line] = []
    gap = True
    for raw in text.split("\n"):
        cleaned = " ".join(raw.split())
        if cleaned:
            lines.append(Line(cleaned, gap))
        gap = not cleaned
    return lines


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines with those joined that a narrow column broke.

    When no column is to be seen, only those are joined that no paragraph ends like.
    """
    width = _column_width(lines)
    if not width:
        return _glued(lines)
    spaced = sum(line.after_gap for line in lines) * 3 >= len(lines) > 3 * sum(len(line.text) > width for line in lines)
    joined: list[Line] = []
    above = upper = ""
    for line in lines:
        if joined and not line.after_gap and _goes_on(above, upper, line.text, width, spaced=spaced):
            joined[-1] = Line(f"{joined[-1].text} {line.text}", joined[-1].after_gap)
        else:
            joined.append(line)
        above, upper = upper, line.text
    return joined


def _glued(lines: list[Line]) -> list[Line]:
    """The lines with each joined to the one above that ends in an article, a preposition or a conjunction."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1].text if joined and not line.after_gap else ""
        if len(above) >= _SHORTEST and _LINK.search(fold(above)) and line.text[0] not in _BULLETS:
            joined[-1] = Line(f"{above} {line.text}", joined[-1].after_gap)
        else:
            joined.append(line)
    return joined


def _column_width(lines: list[Line]) -> int:
    """How long the lines of the column may be, going by those that go on with a small letter; 0 when few do."""
    pairs = [
        (upper.text, lower.text)
        for upper, lower in pairwise(lines)
        if not lower.after_gap and len(upper.text) >= _SHORTEST
    ]
    running = [len(upper) for upper, lower in pairs if lower[0].islower()]
    if len(running) < 2 or len(running) * 3 < len(pairs) or max(running) > _NARROW:
        return 0
    return max(running) * 5 // 4


def _goes_on(above: str, upper: str, lower: str, width: int, *, spaced: bool) -> bool:
    """Whether `upper`, below `above`, breaks off and `lower` goes on; `spaced` when empty lines part the paragraphs."""
    if lower[0] in _BULLETS or len(upper) > width:
        return False
    if spaced and len(upper) * 2 >= width:
        return True
    if _END.search(upper):
        return False
    if lower[0].islower() or (len(upper) >= _SHORTEST and (upper[-1] in ",-" or _LINK.search(fold(upper)))):
        return True
    # The first line of a paragraph, or a later one, that happens to break before a capital; never a headline.
    return len(upper) * 3 >= width * 2 and bool(above) and (_END.search(above) is not None or above[0].islower())
