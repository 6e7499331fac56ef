"""What a store on a server has on this machine: a lock, a name of its own, and the texts of what was loaded here.

servers/localhost-7878-3f6a…/address           the server's address, for people
servers/localhost-7878-3f6a…/name              by which the server knows this folder
servers/localhost-7878-3f6a…/iomkg-store.lock  locked while a process of this machine writes
servers/localhost-7878-3f6a…/texts/            see `texts`
"""

from __future__ import annotations

import hashlib
import re
import socket
import uuid
from typing import IO, Final

from platformdirs import user_data_path

from iomkg.store.disk import lock, write_whole
from iomkg.store.failures import described, in_use
from iomkg.store.holder import LOCK, sign
from iomkg.store.texts import FOLDER as TEXTS
from iomkg.store.texts import TextsOnDisk

_PATIENCE: Final = 2.0  # seconds a writer waits for the lock
_NAME: Final = "name"


class Beside:
    """The folder for the server at an address."""

    def __init__(self, url: str) -> None:
        self._url = url
        readable = re.sub(r"\W+", "-", url.partition("://")[2]).strip("-")[:60]
        known = hashlib.sha256(url.encode()).hexdigest()[:16]
        self.path = user_data_path("iomkg", appauthor=False) / "servers" / f"{readable}-{known}"

    @property
    def texts(self) -> TextsOnDisk:
        """The texts of what was loaded on this machine."""
        return TextsOnDisk(self.path / TEXTS)

    def claim(self, patience: float = _PATIENCE) -> IO[bytes]:
        """The lock, to be closed. Raises StoreLockedError when another process of this machine has it."""
        with described(self.path):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = lock(self.path / LOCK, exclusive=True, patience=patience)
            if held is None:
                raise in_use(self.path, self._url)
            sign(held)
            if not (self.path / _NAME).exists():
                write_whole(self.path / "address", f"{self._url}\n")
                write_whole(self.path / _NAME, f"{uuid.uuid4()}@{socket.gethostname()}\n")
        return held

    def name(self) -> str:
        """By which the server knows this folder: different on each machine. For the holder of the lock."""
        with described(self.path):
            return (self.path / _NAME).read_text("utf-8").strip()
