"""An answer as a Markdown page: the rows as a table, the sentences behind each, what goes with it, how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from iomkg import citing
from iomkg.answers import Answer, Sentence, limits
from iomkg.answers.words import iris_of
from iomkg.model import Term
from iomkg.namespaces import shortened
from iomkg.naming import date_in_words
from iomkg.phrases import phrases
from iomkg.unseen import visible


def as_markdown(answer: Answer) -> str:
    """The page, texts shown as they stand whatever signs they hold; ends with a line end."""
    return "\n\n".join(_parts(answer)) + "\n"


def _parts(answer: Answer) -> Iterator[str]:
    words = phrases(answer.language)
    yield f"# {escaped(answer.question)}"
    if answer.parameters:
        given = ((words.column(name), escaped(value.shown)) for name, value in answer.parameters.items())
        yield ", ".join(words.line("named", name=name, value=value) for name, value in given)
    if answer.rows:
        yield _table(answer)
    if any(answer.evidence):
        lines = [
            _sentence(words.line("row_number", number=f"{number}"), said)
            for number, row in enumerate(answer.evidence, start=1)
            for said in row
        ]
        yield f"## {words.line('sentences_heading')}\n\n" + "\n".join(lines)
    if answer.left_out:
        lines = [f"- {_link(answer, out.iri)}: {escaped(out.reason)}" for out in answer.left_out]
        yield f"## {words.line('left_out_title')}\n\n" + "\n".join(lines)
    yield f"## {words.line('about_heading')}\n\n" + "\n".join(
        f"- {escaped(line)}" for line in (*answer.notes, *limits(answer))
    )
    yield escaped(citing.written([citing.of_answer(answer)], "text"))


def _table(answer: Answer) -> str:
    numeric = [_is_numeric([row[n] for row in answer.rows]) for n in range(len(answer.columns))]
    status, words = bool(answer.query.evidence), phrases(answer.language)
    lines = [
        _line([escaped(words.column(name)) for name in ("row", *answer.columns, *(["status"] if status else []))]),
        _line(["---:", *("---:" if right else "---" for right in numeric), *(["---"] if status else [])]),
    ]
    for number, row in enumerate(answer.rows):
        last = [answer.status(number)] if status else []
        cells = (_cell(answer, name, value) for name, value in zip(answer.columns, row, strict=True))
        lines.append(_line([str(number + 1), *cells, *last]))
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it stands."""
    return _SIGNS.sub(r"\\\g<0>", visible(" ".join(text.split()))).replace("&", "&amp;").replace("<", "&lt;")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(answer: Answer, name: str, value: Term | None) -> str:
    if value is None:
        return ""
    iris = iris_of(value) or ((value.value,) if isinstance(value, NamedNode) else ())
    return ", ".join(_link(answer, iri) for iri in iris) if iris else escaped(answer.said(name, value))


def _link(answer: Answer, iri: str) -> str:
    return _to(answer.labels.get(iri) or shortened(iri), iri)


def _to(words: str, address: str) -> str:
    return f"[{escaped(words)}](<{_NOT_IN_ADDRESSES.sub('', address).replace('|', '%7C')}>)"


def _sentence(row: str, said: Sentence) -> str:
    headline = said.headline or shortened(said.release)
    origin = [_to(headline, said.url) if said.url else escaped(headline)]
    origin += [escaped(text) for text in (said.publisher, said.date and date_in_words(said.date)) if text]
    return f"- {row}: “{escaped(said.quote)}” {', '.join(origin)}"


def _is_numeric(values: list[Term | None]) -> bool:
    texts = [value.value for value in values if value is not None]
    return bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)


# What would be a mark, a link, code or a cell's end, or at a line's start a heading or list: no text starts a line.
_SIGNS: Final = re.compile(r"[\\`*_\[\]|~]")
_NOT_IN_ADDRESSES: Final = re.compile(r"[<>\s]")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
