"""A project at one look: its sums of money, and what happened when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import stated_dates
from iomkg.answers import Sentence
from iomkg.model import Term
from iomkg.namespaces import kind_of, term
from iomkg.naming import grouped
from iomkg.web.content import Moment, Sum
from iomkg.web.rendering import Page, term_name

Fact = tuple[str, str, Term]
_MOST: Final = 60


def sums(facts: Iterable[Fact], named: Mapping[str, str]) -> tuple[Sum, ...]:
    """The sums among the facts about fundings, the largest of each currency first; those without an amount last."""
    told: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in facts:
        if kind_of(subject) == "funding":
            told[subject][predicate].append(value)
    by_currency: dict[str, list[Decimal]] = defaultdict(list)
    for funding in told.values():
        amount, currency = _amount(funding)
        if amount is not None:
            by_currency[currency].append(amount)

    def words(funding: Mapping[str, list[Term]], name: str) -> str:
        return ", ".join(sorted(named.get(v.value, v.value) for v in funding.get(term(name), ())))

    found = []
    for funding in told.values():
        amount, currency = _amount(funding)
        dates = [stated_dates.lexical_of(value.value) or "" for value in funding.get(term("statedOn"), ())]
        shown = Sum(
            amount=f"{currency} {grouped(str(amount))}".strip() if amount is not None else "",
            share=_share(amount, by_currency[currency]),
            donors=words(funding, "donor"),
            stage=", ".join(filter(None, (words(funding, "fundingKind"), words(funding, "stage")))),
            day=", ".join(sorted(dates)),
        )
        found.append((amount is None, currency, -(amount or 0), shown.donors, shown))
    return tuple(shown for *_, shown in sorted(found, key=lambda each: each[:-1]))


def moments(
    page: Page, iri: str, facts: Iterable[Fact], said: Iterable[Sentence], named: Mapping[str, str]
) -> tuple[Moment, ...]:
    """What is dated among the facts about a project and its parts, and the releases that tell of it, in the order of
    time; days without a year come last."""
    found: dict[tuple[str, str], Moment] = {}
    for subject, predicate, value in facts:
        day = stated_dates.lexical_of(value.value) if isinstance(value, NamedNode) else None
        if day is not None:
            what = term_name(predicate, page.language)
            told = what if subject == iri else f"{named.get(subject, subject)} ({what})"
            found[day, told] = Moment(day, told, None, subject == iri)
    for sentence in said:
        if sentence.date:
            told = f"{page.words['told_by']} {sentence.publisher or ''}: {sentence.headline or ''}".replace(" :", ":")
            found[sentence.date, told] = Moment(sentence.date, told, page.of(sentence.release), False)
    ordered = sorted(found.values(), key=lambda each: (each.day.startswith("--"), each.day, each.told))
    return tuple(ordered[:_MOST])


def _share(amount: Decimal | None, beside: list[Decimal]) -> int | None:
    """How long the bar of a sum is; one alone, or below zero, has none."""
    if amount is None or amount < 0 or len(beside) < 2 or not max(beside):
        return None
    return max(1, int(100 * amount / max(beside)))


def _amount(funding: Mapping[str, list[Term]]) -> tuple[Decimal | None, str]:
    """The amount of a funding and the code of its currency."""
    amounts = [value.value for value in funding.get(term("amount"), ()) if isinstance(value, Literal)]
    currencies = sorted(value.value.rsplit("/", 1)[1] for value in funding.get(term("currency"), ()))
    return (Decimal(amounts[0]) if len(amounts) == 1 else None), " ".join(currencies)
