"""A small world for histories: little reference data, releases told from a template, shapes read once."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad

from iomkg import curated, pipeline
from iomkg.cli import main
from iomkg.model import Release, Source
from iomkg.namespaces import digest, kind_of
from iomkg.pipeline.landing import Gates
from iomkg.store import Store

_KNOWN_KINDS = {"region", "membership", "definition", None}
_KNOWN_ACTORS = re.compile(r"/id/[a-z]+/(ita|ner|deu|fra|iom)(/|$)")
# Lists that no release of these tests has an entry of.
_LEFT_OUT = re.compile(r"/scheme/(currency|dac-|sdg-|gcm|migof|iati-|finance-|aid-|flow-|policy-)|metadata\.un\.org")
_TEXT = """{headline}

Niamey – L'Organisation internationale pour les migrations (OIM) a lancé le 3 mai 2023 un projet au Niger.

Le projet de {months} mois intitulé « {title} »{borne} est financé par le {donor}. Il renforce la gestion des
frontières.

« Ce projet vient à point », a déclaré {person}, cheffe de mission de l'OIM au Niger.
"""
DONORS = (
    "Ministère italien des Affaires étrangères et de la Coopération internationale",
    "Ministère allemand des Affaires étrangères",
)


def text_of(
    *,
    headline: str = "Niger : un projet pour les postes frontières",
    months: int = 18,
    title: str = "Des postes frontières mieux équipés",
    donor: str = DONORS[0],
    person: str = "Awa Sarr",
    borne: str = "",
) -> str:
    """A release in French."""
    return _TEXT.format(headline=headline, months=months, title=title, donor=donor, person=person, borne=borne)


def release(name: str, text: str) -> Release:
    """A release at an address of its own, so that another text of the same name is its next version."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    url = f"https://example.org/{name}"
    source = Source(f"{name}.fr.txt", sha256, "text/plain", url, published="2023-05-04")
    return Release(digest(url)[:16], source, text)


def _kept(quad: Quad) -> bool:
    iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    kind = kind_of(iri)
    if kind in ("state", "country", "agency", "organisation"):
        return bool(_KNOWN_ACTORS.search(iri))
    return kind in _KNOWN_KINDS and not _LEFT_OUT.search(iri)


@pytest.fixture(scope="session")
def small_reference() -> list[Quad]:
    return [quad for quad in curated.quads() if _kept(quad)]


@pytest.fixture(scope="session")
def gates() -> Gates:
    return Gates()


Edition = Callable[..., None]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, small_reference: list[Quad], gates: Gates) -> Edition:
    """Prepare stores with little reference data; the call `small(keep)` makes another edition of them."""
    return _in_small(monkeypatch, small_reference, gates)


def _in_small(monkeypatch: pytest.MonkeyPatch, small_reference: list[Quad], gates: Gates) -> Edition:
    def edition(keep: Callable[[Quad], bool] = lambda _: True, name: str = "small") -> None:
        chosen = [quad for quad in small_reference if keep(quad)]
        monkeypatch.setattr(pipeline.preparing.curated, "quads", lambda: iter(chosen))
        monkeypatch.setattr(pipeline.preparing.curated, "digest_of_files", lambda: digest(name))

    for module in (pipeline.loading, pipeline.judging):
        monkeypatch.setattr(module, "Gates", lambda: gates)
    edition()
    return edition


@pytest.fixture
def store(small: Any) -> Iterator[Store]:  # noqa: ARG001 - the fixture changes what is prepared
    """A store with the small reference data."""
    with Store.memory() as opened:
        pipeline.prepare(opened)
        yield opened


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def made(
    tmp_path_factory: pytest.TempPathFactory, small_reference: list[Quad], gates: Gates
) -> Callable[[Callable[[Store], None]], Path]:
    """Makes stores once, each by a function that fills it; only to be copied."""
    known: dict[Callable[[Store], None], Path] = {}

    def make(fill: Callable[[Store], None]) -> Path:
        if fill not in known:
            known[fill] = tmp_path_factory.mktemp("made") / "store"
            with pytest.MonkeyPatch.context() as patch:
                _in_small(patch, small_reference, gates)
                with Store.open(known[fill], create=True) as opened:
                    pipeline.prepare(opened)
                    fill(opened)
        return known[fill]

    return make


def nothing(_: Store) -> None:
    """Fills a store with the reference data alone."""


@pytest.fixture
def path(
    request: pytest.FixtureRequest,
    small: Edition,  # noqa: ARG001 - as above
    made: Callable[[Callable[[Store], None]], Path],
    tmp_path: Path,
) -> Path:
    """The folder of a store with the small reference data, and what `fill` of the test's module puts into it."""
    shutil.copytree(made(getattr(request.module, "fill", nothing)), tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, path: Path) -> Callable[..., Ran]:
    """`run("log")`: a command on that store, at 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("IOMKG_STORE", str(path))

    def ran(*arguments: object, given: str | None = None) -> Ran:
        result = CliRunner().invoke(main, [str(each) for each in arguments], input=given, prog_name="iomkg")
        return Ran(result.exit_code, result.stdout, result.stderr)

    return ran
