"""Sentences and their releases on paper: each release is numbered, and listed once at the end."""

from __future__ import annotations

import click

from iomkg.cli.output import counted, heading, marked, paragraph, quotation
from iomkg.curation.finding import short
from iomkg.explain import Origin, Said
from iomkg.graphs import MACHINE
from iomkg.namespaces import shortened
from iomkg.naming import date_in_words

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
        number, _ = self._numbered.setdefault(said.origin.iri, (len(self._numbered) + 1, said.origin))
        known = (said.origin.iri, said.quote) in self._quoted
        self._quoted.add((said.origin.iri, said.quote))
        quotation(_excerpt(said) if known else marked(said.quote, said.worded_at), indent)
        where = f"{said.path}, " if said.path else ""
        read = f"confidence {said.confidence:.2f}, {said.method}{_judged(said)}"
        told = f"[{number}] {where}{read}, claim {short(said.claim)}"
        paragraph(told, indent, dim=True)

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
