"""The lines that go with an answer in every form: what it can know of, and how well what it rests on is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from iomkg.answers.answer import Answer, Coverage, Reading

_MOST_PUBLISHERS: Final = 4
_LANGUAGES: Final = {"en": "English", "fr": "French", "es": "Spanish"}


def limits(answer: Answer) -> Iterator[str]:
    """What was loaded, then the measured precision and recall of the fields the answer rests on, a line each."""
    yield covered(answer.coverage)
    if answer.readings:
        measured = ", ".join(map(_measured, answer.readings))
        yield f"Precision and recall of what it rests on, on releases no rule was tuned on: {measured}."


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
