"""The tasks of a server, as one of its processes does them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from iomkg.web import entities, pages, pictures, sparql, versions
from iomkg.web.bench import Bench
from iomkg.web.lanes import Reply
from iomkg.web.reconciliation import told
from iomkg.web.settings import Settings


def _ready(bench: Bench) -> Reply:
    """Whether the store answers."""
    bench.store.query("ASK { ?s ?p ?o }")
    return Reply(200, "text/plain", b"ok\n")


def _pinned(bench: Bench, version: str, task: str, *arguments: Any) -> Reply:
    """A task on a published version that may not be the newest."""
    return _TASKS[task](versions.at(bench, version), *arguments)


_TASKS: Final[dict[str, Callable[..., Reply]]] = {
    "about": pages.about,
    "answer": pages.answer,
    "ask": pages.ask,
    "data": entities.data,
    "editor": pages.editor,
    "flows": pictures.flows,
    "home": pages.home,
    "kept": versions.kept,
    "ontology": pages.ontology,
    "pinned": _pinned,
    "problem": pages.problem,
    "question": pages.question,
    "questions": pages.questions,
    "ready": _ready,
    "reconcile_candidates": told.candidates,
    "reconcile_candidates_of_draft": told.candidates_of_draft,
    "reconcile_extended": told.extended,
    "reconcile_extended_for_draft": told.extended_for_draft,
    "reconcile_preview": told.preview,
    "reconcile_proposed": told.proposed,
    "reconcile_suggested": told.suggested,
    "search": pages.search,
    "sparql": sparql.answer,
    "suggest": pages.suggest,
    "suggest_value": pages.suggest_value,
    "thing": pages.thing,
    "versions": versions.versions,
    "world": pictures.world,
}


class Desk:
    """Does tasks by their names. When the store has a newer snapshot than the one open, the next task reads that."""

    def __init__(self, settings: Settings) -> None:
        self._bench = Bench(settings)

    def do(self, task: str, arguments: tuple[Any, ...]) -> Reply:
        """The reply to a task. Raises the IomkgError that the task raises."""
        if self._bench.outdated:
            newer = Bench(self._bench.settings)
            self._bench.store.close()
            self._bench = newer
        return _TASKS[task](self._bench, *arguments)
