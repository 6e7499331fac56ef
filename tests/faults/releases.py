"""Many small releases of our own, each distinct, and what a store holds after each of them in an undisturbed load."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from iomkg.namespaces import LOG_GRAPH, REFERENCE_GRAPH, VIEW_GRAPH, term
from iomkg.pipeline import Loader
from iomkg.readers import press
from iomkg.store import Store

_COUNTRIES = ("Niger", "Mali", "Chad", "Tunisia", "Kenya", "Ghana", "Senegal")
_DONORS = (
    "the European Union",
    "the Government of Japan",
    "the Swiss State Secretariat for Migration",
    "the German Federal Foreign Office",
    "the Government of Canada",
)
_DOINGS = (
    "train border police officers",
    "support returning migrants",
    "build a border post",
    "counter trafficking in persons",
)
_TITLES = ("Safer Borders", "Coming Home", "Open Roads", "Shared Watch", "Firm Ground", "New Start")


def write_releases(folder: Path, number: int) -> list[Path]:
    """So many releases as text files, in the order in which a load of the folder takes them."""
    folder.mkdir(parents=True)
    files = []
    for place in range(number):
        file = folder / f"{place:04}.txt"
        file.write_text(_text(place), "utf-8")
        files.append(file)
    return files


def _text(number: int) -> str:
    country, donor, doing, title = (one[number % len(one)] for one in (_COUNTRIES, _DONORS, _DOINGS, _TITLES))
    day = f"{number % 27 + 1} {('January', 'March', 'June', 'October')[number % 4]} {2015 + number % 9}"
    return (
        f"{country}: a new project number {number} begins\n{day}\n\n"
        f"IOM launched the project “{title} {number} in {country}”, funded by {donor} with EUR {number + 2} million. "
        f"Over {12 + number % 30} months it will {doing} in {country}, together with the Ministry of the Interior.\n"
    )


@dataclass(frozen=True)
class Undisturbed:
    """A load that nothing disturbs: `states[n]` is the store's `state` after the first n of the releases in `folder`,
    `store` is the store in the end."""

    folder: Path
    states: list[str]
    store: Path


def undisturbed(folder: Path, bare_store: Path, number: int) -> Undisturbed:
    """So many releases written below `folder`, and what a store with the reference data goes through as they come."""
    files = write_releases(folder / "releases", number)
    shutil.copytree(bare_store, folder / "undisturbed")
    with Store.open(folder / "undisturbed") as store:
        loader = Loader(store)
        states = [state(store)]
        for file in files:
            for release in press.read(file, None):
                assert loader.load(release).status == "new"
            states.append(state(store))
    assert len(set(states)) == number + 1
    return Undisturbed(folder / "releases", states, folder / "undisturbed")


def state(store: Store) -> str:
    """A digest of all that loads put into a store: releases, claims, links, judgements, which releases the log has,
    the view's facts about all they name, and how many facts the view has in all.

    Two stores at one commit have one state. It leaves out the reference data, and what the view says of nothing but
    these: the canonical hash, which has them, takes many times as long.
    """
    said = [q for graph in store.graphs() if graph not in _APART for q in store.quads(graph=graph)]
    named = {node.value for q in said for node in (q.subject, q.object) if isinstance(node, NamedNode)}
    seen = [q for name in named for q in store.quads(name, graph=VIEW_GRAPH)]
    logged = {str(q.object) for q in store.quads(None, term("loadedRelease"), None, LOG_GRAPH)}
    ((facts,),) = store.select("SELECT (COUNT(*) AS ?facts) { ?s ?p ?o }").rows
    lines = sorted({*map(str, said), *map(str, seen), *logged, str(facts)})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


_APART = {REFERENCE_GRAPH, VIEW_GRAPH, LOG_GRAPH}
