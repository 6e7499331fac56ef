"""An excerpt in any of its forms, a thing at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from pyoxigraph import NamedNode

from iomkg import export
from iomkg.draft import Draft
from iomkg.excerpts import archives, framing, networks
from iomkg.excerpts.gathering import gathered
from iomkg.export import iati
from iomkg.links import members_of
from iomkg.model import Language
from iomkg.namespaces import VIEW_GRAPH, release_key_of
from iomkg.serialisations import FORMAT_NAMES
from iomkg.store import Store
from iomkg.writing import written

#: Forms that are of excerpts alone, by the suffixes of file names that ask for them.
_SUFFIXES: Final = {".zip": "csv", ".graphml": "graphml"}
FORMS: Final = (*FORMAT_NAMES, "framed", "csv", "graphml", "iati")


def form_of(target: Path | IO[bytes], form: str | None) -> str:
    """The form asked for by name, else by a file's suffix. Raises UsageError when neither says one."""
    suffix = target.suffix.lower() if isinstance(target, Path) else ""
    if form in FORMS or suffix in _SUFFIXES:
        return form or _SUFFIXES[suffix]
    chosen = export.format_of(target, form)
    return next(name for name, known in FORMAT_NAMES.items() if known == chosen)


def write(
    store: Store,
    things: Sequence[str],
    target: Path | IO[bytes],
    form: str | None = None,
    language: Language = "en",
    include_press: bool = False,
) -> list[str]:
    """Write the excerpt of some things (sorted IRIs); names are in `language` where a form has but one.

    What an IATI file had to leave out comes back, a line for each. A file appears complete or not at all. Raises
    UsageError for an unknown form, and when the file cannot be written.
    """
    chosen = form_of(target, form)
    if isinstance(target, Path):
        with written(target) as stream:
            return _write(store, things, stream, chosen, language, include_press)
    return _write(store, things, target, chosen, language, include_press)


def _write(
    store: Store, things: Sequence[str], stream: IO[bytes], form: str, language: Language, include_press: bool
) -> list[str]:
    if form == "iati":
        return iati.export(store, stream, include_press, _releases(store, things))
    if form == "csv":
        archives.write(store, things, stream)
    elif form == "graphml":
        networks.write(store, things, stream, language)
    elif form == "framed":
        _write_framed(store, things, stream)
    else:
        known = FORMAT_NAMES[form]
        quads = (quad for thing in things for quad in gathered(store, thing))
        held = quads if known.holds_graphs else (quad for quad in quads if quad.graph_name == _VIEW)
        export.write(held, stream, known)
    return []


def _write_framed(store: Store, things: Sequence[str], stream: IO[bytes]) -> None:
    stream.write(f'{{"@context": {json.dumps(framing.context())},\n"@graph": ['.encode())
    for number, thing in enumerate(things):
        told = json.dumps(framing.tree(thing, gathered(store, thing)), ensure_ascii=False)
        stream.write(f"{',' if number else ''}\n{told}".encode())
    stream.write(b"\n]}\n")


def _releases(store: Store, things: Sequence[str]) -> set[str]:
    """The keys of the releases that tell of some things."""
    draft = Draft(store)
    return {release_key_of(member) or "" for thing in things for member in members_of(draft, thing)}


_VIEW: Final = NamedNode(VIEW_GRAPH)
