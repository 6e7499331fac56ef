"""Sums of money: an amount, its scale and its currency in either order, with what qualifies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions.numbers import DIGITS, either, from_digits
from iomkg.mentions.starts import Starts, matches
from iomkg.model import Language, Mention
from iomkg.values import Money, Qualifier

_EQUIVALENT: Final = re.compile(r"\s*[,;]?\s*(?:\(|(?:soit|or|o sea|es decir|i\.e\.)\s)[^()\d]{0,30}$")
_CODE_LENGTH: Final = 3
_LARGEST: Final = Decimal(10) ** 15
_REACH: Final = 120  # characters between a sum and one that leaves its currency out
_MILLION: Final = Decimal(10) ** 6


def find(text: str, folded: str, language: Language) -> Iterator[Mention]:
    """The sums in a text, in order; a second currency for the same sum becomes the first's equivalent."""
    pending: Mention | None = None
    starts = _starts(language).of(folded)
    found = (_mention(match, text, folded, language) for match in matches(_pattern(language), folded, starts))
    whole = [mention for mention in found if mention is not None]
    elliptic = _elliptic(text, folded, language, whole, starts) if whole else ()
    for mention in sorted([*whole, *elliptic], key=lambda m: m.start):
        if pending is not None and (both := _with_equivalent(pending, mention, folded)):
            pending = both
            continue
        if pending is not None:
            yield pending
        pending = mention
    if pending is not None:
        yield pending


def _elliptic(
    text: str, folded: str, language: Language, known: Sequence[Mention], starts: Sequence[int]
) -> Iterator[Mention]:
    """A sum without its currency behind one that has it: `Japan (USD 2 million) and Korea (1.2 million)`."""
    for match in matches(_elliptic_pattern(language), folded, starts):
        before = next((m for m in reversed(known) if m.end <= match.start()), None)
        inside = any(m.start < match.end() and match.start() < m.end for m in known)
        if before is None or inside or not isinstance(before.value, Money):
            continue
        between = folded[before.end : match.start()]
        if not 4 < len(between) < _REACH or re.search(r"[.;:!?]\s", between):
            continue
        amount = from_digits(match["digits"], scaled=True) * _scales(language)[match["scale"]]
        if 0 < amount < _LARGEST:
            start, end = match.span("sum")
            yield Mention("money", start, end, text[start:end], value=Money(amount, before.value.currency))


def _mention(match: re.Match[str], text: str, folded: str, language: Language) -> Mention | None:
    name = match["before"] or match["after"]
    code = _currencies(language).get(" ".join(re.sub(r"[- ]+", " ", name).split()))
    if code is None or not _is_written_as_currency(match, text):
        return None
    amount = _amount(match, language)
    if amount is None or not 0 < amount < _LARGEST:
        return None
    start, end = match.start(), match.end()
    money = Money(amount, code, _qualifier(folded[max(0, start - 40) : start], language))
    return Mention("money", start, end, text[start:end], value=money)


def _is_written_as_currency(match: re.Match[str], text: str) -> bool:
    """Whether a short code stands in capitals: `KM 110`, never `200 km`."""
    group = "before" if match["before"] else "after"
    written = text[match.start(group) : match.end(group)]
    return not (written.isalpha() and len(written) < _CODE_LENGTH) or (written.isupper() and group == "before")


def _amount(match: re.Match[str], language: Language) -> Decimal | None:
    scales = [word for word in (match["scale"], match["scale2"]) if word]
    value = from_digits(match["digits"], bool(scales)) if match["digits"] else _number_words(language)[match["word"]]
    for scale in scales:
        value *= _scales(language)[scale]
    if match["more"]:  # `un millón 800 mil`
        value += from_digits(match["more"]) * _scales(language)[match["more_scale"]]
    return value


def _with_equivalent(first: Mention, second: Mention, folded: str) -> Mention | None:
    """The first sum with the second as its equivalent, if the text says it once more in another currency."""
    one, other = first.value, second.value
    if not isinstance(one, Money) or not isinstance(other, Money) or one.currency == other.currency:
        return None
    if not _EQUIVALENT.fullmatch(folded[first.end : second.start]):
        return None
    return replace(first, value=replace(one, equivalent=other))


def _qualifier(before: str, language: Language) -> Qualifier:
    def ends(name: str) -> bool:
        return any(m.end() >= len(before.rstrip()) - 3 for m in load(language).pattern(name).finditer(before))

    if ends("up_to"):
        return "up-to"
    return "about" if ends("about") else "exact"


@cache
def _currencies(language: Language) -> dict[str, str]:
    table = load(language).words["currencies"]
    return {fold(name): code for code, names in table.items() for name in (code, *names)}


@cache
def _scales(language: Language) -> dict[str, Decimal]:
    return {fold(word): Decimal(10) ** power for word, power in load(language).words["scales"].items()}


@cache
def _number_words(language: Language) -> dict[str, Decimal]:
    return {fold(word): Decimal(str(value)) for word, value in load(language).words["numbers"].items()}


@cache
def _starts(language: Language) -> Starts:
    return Starts([*_currencies(language), *_number_words(language)])


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    scale, names = either(_scales(language)), either(_currencies(language))
    of = r"(?:\s+|-)?(?:(?:de|of|en|in|d')\s*)?"
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>{names})[\s-]*)?"
        rf"(?:(?P<digits>{DIGITS})|(?P<word>{either(_number_words(language))})(?=[\s-]+(?:\(\d+\)\s*)?(?:{scale})\b))"
        rf"(?:[\s-]*\(\d+\))?(?:[\s-]*(?P<scale>{scale})(?![^\W_]))?(?:\s+(?P<scale2>{scale})(?!\w))?"
        rf"(?:\s+(?:y\s+|et\s+|and\s+)?(?P<more>\d{{1,3}})\s+(?P<more_scale>{scale})(?!\w))?"
        rf"(?(before)(?!\w)|{of}(?P<after>{names})(?!\w))"
    )


@cache
def _elliptic_pattern(language: Language) -> re.Pattern[str]:
    """`(1.2 million)`, or `1.2 million` at the end of a clause."""
    large = either(word for word, value in _scales(language).items() if value >= _MILLION)
    return re.compile(
        rf"(?<![\w.,])(?P<sum>(?P<digits>{DIGITS})\s*(?P<scale>{large}))(?=\s*(?:[),;]|\.(?:\s|$)|$)|\s+(?:and|et|y)\s+(?!\d))"
    )
