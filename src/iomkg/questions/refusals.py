"""What is said of a question that is not answered: one line with the reason and what can be asked, then the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from iomkg.errors import QuestionError
from iomkg.model import Language
from iomkg.questions.alternatives import Alternative
from iomkg.questions.fitting import Asking, Fit
from iomkg.questions.intents import intents
from iomkg.questions.vocabulary import Tag
from iomkg.reference import Reference

CAN: Final = "ask who funds or carries out what, where, when and with how much"
_MOST: Final = 3
_ALIKE: Final = 75  # of 100
# The kinds of the reference data that questions name most, so that a misspelt state is not taken for a hamlet.
_NAMED: Final = (
    "State", "Country", "Region", "Route", "Theme", "FundingInstrument", "IntergovernmentalOrganisation",
)  # fmt: skip


def refused(why: str, nearest: Sequence[Alternative] = (), language: Language = "en") -> QuestionError:
    """The error that says why a question is not answered, with the nearest questions as they are called."""
    error = QuestionError(why)
    for one in nearest:
        error.add_note(f"  {one.told(language)}")
    return error


def unread(text: str, language: Language, found: Sequence[Fit], asking: Asking, reference: Reference) -> QuestionError:
    """Why a question is not answered: a name nobody knows, nothing asked for, something missing, or words not read."""
    best = found[0] if found else None
    unnamed = [text[name.start : name.end] for name in asking.names if name.unknown]
    unnamed += [text[start:end] for start, end in asking.words if start and text[start].isupper()]
    if unnamed:
        nearest = _nearest(unnamed[0], reference)
        hint = f"; the nearest: {', '.join(nearest)}" if nearest else ""
        return refused(f"{unnamed[0]!r} is no name the graph knows{hint}; {CAN}", closest(asking.concepts), language)
    if best is None:
        return refused(f"no question of the library asks that; {CAN}", closest(asking.concepts), language)
    ways = [Alternative(fit.intent.query, {}) for fit in found[:_MOST]]
    if best.missing:
        open_ = " or ".join(
            f"{best.intent.parameter(name).description} ({name})" for name in best.missing[0].split(" or ")
        )
        return refused(f"the question does not tell {open_}; {CAN}", ways, language)
    words = ", ".join(repr(text[start:end]) for start, end in best.unread)
    return refused(f"{words} is not read, and without it the question is another; {CAN}", ways, language)


def closest(concepts: Iterable[Tag]) -> list[Alternative]:
    """The questions whose concepts are nearest to what was asked, the first of the library where none is."""
    present = {tag.meaning for tag in concepts}
    shared = {
        intent.query.name: (len(present & (intent.heads | intent.takes | frozenset().union(*intent.needs))), intent)
        for intent in reversed(intents())
    }
    ranked = sorted(shared.values(), key=lambda pair: (-pair[0], pair[1].query.name))
    return [Alternative(intent.query, {}) for _, intent in ranked[:_MOST]]


def _nearest(word: str, reference: Reference) -> list[str]:
    """The known names spelt most like a word."""
    names = sorted(set(_names(reference)))
    return [name for name, _, _ in process.extract(word, names, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_ALIKE)]


def _names(reference: Reference) -> Iterator[str]:
    for entry in reference.of_kind(*_NAMED):
        yield from entry.labels.values()
