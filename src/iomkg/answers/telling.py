"""The lines that go with an answer in every form: what it can know of, and how well what it rests on is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from iomkg.answers.answer import Answer, Coverage, Reading
from iomkg.model import Language
from iomkg.queries import Bound
from iomkg.unseen import visible

_MOST_PUBLISHERS: Final = 4
_LANGUAGES: Final = {"en": "English", "fr": "French", "es": "Spanish"}


def limits(answer: Answer) -> Iterator[str]:
    """What was loaded, then the measured precision and recall of the fields the answer rests on, a line each."""
    yield covered(answer.coverage)
    if answer.readings:
        measured = ", ".join(map(_measured, answer.readings))
        yield f"Precision and recall of what it rests on, on releases no rule was tuned on: {measured}."


def explained(bound: Bound, language: Language = "en") -> str:
    """The SPARQL of a query with its parameters in place, under comments that say what it asks and with which values:
    it runs on any engine whose default graph is the view."""
    query = bound.query
    lines = [query.summary.get(language) or query.summary.get("en") or query.name]
    lines += [f"{name}: {value.shown}, {value.term}" for name, value in bound.parameters.items()]
    lines += [bound.filled(note) for note in query.notes]
    return "".join(f"# {visible(' '.join(line.split()))}\n" for line in lines) + "\n" + bound.sparql


def _measured(reading: Reading) -> str:
    if reading.precision is None or reading.recall is None:
        return f"{reading.field} not measured"
    return f"{reading.field} {reading.precision:.2f} and {reading.recall:.2f}"


def covered(coverage: Coverage) -> str:
    """How much of the world an answer can know of, in one line."""
    if not coverage.releases:
        return "No releases are loaded, so nothing is known of what they say."
    span = ", ".join(filter(None, (_languages(coverage.languages), _publishers(coverage.publishers), _days(coverage))))
    releases = "1 release" if coverage.releases == 1 else f"{coverage.releases:,} releases"
    return f"From {releases} ({span}); what they do not say is unknown, not absent."


def _languages(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {_LANGUAGES.get(code, code)}" for code, number in _most_first(counted))


def _publishers(counted: Mapping[str, int]) -> str:
    if not counted:
        return ""
    names = [name for name, _ in _most_first(counted)]
    more = f" and {len(names) - _MOST_PUBLISHERS:,} more" if len(names) > _MOST_PUBLISHERS else ""
    return f"by {', '.join(names[:_MOST_PUBLISHERS])}{more}"


def _days(coverage: Coverage) -> str:
    if coverage.first is None:
        return ""
    return f"{coverage.first} to {coverage.last}" if coverage.first != coverage.last else str(coverage.first)


def _most_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
