"""Clients of a server, many at once, at a steady rate; and what each of their requests came to."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request came to: its path, the status (0 when the server hung up), and the seconds it took."""

    path: str
    status: int
    seconds: float


def ask(address: str, paths: Sequence[str], *, clients: int, rate: float, seconds: float) -> list[Answer]:
    """The answers to so many requests per second in all, over `paths` again and again, by clients that take turns.

    A request's time counts from the moment it was due: one that had to wait for the one before it was late.
    """
    return asyncio.run(_ask(address, paths, clients, rate, seconds))


async def _ask(address: str, paths: Sequence[str], clients: int, rate: float, seconds: float) -> list[Answer]:
    begun = time.monotonic() + 0.5
    turns = range(int(rate * seconds))

    async def client(number: int) -> list[Answer]:
        answers = []
        async with httpx.AsyncClient(base_url=address, timeout=120, trust_env=False) as line:
            for turn in turns[number::clients]:
                due = begun + turn / rate
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                path = paths[turn % len(paths)]
                answers.append(Answer(path, await _status(line, path), time.monotonic() - due))
        return answers

    return [answer for answers in await asyncio.gather(*map(client, range(clients))) for answer in answers]


async def _status(line: httpx.AsyncClient, path: str) -> int:
    try:
        return (await line.get(path)).status_code
    except httpx.HTTPError:
        return 0


def quantile(answers: Sequence[Answer], share: float) -> float:
    """The time within which this share of the answers came, in seconds."""
    return statistics.quantiles([answer.seconds for answer in answers], n=1000, method="inclusive")[
        min(round(share * 1000), 999) - 1
    ]
