"""An activity as a text that people can read and claims can quote: its elements as they stand, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from iomkg.activities.texts import clean
from iomkg.model import Element

_STEP: Final = "  "
_INLINE: Final = frozenset({"narrative", "pos"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: `start` and `end` in the text, `path` within its activity."""

    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text, and the place of every element by its identity."""

    text: str
    places: Mapping[int, Place]


def render(activity: Element) -> Rendered:
    """Write an activity out, contact details left out of every text in it."""
    parts: list[str] = []
    places: dict[int, Place] = {}
    _write(activity, "", "", parts, [0], places)
    return Rendered("".join(parts), places)


def _write(
    element: Element, path: str, indent: str, parts: list[str], length: list[int], places: dict[int, Place]
) -> None:
    def put(text: str) -> None:
        parts.append(text)
        length[0] += len(text)

    start = length[0]
    shown = "".join(f' {name}="{clean(value)}"' for name, value in element.attributes.items() if value.strip())
    text = clean(element.text)
    if not text and not element.children:
        put(f"<{element.name}{shown}/>")
    else:
        put(f"<{element.name}{shown}>{text}")
        broken = any(child.name not in _INLINE for child in element.children)
        for child, step in _steps(element):
            put(f"\n{indent}{_STEP}" if broken else "")
            _write(child, f"{path}/{step}" if path else step, indent + _STEP, parts, length, places)
        put(f"\n{indent}</{element.name}>" if broken else f"</{element.name}>")
    places[id(element)] = Place(start, length[0], path or element.name)


def _steps(element: Element) -> Iterator[tuple[Element, str]]:
    """The children with their step of a path: numbered from 1 where several have one name."""
    of_name = Counter(child.name for child in element.children)
    met: Counter[str] = Counter()
    for child in element.children:
        met[child.name] += 1
        yield child, f"{child.name}[{met[child.name]}]" if of_name[child.name] > 1 else child.name
