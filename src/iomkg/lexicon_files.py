"""The tables of data/lexicon, each with what a curator adds to it.

A curator's own lexicon is a folder named by the environment variable IOMKG_LEXICON. A file in it is named after the one
it adds to (`es.toml`), and holds only what is new: its cues follow the cues there, its lists go on where those end, its
tables gain entries. A value that is neither list nor table takes the other's place.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from iomkg import resources
from iomkg.errors import DataError, UsageError
from iomkg.unseen import excerpt

_ERROR: Final = 200  # characters of another's words
VARIABLE: Final = "IOMKG_LEXICON"
_KINDS: Final = {dict: "a table", list: "a list", str: "a text"}


def own_folder() -> Path | None:
    """The folder of the curator's own lexicon; UsageError when it is not there or holds a file that adds to nothing."""
    named = os.environ.get(VARIABLE)
    return checked(Path(named)) if named else None


def checked(folder: Path) -> Path:
    """`folder`, if it is one that may hold a lexicon; UsageError else."""
    if not folder.is_dir():
        raise UsageError(f"the lexicon {folder} is no folder; it should be one that holds a file such as es.toml")
    known = sorted(path.name for path in shipped_folder().glob("*.toml"))
    strange = sorted(path.name for path in folder.glob("*.toml") if path.name not in known)
    if strange:
        raise UsageError(f"{strange[0]} in the lexicon {folder} adds to nothing; its name may be {', '.join(known)}")
    if not any((folder / name).is_file() for name in known):
        raise UsageError(f"the lexicon {folder} holds none of {', '.join(known)}")
    return folder


def shipped_folder() -> Path:
    """The folder of the lexicon that comes with iomkg."""
    return resources.data() / "lexicon"


@cache
def table(name: str) -> dict[str, Any]:
    """What the file `name`.toml says, the curator's additions included; DataError when one cannot be read."""
    return with_additions(name, own_folder())


def with_additions(name: str, own: Path | None) -> dict[str, Any]:
    """What the file `name`.toml says with what a folder adds; DataError when one cannot be read."""
    return _joined(parsed(shipped_folder() / f"{name}.toml"), parsed(own / f"{name}.toml") if own else {})


def parsed(path: Path) -> dict[str, Any]:
    """The tables of one file; none when it is not there."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"the lexicon file {path} cannot be read: {excerpt(str(error), _ERROR)}") from None
    for cue in cues if isinstance(cues := read.get("cue", []), list) else [cues]:
        if not isinstance(cue, dict) or cue is cues:
            raise DataError(f"the lexicon file {path} cannot be read: a cue begins with [[cue]], in two brackets")
    for name in ("macros", "words"):
        if not isinstance(read.get(name, {}), dict):
            raise DataError(f"the lexicon file {path} cannot be read: {name} is a table, which begins with [{name}]")
    for name, text in read.get("macros", {}).items():
        if not isinstance(text, str):
            what = f"the macro {excerpt(name)} is {shown(text)}, and no text"
            raise DataError(f"the lexicon file {path} cannot be read: {what}")
    for entry in _listed(read):
        if not isinstance(entry, str | dict):
            raise DataError(f"the lexicon file {path} cannot be read: {shown(entry)} stands in a list of texts")
    return read


def shown(value: object) -> str:
    """A value of a lexicon as a message tells it: short, and with nothing a terminal would act on."""
    return excerpt(repr(value))


def _listed(value: Any) -> Iterator[Any]:
    """What stands in the lists of a table, and of the tables within."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, list):
        yield from value
    for each in inner:
        yield from _listed(each)


def _joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    joined = dict(first)
    for key, value in second.items():
        before = joined.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[key] = _joined(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            joined[key] = [*before, *value]
        elif isinstance(before, dict | list | str) and not isinstance(value, type(before)):
            kind = _KINDS[type(before)]
            raise DataError(f"the lexicon has {excerpt(key)} = {shown(value)} where {kind} belongs")
        else:
            joined[key] = value
    return joined
