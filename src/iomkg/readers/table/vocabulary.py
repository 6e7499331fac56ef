"""What `data/lexicon/tables.toml` says, folded once per process, with months and currencies of the other lexicons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from iomkg import lexicon, lexicon_files
from iomkg.folding import fold
from iomkg.model import Language

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Header:
    """Phrases by which headers call a field; `against` are words beside which they mean something else."""

    field: str
    forms: Sequence[str]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything folded; mappings are from a wording to its code or number."""

    headers: tuple[Header, ...]
    stages: Mapping[str, str]
    covers: Mapping[str, str]
    statuses: Mapping[str, str]
    rows: Mapping[str, tuple[str, ...]]
    empty: frozenset[str]
    nowhere: frozenset[str]
    scales: Mapping[str, int]
    lengths: Mapping[str, int]
    months: Mapping[str, int]
    currencies: Mapping[str, str]
    match: Mapping[str, tuple[str, ...]]
    short_forms: Mapping[str, str]


@cache
def words() -> Words:
    """The words of tables in all languages."""
    table = lexicon_files.table("tables")
    return Words(
        headers=tuple(
            Header(entry["field"], _folded(entry["forms"]), frozenset(_folded(entry.get("against", ()))))
            for entry in table["header"]
        ),
        stages=_codes(table["stages"]),
        covers=_codes(table["covers"]),
        statuses=_codes(table["statuses"]),
        rows={kind: _folded(forms) for kind, forms in table["rows"].items()},
        empty=frozenset(_folded(table["cells"]["empty"])),
        nowhere=frozenset(_folded(table["cells"]["nowhere"])),
        scales={fold(word): int(value) for word, value in table["scales"].items()},
        lengths={fold(word): int(value) for word, value in table["months"].items()},
        months={fold(word): number for code in LANGUAGES for word, number in _of(code)["months"].items()},
        currencies={
            fold(name): code
            for language in LANGUAGES
            for code, names in _of(language)["currencies"].items()
            for name in (code, *names)
        },
        match={kind: _folded(forms) for kind, forms in table["match"].items()},
        short_forms=table["short_forms"],
    )


def _of(language: Language) -> Mapping[str, Any]:
    return lexicon.load(language).words


def _codes(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {form: code for code, forms in table.items() for form in _folded(forms)}


def _folded(forms: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(fold(form).split()) for form in forms))
