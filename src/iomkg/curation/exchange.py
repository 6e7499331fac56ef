"""Judgements to and from a text file: one a line, in the order they were made, so that versions of it compare well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from iomkg import judgements
from iomkg.draft import Draft
from iomkg.errors import DataError, UsageError
from iomkg.judgements import Judgement
from iomkg.namespaces import JUDGEMENTS_GRAPH, term

LARGEST = 256 * 2**20  # bytes of a judgement file


def kept(draft: Draft) -> list[Judgement]:
    """All judgements of a store, in the order of their moments."""
    return judgements.of_quads(draft.quads(None, term("judgementRecord"), None, JUDGEMENTS_GRAPH))


def written(made: Iterable[Judgement]) -> str:
    """A judgement file."""
    return "".join(judgement.line() + "\n" for judgement in sorted(made, key=lambda judgement: judgement.rank))


def read(path: Path) -> list[Judgement]:
    """The judgements of a file, whatever the order of its lines.

    Raises DataError that names the first faulty line; its notes tell of the others.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path} has more than {LARGEST // 2**20} MB; split it")
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"no file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    found: list[Judgement] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(judgements.parse(line))
            except (DataError, RecursionError) as error:
                faults.append(f"line {number}: {error}")
    if faults and not found:
        raise DataError(f"{path} is no judgement file: {faults[0]}; `iomkg judgements export` writes one")
    if faults:
        raise _faulty(path, faults)
    return found


def _faulty(path: Path, faults: Sequence[str]) -> DataError:
    error = DataError(f"{path}, {faults[0]}")
    for fault in faults[1:10]:
        error.add_note(f"  {fault}")
    return error
