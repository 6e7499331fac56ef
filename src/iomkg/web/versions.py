"""The published versions a server has beside the newest, which it answers from: a page of them, and their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from iomkg.publication import Shelf, Version, keeping
from iomkg.web.bench import Bench
from iomkg.web.content import Edition, Words
from iomkg.web.lanes import Reply
from iomkg.web.protocol import ProtocolError
from iomkg.web.rendering import Asked, Page
from iomkg.web.settings import Settings

FEED: Final = "feed.atom"
_STORE: Final = "store/"  # of a database's own files, which nobody but the database reads
_KINDS: Final = {
    ".atom": "application/atom+xml", ".cff": "text/yaml", ".csv": "text/csv", ".gz": "application/gzip",
    ".json": "application/json", ".jsonld": "application/ld+json", ".md": "text/markdown",
    ".tsv": "text/tab-separated-values", ".ttl": "text/turtle",
}  # fmt: skip


def versions(bench: Bench, asked: Asked) -> Reply:
    """The versions, the newest first, with their files. Raises ProtocolError where a store is served that changes."""
    page = bench.page(asked)
    shown = [bench.only] if bench.only else reversed(_shelf(bench.settings).versions())
    editions = tuple(_edition(page, version) for version in shown)
    feed = None if bench.only else page.at(f"/versions/{FEED}")
    return page.reply(bench.answerer, "versions.html", editions=editions, feed=feed)


def file(settings: Settings, path: str) -> tuple[Path, str]:
    """The file at `1.0.0/void.ttl`, or the feed, and its media type. Raises ProtocolError when there is none."""
    shelf = _shelf(settings)
    name, _, rest = path.partition("/")
    found = {FEED: shelf.folder / FEED} if path == FEED else {}
    for version in shelf.versions():
        if version.name == name:
            found = {f"{name}/{inner}": place for inner, place in _files(version).items()}
    # Only what is listed is given out, so that no path leads elsewhere.
    if path not in found:
        raise ProtocolError(404, f"no version has a file {rest or name!r} by this address; see /versions")
    return found[path], _KINDS.get(found[path].suffix, "text/plain")


def at(bench: Bench, name: str) -> Bench:
    """What a version is read with. Raises ProtocolError when there is none of that name."""
    if name not in {version.name for version in _shelf(bench.settings).versions()}:
        raise ProtocolError(404, f"there is no version {name!r}; see /versions")
    return bench.at(name)


def kept(bench: Bench, asked: Asked, name: str, answer: str) -> Reply:
    """The page of an answer that is kept with a version. Raises ProtocolError when there is none."""
    version = next((each for each in _shelf(bench.settings).versions() if each.name == name), None)
    told = keeping.question(version, answer) if version else None
    if told is None:
        raise ProtocolError(404, "no version has an answer by this address; see /versions")
    page = bench.page(asked)
    place = f"/versions/{name}/{keeping.FOLDER}/{answer}"
    files = [Words(each, page.at(f"{place}/{each}")) for each in sorted(told["sha256"])]
    return page.reply(bench.answerer, "kept.html", told=told, files=files)


def _shelf(settings: Settings) -> Shelf:
    if not settings.published:
        raise ProtocolError(404, "this server shows a store that changes; `iomkg serve --published` shows versions")
    return Shelf(settings.store)


def _edition(page: Page, version: Version) -> Edition:
    files = (
        (Words(name, page.at(f"/versions/{version.name}/{name}")), _size(path.stat().st_size))
        for name, path in _files(version).items()
        if not name.startswith(f"{keeping.FOLDER}/")
    )
    told = version.told
    changed = str(page.words["changed"]).format(f"{told.get('added', 0):,}", f"{told.get('removed', 0):,}")
    policy = str(page.words[f"policy_{told.get('policy', 'threshold')}"])
    return Edition(version.name, f"{version.made:%Y-%m-%d}", changed, policy, str(told.get("canonicalHash", "")),
                   tuple(files))  # fmt: skip


def _files(version: Version) -> Mapping[str, Path]:
    named = {path.relative_to(version.folder).as_posix(): path for path in version.folder.rglob("*") if path.is_file()}
    # What begins with a dot is not finished.
    return {name: named[name] for name in sorted(named) if not name.startswith(_STORE) and "/." not in f"/{name}"}


def _size(count: int) -> str:
    """`12 kB`, `3.4 MB`."""
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
