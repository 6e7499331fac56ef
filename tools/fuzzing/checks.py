"""A kind of file made from its sample and edits, and checked: what one example of the fuzzer is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.fuzzing import properties, samples
from tools.fuzzing.edits import Edit, edited, in_depth

from iomkg import lexicon, lexicon_files
from iomkg.errors import IomkgError
from iomkg.folding import fold


def made(kind: str, language: str, some: Sequence[Edit], depth: int) -> bytes:
    """The sample of a kind (a suffix, `manifest` or `lexicon`) with edits at one of its layers."""
    if kind == "manifest":
        return edited(samples.MANIFEST.encode(), some)
    if kind == "lexicon":
        return edited(samples.LEXICON.encode(), some)
    return in_depth(kind, samples.sample(kind, language), some, depth)


def suffix_of(kind: str) -> str:
    """The suffix of a file of a kind."""
    return {"manifest": ".csv", "lexicon": ".toml"}.get(kind, kind)


def check(kind: str, path: Path) -> int:
    """Check the file; how many releases it gave."""
    if kind == "manifest":
        for name in ("a.txt", "b.txt"):
            path.with_name(name).write_text("x", "utf-8")
        properties.manifest_reads(path)
        return 0
    if kind == "lexicon":
        _lexicon_reads(path)
        return 0
    return properties.file_reads(path)


def warm() -> None:
    """Load what is loaded once per process, so that no example pays for it."""
    properties.warm()


def _lexicon_reads(path: Path) -> None:
    """A lexicon is read and each of its forms searched in a text, or refused in one line."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "es.toml").write_bytes(path.read_bytes())
        os.environ[lexicon_files.VARIABLE] = folder
        _read_anew()
        try:
            read = lexicon.load("es")
            for form in lexicon_files.parsed(path).get("cue", ()):
                for each in form["forms"]:
                    lexicon.compiled_form(each, read.macros).search(_SPOKEN)
            list(read.cues.find(_SPOKEN))
        except IomkgError as error:
            properties.told_well(error)
        finally:
            del os.environ[lexicon_files.VARIABLE]
            _read_anew()  # whoever reads Spanish next has the lexicon that is shipped


def _read_anew() -> None:
    lexicon_files.table.cache_clear()
    lexicon.load.cache_clear()


_SPOKEN: Final = fold(samples.TEXTS["es"] + " The gift of Japan, thanks very to Spain, paid in part by Italy. ") * 3
