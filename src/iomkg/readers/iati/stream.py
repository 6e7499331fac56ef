"""From a file to its activities as elements with their lines, one at a time.

Read with expat: it counts lines exactly in files of any length (libxml2, under lxml, only estimates them from 65,535
on) and fetches nothing. What is not read of an activity, contact details before all, is dropped as it is met.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from iomkg.model import Element
from iomkg.readers.forms import UnreadableError
from iomkg.unseen import excerpt

_END: Final = b"</iati-activity>"
_CHUNK: Final = 1 << 16
_DEEPEST: Final = 30  # elements within elements of an activity; the standard has five
_MOST_ELEMENTS: Final = 200_000
_MOST_CHARACTERS: Final = 20_000_000
# What a release is made of. Contact details, links to documents and results are never kept.
KEPT: Final = frozenset(
    {
        "iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier",
        "activity-status", "activity-date", "activity-scope", "recipient-country", "recipient-region", "location",
        "sector", "tag", "policy-marker", "default-flow-type", "default-finance-type", "default-aid-type", "budget",
        "planned-disbursement", "transaction", "related-activity",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity; `fault` says why it cannot be taken, and its element is then only what stood before that."""

    element: Element
    fault: str = ""


@dataclass(slots=True)
class _Open:
    """An element whose end is not read yet."""

    name: str
    line: int
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def closed(self) -> Element:
        return Element(self.name, self.line, self.attributes, "".join(self.text), tuple(self.children))


def activities(path: Path) -> Iterator[Activity]:
    """The activities of a file in their order, `version` and `xml:lang` of the whole taken over.

    Raises UnreadableError when the file is no XML, is not well-formed, declares entities or is not of activities.
    """
    building = _Building()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                building.feed(chunk)
                yield from building.ready()
            building.feed(b"", last=True)
            yield from building.ready()
    except expat.ExpatError as error:
        yield from building.ready()
        wrong = expat.ErrorString(error.code) or "unreadable"
        if wrong == expat.errors.XML_ERROR_NO_ELEMENTS:
            raise UnreadableError("is empty") from error
        if not building.begun:
            raise UnreadableError(
                f"is no XML, as its suffix says ({wrong} at line {error.lineno}); name it by what it is, such as .txt"
            ) from error
        raise UnreadableError(
            f"is not well-formed XML: {wrong} at line {error.lineno}, column {error.offset + 1}; "
            "what stands before is read, what stands behind is not"
        ) from error


def count(path: Path) -> int:
    """About how many activities a file holds, by a look at its bytes; 0 when they are in no encoding like ASCII or it
    cannot be read."""
    found, rest = 0, b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                found += (rest + chunk).count(_END)
                rest = chunk[-(len(_END) - 1) :]
    except OSError:
        return 0
    return found


class _Building:
    """Builds elements from what the parser tells; only the activity at hand is held."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._stack: list[_Open] = []
        self._ready: deque[Activity] = deque()
        self._inherited: dict[str, str] = {}
        self._inside = False
        self._skipping = 0
        self._elements = self._size = 0
        self._fault = ""
        #: Whether any element was met.
        self.begun = False

    def feed(self, data: bytes, last: bool = False) -> None:
        self._parser.Parse(data, last)

    def ready(self) -> Iterator[Activity]:
        """The activities that are complete, each once."""
        while self._ready:
            yield self._ready.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.begun = True
        if self._skipping:
            self._skipping += 1
        elif not self._stack:
            self._outside(name, attributes)
        elif self._fault or ":" in name or (len(self._stack) == 1 and name not in KEPT):
            self._skipping = 1
        else:
            self._elements += 1
            self._size += sum(map(len, attributes.values()))
            self._stack.append(_Open(name, self._parser.CurrentLineNumber, attributes))
            self._weigh()

    def _outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "iati-activity":
            self._elements, self._size, self._fault = 1, 0, ""
            self._stack.append(_Open(name, self._parser.CurrentLineNumber, {**self._inherited, **attributes}))
        elif name == "iati-activities":
            self._inside = True
            self._inherited = {key: value for key, value in attributes.items() if key in ("version", "xml:lang")}
        elif not self._inside:
            hint = "; files of organisations are not read" if name == "iati-organisations" else ""
            raise UnreadableError(f"is XML, but no file of IATI activities: it begins with <{excerpt(name, 40)}>{hint}")

    def _end(self, _name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif len(self._stack) == 1:
            self._ready.append(Activity(self._stack.pop().closed(), self._fault))
        elif self._stack:
            closed = self._stack.pop().closed()
            self._stack[-1].children.append(closed)

    def _characters(self, text: str) -> None:
        if self._stack and not self._skipping and not self._fault:
            self._size += len(text)
            self._stack[-1].text.append(text)
            self._weigh()

    def _weigh(self) -> None:
        if len(self._stack) > _DEEPEST:
            self._fault = f"its elements stand {_DEEPEST} deep within each other"
        elif self._elements > _MOST_ELEMENTS or self._size > _MOST_CHARACTERS:
            self._fault = f"it has more than {_MOST_ELEMENTS:,} elements or {_MOST_CHARACTERS:,} characters"

    def _entity(self, *_declared: object) -> None:
        raise UnreadableError("declares XML entities, which no activity needs; they may be made to do harm")
