"""`iomkg review --release`: a release whole, its text beside all it is taken to say, and what was missed"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator

import click

from iomkg.cli.judging import brief, carried_out
from iomkg.cli.output import heading, note, paragraph, quotation, spotted
from iomkg.curation import adding
from iomkg.curation.choices import corrected_value
from iomkg.curation.making import Maker
from iomkg.curation.repeated import without_repeated
from iomkg.draft import Draft
from iomkg.errors import IomkgError, UsageError
from iomkg.explain import Explained, Explainer, Said, origin
from iomkg.judgements import Judgement, Kind
from iomkg.links import entity_of
from iomkg.namespaces import release, release_graph, term
from iomkg.naming import Names, phrase
from iomkg.pipeline import Judge
from iomkg.store import Store

_HELP = """accept N [N…]          believe the claims with these numbers
reject N [N…]          say that they are wrong
correct N VALUE        give the value it should have
add FIELD VALUE        add what was missed: project, title, duration, start, end, place, theme, route, donor,
                       budget ("3000000 EUR"), implementer, partner; it asks for the quote
add! FIELD NAME        the same, for a body nobody knows yet
undo                   take the last decision back
text                   show the text again
list                   list the claims again
quit"""
_ON_CLAIMS: dict[str, Kind] = {"accept": "accept", "a": "accept", "reject": "reject", "r": "reject"}


def review(store: Store, make: Maker, key: str) -> None:
    """Read a release against what it is taken to say: lines of commands until `quit` or the end of the input."""
    _Reading(store, make, key).run()


class _Reading:
    def __init__(self, store: Store, make: Maker, key: str) -> None:
        self._store = store
        self._make = make
        self._key = key
        self._judge = Judge(store)
        self._claims: list[Said] = []
        self._made: list[Judgement] = []

    def run(self) -> None:
        """Show the release, and do what is asked."""
        self._text()
        self._list()
        note("Commands: accept N, reject N, correct N VALUE, add FIELD VALUE, undo, text, list, help, quit.")
        for line in _lines():
            try:
                if not self._do(line):
                    return
            except IomkgError as error:
                note(str(error))
                for more in getattr(error, "__notes__", ()):
                    note(more)

    def _do(self, line: str) -> bool:
        try:
            name, *rest = shlex.split(line) or [""]
        except ValueError:
            raise UsageError("a quotation mark is not closed") from None
        if name in ("quit", "q"):
            return False
        if name in _ON_CLAIMS and rest:
            self._commit([self._make.on_claim(_ON_CLAIMS[name], self._numbered(n).claim) for n in rest])
        elif name in ("correct", "c") and len(rest) > 1:
            claim = self._numbered(rest[0]).claim
            self._commit(
                [self._make.on_claim("correct", claim, corrected_value(self._make, claim, " ".join(rest[1:])))]
            )
        elif name in ("add", "add!") and len(rest) > 1:
            self._add(rest[0], " ".join(rest[1:]), new=name == "add!")
        elif name == "undo" and self._made:
            self._commit([self._make.undo(self._made.pop().id)], remember=False)
        elif name in ("text", "t"):
            self._text()
        elif name in ("list", "l"):
            self._list()
        elif name:
            for told_line in _HELP.splitlines():
                click.echo(told_line)
        return True

    def _add(self, field: str, value: str, new: bool) -> None:
        quote = _asked("The words of the text that say it")
        worded = _asked("Which of them name the value (Enter: as typed)") or None
        project = _asked("Of which project (Enter: the only one)") or None
        missing = adding.Typed(self._key, field, value, quote, worded, project, new)
        self._commit([adding.judgement(self._make, missing)])

    def _commit(self, made: list[Judgement], remember: bool = True) -> None:
        draft = Draft(self._store)
        new, repeated = without_repeated(draft, made)
        for line in repeated:
            note(line)
        before = self._statuses()
        verdict, lines = carried_out(self._store, self._judge, new)
        for line in lines:
            paragraph(line, 2, hanging=2)
        if remember:
            self._made.extend(verdict.made)
            self._tell_of_others(before, {judgement.claim for judgement in verdict.made})
        note("Done." if verdict.made else "Nothing changed.")

    def _statuses(self) -> dict[str, str]:
        """What the claims of the list are taken for, by IRI."""
        draft = Draft(self._store)
        return {
            said.claim: status.value
            for said in self._claims
            for status in draft.objects(said.claim, term("claimStatus"))
        }

    def _tell_of_others(self, before: dict[str, str], judged: set[str]) -> None:
        """Say which other claims are decided with those that were judged."""
        now = self._statuses()
        also = [
            f"{number} {brief(phrase(said.property, said.value.text))}"
            for number, said in enumerate(self._claims, start=1)
            if said.claim not in judged and before[said.claim] != now.get(said.claim)
        ]
        if also:
            note(f"Also decided: {'; '.join(also)}.")

    def _text(self) -> None:
        """The text, the words that claims rest on marked."""
        draft = Draft(self._store)
        heading(origin(draft, release(self._key)).headline)
        hashes = draft.objects(release(self._key), term("textHash"), release_graph(self._key))
        text = draft.text(hashes[0].value) if hashes else None
        if text is None:
            note("Its text is not kept here; load the release again to read it beside its claims.")
            return
        start = 0
        spans = [
            (said.start + said.worded_at[0], said.start + said.worded_at[1]) for said in self._said() if said.worded_at
        ]
        for part in text.split("\n"):
            here = [(max(a, start) - start, min(b, start + len(part)) - start) for a, b in spans]
            quotation(spotted(part, ((a, b) for a, b in here if a < b)), 2)
            start += len(part) + 1

    def _list(self) -> None:
        """The claims, numbered, under what they are about."""
        self._claims = list(self._said())
        draft = Draft(self._store)
        names = Names(draft)
        about = ""
        for number, said in enumerate(self._claims, start=1):
            if said.subject != about:
                about = said.subject
                click.echo()
                paragraph(names.entity(entity_of(draft, about)))
            by = "" if said.coder == "iomkg" else f" by {said.coder}"
            status = "" if said.status == "accepted" and not by else f"  ({said.status}{by})"
            paragraph(f"{number:>3}  {phrase(said.property, said.value.text)}{status}", 2, hanging=5)
        click.echo()

    def _said(self) -> Iterator[Said]:
        """All claims of the release, by what they are about."""
        for section in Explainer(Draft(self._store)).release(release(self._key)):
            for fact in section.facts:
                yield from _of(fact)

    def _numbered(self, typed: str) -> Said:
        if not typed.isdecimal() or not 1 <= int(typed) <= len(self._claims):
            raise UsageError(f"no claim has the number {typed!r}; `list` shows 1 to {len(self._claims)}")
        return self._claims[int(typed) - 1]


def _of(fact: Explained) -> Iterator[Said]:
    for reason in fact.reasons:
        yield from reason.said


def _lines() -> Iterator[str]:
    """Commands, until the input ends."""
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()


def _asked(question: str) -> str:
    if sys.stdin.isatty():
        click.echo(f"{question}: ", nl=False)
    return sys.stdin.readline().strip()
