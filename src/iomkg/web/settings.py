"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is the folder of a store, whose latest snapshot is read, or, when it is `published`, of published
    versions, the newest of which is. `base_url` is where clients reach the server, without a slash at its end; empty
    when that is where they ask.

    A task may take `time_limit` seconds, hold `memory_limit` bytes and give `answer_limit` bytes; a request may bring
    `body_limit` bytes, and a client `rate_limit` requests in a minute (0: any number). `processes` is the most that
    work at once for pages, and again for queries of the clients' own.
    """

    store: Path
    published: bool = False
    base_url: str = ""
    time_limit: float = 30.0
    memory_limit: int = 2 * 2**30
    answer_limit: int = 50 * 2**20
    body_limit: int = 2**20
    rate_limit: int = 600
    processes: int = 12
