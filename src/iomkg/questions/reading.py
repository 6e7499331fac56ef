"""A question in words -> a question of the library with its parameters, or a refusal that says what can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from iomkg.engine import Engine
from iomkg.folding import fold
from iomkg.model import Language
from iomkg.phrases import phrases
from iomkg.queries import Query, Value
from iomkg.questions.alternatives import Alternative
from iomkg.questions.apart import take_apart
from iomkg.questions.fitting import Asking, Fit, fits
from iomkg.questions.intents import intents
from iomkg.questions.refusals import CAN, refused, unread
from iomkg.questions.vocabulary import read, vocabulary, words
from iomkg.reference import Reference
from iomkg.unseen import normalised

_LONGEST: Final = 300  # characters; a longer text is no question
_LEAST_READ: Final = 2  # concepts and names for the one word that may be left unread


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question in words is understood.

    `parameters` are the values the question gives, as `queries.bind` takes them; `unread` its words of content that the
    answer does not heed; `alternatives` what else may be meant.
    """

    question: str
    language: Language
    query: Query
    parameters: Mapping[str, str]
    unread: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    def told(self, values: Mapping[str, Value], language: Language | None = None) -> str:
        """How it was read, in words: `Read as theme: border management; region: Sahel; definition: G5 Sahel; question:
        cq01-…`. `values` are those the query ran with; the language is the question's where none is given."""
        words = phrases(language or self.language)
        of = {parameter.name: parameter.of for parameter in self.query.parameters}
        said = [
            (name, values[name].shown) for name in values if name in self.parameters or of.get(name) in self.parameters
        ]
        parts = [words.line("named", name=words.column(name), value=value)
                 for name, value in (*said, ("question", self.query.name))]  # fmt: skip
        return words.line("read_as", parts=words.line("between").join(parts))


def understand(engine: Engine, question: str, language: Language | None = None) -> Understanding:
    """How `question`, in English, French or Spanish, is understood; `language` is told from its words when not given.

    Raises QuestionError when it is no question the library answers, or may be several; its notes name the nearest.
    """
    text = _checked(question)
    reference = Reference.load()
    tongue = language or _language_of(text)
    asking = take_apart(engine, text, vocabulary(tongue), reference)
    found = fits(intents(), asking)
    best = found[0] if found else None
    if best is None or not best.faithful or not _is_read_enough(text, best, asking):
        raise unread(text, tongue, found, asking, reference)
    rivals = [fit for fit in found[1:] if fit.faithful and _is_read_enough(text, fit, asking)]
    others = [*_other_meanings(best), *(Alternative(fit.intent.query, fit.given) for fit in rivals)]
    if (doubt := _doubt(best, rivals)) is not None:
        raise refused(f"{doubt}; ask one of these", [Alternative(best.intent.query, best.given), *others], tongue)
    unheeded = tuple(text[start:end] for start, end in best.unread)
    return Understanding(text, tongue, best.intent.query, best.given, unheeded, tuple(others))


def _checked(question: str) -> str:
    """The question in one line. Raises QuestionError for what is none, or is written for a machine."""
    text = " ".join(normalised(question).split())
    if not any(letter.isalpha() for letter in text):
        raise refused("there is no question; ask one such as `Which donors fund border projects in the Sahel?`")
    if len(text) > _LONGEST:
        raise refused(f"the question has {len(text):,} characters; ask one thing in at most {_LONGEST}")
    signs = sorted({letter for letter in text if letter in read("common")["signs"]})
    if signs:
        raise refused(f"{signs[0]!r} is no sign of a question in words, and `iomkg query -` takes SPARQL; {CAN}")
    return text


def _language_of(text: str) -> Language:
    """The language that knows most of the question's letters. Raises QuestionError when none does, or two as many."""
    folded = fold(text)
    scores: dict[Language, int] = {}
    for language in get_args(Language):
        known = vocabulary(language)
        covered = {place for tag in known.concepts(folded) for place in range(tag.start, tag.end)}
        covered |= {n for start, end in words(folded) if folded[start:end] in known.small for n in range(start, end)}
        scores[language] = len(covered)
    first, second = sorted(scores, key=lambda language: -scores[language])[:2]
    if scores[first] == scores[second]:
        raise refused(f"the language cannot be told; ask in English, French or Spanish: {CAN}")
    return first


def _is_read_enough(text: str, fit: Fit, asking: Asking) -> bool:
    """Whether no more is unread than one plain word, never a name or a number, of a question that says more."""
    plain = all(text[start].islower() and text[start:end].isalpha() for start, end in fit.words)
    return not fit.words or (plain and len(fit.words) == 1 and len(asking.concepts) + len(asking.names) >= _LEAST_READ)


def _doubt(best: Fit, rivals: Sequence[Fit]) -> str | None:
    """Why the best way to understand a question may not be what is meant; None when nothing speaks against it."""
    for filling in best.filled.values():
        if filling.unsure:
            return f"{filling.said!r} may mean several things"
    return "the question may be understood in several ways" if any(fit.cost == best.cost for fit in rivals) else None


def _other_meanings(fit: Fit) -> list[Alternative]:
    """The same question with another meaning of a name."""
    return [
        Alternative(fit.intent.query, {**fit.given, name: other})
        for name, filling in fit.filled.items()
        for other in filling.others
    ]
