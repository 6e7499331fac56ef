"""Sentences and their releases on paper: each release is numbered, and listed once at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from iomkg.cli.output import counted, heading, marked, paragraph, quotation, spotted
from iomkg.curation.finding import short
from iomkg.explain import Origin, Said
from iomkg.graphs import MACHINE
from iomkg.namespaces import shortened
from iomkg.naming import date_in_words, phrase

_AROUND = 30


def heard(releases: int, voices: int) -> str:
    """How many releases say something, and in how many voices where some repeat others; empty for a single one."""
    if releases < 2:
        return ""
    return f"{releases} releases" + (f", {counted(voices, 'voice')}" if voices < releases else "")


class Releases:
    """Numbers releases in the order they are first quoted, and quotes each sentence in full once."""

    def __init__(self) -> None:
        self._numbered: dict[str, tuple[int, Origin]] = {}
        self._quoted: set[tuple[str, str]] = set()

    def quote(self, said: Said, indent: int) -> None:
        """Print a sentence, the words that state the value marked, with its release's number and how it was read."""
        self._quote((said,), indent)

    def quote_all(self, said: Iterable[Said], indent: int) -> None:
        """Print the sentences of several claims, each once, under it what each claim says and how it was read."""
        for sentence in by_sentence(said):
            self._quote(sentence, indent)

    def _quote(self, sentence: Sequence[Said], indent: int) -> None:
        first = sentence[0]
        number, _ = self._numbered.setdefault(first.origin.iri, (len(self._numbered) + 1, first.origin))
        known = (first.origin.iri, first.quote) in self._quoted
        self._quoted.add((first.origin.iri, first.quote))
        quotation(_excerpt(first) if known else quoted(sentence), indent)
        for said in sentence:
            where = f"{said.path}, " if said.path else ""
            what = f"{phrase(said.property, said.value.text)}: " if len(sentence) > 1 else ""
            read = f"confidence {said.confidence:.2f}, {said.method}{_judged(said)}"
            paragraph(f"[{number}] {what}{where}{read}, claim {short(said.claim)}", indent, 4, dim=True)

    def listed(self) -> None:
        """Print what the numbers stand for."""
        if not self._numbered:
            return
        click.echo()
        heading("Releases")
        first: dict[str, int] = {}
        for number, origin in self._numbered.values():
            paragraph(f"[{number}] {details(origin)}", indent=2, hanging=4)
            paragraph(shortened(origin.iri), indent=6, dim=True)
            for source in (*origin.files, *filter(None, [origin.url])):
                paragraph(source, indent=6, dim=True)
            repeated = first.setdefault(origin.voice, number)
            if repeated != number:
                paragraph(f"one voice with [{repeated}]", indent=6, dim=True)


def by_sentence(said: Iterable[Said]) -> list[tuple[Said, ...]]:
    """Claims by the sentences they rest on, in the order these first come."""
    sentences: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        sentences.setdefault((each.origin.iri, each.quote), []).append(each)
    return [tuple(found) for found in sentences.values()]


def quoted(sentence: Sequence[Said]) -> str:
    """The sentence of some claims, marked the words that state their values."""
    return spotted(sentence[0].quote, {said.worded_at for said in sentence if said.worded_at})


def details(origin: Origin) -> str:
    """A release by headline, publisher and date, as far as they are known."""
    return ", ".join(filter(None, (origin.headline, origin.publisher, _when(origin))))


def _judged(said: Said) -> str:
    """What status a claim has, unless it is believed by its confidence alone, and who gave it."""
    if said.coder != MACHINE:
        return f", {said.status} by {said.coder}"
    return "" if said.status == "accepted" else f", {said.status}"


def _when(origin: Origin) -> str:
    if origin.published:
        return date_in_words(origin.published)
    return f"latest date stated {date_in_words(origin.effective)}" if origin.effective else ""


def _excerpt(said: Said) -> str:
    """The words around those that state the value, of a sentence that was quoted in full before."""
    begin, end = said.worded_at or (0, 0)
    first = said.quote.rfind(" ", 0, max(0, begin - _AROUND)) + 1
    last = said.quote.find(" ", end + _AROUND)
    last = len(said.quote) if last < 0 else last
    span = (begin - first, end - first) if said.worded_at else None
    before, after = "… " if first else "", " …" if last < len(said.quote) else ""
    return before + marked(said.quote[first:last], span) + after
