"""The lines that go with an answer in every form: what it can know of, and how well what it rests on is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from iomkg.answers.answer import Answer, Coverage, Reading
from iomkg.model import Language
from iomkg.phrases import Phrases, phrases
from iomkg.queries import Bound
from iomkg.unseen import visible

_MOST_PUBLISHERS: Final = 4
_LANGUAGES: Final = {"en": "English", "fr": "French", "es": "Spanish"}


def limits(answer: Answer) -> Iterator[str]:
    """What was loaded, then the measured precision and recall of the fields the answer rests on, a line each, in the
    answer's language."""
    words = phrases(answer.language)
    yield covered(answer.coverage, answer.language)
    if answer.readings:
        yield words.line("measured", fields=", ".join(_measured(reading, words) for reading in answer.readings))


def explained(bound: Bound, language: Language = "en") -> str:
    """The SPARQL of a query with its parameters in place, under comments that say what it asks and with which values:
    it runs on any engine whose default graph is the view."""
    query = bound.query
    lines = [query.summary.get(language) or query.summary.get("en") or query.name]
    lines += [f"{name}: {value.shown}, {value.term}" for name, value in bound.parameters.items()]
    lines += notes(bound, language)
    return "".join(f"# {visible(' '.join(line.split()))}\n" for line in lines) + "\n" + bound.sparql


def notes(bound: Bound, language: Language) -> Iterator[str]:
    """What a query remarks on every answer, then which parameters were left at a default that asks for something."""
    templates = bound.query.notes_in(language)
    yield from map(bound.filled, templates)
    left = [name for name in bound.defaults if not bound.parameters[name].is_open]
    if left and not bound.query.counted:  # a total tells them in words of its own
        words = phrases(language)
        # A value that a remark has told is not told again.
        told = {name for name in left if any(f"{{{name}}}" in template for template in templates)}
        yield words.line(
            "defaults",
            parameters=", ".join(name if name in told else f"{name} ({bound.parameters[name].shown})" for name in left),
        )


def _measured(reading: Reading, words: Phrases) -> str:
    name = words.field(reading.field)
    if reading.precision is None or reading.recall is None:
        return words.line("unmeasured", field=name)
    precision, recall = (words.number(f"{share:.2f}") for share in (reading.precision, reading.recall))
    return words.line("field", field=name, precision=precision, recall=recall)


def covered(coverage: Coverage, language: Language = "en") -> str:
    """How much of the world an answer can know of, in one line."""
    words = phrases(language)
    if not coverage.releases:
        return words.line("nothing_loaded")
    parts = (_languages(coverage.languages, words), _publishers(coverage.publishers, words), _days(coverage, words))
    return words.line(
        "covered", releases=words.counted(coverage.releases, "release"), span=", ".join(filter(None, parts))
    )


def _languages(counted: Mapping[str, int], words: Phrases) -> str:
    return ", ".join(
        f"{words.number(f'{number:,}')} {words.value(_LANGUAGES.get(code, code))}"
        for code, number in _most_first(counted)
    )


def _publishers(counted: Mapping[str, int], words: Phrases) -> str:
    if not counted:
        return ""
    names = [name for name, _ in _most_first(counted)]
    listed = ", ".join(names[:_MOST_PUBLISHERS])
    if len(names) > _MOST_PUBLISHERS:
        listed = words.line("and_more", names=listed, more=words.number(f"{len(names) - _MOST_PUBLISHERS:,}"))
    return words.line("by", names=listed)


def _days(coverage: Coverage, words: Phrases) -> str:
    if coverage.first is None or coverage.last is None or coverage.first == coverage.last:
        return coverage.first or ""
    return words.line("days", first=coverage.first, last=coverage.last)


def _most_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
