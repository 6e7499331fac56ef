"""Phrases of data/lexicon/tables.toml in what a column is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg.folding import fold, whole_words
from iomkg.readers.table.vocabulary import words

_NO_WORD: Final = re.compile(r"[^\w%'€$£-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase a header holds, and the field it stands for (empty for columns that are never read); `exact` when the
    header says nothing else."""

    field: str
    form: str
    exact: bool


def plain(label: str) -> str:
    """A label as phrases are looked up in it: folded, without punctuation and ligatures (`œuvre`)."""
    return " ".join(_NO_WORD.sub(" ", fold(label).replace("œ", "oe")).split())


@cache
def phrase_of(label: str) -> Phrase | None:
    """The longest phrase in a label, one that is the whole label before all others; None when it holds none."""
    text = plain(label)
    found = [
        Phrase(header.field, form, plain(form) == text)
        for header in words().headers
        for form in header.forms
        if holds(text, plain(form)) and not any(holds(text, plain(word)) for word in header.against)
    ]
    # Who is to be asked comes before what: a "project manager" is no project.
    return max(found, key=lambda phrase: (phrase.exact, len(phrase.form), not phrase.field), default=None)


def code_in(label: str, codes: Mapping[str, str]) -> str:
    """The code of the longest phrase of a table in a label; empty when there is none."""
    text = plain(label)
    found = [form for form in codes if holds(text, plain(form))]
    return codes[max(found, key=len)] if found else ""


def begins_with(text: str, forms: Iterable[str]) -> bool:
    """Whether a text begins with one of the phrases, as whole words."""
    shown = plain(text)
    return any(shown == form or shown.startswith(f"{form} ") for form in map(plain, forms) if form)


def holds(text: str, form: str) -> bool:
    """Whether a plain text holds a plain phrase as whole words."""
    return next(whole_words(text, form), None) is not None
