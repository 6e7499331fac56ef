"""What texts a form of the lexicon can begin with: the plain texts one looks up to know where the form may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_MOST: Final = 100  # of one form; where there would be more, they are cut short
_MOST_OPTIONS: Final = 3  # optional stretches that are spelt out
_PLAIN: Final = re.compile(r"[^\W_][^\W_ -]*(?:[ -][^\W_ -]+)*")  # words without a sign
_MACRO: Final = re.compile(r"\{(\w+)\}")
_OPTION: Final = re.compile(r"(?P<led> ?)\[(?P<inner>[^\]]*)\](?P<followed> ?)")
# What ends the plain text: a gap, any one word, any ending, a space behind an apostrophe, an option not spelt out.
_OPEN_END: Final = re.compile(r" ?\.\.\.|\*|(?<!\w)_(?!\w)|(?<=') | ?\[")


def openings(form: str, macros: Mapping[str, str]) -> frozenset[str]:
    """Plain texts of which every match of a form begins with one; `{""}` when the form begins with anything.

    `form` and `macros` are folded. Raises KeyError for an unknown macro, ValueError for brackets without a partner.
    """
    if _PLAIN.fullmatch(form):
        return frozenset({form})
    while macro := _MACRO.search(form):
        form = f"{form[: macro.start()]}({macros[macro[1]]}){form[macro.end() :]}"
    found: set[str] = set()
    for plain in _options_spelt_out(form, _MOST_OPTIONS):
        ended, going_on = _ways(plain)
        found |= ended | going_on
    return frozenset(_shortest(found))


def _shortest(texts: Iterable[str]) -> Iterator[str]:
    """Without the texts that begin with another one, which finds them: sorted, that one stands before them."""
    last = None
    for text in sorted(texts):
        if last is None or not text.startswith(last):
            last = text
            yield text


def _options_spelt_out(form: str, most: int) -> list[str]:
    """The form with and without each of its first optional stretches."""
    option = _OPTION.search(form) if most else None
    if option is None:
        return [form]
    before, after = form[: option.start()], form[option.end() :]
    # A space before or behind the stretch goes with it, the one behind it first.
    led, followed = option["led"], option["followed"]
    without = f"{before}{led}{after}" if followed else before + after
    if followed and not led and before[-1:].isalnum() and after.startswith("_"):
        without = f"{before}*"  # the word that the sign stands for ends the one before
    spelt_out = f"{before}{led}({option['inner']}){followed}{after}"
    return [*_options_spelt_out(spelt_out, most - 1), *_options_spelt_out(without, most - 1)]


def _ways(form: str) -> tuple[set[str], set[str]]:
    """The texts a form may begin with: those cut short, and those that hold a way through it whole."""
    ended: set[str] = set()
    ways = {""}
    for part in _parts(form):
        if part.startswith("("):
            cut_short, whole = set[str](), set[str]()
            for alternative in _alternatives(part[1:-1]):
                inner_ended, inner_whole = _ways(alternative)
                cut_short |= inner_ended
                whole |= inner_whole
        else:
            end = _OPEN_END.search(part)
            cut_short, whole = ({part[: end.start()]}, set()) if end else (set(), {part})
        if len(ways) * (len(cut_short) + len(whole)) > _MOST:
            return ended | ways, set()
        # Texts may leave out a space behind an apostrophe, so what stands behind it is not looked up.
        ended |= {way for way in ways for text in (*cut_short, *whole) if way.endswith("'") and text.startswith(" ")}
        ways -= ended
        ended |= {way + text for way in ways for text in cut_short}
        ways = {way + text for way in ways for text in whole}
    return ended, ways


def _parts(form: str) -> list[str]:
    """The form cut into groups and what stands between them."""
    parts, depth, start = [], 0, 0
    for i, sign in enumerate(form):
        if sign == "(":
            if depth == 0 and i > start:
                parts.append(form[start:i])
                start = i
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth < 0:
                raise ValueError("a bracket closes that was not opened")
            if depth == 0:
                parts.append(form[start : i + 1])
                start = i + 1
    if depth:
        raise ValueError("a bracket is not closed")
    return [*parts, form[start:]] if start < len(form) else parts


def _alternatives(inner: str) -> list[str]:
    """The alternatives of a group, split at its own bars only."""
    found, depth, start = [], 0, 0
    for i, sign in enumerate(inner):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and depth == 0:
            found.append(inner[start:i])
            start = i + 1
    return [*found, inner[start:]]
