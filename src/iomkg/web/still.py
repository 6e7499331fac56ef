"""The pages as files for any web host: the same pages, with links from file to file, and without what needs a server.

folder/index.html            the first page, in English
folder/en/…, fr/…, es/…      the pages in each language: en/id/state/ner.html
folder/data/…                what is known of each thing, in every form of RDF: data/id/state/ner.ttl
folder/files/…               the files of the version: dumps, tables, descriptions
folder/static/…              what pages look like
"""

from __future__ import annotations

import contextlib
import posixpath
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from iomkg.answers import labels
from iomkg.errors import UsageError
from iomkg.folding import fold
from iomkg.model import Language
from iomkg.namespaces import BASE, ID, LINKS_GRAPH, RELEASE_GRAPHS, SCHEME, VIEW_GRAPH, kind_of, shortened, term
from iomkg.namespaces import release as release_iri
from iomkg.publication import Shelf
from iomkg.store import Store
from iomkg.web import entities, pages, pictures, versions
from iomkg.web.bench import Bench
from iomkg.web.content import Words
from iomkg.web.lanes import Reply
from iomkg.web.negotiation import LANGUAGES, TRIPLES
from iomkg.web.rendering import Asked, Page
from iomkg.web.settings import Settings

_VALUES: Final = ("date", "identifier")
#: What comes before other things where one looks around, and what comes after them.
_BROWSED: Final = {"project": 0, "participation": 2, "funding": 2, "contribution": 2, "membership": 2, "segment": 2}
_FILES: Final = "/versions/"


class StillPage(Page):
    """A page that is a file: its addresses lead from this file to others."""

    live = False

    def __init__(self, settings: Settings, asked: Asked, things: frozenset[str], version: str) -> None:
        super().__init__(settings, asked)
        self._things = things
        self._version = version
        self._file = file_of(asked.language, asked.path)

    def at(self, path: str) -> str:
        target = path.removeprefix("/")
        if path.startswith(_FILES):
            target = f"files/{path.removeprefix(f'{_FILES}{self._version}/')}"
        return self._from_here(target)

    def to(self, path: str, **parameters: str) -> str:
        return "" if parameters else self._from_here(file_of(self.language, path))

    def of(self, iri: str) -> str | None:
        return self.to(f"/page/{iri[len(BASE) :]}") if iri in self._things else None

    def in_language(self, code: str) -> str:
        return self._from_here(file_of(code, self.asked.path))

    def _from_here(self, target: str) -> str:
        return quote(posixpath.relpath(target, posixpath.dirname(self._file) or "."))


class StillBench(Bench):
    """The newest version, and pages that are files."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(Settings(shelf.folder, published=True))
        self.only = self.version = shelf.newest()
        self.things = frozenset(_things(self.store))

    def page(self, asked: Asked) -> Page:
        return StillPage(self.settings, asked, self.things, self.version.name)


def file_of(language: str, path: str) -> str:
    """The file of a page: `en/id/state/ner.html` of `/page/id/state/ner`; that of `` is the very first."""
    if not path:
        return "index.html"
    return f"{language}/{path.removeprefix('/page/').removeprefix('/') or 'index'}.html"


def write_site(shelf: Shelf, folder: Path, progress: Callable[[str], None] = lambda _: None) -> int:
    """Write the newest version as a site into a folder, in place of the site that is there; how many pages it has.

    Raises UsageError when something else stands there, or it cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and (_is_site(folder) or not any(folder.iterdir()))):
        raise UsageError(f"{folder} holds something that is no site of iomkg; name an empty or a new folder")
    making = folder.with_name(f".{folder.name}.unfinished")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        bench = StillBench(shelf)
        with contextlib.closing(bench.store):
            count = _write(bench, making, progress)
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}; name another folder") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return count


def _is_site(folder: Path) -> bool:
    return (folder / "files" / "version.json").is_file() and (folder / "index.html").is_file()


def _write(bench: StillBench, folder: Path, progress: Callable[[str], None]) -> int:
    with as_file(files("iomkg.web") / "static") as static:
        shutil.copytree(static, folder / "static", ignore=shutil.ignore_patterns("*.js"))
    shutil.copytree(bench.version.folder, folder / "files", ignore=_but_the_store(bench.version.folder))
    progress(f"writing {len(bench.things):,} things in {len(LANGUAGES)} languages")
    (folder / "index.html").write_bytes(pages.home(bench, Asked("en", "")).body)
    count = 1
    for language in LANGUAGES:
        for path, reply in _pages(bench, language):
            place = folder / file_of(language, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(reply.body)
            count += 1
    for iri in sorted(bench.things):
        for suffix in TRIPLES:
            place = folder / "data" / f"{iri[len(BASE) :]}.{suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(entities.whole(bench.store, iri, suffix))
    return count


def _but_the_store(version: Path) -> Callable[[str, list[str]], list[str]]:
    return lambda folder, names: [name for name in names if name == "store" and Path(folder) == version]


def _pages(bench: StillBench, language: Language) -> Iterator[tuple[str, Reply]]:
    for path, task in (
        ("/", pages.home), ("/map", pictures.world), ("/flows", pictures.flows), ("/ontology", pages.ontology),
        ("/about", pages.about), ("/versions", versions.versions), ("/browse", _browse),
    ):  # fmt: skip
        yield path, task(bench, Asked(language, path))
    for iri in sorted(bench.things):
        path = f"/page/{iri[len(BASE) :]}"
        yield path, pages.thing(bench, Asked(language, path), iri)


def _browse(bench: Bench, asked: Asked) -> Reply:
    """All things by kind, in place of a search: projects, then what there is most of, what is part of others last."""
    assert isinstance(bench, StillBench)
    page = bench.page(asked)
    named = labels(bench.store, bench.things, page.language)
    kinds: dict[tuple[int, str], list[Words]] = defaultdict(list)
    for iri in bench.things:
        rank = _BROWSED.get(kind_of(iri) or "", 1)
        called = pages.kind(bench, page, iri) or shortened(iri)
        kinds[rank, called].append(Words(named.get(iri) or shortened(iri), page.of(iri)))
    listed = sorted(kinds.items(), key=lambda found: (found[0][0], -len(found[1]), found[0][1]))
    return page.reply(bench.answerer, "browse.html", kinds=[
        (called, sorted(found, key=lambda one: (fold(one.text), one.href or ""))) for (_, called), found in listed
    ])  # fmt: skip


def _things(store: Store) -> Iterator[str]:
    """What has a page: releases, what they speak of, and whatever is mentioned on the pages of that."""
    for name in store.graphs():
        if name.startswith(RELEASE_GRAPHS):
            yield release_iri(name.removeprefix(RELEASE_GRAPHS))
    spoken_of = {quad.object for quad in store.quads(None, term("linkedTo"), None, LINKS_GRAPH)}
    for thing in spoken_of:
        if isinstance(thing, NamedNode) and entities.known(store, thing.value):
            yield thing.value
            for quad in store.quads(thing, None, None, VIEW_GRAPH):
                iri = quad.object.value if isinstance(quad.object, NamedNode) else ""
                if iri.startswith((ID, SCHEME)) and kind_of(iri) not in _VALUES:
                    yield iri
