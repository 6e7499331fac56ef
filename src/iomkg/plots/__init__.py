"""Answers as pictures: bars, what flows to whom (a Sankey diagram), a map, a timeline, a network.

Drawn by matplotlib in black, white, grey and hatches; texts stay texts in SVG; the same picture is the same bytes.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iomkg.errors import UsageError
from iomkg.plots.pictures import About, Bar, Bars, Flows, Map, Network, Picture, Span, Timeline
from iomkg.plots.reading import KINDS, about, picture

if TYPE_CHECKING:
    from iomkg.plots.canvas import Canvas

__all__ = [
    "FORMS", "KINDS", "About", "Bar", "Bars", "Flows", "Map", "Network", "Picture", "Span", "Timeline", "about",
    "check_drawable", "drawn", "form_of", "picture",
]  # fmt: skip

#: The forms of pictures, by the suffixes that ask for them.
FORMS: Final = ("svg", "png", "html")


def form_of(target: Path) -> str:
    """The form a file's name asks for. Raises UsageError when it is none of FORMS."""
    form = target.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"{target.name} is no name for a picture; end it with .svg, .png or .html")
    return form


def check_drawable() -> None:
    """Raise UsageError when what draws pictures is not installed."""
    if find_spec("matplotlib") is None:
        raise UsageError("pictures need matplotlib, which is not installed; run: pip install 'iomkg[plots]'")


def drawn(shown: Picture, around: About, form: str) -> bytes:
    """A picture as the bytes of a file in one of FORMS.

    Raises UsageError when what draws it is not installed.
    """
    from iomkg.plots.canvas import settings
    from iomkg.plots.page import page
    from iomkg.plots.telling import numbers

    with settings():
        canvas = _canvas(shown, around)
        if form == "png":
            return canvas.png()
        told = numbers(shown)
        svg = canvas.svg(around.title, told.description)
    return (page(svg, around, told) if form == "html" else svg).encode("utf-8")


def _canvas(shown: Picture, around: About) -> Canvas:
    from iomkg.plots import bars, flows, maps, networks, timeline

    match shown:
        case Bars():
            return bars.draw(shown, around)
        case Flows():
            return flows.draw(shown, around)
        case Map():
            return maps.draw(shown, around)
        case Timeline():
            return timeline.draw(shown, around)
        case Network():
            return networks.draw(shown, around)
