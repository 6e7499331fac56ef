"""A total on paper: the sum, the breakdown, what counted with its sentences, what was left out by reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from iomkg.answers import Answer, Sentence, TotalAnswer, limits
from iomkg.cli.output import heading, note, paragraph, quotation, safe
from iomkg.cli.output_table import print_columns
from iomkg.model import Term
from iomkg.namespaces import shortened
from iomkg.naming import grouped
from iomkg.phrases import phrases


def print_total(total: TotalAnswer) -> None:
    """Show a total; what goes with every answer is told on standard error."""
    words = phrases(total.answer.language)
    for remark in total.answer.notes:
        paragraph(remark)
    if total.answer.rows:
        click.echo()
        _print_breakdown(total.answer)
    if total.counted.rows:
        click.echo()
        heading(words.line("counted_heading", sums=words.counted(len(total.counted.rows), "sum")))
        for row, said in zip(_records(total.counted), total.counted.evidence, strict=True):
            _print_counted(total.counted, row, said)
    if total.left_out.rows:
        click.echo()
        heading(words.line("left_out_heading", sums=words.counted(len(total.left_out.rows), "sum")))
        _print_left_out(total.left_out)
    for remark in limits(total.answer):
        note(remark)


def _print_breakdown(answer: Answer) -> None:
    """The columns that hold anything, numbers in groups of three."""
    kept = [n for n in range(len(answer.columns)) if any(row[n] is not None for row in answer.rows)]
    cells = [[_words(answer, answer.columns[n], row[n]) for n in kept] for row in answer.rows]
    print_columns([phrases(answer.language).column(answer.columns[n]) for n in kept], cells)


def _print_counted(answer: Answer, row: Mapping[str, Term], said: tuple[Sentence, ...]) -> None:
    paragraph(" · ".join(_told(answer, row, ("money", "project", "donor", "year", "shared"))), hanging=2)
    if "rate" in row:
        words, stated = phrases(answer.language), _number(answer, row["stated"])
        rate, day = words.number(row["rate"].value), row["rateOn"].value
        paragraph(words.line("converted", stated=stated, rate=rate, day=day), indent=2)
    for sentence in said:
        quotation(f"“{sentence.quote}”", indent=2)
        origin = " · ".join(filter(None, (sentence.headline, sentence.publisher, sentence.date)))
        paragraph(f"{origin} ({shortened(sentence.release)})".strip(), indent=2, dim=True)
    paragraph(shortened(row["funding"].value), indent=2, dim=True)


def _print_left_out(answer: Answer) -> None:
    last = ""
    for row in _records(answer):
        if row["reason"].value != last:
            last = row["reason"].value
            paragraph(f"{row['code'].value}: {last}")
        paragraph(" · ".join(_told(answer, row, ("money", "project", "donor"))), indent=2, hanging=2)
        names = [shortened(row["funding"].value)]
        if "instead" in row:
            instead = ", ".join(shortened(iri) for iri in row["instead"].value.split())
            names.append(phrases(answer.language).line("in_place", sums=instead))
        paragraph("; ".join(names), indent=4, dim=True)


def _records(answer: Answer) -> Iterator[dict[str, Term]]:
    for row in answer.rows:
        yield {name: value for name, value in zip(answer.columns, row, strict=True) if value is not None}


def _told(answer: Answer, row: Mapping[str, Term], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name == "money" and "amount" in row:
            qualifier = f"{answer.said('qualifier', row['qualifier'])} " if "qualifier" in row else ""
            code = f"{answer.label(row['currency'])} " if "currency" in row else ""
            yield f"{qualifier}{code}{_number(answer, row['amount'])}"
        elif name in row:
            yield safe(answer.said(name, row[name]))


def _words(answer: Answer, column: str, value: Term | None) -> str:
    if value is None:
        return ""
    return _number(answer, value) if column in ("amount", "sums") else safe(answer.said(column, value))


def _number(answer: Answer, value: Term) -> str:
    return phrases(answer.language).number(grouped(value.value))
