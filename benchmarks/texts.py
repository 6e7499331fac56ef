"""Releases to measure with: our own texts taken apart and put together anew, so that no cache has seen them before."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iomkg import documents
from iomkg.model import Language
from iomkg.readers import press

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDERS: Final = (
    ROOT / "data" / "releases",
    ROOT / "tests" / "extraction" / "development" / "releases",
    ROOT / "tests" / "extraction" / "heldout" / "releases",
    ROOT.parent / "shared" / "releases",
)
_MISSPELT: Final = 0.04  # of the words: what spelling, names and foreign words bring that was never seen before
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Made:
    """A file with a release made up of others, and its language."""

    path: Path
    language: Language
    words: int


def make(folder: Path, number: int, seed: int = 1) -> Iterator[Made]:
    """Write `number` releases into a folder, each of the length of a real one."""
    chance = random.Random(seed)
    parts = _parts()
    for i in range(number):
        language, paragraphs = chance.choice(parts)
        shuffled = [paragraphs[0], *chance.sample(paragraphs[1:], k=len(paragraphs) - 1)]
        text = "\n\n".join(_varied(paragraph, chance) for paragraph in shuffled) + "\n"
        path = folder / f"release-{i:05d}.txt"
        path.write_text(text, encoding="utf-8")
        yield Made(path, language, len(text.split()))


def _parts() -> list[tuple[Language, list[str]]]:
    """Every text there is as its language and paragraphs, the headline first."""
    found = []
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.txt")):
            (release,) = press.read(path)
            document = documents.compose(release)
            kept = [document.text[b.start : b.end] for b in document.blocks if b.kind != "furniture"]
            found.append((document.language, kept))
    return found


def _varied(paragraph: str, chance: random.Random) -> str:
    """A paragraph with other figures, and with a letter changed in some of its longer words."""
    figures = re.sub(r"(?<=\d)\d", lambda _: str(chance.randrange(10)), paragraph)
    return re.sub(r"\w{4,}", lambda word: _misspelt(word[0], chance), figures)


def _misspelt(word: str, chance: random.Random) -> str:
    if chance.random() >= _MISSPELT or not word.isalpha():
        return word
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice(_LETTERS) + word[at + 1 :]
