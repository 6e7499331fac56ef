"""What follows from ontology and view by the rules of OWL 2 RL, worked out by `reasonable` (Rust)."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Set
from pathlib import Path
from typing import Any

from rdflib import OWL, BNode
from rdflib.term import Node

from iomkg import resources
from iomkg.errors import IomkgError, UsageError
from iomkg.namespaces import VIEW_GRAPH
from iomkg.store import Store


def write_entailed(store: Store, path: Path) -> int:
    """Write the triples that follow, and are not in the view or the ontology themselves, as sorted N-Triples. What
    speaks of blank nodes (unnamed classes of the ontology) or says that something is a thing is left out.

    Written whole or not at all. Returns how many. Raises IomkgError when the reasoner is not installed, UsageError
    when `path` cannot be written.
    """
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise UsageError(f"--materialise {path}: nothing can be written to the folder {path.parent}")
    reasoner = _reasoner()
    with tempfile.TemporaryDirectory(prefix="iomkg-entailed-") as folder:
        view = Path(folder) / "view.n3"
        with view.open("w", encoding="utf-8") as out:
            out.writelines(f"{q.subject} {q.predicate} {q.object} .\n" for q in store.quads(graph=VIEW_GRAPH))
        reasoner.load_file(str(view))
    reasoner.load_file(str(resources.ontology() / "iomkg.ttl"))
    everything = reasoner.reason()
    given = set(reasoner.get_base_triples())
    lines = sorted(" ".join(term.n3() for term in triple) + " .\n" for triple in everything if _tells(triple, given))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_text("".join(lines), encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise UsageError(f"--materialise {path}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
    return len(lines)


def _tells(triple: tuple[Node, Node, Node], given: Set[tuple[Node, Node, Node]]) -> bool:
    return triple not in given and triple[2] != OWL.Thing and not any(isinstance(node, BNode) for node in triple)


def _reasoner() -> Any:
    try:
        import reasonable
    except ImportError as error:
        raise IomkgError(
            "--materialise needs the OWL RL reasoner `reasonable`: install it with pip install 'iomkg[reason]'"
        ) from error
    return reasonable.PyReasoner()
