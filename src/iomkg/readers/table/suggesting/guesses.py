"""What each column means, by what it is called and what stands in it; and what is not sure about that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any, Final

from iomkg.readers.table import lists
from iomkg.readers.table.mapping import ACTORS, LISTED
from iomkg.readers.table.suggesting.evidence import Evidence
from iomkg.readers.table.suggesting.phrases import code_in, phrase_of, plain
from iomkg.readers.table.suggesting.separators import separator_of
from iomkg.readers.table.vocabulary import words

_MOST: Final = 0.6  # of a column's cells
_NEARLY_ALL: Final = 0.8
_MOST_NAMED: Final = 12
_SINGLE: Final = (
    "id", "title", "acronym", "parent", "start", "end", "duration", "status", "currency", "url", "published"
)  # fmt: skip
_SCHEMES: Final = {
    "eutf": re.compile(r"T\d\d(?:\.\d+)?-EUTF-\S+"),
    "iati": re.compile(r"[A-Z]{2}-[A-Z0-9]+-\S+"),
    "eu-contract": re.compile(r"(?:CTR[- ]?)?\d{4}/\d{3}-\d{3}|(?:CTR|T\d+|c)[- ]?\d{6}"),
}
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ACRONYM: Final = re.compile(r"\b[A-Z]{2,6}\b")
_THOUSANDS: Final = re.compile(
    r"['’]?\b000\b|\bthousands?\b|\bmilliers\b|\bmiles\b|\bk ?(?:€|eur|usd|\$)|\bteur\b", re.I
)
_MILLIONS: Final = re.compile(r"\bmillions?\b|\bmillones\b|\bm(?:io|ln|n)?\.? ?(?:€|eur\b|usd\b|\$)|\bmeur\b", re.I)


@dataclass(slots=True)
class Guess:
    """`field` is empty for a column that is not read; `settings` are further keys of its [[column]]; `unsure` are
    remarks for whoever corrects the draft; `never` marks columns with people's details."""

    field: str = ""
    settings: dict[str, Any] = default(default_factory=dict)
    unsure: list[str] = default(default_factory=list)
    never: bool = False


def guess(columns: Sequence[Evidence]) -> dict[int, Guess]:
    """A guess for each column, by its number. Fields that a table has once go to the column that fits best."""
    found: dict[int, Guess] = {}
    for column in columns:
        phrase = phrase_of(_last(column.label)) or phrase_of(column.label)
        if phrase is not None and not phrase.field:
            found[column.number] = Guess(never=True)
        else:
            found[column.number] = _by_values(column, phrase.field if phrase else "")
    _title(columns, found)
    _once_each(columns, found)
    for column in columns:
        told = found[column.number]
        if told.field:
            _details(column, told)
    if not any(told.field == "currency" for told in found.values()):
        _ask_for_currencies(columns, found)
    return found


def _last(label: str) -> str:
    return label.rsplit(" – ", 1)[-1]


def _by_values(column: Evidence, field: str) -> Guess:
    """What a header says, if the cells do not speak against it; else what the cells say."""
    checks: Mapping[str, Callable[[], bool]] = {
        "amount": lambda: column.numeric >= _MOST,
        "duration": lambda: column.numeric >= _MOST or column.share(lambda cell: cell.text[:1].isdigit()) >= _MOST,
        "start": lambda: column.dated >= _MOST,
        "end": lambda: column.dated >= _MOST,
        "published": lambda: column.dated >= _MOST,
        "id": lambda: column.words < 4,
        "url": lambda: column.share(lambda cell: cell.text.startswith("http")) >= _MOST,
        "currency": lambda: column.share(lambda cell: _reads(lists.currency, cell.text)) >= _MOST,
    }
    if field and column.cells and not checks.get(field, lambda: True)():
        return Guess(unsure=[f"called like the field {field!r}, but its cells are none"])
    if field and column.cells:
        return Guess(field)
    if not column.cells:
        return Guess(unsure=["has no cell"] if column.label else [])
    if column.share(lambda cell: _reads(lists.currency, cell.text)) >= _NEARLY_ALL:
        return Guess("currency", unsure=["told by its cells alone"])
    if column.share(lambda cell: _reads(lists.status, cell.text)) >= _NEARLY_ALL and column.numeric < _MOST:
        return Guess("status", unsure=["told by its cells alone"])
    if column.placed >= _NEARLY_ALL:
        return Guess("place", unsure=["told by its cells alone"])
    if _YEAR.fullmatch(_last(column.label)) and column.numeric >= _MOST:
        return Guess("amount", unsure=["a sum for each year, told by its header"])
    return Guess()


def _title(columns: Sequence[Evidence], found: dict[int, Guess]) -> None:
    """Where no header says so, the titles are the longest texts that differ from row to row."""
    if any(told.field == "title" for told in found.values()):
        return
    fit = [c for c in columns if c.words >= 3 and c.distinct >= 0.5 and c.filled >= 0.5 and not found[c.number].never]
    if fit:
        best = max(fit, key=lambda column: (found[column.number].field == "", column.distinct * column.words))
        found[best.number] = Guess("title", unsure=["no header says title; these are the longest texts that differ"])


def _once_each(columns: Sequence[Evidence], found: dict[int, Guess]) -> None:
    for name in _SINGLE:
        rivals = [column for column in columns if found[column.number].field == name]
        if len(rivals) < 2:
            continue
        best = max(rivals, key=lambda c: (_fit(c, name), -c.number))
        for column in rivals:
            if column is not best:
                why = f"called like the field {name!r} too, which {best.label!r} fits better"
                found[column.number] = Guess(unsure=[why])


def _fit(column: Evidence, name: str) -> tuple[float, ...]:
    phrase = phrase_of(_last(column.label)) or phrase_of(column.label)
    exact, length = (phrase.exact, len(phrase.form)) if phrase else (False, 0)
    if name == "title":
        return column.filled * min(column.words, 6) * column.distinct, exact, length
    if name == "id":
        return round(column.distinct * column.filled, 1), exact, length
    return exact, length, column.filled


# -- further keys ----------------------------------------------------------------------------------------------------


def _details(column: Evidence, told: Guess) -> None:
    if told.field in LISTED:
        _listed(column, told)
    elif told.field == "id":
        scheme = next((scheme for scheme, form in _SCHEMES.items() if _is_of_scheme(column, form)), "")
        if scheme:
            told.settings["scheme"] = scheme
            told.unsure.append(f"most ids look like those of the scheme {scheme!r}")
        if column.distinct < 1:
            told.unsure.append("some ids stand in several rows; see `children` under [rows]")
    elif told.field == "status":
        strange = [text for text in column.counts if not _reads(lists.status, text)]
        told.settings["values"] = dict.fromkeys(strange[:_MOST_NAMED], "")
        if strange:
            codes = ", ".join(lists.codes("project-status"))
            told.unsure.append(f"words that no status is known by; give each one of {codes}, or leave it empty")
    elif told.field == "amount":
        _sum(column, told)


def _is_of_scheme(column: Evidence, form: re.Pattern[str]) -> bool:
    return column.share(lambda cell: form.fullmatch(cell.text) is not None) >= _NEARLY_ALL


def _listed(column: Evidence, told: Guess) -> None:
    separator = separator_of(column, told.field in ACTORS)
    if separator:
        told.settings["separator"] = separator
    parts: dict[str, int] = {}
    for text, count in column.counts.items():
        for part in text.split(separator.strip() or separator) if separator and separator != "\n" else [text]:
            parts[part.strip()] = parts.get(part.strip(), 0) + count
    if told.field in ("theme", "instrument"):
        read = lists.theme if told.field == "theme" else lists.instrument
        strange = [part for part in parts if part and not _reads(read, part)]
        told.settings["values"] = dict.fromkeys(strange[:_MOST_NAMED], "")
        if strange:
            told.unsure.append(f"words that are no {told.field} of the list; say what each means, or leave it empty")
        return
    strange = sorted((p for p in parts if p and not lists.is_known(p)), key=lambda p: (-parts[p], p))
    if strange:
        named = "; ".join(f"{part} ({parts[part]})" for part in strange[:_MOST_NAMED])
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        told.unsure.append(
            f"names that are not known as they stand: {named}{more}; say in `values` what short ones mean"
        )


def _sum(column: Evidence, told: Guess) -> None:
    label = column.label
    currencies = {code for code in map(_currency, re.findall(r"[^\W\d_]+|[€$£]", label)) if code}
    if len(currencies) == 1:
        told.settings["currency"] = currencies.pop()
    times = 1000 if _THOUSANDS.search(label) else 1_000_000 if _MILLIONS.search(label) else 1
    if times > 1:
        told.settings["times"] = times
        told.unsure.append(f"its header says that cells are multiplied by {times:,}")
    stage = code_in(label, words().stages)
    told.settings["stage"] = stage or "committed"
    if not stage:
        told.unsure.append("no word says at which stage the sums are; committed is assumed")
    covers = code_in(label, words().covers)
    if covers:
        told.settings["covers"] = covers
    year = _YEAR.search(label)
    if year:
        told.settings["period"] = year[0]
    payers = [word for word in _ACRONYM.findall(label) if not _currency(word) and lists.is_known(word)]
    if payers:
        told.settings["from"] = payers
        told.unsure.append("its header names who gives the sum")


def _ask_for_currencies(columns: Sequence[Evidence], found: Mapping[int, Guess]) -> None:
    for column in columns:
        told = found[column.number]
        if told.field == "amount" and "currency" not in told.settings and not _tells_currency(column):
            told.unsure.append(
                'nothing tells the currency; add `currency = "EUR"` or the like, without which no sum is read'
            )


def _tells_currency(column: Evidence) -> bool:
    signs = column.share(lambda cell: any(_currency(word) for word in re.findall(r"[^\W\d_]+|[€$£]", cell.text)))
    return signs >= _MOST


def _currency(word: str) -> str:
    try:
        return lists.currency(word) if not word.islower() or plain(word) in ("euro", "euros") else ""
    except ValueError:
        return ""


def _reads(read: Callable[[str], str], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
