"""A question taken apart: what is named, which concepts are worded, and which words of content are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from iomkg.engine import Engine
from iomkg.folding import fold
from iomkg.questions import names
from iomkg.questions.fitting import Asking
from iomkg.questions.intents import heads
from iomkg.questions.names import Name
from iomkg.questions.refusals import CAN, closest, refused
from iomkg.questions.vocabulary import Tag, Vocabulary, read, themes_in, words
from iomkg.reference import Reference


def take_apart(engine: Engine, text: str, known: Vocabulary, reference: Reference) -> Asking:
    """The concepts and names of a question. Raises QuestionError when some of its words can be done no justice."""
    folded = fold(text)
    named = names.find(text, known, reference)
    named = [name for name in named if not (name.unknown and _says_something(name, folded, known))]
    concepts = [tag for tag in known.concepts(folded) if not _lies_on_a_name(tag, named)]
    named = [name for name in named if not _within(name, concepts)]
    named += names.numbers(folded, named, known)
    _refuse(text, known, concepts, named)
    themes = [
        tag
        for tag in themes_in(folded, known.language, reference)
        if not _lies_on_a_name(tag, named)
        and not any(_overlap(tag, one) and one.length >= tag.length for one in concepts)
    ]
    concepts = [tag for tag in concepts if not any(_overlap(tag, theme) for theme in themes)]
    named = [names.titled(engine, name) for name in named] + [_theme(tag, folded, known) for tag in themes]
    if any(_content(folded, [*concepts, *named], known)):
        named += names.in_store(engine, folded, _free(folded, [*concepts, *named]), named, known)
    in_order = sorted(named, key=lambda name: name.start)
    return Asking(
        concepts=tuple(concepts),
        names=tuple(in_order),
        words=tuple(_content(folded, [*concepts, *named], known)),
        head=next((tag.meaning for tag in concepts if tag.meaning in heads()), None),
        joined=tuple(pair for pair in pairwise(in_order) if _is_joined(*pair, folded, known)),
    )


def _refuse(text: str, known: Vocabulary, concepts: Sequence[Tag], named: Sequence[Name]) -> None:
    """Raise QuestionError for words no answer can do justice to, where they are not part of something that is read."""
    reasons = read("common")["reasons"]
    for tag in sorted(known.refused(fold(text)), key=lambda tag: (tag.start, -tag.length)):
        if not _within(tag, [*concepts, *named]):
            why = f"{text[tag.start : tag.end]!r} {reasons[tag.meaning]}; {CAN}"
            raise refused(why, closest(concepts), known.language)
    for name in named:
        if name.kind == "person":
            why = f"{name.text!r} is a person's name, and so {reasons['person']}; {CAN}"
            raise refused(why, closest(concepts), known.language)


def _says_something(name: Name, folded: str, known: Vocabulary) -> bool:
    """Whether what looks like a name is made of the question's own words (`Which border posts`)."""
    parts = {folded[start:end] for start, end in words(folded) if name.start <= start < name.end}
    return bool(parts & known.small) or any(_overlap(tag, name) for tag in known.concepts(folded))


def _theme(tag: Tag, folded: str, known: Vocabulary) -> Name:
    role = known.role(folded[: tag.start])
    return Name(tag.start, tag.end, folded[tag.start : tag.end], "theme", (tag.meaning,), role)


def _lies_on_a_name(tag: Tag, named: Iterable[Name]) -> bool:
    """Whether a tag lies on a name and is not the longer."""
    return any(_overlap(tag, name) and tag.length <= name.end - name.start for name in named)


def _within(one: Tag | Name, others: Iterable[Tag | Name]) -> bool:
    return any(other.start <= one.start and one.end <= other.end for other in others)


def _overlap(one: Tag | Name, other: Tag | Name) -> bool:
    return one.start < other.end and other.start < one.end


def _free(text: str, read_as: Iterable[Tag | Name]) -> list[bool]:
    free = [True] * len(text)
    for one in read_as:
        free[one.start : one.end] = [False] * (one.end - one.start)
    return free


def _is_joined(name: Name, other: Name, folded: str, known: Vocabulary) -> bool:
    between = folded[name.end : other.start]
    found = known.joins.search(between)
    return found is not None and not between[: found.start()].strip()


def _content(folded: str, read_as: Iterable[Tag | Name], known: Vocabulary) -> list[tuple[int, int]]:
    free = _free(folded, read_as)
    return [(start, end) for start, end in words(folded) if free[start] and folded[start:end] not in known.small]
