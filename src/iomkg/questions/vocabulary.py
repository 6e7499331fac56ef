"""How questions are put in each language: `data/questions/{en,fr,es}.toml`, compiled once per process.

The head of en.toml says how they are written; forms are those of the lexicon.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from iomkg import lexicon, resources
from iomkg.errors import DataError
from iomkg.folding import fold
from iomkg.lexicon import FormSet, compiled_form
from iomkg.model import Language
from iomkg.namespaces import concept
from iomkg.reference import Reference

_NAMING: Final = "names"  # of a theme's terms in the lexicon, those that name it
_BEFORE: Final = r"(?<![\w])(?:{})\s*(?:(?:{})\s*)?$"


@dataclass(frozen=True, slots=True)
class Tag:
    """Words at `[start, end)` of a question, and what they stand for: a concept, a theme's IRI, a reason to refuse."""

    meaning: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many words it spans."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's ways of asking: what words mean, in which role a name stands, and which words say nothing."""

    language: Language
    small: frozenset[str]
    yes_no: frozenset[str]
    roles: Mapping[str, re.Pattern[str]]
    joins: re.Pattern[str]
    _concepts: FormSet
    _refused: FormSet

    def concepts(self, folded: str) -> list[Tag]:
        """The concepts of a folded question, the longest wording of each place, in their order."""
        return _longest(Tag(meaning, start, end) for start, end, meaning in self._concepts.find(folded))

    def refused(self, folded: str) -> list[Tag]:
        """What in a folded question cannot be answered, each with the reason's name."""
        found = [Tag(reason, start, end) for start, end, reason in self._refused.find(folded)]
        first = next(words(folded), (0, 0))
        return [*found, Tag("yes_no", *first)] if folded[slice(*first)] in self.yes_no else found

    def role(self, before: str) -> str:
        """The role of a name in a folded question that has `before` before it: `in`, `by`, `to`, `of`…; `none`."""
        return next((role for role, pattern in self.roles.items() if pattern.search(before)), "none")


@cache
def vocabulary(language: Language) -> Vocabulary:
    """The ways of asking in a language. Raises DataError when its file cannot be read as what it should be."""
    table = read(language)
    try:
        macros = {**lexicon.load(language).macros, **table["macros"]}
        articles = "|".join(re.escape(fold(word)) for word in table["articles"])
        return Vocabulary(
            language=language,
            small=frozenset(fold(word) for word in table["small"]),
            yes_no=frozenset(fold(word) for word in table["yes_no"]),
            roles={role: _preceding(words, articles) for role, words in table["roles"].items()},
            joins=_preceding(table["joins"], articles),
            _concepts=_forms(table["concepts"], macros),
            _refused=_forms(table["refused"], macros),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"data/questions/{language}.toml lacks or misshapes {error}") from error


@cache
def themes(language: Language, reference: Reference) -> FormSet:
    """What names a theme in a question: its labels, its naming terms in the lexicon, and short forms of our own."""
    read_lexicon, macros = lexicon.load(language), {**lexicon.load(language).macros, **read(language)["macros"]}
    forms = [(form, concept("theme", code)) for code, own in read(language)["themes"].items() for form in own]
    for code, strengths in read_lexicon.words["themes"].items():
        forms += [(form, concept("theme", code)) for form in strengths.get(_NAMING, ())]
    labels = ((entry.labels.get(language, ""), entry.iri) for entry in reference.of_kind("Theme"))
    small = vocabulary(language).small  # `other` is a theme of the list, and says nothing in a question
    return FormSet([*forms, *((label, iri) for label, iri in labels if label and fold(label) not in small)], macros)


def themes_in(folded: str, language: Language, reference: Reference) -> list[Tag]:
    """The themes a folded question names, the longest wording of each place, in their order."""
    return _longest(Tag(iri, start, end) for start, end, iri in themes(language, reference).find(folded))


@cache
def read(name: str) -> dict[str, Any]:
    """The tables of `data/questions/{name}.toml`. Raises DataError when it cannot be read."""
    path = resources.data() / "questions" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}") from None


def _forms(listed: Mapping[str, Iterable[str]], macros: Mapping[str, str]) -> FormSet:
    pairs = [(form, meaning) for meaning, forms in listed.items() for form in forms]
    for form, _ in pairs:
        compiled_form(form, macros)  # told now when it cannot be read, not when a question first meets it
    return FormSet(pairs, macros)


def _preceding(words: Iterable[str], articles: str) -> re.Pattern[str]:
    """What finds one of these words, perhaps with an article, at the end of what stands before a name."""
    listed = sorted((re.escape(fold(word)) for word in words), key=len, reverse=True)
    return re.compile(_BEFORE.format("|".join(listed), articles))


def _longest(tags: Iterable[Tag]) -> list[Tag]:
    """The tags of which none overlaps a longer one; of two as long, the one of which the name comes first."""
    kept: list[Tag] = []
    for tag in sorted(set(tags), key=lambda tag: (-tag.length, tag.start, tag.meaning)):
        if not any(tag.start < other.end and other.start < tag.end for other in kept):
            kept.append(tag)
    return sorted(kept, key=lambda tag: tag.start)


def words(folded: str) -> Iterator[tuple[int, int]]:
    """Where the words of a folded question stand; an apostrophe and a hyphen part words."""
    return ((match.start(), match.end()) for match in _WORD.finditer(folded))


_WORD: Final = re.compile(r"[^\W_]+")
