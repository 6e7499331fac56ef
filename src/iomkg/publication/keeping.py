"""Answers kept with the version that gave them, to be cited: the same question always has the same address and bytes.

versions/1.0.0/answers/3f0c…/   one answer: never changed once it is there
    question.json               what was asked of which version, and the checksums of the answer's files
    query.rq                    the query as it was run
    answer.csv, .json, .md      the answer; in Markdown with the sentences behind it
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from iomkg import forms
from iomkg.answers import Answer, Answerer, explained
from iomkg.errors import UsageError
from iomkg.model import Language
from iomkg.namespaces import digest
from iomkg.publication.descriptions import dataset
from iomkg.publication.shelf import Version
from iomkg.queries import Query
from iomkg.store import Store

FOLDER: Final = "answers"
QUESTION: Final = "question.json"
_FORMS: Final = {"answer.csv": "csv", "answer.json": "json", "answer.md": "markdown"}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and the folder it is kept in."""

    answer: Answer
    folder: Path
    version: Version

    @property
    def iri(self) -> str:
        """What it is cited by."""
        return f"{dataset(self.version.name)}/{FOLDER}/{self.folder.name}"


def keep(version: Version, query: Query, parameters: Mapping[str, str], language: Language) -> Kept:
    """Ask a version, and keep the answer with it, unless it is there already.

    Its id is made of the version, the query with its parameters in place, and the language. Raises QueryError when the
    query cannot be answered by rows, UsageError when the answer cannot be written.
    """
    with Store.open(version.store, writable=False) as store:
        answerer = Answerer(store)
        answer = answerer.ask(query, parameters, language)
        run = explained(answerer.bound(query, parameters, language), language)
    name = digest(str(version.told.get("canonicalHash", version.name)), query.name, answer.sparql, language)[:16]
    found = Kept(answer, version.folder / FOLDER / name, version)
    if not found.folder.is_dir():
        _write(found, run)
    return found


def question(version: Version, name: str) -> Mapping[str, Any] | None:
    """What is told of a kept answer; None when there is none of that id."""
    if not name.isalnum():
        return None
    try:
        told = json.loads((version.folder / FOLDER / name / QUESTION).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    assert isinstance(told, dict)
    return told


def _write(kept: Kept, run: str) -> None:
    answer, folder = kept.answer, kept.folder
    files = {name: forms.rendered(answer, form) for name, form in _FORMS.items()}
    files["query.rq"] = run.encode()
    told = {
        "id": folder.name,
        "iri": kept.iri,
        "version": kept.version.name,
        "canonicalHash": kept.version.told.get("canonicalHash"),
        "query": answer.query.name,
        "question": answer.question,
        "language": answer.language,
        "parameters": {name: value.text for name, value in answer.parameters.items()},
        "rows": len(answer.rows),
        "software": answer.version.software,
        "sha256": {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())},
    }
    files[QUESTION] = (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
    making = folder.with_name(f".{folder.name}.unfinished")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        for name, body in files.items():
            (making / name).write_bytes(body)
        with contextlib.suppress(FileExistsError):
            making.rename(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
