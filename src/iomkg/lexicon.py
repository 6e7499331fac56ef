"""The languages as data: `data/lexicon/{common,en,fr,es}.toml`, compiled once per process.

A form is a phrase, written as people write it (case and accents do not matter), with a few signs:

    financ*            a word beginning so
    (par|de)           one of several
    [très] grand       words that may be missing
    {of}               a macro of the file's [macros] table
    ...                up to seven words, or stretches in brackets
    _                  any one word

Forms are searched in folded text. An automaton over the plain texts that forms begin with (`openings`) says where
which form may stand, so that a text pays only for the forms it may hold, and each is tried where it may begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

import ahocorasick

from iomkg import lexicon_files
from iomkg.errors import DataError
from iomkg.folding import fold
from iomkg.lexicon_files import shown
from iomkg.model import Language
from iomkg.openings import openings
from iomkg.unseen import excerpt

_GAP: Final = r"(?:[\s,]+(?:\([^()]*\)|[^\s;:!?()«»“”\"]*[^\s.;:!?()«»“”\"])){0,7}?[\s,]+"
_WORD: Final = r"[\w'-]+"
_LAST_WORD: Final = re.compile(r"(?<!\w)[\w'-]+\s*$")
_LONGEST_WORD: Final = 60
_SPACE: Final = r"(?:\s+|(?<='))"
_BOUNDED: Final = r"(?:{})(?:(?<=')|(?!\w))"
_TOKEN: Final = re.compile(r"\{\w+\}|\[[^\]]*\] |\ ?\[[^\]]*\]| ?\.\.\. ?|[()|*]|(?<!\w)_(?!\w)|\s+|[^\s()|*{}\[\]]")
ROLES: Final = frozenset(
    {"accountable", "activity", "background", "budget", "donor", "end", "event", "extending", "host", "implementer",
     "not-here", "not-project", "output", "participant", "partner", "project", "purpose", "several", "speaker", "stage",
     "start", "sub-grantee", "support"}
)  # fmt: skip
SIDES: Final = ("right", "left", "either", "agent", "none")
SUBJECTS: Final = ("", "provider", "receiver")
STATUSES: Final = ("", "delivered", "planned")
_KEYS: Final[dict[str, type | tuple[type, ...]]] = {
    "role": str, "name": str, "side": str, "confidence": (int, float), "gap": int, "kind": str, "blocked_by": list,
    "forms": list, "subject": str, "status": str,
}  # fmt: skip
_RAISED: Final = {"donor": ("donor", "support")}  # where nobody else pays, support is read as paying
_SIGNS: Final = {"(": "(?:", ")": ")", "|": "|", "*": r"\w*", "_": _WORD}


@dataclass(frozen=True, slots=True)
class Cue:
    """A way of speaking that gives its argument a role.

    `side` is where the argument stands: `right`, `left`, `either` (right first), `agent` (behind a `by` further on) or
    `none` (the cue stands alone).
    `gap` is how many words may lie between; `kind` refines the role (an event's kind, an output's kind).
    `blocked_by` are forms which, in the same sentence, take the cue's force away. Of an output's cue, `subject` is the
    part of who stands before it as its subject, `status` what has become of the output.
    """

    role: str
    name: str
    side: str = "right"
    confidence: float = 0.9
    gap: int = 5
    kind: str = ""
    blocked_by: FormSet | None = None
    subject: str = ""
    status: str = ""

    @property
    def method(self) -> str:
        """What names the cue in a claim: role/name."""
        return f"{self.role}/{self.name}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found at `[start, end)` of the document's text."""

    cue: Cue
    start: int
    end: int


class FormSet:
    """Many forms searched together; each carries a payload.

    Raises DataError for a form that cannot be read.
    """

    def __init__(self, forms: Iterable[tuple[str, Any]], macros: Mapping[str, str]) -> None:
        self._rules: list[tuple[str, Any]] = []
        self._macros = macros
        self._patterns: dict[int, re.Pattern[str]] = {}
        openings: dict[str, list[int]] = {}
        folded_macros = {name: fold(text) for name, text in macros.items()}
        self._one_word_earlier: set[int] = set()  # the forms that begin with any one word: the next word is looked up
        for form, payload in forms:
            if form.startswith("_"):
                self._one_word_earlier.add(len(self._rules))
            for opening in _openings_of(form.lstrip("_ "), folded_macros):
                openings.setdefault(opening, []).append(len(self._rules))
            self._rules.append((form, payload))
        self._always = openings.pop("", [])
        self._automaton = ahocorasick.Automaton()
        for opening, numbers in openings.items():
            self._automaton.add_word(opening, (len(opening) - 1, numbers))
        self._searchable = bool(openings)
        if self._searchable:
            self._automaton.make_automaton()

    def find(self, folded: str) -> Iterator[tuple[int, int, Any]]:
        """Every occurrence of every form, as (start, end, payload), form by form."""
        begins = self._begins(folded)
        for number in sorted([*begins, *self._always]):
            pattern, payload, reached = self._pattern(number), self._rules[number][1], 0
            if number not in begins:
                for match in pattern.finditer(folded):
                    yield match.start(), match.end(), payload
                continue
            for start in sorted(begins[number]):
                if start >= reached and (found := pattern.match(folded, start)):
                    reached = found.end()
                    yield start, reached, payload

    def _begins(self, folded: str) -> dict[int, set[int]]:
        """Where each form may begin."""
        begins: dict[int, set[int]] = {}
        if not self._searchable:
            return begins
        for last, (before, numbers) in self._automaton.iter(folded):
            start = last - before
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            for number in numbers:
                first = _word_before(folded, start) if number in self._one_word_earlier else start
                if number in begins:
                    begins[number].add(first)
                else:
                    begins[number] = {first}
        return begins

    def _pattern(self, number: int) -> re.Pattern[str]:
        """The pattern of a form, compiled when a text first holds its opening."""
        known = self._patterns.get(number)
        if known is None:
            known = self._patterns[number] = compiled_form(self._rules[number][0], self._macros)
        return known


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: its cues, its word lists (`words["months"]`…) and its macros."""

    language: Language
    cues: FormSet
    words: Mapping[str, Any]
    macros: Mapping[str, str]

    def pattern(self, name: str) -> re.Pattern[str]:
        """The forms of `words[name]` as one pattern, longest first; it matches nothing when there are none."""
        return _list_pattern(self.language, name)

    def list(self, name: str) -> frozenset[str]:
        """The folded words of a list; empty when the language has none."""
        return _folded_list(self.language, name)


def compiled_form(form: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern of a form, for folded text. Raises DataError when the form cannot be read."""
    try:
        folded = fold(form)
        edge = "" if folded.startswith(("-", "'")) else r"(?<!\w)"
        return re.compile(edge + _BOUNDED.format(_source(folded, macros)))
    except (re.error, KeyError) as error:
        raise _unreadable(form, error) from None


def _word_before(folded: str, start: int) -> int:
    """Where the word before a place begins."""
    match = _LAST_WORD.search(folded, max(0, start - _LONGEST_WORD), start)
    return match.start() if match else start


def _openings_of(form: str, folded_macros: Mapping[str, str]) -> frozenset[str]:
    try:
        return openings(fold(form), folded_macros)
    except (KeyError, ValueError) as error:
        raise _unreadable(form, error) from None


def _unreadable(form: str, error: Exception) -> DataError:
    why = excerpt(str(error))
    return DataError(f"lexicon: the form {shown(form)} cannot be read ({why}); check its brackets and macros")


def _source(form: str, macros: Mapping[str, str]) -> str:
    return "".join(_translated(token, macros) for token in _TOKEN.findall(form))


def _translated(token: str, macros: Mapping[str, str]) -> str:
    if token.strip() == "...":
        return _GAP
    if token[0] == "{":
        return f"(?:{_source(fold(macros[token[1:-1]]), macros)})"
    if token.lstrip()[0:1] == "[":
        inner = f"(?:{_source(token.strip()[1:-1], macros)})"
        return f"(?:{inner}{_SPACE})?" if token.endswith(" ") else f"(?:{_SPACE if token[0] == ' ' else ''}{inner})?"
    return _SIGNS.get(token, re.escape(token)) if not token.isspace() else _SPACE


@cache
def load(language: Language) -> Lexicon:
    """The lexicon of a language, with what is common to all; DataError when it holds a cue that cannot be read."""
    return _of_tables(language, lexicon_files.table(language), lexicon_files.table("common"))


def check_own() -> None:
    """Read what a curator's own lexicon changes: DataError before any work, when it holds a cue that cannot be read."""
    folder = lexicon_files.own_folder()
    if folder is None:
        return
    common = lexicon_files.with_additions("common", folder)
    for language in get_args(Language):
        if (folder / "common.toml").is_file() or (folder / f"{language}.toml").is_file():
            _of_tables(language, lexicon_files.with_additions(language, folder), common)


def _of_tables(language: Language, own: Mapping[str, Any], common: Mapping[str, Any]) -> Lexicon:
    macros = {**common.get("macros", {}), **own.get("macros", {})}
    words = {**common.get("words", {}), **own.get("words", {})}
    cues = [
        (form, cue)
        for entry in (*common.get("cue", ()), *own.get("cue", ()))
        for cue in [_cue(entry, macros, language)]
        for form in entry["forms"]
    ]
    return Lexicon(language, FormSet(cues, macros), words, macros)


def forms_behind(language: Language, method: str, words: str) -> list[str]:
    """The forms of the cues of a method (`donor/funded-by`) that these words of a text are, as the lexicon has them."""
    role, _, name = method.partition("/")
    folded, macros = fold(words), load(language).macros
    return [
        form
        for entry in (*lexicon_files.table("common").get("cue", ()), *lexicon_files.table(language).get("cue", ()))
        if entry["name"] == name and entry["role"] in _RAISED.get(role, (role,))
        for form in entry["forms"]
        if compiled_form(form, macros).fullmatch(folded)
    ]


def _cue(entry: Mapping[str, Any], macros: Mapping[str, str], language: Language) -> Cue:
    _check(entry, language)
    blockers = FormSet([(form, None) for form in entry["blocked_by"]], macros) if entry.get("blocked_by") else None
    options = {key: entry[key] for key in ("side", "confidence", "gap", "kind", "subject", "status") if key in entry}
    return Cue(role=entry["role"], name=entry["name"], blocked_by=blockers, **options)


def _check(entry: Mapping[str, Any], language: Language) -> None:
    """Refuse a cue that could never be read as its writer meant it."""
    cue = f"lexicon {language}: the cue {excerpt(str(entry.get('role', '?')))}/{excerpt(str(entry.get('name', '?')))}"
    for key, kind in _KEYS.items():
        if key in entry and not isinstance(entry[key], kind):
            raise DataError(f"{cue} has {key} = {shown(entry[key])}; see the head of common.toml for how it is written")
    if missing := [key for key in ("role", "name", "forms") if not entry.get(key)]:
        raise DataError(f"{cue} has no {missing[0]}; see the head of common.toml for how a cue is written")
    if strange := sorted(set(entry) - set(_KEYS)):
        raise DataError(f"{cue} has a {shown(strange[0])}, which no cue has; it may have {', '.join(_KEYS)}")
    if entry["role"] not in ROLES:
        raise DataError(f"{cue} has an unknown role; roles are {', '.join(sorted(ROLES))}")
    if entry.get("side", "right") not in SIDES:
        raise DataError(f"{cue} has the side {shown(entry['side'])}; sides are {', '.join(SIDES)}")
    for key, known in (("subject", SUBJECTS), ("status", STATUSES)):
        if entry.get(key, "") not in known:
            raise DataError(f"{cue} has the {key} {shown(entry[key])}; it may be {' or '.join(known[1:])}")
    if not 0 < entry.get("confidence", 0.9) <= 1:
        raise DataError(f"{cue} has the confidence {entry['confidence']}; it should lie between 0 and 1")


@cache
def _folded_list(language: Language, name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load(language).words.get(name, ()))


@cache
def _list_pattern(language: Language, name: str) -> re.Pattern[str]:
    lexicon = load(language)
    forms = sorted(lexicon.words.get(name, ()), key=len, reverse=True)
    sources = [_source(fold(form), lexicon.macros) for form in forms]
    return re.compile(r"(?<!\w)" + _BOUNDED.format("|".join(sources)) if sources else r"(?!)")
