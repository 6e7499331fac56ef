"""Totals of what went through the pipeline: three publishers of one chain, a table, press releases in two languages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from iomkg.answers import Answer, Answerer
from iomkg.pipeline import Loader
from iomkg.readers import sources
from iomkg.store import Store
from tools import told

TOLD = Path(__file__).parent / "told"


@pytest.fixture(scope="module")
def store(bare_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("totals") / "store"
    shutil.copytree(bare_store, path)
    with Store.open(path) as opened:
        loader = Loader(opened)
        for name in ("chain.xml", "frontieres.fr.txt", "borders.en.txt"):
            for release in sources.read(TOLD / name):
                loader.load(release)
        told.load(opened, TOLD / "chain.toml")
        yield opened


def rows(answer: Answer, *names: str) -> list[tuple[str, ...]]:
    """Some columns of an answer, things in words."""
    place = {name: n for n, name in enumerate(answer.columns)}
    return [tuple(answer.label(row[place[name]]) for name in names) for row in answer.rows]


def test_of_a_chain_the_first_funders_commitment_counts(store: Store) -> None:
    total = Answerer(store).total({"country": "senegal"})
    assert rows(total.answer, "currency", "amount", "sums") == [("EUR", "10000000", "1")]
    assert rows(total.counted, "donor", "amount") == [("European Union", "10000000")]
    assert sorted(rows(total.left_out, "code", "amount")) == [
        ("next-tier", "2500000"),
        ("next-tier", "8000000"),
        ("no-amount", ""),
        ("no-amount", ""),
        ("other-flow", "10000000"),
        ("other-flow", "8000000"),
        ("other-stage", "10000000"),
        ("other-stage", "1500000"),
        ("other-stage", "8000000"),
        ("possibly-same", "9100000"),
    ]
    assert "Possibly more: EUR 9,100,000 in 1 doubtful sum." in total.answer.notes


def test_a_funding_restated_in_another_language_counts_once_with_both_sentences(store: Store) -> None:
    total = Answerer(store).total({"country": "niger", "by": "donor"})
    assert rows(total.answer, "donor", "currency", "amount", "sums") == [("European Union", "EUR", "3000000", "1")]
    assert total.left_out.rows == ()
    ((french, english),) = (
        sorted(said.quote for said in row if "3 million" in said.quote) for row in total.answer.evidence
    )
    assert "3 millions d'euros par l'Union européenne" in english + french
    assert "EUR 3 million by the European Union" in english + french
