"""Full clean texts, kept by hash: private, beside the graph, part of a backup and of no export.

    folder/texts/3f/3f6a…   one text in UTF-8, readable by its owner only
    folder/texts/.draft-3f… a text being written; left over only where a writer died, and removed by the next

A text is on disk, whole and under its name, before `keep` returns.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from iomkg.errors import StoreError
from iomkg.store.disk import sync_file, sync_folder

FOLDER: Final = "texts"
_DRAFT: Final = ".draft"
_HASH: Final = re.compile(r"[0-9a-f]{8,128}")


class Texts(Protocol):
    """Where texts are kept. A `text_hash` is lower-case hexadecimal; anything else raises StoreError."""

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keep texts, by hash; one already kept under its hash is replaced."""

    def get(self, text_hash: str) -> str | None:
        """The text, None when none is kept."""

    def drop(self, text_hash: str) -> None:
        """Forget the text; harmless when none is kept."""

    def hashes(self) -> Iterator[str]:
        """The hashes of all texts kept, sorted."""


class TextsInMemory(Texts):
    """Texts that live as long as the process."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def keep(self, texts: Mapping[str, str]) -> None:
        self._texts.update({_checked(text_hash): text for text_hash, text in texts.items()})

    def get(self, text_hash: str) -> str | None:
        return self._texts.get(_checked(text_hash))

    def drop(self, text_hash: str) -> None:
        self._texts.pop(_checked(text_hash), None)

    def hashes(self) -> Iterator[str]:
        yield from sorted(self._texts)


class TextsOnDisk(Texts):
    """Texts in a folder, which is made with the first of them. One process writes at a time; errors are OSErrors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, texts: Mapping[str, str]) -> None:
        new = {self._place(text_hash): text for text_hash, text in texts.items() if self.get(text_hash) != text}
        if not new:
            return
        _make_private(self._folder)
        for left_over in self._folder.glob(f"{_DRAFT}*"):
            left_over.unlink(missing_ok=True)
        drafts = {place: self._folder / f"{_DRAFT}-{place.name}" for place in new}
        for place, text in new.items():
            _make_private(place.parent)
            with os.fdopen(os.open(drafts[place], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(text.encode("utf-8", "surrogatepass"))
        # All written first, then all synced: the disk takes many in the time of a few.
        for draft in drafts.values():
            sync_file(draft)
        for place, draft in drafts.items():
            draft.replace(place)
        for folder in {place.parent for place in new}:
            sync_folder(folder)

    def get(self, text_hash: str) -> str | None:
        try:
            return self._place(text_hash).read_bytes().decode("utf-8", "surrogatepass")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise StoreError(f"the text {text_hash[:16]}… is damaged; load its release again") from error

    def drop(self, text_hash: str) -> None:
        place = self._place(text_hash)
        if place.exists():
            place.unlink()
            sync_folder(place.parent)

    def hashes(self) -> Iterator[str]:
        for place in sorted(self._folder.glob("??/*")):
            yield place.name

    def _place(self, text_hash: str) -> Path:
        return self._folder / _checked(text_hash)[:2] / text_hash


def _checked(text_hash: str) -> str:
    """The hash, which is about to be part of a path."""
    if not _HASH.fullmatch(text_hash):
        raise StoreError(f"{text_hash[:80]!r} is no hash of a text; one is 8 to 128 hexadecimal digits in lower case")
    return text_hash


def _make_private(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)
