"""`iomkg serve`"""

from __future__ import annotations

from pathlib import Path

import click

from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--base-url", default="", metavar="URL", help="Where clients reach the server, behind a proxy for one.")
@click.option("--time-limit", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), metavar="SECONDS",
              help="How long an answer may take.")  # fmt: skip
@click.option("--processes", default=12, show_default=True, type=click.IntRange(1, 200),
              help="The most that answer pages at once, and again queries.")  # fmt: skip
@click.option("--rate-limit", default=600, show_default=True, type=click.IntRange(0), metavar="N",
              help="Requests of one client in a minute; 0 for any number.")  # fmt: skip
@click.option("--published", type=click.Path(path_type=Path), metavar="DIR",
              help="Serve the newest version that `iomkg publish DIR` made, in place of the store.")  # fmt: skip
@store_option
@click.pass_obj
def command(
    settings: Settings,
    host: str,
    port: int,
    base_url: str,
    time_limit: float,
    processes: int,
    rate_limit: int,
    published: Path | None,
) -> None:
    """Serve the graph on the web: a SPARQL endpoint at /sparql, every thing under its own address, and pages.

    Answers come from the latest snapshot of the store; while it runs, loads and judgements appear as they are
    committed. A query that takes too long is stopped. Nothing can be written through it. Ctrl-C ends it.

    \b
    Examples:
      iomkg serve
      iomkg serve --port 9000 --base-url https://example.org/migration
    """
    try:
        import uvicorn

        from iomkg import web
    except ImportError as error:
        raise UsageError(f"serving needs {error.name}: pip install 'iomkg[web]'") from error
    from iomkg.publication import Shelf
    from iomkg.store import Store

    if base_url and not base_url.startswith(("http://", "https://")):
        raise UsageError(f"--base-url {base_url!r} is no web address; give one such as https://example.org/migration")
    # Whether there is a store to read is told at once, in one line.
    Store.open(Shelf(published).newest().store if published else settings.folder, writable=False).close()
    app = web.create_app(
        web.Settings(
            store=published or settings.folder,
            published=published is not None,
            base_url=base_url.rstrip("/"),
            time_limit=time_limit,
            processes=processes,
            rate_limit=rate_limit,
        )
    )
    uvicorn.run(
        app,
        host=host,
        port=port,
        proxy_headers=bool(base_url),
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=64 * 2**10,
    )
