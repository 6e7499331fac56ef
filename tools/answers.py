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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, Triple

from iomkg.answers import Answerer
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


class Graph:
    """A graph that is asked and stays as it is. `names` are what entities without a name are called."""

    def __init__(self, store: Store, names: Mapping[str, str]) -> None:
        self.store = store
        self._names = names
        self._named = {called: iri for iri, called in names.items()}
        # What a name means is looked up among all names: once for all questions.
        self._select = cache(store.select)

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT."""
        return self._select(sparql)

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a query of any kind."""
        return self.store.query(sparql)

    def sparql(self, question: str) -> str:
        """The SPARQL of a question, its parameters in place. Raises QueryError where it means nothing."""
        return bind(self, find(question.partition(" ")[0]), self.parameters(question)).sparql

    def parameters(self, question: str) -> dict[str, str]:
        """The parameters a question gives."""
        pairs = [pair.partition("=") for pair in question.partition(" ")[2].split(", ") if pair]
        return {key: self._named.get(value, value) for key, _, value in pairs}

    def answered(self, question: str) -> str:
        """The columns and rows of a question, a line each."""
        table = self._asked(question)
        rows = [[_text(value, self._names) for value in row] for row in table.rows]
        return "\n".join(_BETWEEN.join(line).rstrip() for line in ([*table.columns], *rows))

    def _asked(self, question: str) -> Table:
        name = question.partition(" ")[0]
        if find(name).counted:
            answer = Answerer(self).ask(name, self.parameters(question))
            return Table(answer.columns, answer.rows)
        return self.select(self.sparql(question))

    def written(self, asking: Iterable[str]) -> str:
        """A whole file: every question and its answer."""
        return "\n\n".join(f"{_MARK}{question}\n{self.answered(question)}" for question in asking) + "\n"


def _text(value: Term | None, names: Mapping[str, str]) -> str:
    """A value as a file has it: IRIs shortened or named, several in one cell sorted; moments of loading left out."""
    if value is None:
        return ""
    if isinstance(value, Literal) and value.datatype.value == f"{XSD}dateTime":
        return "…"
    if isinstance(value, Literal) and not value.value.startswith(BASE):
        return value.value.replace("\n", " ")
    return " ".join(sorted(names.get(iri, shortened(iri)) for iri in value.value.split(" ")))


def _graphs(folder: Path) -> dict[str, Graph]:
    """The graphs that are asked, each by the name of its file."""
    world = Store.open(folder / "world", create=True)
    prepare(world)
    told.load(world, WORLD)
    samples = Store.open(folder / "samples", create=True)
    releases = ROOT / "data" / "releases"
    prepare(samples)
    manifest = Manifest.read(releases / "sources.csv")
    read = (release for place in press.discover([releases]) for release in press.read(place, manifest))
    for _ in Loader(samples).load_all(read):
        """Each is loaded as it comes, in the batches of the command."""
    return {"portfolio": Graph(world, told.names(world, WORLD)), "samples": Graph(samples, {})}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write what is answered now; review it before you commit")
    options = parser.parse_args()
    differs = False
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in _graphs(Path(folder)).items():
            file = EXPECTED / f"{name}.txt"
            before = file.read_text("utf-8")
            now = graph.written(questions(before))
            graph.store.close()
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
