"""A small store, two published versions of it, and what a curator changed in between."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import without_what_is_elsewhere

from iomkg.curation.making import Maker
from iomkg.draft import Draft
from iomkg.namespaces import term
from iomkg.pipeline import Judge, Loader
from iomkg.publication import Order, Shelf, Version, publish
from iomkg.readers import press
from iomkg.store import Store

RELEASES = ("2022-02-niger-frontieres.fr.txt", "2024-03-tchad-balke.en.txt", "2018-11-gambia-equipment.en.txt")
NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Published:
    """The store as it stands now, where its versions are, and the IRIs of the claims confirmed and rejected before
    the second."""

    store: Store
    shelf: Shelf
    first: Version
    second: Version
    confirmed: str
    rejected: str


_NUMEROUS = ("agency", "area", "country", "identifier", "organisation", "settlement", "state")


@pytest.fixture(scope="session")
def little_store(tmp_path_factory: pytest.TempPathFactory, bare_store: Path, repository: Path) -> Path:
    """A store of three releases and what is known of those in them: publishing writes all there is in a dozen forms.
    Only to be copied."""
    path = Path(shutil.copytree(bare_store, tmp_path_factory.mktemp("little") / "store"))
    with Store.open(path) as store:
        loader = Loader(store)
        for name in RELEASES:
            (release,) = press.read(repository / "data" / "releases" / name)
            assert loader.load(release).status == "new"
        little = without_what_is_elsewhere(list(store.quads()), _NUMEROUS, re.compile("/(ita|ner|iom)$"))
        store.replace_all(list(little), store.forgotten, ())
    return path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, little_store: Path) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("published")
    store = Store.open(Path(shutil.copytree(little_store, folder / "store")))
    shelf = Shelf(folder / "versions of mine")
    first = publish(store, shelf, Order("1.0"), now=NOON)
    confirmed, rejected = _judge(store)
    second = publish(store, shelf, Order("1.1"), now=NOON + dt.timedelta(days=1))
    yield Published(store, shelf, first, second, confirmed, rejected)
    store.close()


def _judge(store: Store) -> tuple[str, str]:
    """Ana confirms one donor, and rejects a theme."""
    draft = Draft(store)
    claims = {
        name: min(q.subject.value for q in store.quads(None, "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate",
                                                       term(name)))
        for name in ("donor", "hasTheme")
    }  # fmt: skip
    maker = Maker(store, draft, "Ana", "read the annex")
    Judge(store).judge([maker.on_claim("accept", claims["donor"]), maker.on_claim("reject", claims["hasTheme"])])
    return claims["donor"], claims["hasTheme"]
