"""What the library answers on known graphs, kept in files that a person reviews.

usage: python -m tools.answers [--write]

Asks again what tests/queries/expected/*.txt asks: of the sample releases, and of the small world of portfolio.toml.
Each question stands in a line `== name parameter=value, …` above its columns and rows. Prints what differs and exits
with 1; only with --write are the files changed. A question is added by writing its line.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from iomkg.model import Table, Term
from iomkg.namespaces import BASE, XSD, shortened
from iomkg.pipeline import Loader, prepare
from iomkg.queries import bind, find
from iomkg.readers import press
from iomkg.readers.manifest import Manifest
from iomkg.store import Store
from tools import told

ROOT: Final = Path(__file__).resolve().parents[1]
EXPECTED: Final = ROOT / "tests" / "queries" / "expected"
WORLD: Final = ROOT / "tests" / "queries" / "portfolio.toml"
_MARK: Final = "== "
_BETWEEN: Final = " | "


def questions(text: str) -> list[str]:
    """The questions of a file, as their lines ask them: `cq07-places-of-donor donor=EU`."""
    return [line.removeprefix(_MARK) for line in text.splitlines() if line.startswith(_MARK)]


def blocks(text: str) -> dict[str, str]:
    """Each question of a file with the columns and rows below it."""
    parts = f"\n{text}".split(f"\n{_MARK}")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].strip("\n") for part in parts}


def answered(store: Store, question: str, names: Mapping[str, str]) -> str:
    """The columns and rows of a question, a line each. `names` are what entities without a name are called."""
    return _written(asked(store, question, names), names)


def asked(store: Store, question: str, names: Mapping[str, str]) -> Table:
    """The answer to a question as a file asks it. Raises QueryError where it cannot be asked."""
    return store.select(sparql(store, question, names))


def sparql(store: Store, question: str, names: Mapping[str, str]) -> str:
    """The SPARQL of a question as a file asks it, its parameters in place."""
    name, _, given = question.partition(" ")
    named = {called: iri for iri, called in names.items()}
    pairs = [pair.partition("=") for pair in given.split(", ") if pair]
    return bind(store, find(name), {key: named.get(value, value) for key, _, value in pairs}).sparql


def _written(table: Table, names: Mapping[str, str]) -> str:
    rows = [[_text(value, names) for value in row] for row in table.rows]
    return "\n".join(_BETWEEN.join(line).rstrip() for line in ([*table.columns], *rows))


def _text(value: Term | None, names: Mapping[str, str]) -> str:
    """A value as a file has it: IRIs shortened or named, several in one cell sorted; moments of loading left out."""
    if value is None:
        return ""
    if isinstance(value, Literal) and value.datatype.value == f"{XSD}dateTime":
        return "…"
    if isinstance(value, Literal) and not value.value.startswith(BASE):
        return value.value.replace("\n", " ")
    return " ".join(sorted(names.get(iri, shortened(iri)) for iri in value.value.split(" ")))


def written(store: Store, asking: Iterable[str], names: Mapping[str, str]) -> str:
    """A whole file: every question and its answer."""
    return "\n\n".join(f"{_MARK}{question}\n{answered(store, question, names)}" for question in asking) + "\n"


def _stores(folder: Path) -> dict[str, tuple[Store, Mapping[str, str]]]:
    """The graphs that are asked, each by the name of its file."""
    world = Store.open(folder / "world", create=True)
    prepare(world)
    told.load(world, WORLD)
    samples = Store.open(folder / "samples", create=True)
    releases = ROOT / "data" / "releases"
    prepare(samples)
    loader, manifest = Loader(samples), Manifest.read(releases / "sources.csv")
    for place in press.discover([releases]):
        for release in press.read(place, manifest):
            loader.load(release)
    return {"portfolio": (world, told.names(world, WORLD)), "samples": (samples, {})}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write what is answered now; review it before you commit")
    options = parser.parse_args()
    differs = False
    with tempfile.TemporaryDirectory() as folder:
        for name, (store, names) in _stores(Path(folder)).items():
            file = EXPECTED / f"{name}.txt"
            before = file.read_text("utf-8")
            now = written(store, questions(before), names)
            store.close()
            lines = difflib.unified_diff(
                before.splitlines(), now.splitlines(), file.name, f"{file.name}, now", lineterm=""
            )
            for line in lines:
                differs = True
                print(line)
            if options.write:
                file.write_text(now, "utf-8")
    return int(differs and not options.write)


if __name__ == "__main__":
    sys.exit(main())
