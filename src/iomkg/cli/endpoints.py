"""Who answers: the store, as it is or as it stood, or a SPARQL service elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from iomkg.cli.limits import within
from iomkg.cli.output_history import opened
from iomkg.cli.program import Settings
from iomkg.engine import Engine
from iomkg.errors import UsageError
from iomkg.store import Store

F = TypeVar("F", bound=Callable[..., Any])


def endpoint_option(command: F) -> F:
    """`--endpoint URL`."""
    return click.option(
        "--endpoint",
        metavar="URL",
        help="Ask a SPARQL 1.1 service that holds what `iomkg export` wrote, not the store.",
    )(command)


@contextlib.contextmanager
def engine(settings: Settings, endpoint: str | None, as_of: str | None, limit: float) -> Iterator[Engine]:
    """What to ask: the service at `endpoint`, each query in at most `limit` seconds, else the store, as it stood
    `as_of`."""
    if endpoint is None:
        with opened(settings, as_of) as store:
            yield store
        return
    if as_of is not None:
        raise UsageError("--as-of goes back in a store's own log; a service at --endpoint has none")
    from iomkg.remote import Service

    with Service(endpoint, limit=limit) as service:
        yield service


def timed(asked: Engine, seconds: float) -> contextlib.AbstractContextManager[None]:
    """A block that may take so long at most; a service is given up in good order by whoever asks it."""
    return within(seconds, asked.abandon) if isinstance(asked, Store) else contextlib.nullcontext()
