"""What a question names: the reader's own mention finder on the question, and what only this store knows by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from iomkg import mentions
from iomkg.engine import Engine
from iomkg.folding import bounded, fold
from iomkg.mentions.gazetteer import gazetteer
from iomkg.model import Block, Document, Language, Mention, Release, Source
from iomkg.namespaces import ID, kind_of
from iomkg.queries.known import known
from iomkg.questions.vocabulary import Vocabulary, read
from iomkg.reference import Reference
from iomkg.values import Body, Title

_AFTERTHOUGHT: Final = re.compile(r" - |: | \(")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?![\w.,]\w|\w)")
_LONG: Final = 3  # words
_SHORTEST: Final = 4  # letters of a name that only the store knows
_KINDS: Final = frozenset({"body", "state", "place", "region", "route", "instrument", "title", "date", "person"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `[start, end)` of a question: what it can mean, best first, and the role it stands in.

    `value` is what the mention finder read in it (a date, a title); `unsure` says that its meanings are as likely as
    each other.
    """

    start: int
    end: int
    text: str
    kind: str
    meanings: tuple[str, ...]
    role: str
    value: object = None
    unsure: bool = False

    @property
    def unknown(self) -> bool:
        """Whether it means nothing the graph knows."""
        return not self.meanings and self.kind not in ("date", "number")


def find(question: str, vocabulary: Vocabulary, reference: Reference) -> list[Name]:
    """The names in a question, in their order. Names typed without capitals are found too."""
    written = _capitalised(question, vocabulary, reference)
    folded = fold(written)
    found: list[Name] = []
    for mention in mentions.find(_document(written, vocabulary.language), reference):
        if mention.kind not in _KINDS or (found and mention.start < found[-1].end):
            continue
        role = _role(folded, mention.start, mention.end, found, vocabulary)
        meanings, unsure = _meanings(mention, folded, reference)
        found.append(
            Name(mention.start, mention.end, mention.text, mention.kind, meanings, role, mention.value, unsure)
        )
    return found


def numbers(folded: str, named: Sequence[Name], vocabulary: Vocabulary) -> list[Name]:
    """The whole numbers of a folded question that are no part of a name."""
    found: list[Name] = []
    for match in _NUMBER.finditer(folded):
        start, end = match.span()
        if not any(name.start < end and start < name.end for name in named):
            role = _role(folded, start, end, found, vocabulary)
            found.append(Name(start, end, match[0], "number", (), role))
    return found


def in_store(
    engine: Engine, folded: str, free: Sequence[bool], named: Sequence[Name], vocabulary: Vocabulary
) -> Iterator[Name]:
    """The projects and payers only the store knows by name, where the folded question is not read otherwise."""
    labels: dict[str, set[str]] = {}
    for kind in ("project", "payer"):
        for iri, names in known(engine, kind).items():
            for label in names:
                for name in _short(_plain(label)):
                    labels.setdefault(name, set()).add(iri)
    taken = [not each for each in free]
    for label in sorted((one for one in labels if len(one) >= _SHORTEST), key=lambda one: (-len(one), one)):
        start = folded.find(label)
        if start < 0 or not bounded(folded, start, start + len(label)) or any(taken[start : start + len(label)]):
            continue
        taken[start : start + len(label)] = [True] * len(label)
        role = _role(folded, start, start + len(label), named, vocabulary)
        meanings = tuple(sorted(labels[label]))
        yield Name(start, start + len(label), label, "title", meanings, role, None, len(meanings) > 1)


def _short(label: str) -> Iterator[str]:
    """A label, and what stands before a dash, a colon or a bracket in it, which people say for the whole."""
    yield label
    beginning = _AFTERTHOUGHT.split(label, maxsplit=1)[0]
    if beginning != label:
        yield beginning


def titled(engine: Engine, name: Name) -> Name:
    """A title in quotation marks with the projects it names, whole or by its beginning; any other name as it is."""
    if name.kind != "title":
        return name
    wanted = _plain(name.value.title if isinstance(name.value, Title) else name.text)
    titles = [(_plain(title), iri) for iri, labels in known(engine, "project").items() for title in labels]
    exact = {iri for title, iri in titles if title == wanted}
    meanings = tuple(sorted(exact or {iri for title, iri in titles if title.startswith(wanted)}))
    return replace(name, meanings=meanings, unsure=len(meanings) > 1)


def _plain(title: str) -> str:
    return " ".join(fold(title).split())


def _document(question: str, language: Language) -> Document:
    release = Release("question", Source("question", "", "text/plain"), question)
    whole = (0, len(question))
    return Document(release, question, language, (Block("paragraph", *whole),), (whole,))


def _capitalised(question: str, vocabulary: Vocabulary, reference: Reference) -> str:
    """The question with its known names spelt as they are, for people who type without capitals."""
    folded = fold(question)
    letters = list(question)
    capitals = any(letter.isupper() for letter in question[1:])
    for start, end, form in gazetteer(reference).spellings(folded, vocabulary.language):
        if capitals and not _begins_small(question[start:end]):
            continue
        if folded[start:end] not in vocabulary.small and not _is_a_concept(start, end, vocabulary, folded):
            letters[start:end] = form
    return "".join(letters)


def _begins_small(written: str) -> bool:
    """Whether only the beginning of a longer name lacks its capital (`la route des Balkans occidentaux`)."""
    return written[0].islower() and written != written.lower() and len(written.split()) >= _LONG


def _is_a_concept(start: int, end: int, vocabulary: Vocabulary, folded: str) -> bool:
    """Whether the words are no name but part of a concept's longer wording."""
    length = end - start
    return any(tag.start <= start and end <= tag.end and tag.length > length for tag in vocabulary.concepts(folded))


def _role(folded: str, start: int, end: int, named: Iterable[Name], vocabulary: Vocabulary) -> str:
    """The role a name stands in; in a list of names each stands in that of the first."""
    if folded[end : end + 2] == "'s":
        return "of"
    before = folded[:start]
    last = next((name for name in reversed(list(named)) if name.end <= start), None)
    if last is not None and vocabulary.joins.fullmatch(folded[last.end : start].lstrip()):
        return last.role
    return vocabulary.role(before)


def _meanings(mention: Mention, folded: str, reference: Reference) -> tuple[tuple[str, ...], bool]:
    """What a mention can mean, and whether it may as well mean one as the other."""
    doubtful = read("common")["doubtful"].get(folded[mention.start : mention.end])
    if doubtful:
        return tuple(ID + end for end in doubtful), True
    meanings = list(mention.candidates)
    if isinstance(mention.value, Body) and not meanings:
        meanings = [iri for iri in (reference.agency(mention.value.state, mention.value.function),) if iri]
    for iri in mention.candidates:
        # An organisation and the area of its members go by one name.
        region = iri.replace("/organisation/", "/region/")
        if kind_of(iri) == "organisation" and region in reference.entries:
            meanings.append(region)
    return tuple(dict.fromkeys(meanings)), False
