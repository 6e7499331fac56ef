"""Sums of money: an amount, its scale and its currency in either order, with what qualifies it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from iomkg.folding import fold
from iomkg.lexicon import load
from iomkg.mentions.currencies import Currencies, names, shared_names, spelled
from iomkg.mentions.gazetteer import Found
from iomkg.mentions.numbers import DIGITS, either, from_digits, number_words
from iomkg.mentions.starts import Starts, matches
from iomkg.model import Language, Mention
from iomkg.values import Money, Qualifier

_EQUIVALENT: Final = re.compile(r"\s*[,;]?\s*(?:\(|(?:soit|or|o sea|es decir|i\.e\.)\s)[^()\d]{0,30}$")
_CODE_LENGTH: Final = 3
_LARGEST: Final = Decimal(10) ** 15
_REACH: Final = 120  # characters between a sum and one that leaves its currency out
_NEAR: Final = 4  # fewer characters stand between two readings of one sum
_MILLION: Final = Decimal(10) ** 6


def find(
    text: str,
    folded: str,
    language: Language,
    known: Sequence[Found] = (),
    country_of: Callable[[str], str | None] = lambda _: None,
) -> Iterator[Mention]:
    """The sums in a text, in order; a second currency for the same sum becomes the first's equivalent.

    `known` are the names found in the text, whose countries (`country_of`, for places) settle what `pesos` are.
    """
    currencies = Currencies(language, known, country_of)
    pending: Mention | None = None
    starts = _starts(language).of(folded)
    found = (
        _mention(match, text, folded, language, currencies) for match in matches(_pattern(language), folded, starts)
    )
    whole = [mention for mention in found if mention is not None]
    elliptic = _elliptic(text, folded, language, whole, starts) if whole else ()
    for mention in sorted([*whole, *elliptic], key=lambda m: m.start):
        if pending is not None and (both := _with_equivalent(pending, mention, folded)):
            pending = both
            continue
        if pending is not None and not _is_in_words_of(pending, mention, folded):
            yield pending
        pending = mention
    if pending is not None:
        yield pending


def _elliptic(
    text: str, folded: str, language: Language, known: Sequence[Mention], starts: Sequence[int]
) -> Iterator[Mention]:
    """A sum without its currency: `Japan (USD 2 million) and Korea (1.2 million)`, `The remaining two million go to`.

    It has that of the sum before it, else of the first one behind. Farther than a clause away only what is said to be a
    share, or stands alone at the end of its line, is a sum: most numbers count people.
    """
    for match in matches(_elliptic_pattern(language), folded, starts):
        start, end = match.span("sum")
        if any(m.start < end and start < m.end for m in known):
            continue
        beside = next((m for m in reversed(known) if m.end <= start), known[0])
        far = beside.start > start or start - beside.end > _REACH
        between = folded[beside.end : start]
        loose = far or len(between) <= _NEAR or match["ends"] is None or re.search(r"[.;:!?]\s", between)
        if loose and not _is_a_share(folded, start, end, language):
            continue
        amount = _amount_of(match["digits"], match["word"], language) * _scales(language)[match["scale"]]
        if isinstance(beside.value, Money) and 0 < amount < _LARGEST:
            yield Mention("money", start, end, text[start:end], value=Money(amount, beside.value.currency))


def _is_a_share(folded: str, start: int, end: int, language: Language) -> bool:
    """Whether a number is told as a share of a sum: by the words around it, in brackets, as the last of a line."""
    lexicon = load(language)
    before = folded[max(0, start - 40) : start].rstrip()
    if before[-1:] == "(" and folded[end : end + 1] == ")":
        return True
    if lexicon.pattern("share_after").match(folded[end : end + 60].lstrip()):
        return True
    following = re.match(r"\s+(\w+)", folded[end : end + 30])
    small = (
        lexicon.list("stops") | lexicon.list("stops_that_go_on") | lexicon.list("where_words") | lexicon.list("links")
    )
    on = following is None or following[1] in small
    if on and any(m.end() == len(before) for m in lexicon.pattern("share_before").finditer(before)):
        return True
    return before[-1:] in (":", "-", "–") and folded[end : end + 1] in ("\n", "", ";")


def _amount_of(digits: str | None, word: str, language: Language) -> Decimal:
    return from_digits(digits, scaled=True) if digits else number_words(language)[word]


def _mention(
    match: re.Match[str], text: str, folded: str, language: Language, currencies: Currencies
) -> Mention | None:
    name = match["before"] or match["after"]
    beside = match.start("whose") if match["whose"] else match.end() + 1
    code = currencies.code(" ".join(re.sub(r"[- ]+", " ", name).split()), beside)
    if code is None or not _is_written_as_currency(match, text, language):
        return None
    if match["whose"] and currencies.adjective_end(beside) is None:
        return None  # what stands before the currency is no country's adjective
    amount = _amount(match, language)
    if amount is None or not 0 < amount < _LARGEST:
        return None
    start, end = match.start(), match.end()
    money = Money(amount, code, _qualifier(folded[max(0, start - 40) : start], language))
    return Mention("money", start, end, text[start:end], value=money)


def _is_written_as_currency(match: re.Match[str], text: str, language: Language) -> bool:
    """Whether a short name is written as the lexicon has it, before the number: `KM 110`, `Tk 38`, never `200 km`."""
    group = "before" if match["before"] else "after"
    written = text[match.start(group) : match.end(group)]
    short = written.isalpha() and len(written) < _CODE_LENGTH
    return not short or (group == "before" and (written.isupper() or written in spelled(language)))


def _amount(match: re.Match[str], language: Language) -> Decimal | None:
    scales = [word for word in (match["scale"], match["scale2"]) if word]
    value = from_digits(match["digits"], bool(scales)) if match["digits"] else number_words(language)[match["word"]]
    for scale in scales:
        value *= _scales(language)[scale]
    if match["half"]:  # `un million et demi`
        value += _scales(language)[scales[-1]] / 2
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


def _is_in_words_of(first: Mention, second: Mention, folded: str) -> bool:
    """Whether a sum in words is said again in figures, in brackets: the figures are easier to read right."""
    one, other = first.value, second.value
    same = isinstance(one, Money) and isinstance(other, Money) and one.currency == other.currency
    return same and not re.search(r"\d", first.text) and folded[first.end : second.start].strip() == "("


def _qualifier(before: str, language: Language) -> Qualifier:
    def ends(name: str) -> bool:
        return any(m.end() >= len(before.rstrip()) - 3 for m in load(language).pattern(name).finditer(before))

    if ends("up_to"):
        return "up-to"
    return "about" if ends("about") else "exact"


@cache
def _scales(language: Language) -> dict[str, Decimal]:
    return {fold(word): Decimal(10) ** power for word, power in load(language).words["scales"].items()}


@cache
def _starts(language: Language) -> Starts:
    return Starts([*names(language), *shared_names(language), *number_words(language)])


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    scale, name = either(_scales(language)), either([*names(language), *shared_names(language)])
    shared = either(shared_names(language))
    half = either(map(fold, load(language).words["and_a_half"]))
    # Millions do not go on in millions: `USD 4 million and 15 million` are two sums.
    less = either(word for word, value in _scales(language).items() if value < _MILLION)
    of = r"(?:\s+|-)?(?:(?:de|of|en|in|d')\s*)?"
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>{name})[\s-]*)?"
        rf"(?:(?P<digits>{DIGITS})|(?P<word>{either(number_words(language))})(?=[\s-]+(?:\(\d+\)\s*)?(?:{scale})\b))"
        rf"(?:[\s-]*\(\d+\))?(?:[\s-]*(?P<scale>{scale})(?![^\W_]))?(?:\s+(?P<scale2>{scale})(?!\w))?(?:\s+(?P<half>{half})(?!\w))?"
        rf"(?:[^\S\n]+(?:y\s+|et\s+|and\s+)?(?P<more>\d{{1,3}})\s+(?P<more_scale>{less})(?!\w))?"
        rf"(?(before)(?!\w)|{of}(?:(?P<whose>[a-z]+)\s+(?=(?:{shared})(?!\w)))??(?P<after>{name})(?!\w))"
    )


@cache
def _elliptic_pattern(language: Language) -> re.Pattern[str]:
    """`(1.2 million)`, `two million`; `ends` where a clause ends behind it."""
    large = either(word for word, value in _scales(language).items() if value >= _MILLION)
    return re.compile(
        rf"(?<![\w.,$€£])(?P<sum>(?:(?P<digits>{DIGITS})|(?P<word>{either(number_words(language))}))[\s-]*(?P<scale>{large}))(?!\w)"
        rf"(?P<ends>(?=\s*(?:[),;]|\.(?:\s|$)|$)|\s+(?:and|et|y)\s+(?!\d)))?"
    )
