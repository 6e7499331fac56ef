"""`iomkg review`"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from iomkg.cli import review_release
from iomkg.cli.judging import maker, told
from iomkg.cli.output import counted, heading, marked, note, paragraph, quotation
from iomkg.cli.output_said import details
from iomkg.cli.program import Settings, store_option
from iomkg.curation import coding, finding
from iomkg.curation.choices import Choice, choices
from iomkg.curation.making import Maker
from iomkg.curation.skipped import Skipped
from iomkg.draft import Draft
from iomkg.errors import IomkgError, UsageError
from iomkg.judgements import Judgement
from iomkg.naming import Names
from iomkg.pipeline import Judge
from iomkg.store import Store
from iomkg.waiting import KINDS, Item, Queue

_ALWAYS = (("s", "skip"), ("p", "preview"), ("u", "undo last"), ("q", "quit"))


@click.command()
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only what is of this kind.")
@click.option("--release", metavar="RELEASE", help="One release whole, its text beside its claims.")
@click.option("--again", is_flag=True, help="Also what was skipped before.")
@click.option("--blind", is_flag=True, help="Code claims without seeing what anybody else made of them.")
@click.option("--coder", metavar="NAME", help="Who codes; with --blind.")
@click.option("--by", envvar="IOMKG_CURATOR", metavar="NAME", help="Who judges. Default: IOMKG_CURATOR.")
@store_option
@click.pass_obj
def command(
    settings: Settings,
    kind: str | None,
    release: str | None,
    again: bool,
    blind: bool,
    coder: str | None,
    by: str | None,
) -> None:
    """Decide on what waits, one key each.

    Shows one thing after the other with its sentences and what the likeliest decision would change. Each decision is
    kept at once, so quitting loses nothing; what is skipped comes again with --again. Other processes can read the
    store meanwhile, but not load into it.

    With --blind --coder NAME a second person codes claims without seeing what the first one, or the reader, made of
    them; `iomkg agreement` then tells how well they agree. Codings change nothing in the view.

    \b
    Examples:
      iomkg review --by Ana
      iomkg review --kind pair --by Ana
      iomkg review --release 06275f3394d56dc5 --by Ana
      iomkg review --blind --coder Luis --release 06275f3394d56dc5
    """
    if blind and not coder:
        raise UsageError("--blind needs --coder NAME, so that codings can be compared")
    with Store.open(settings.store_path) as store:
        make = maker(store, coder if blind else by, "")
        make.blind = blind
        key = finding.release(make.draft, release) if release else ""
        if blind:
            items = coding.items(make.draft, make.by, key)
            _Session(store, make, None).run(items, len(items))
        elif key:
            review_release.review(store, make, key)
        else:
            skipped = Skipped(settings.store_path, make.by, again)
            _Session(store, make, skipped).run(*_waiting(make.draft, kind, skipped))


def _waiting(draft: Draft, kind: str | None, skipped: Skipped) -> tuple[Iterator[Item], int]:
    queue = Queue(draft)
    items = [item for each in KINDS if kind in (None, each) for item in queue.items(each) if item.iri not in skipped]
    return iter(items), len(items)


class _Session:
    """Goes through items on a terminal, or through keys given on standard input, one a line or in a row."""

    def __init__(self, store: Store, make: Maker, skipped: Skipped | None) -> None:
        self._store = store
        self._make = make
        self._judge = Judge(store)
        self._skipped = skipped
        self._done: list[Judgement] = []

    def run(self, items: Iterator[Item] | list[Item], total: int) -> None:
        """Show each item until all are decided or skipped, or the curator quits."""
        for number, item in enumerate(items, start=1):
            if not self._decide(item, f"{number} of {total}"):
                break
        else:
            note("That was all." if total else "Nothing waits.")
        note(f"{counted(len(self._done), 'judgement')} made" + ("; `iomkg undo` takes one back" if self._done else ""))

    def _decide(self, item: Item, place: str) -> bool:
        """Show an item and act on keys until it is decided; False when the curator quits."""
        offered = choices(self._make, item)
        self._show(item, place, offered)
        while True:
            key = self._key()
            if key in ("q", ""):
                return False
            if key == "s":
                if self._skipped is not None:
                    self._skipped.add(item.iri)
                return True
            if key == "u":
                self._undo()
            elif key == "p":
                self._preview(offered[0])
            elif choice := next((c for c in offered if c.key == key), None):
                if self._carry_out(choice):
                    return True
            else:
                note(f"no decision has the key {key!r}: {_keys(offered)}")

    def _show(self, item: Item, place: str, offered: list[Choice]) -> None:
        if sys.stdout.isatty():
            click.clear()
        kind = "Claim to code" if self._make.blind else KINDS[item.kind]
        paragraph(f"{place} · {kind}", dim=True)
        heading(item.title)
        if not self._make.blind:
            paragraph(item.reason, dim=True)
        for number, said in enumerate(item.said, start=1):
            click.echo()
            if item.kind == "conflict":
                paragraph(f"{number}. {said.value.text}")
            quotation(marked(said.quote, said.worded_at), 2)
            paragraph(details(said.origin), 2, dim=True)
            if not self._make.blind:
                paragraph(f"confidence {said.confidence:.2f}, {said.method}", 2, dim=True)
        click.echo()
        paragraph(_keys(offered))

    def _preview(self, choice: Choice) -> None:
        if choice.asks or self._make.blind:
            note("Nothing to preview before it is decided.")
            return
        try:
            verdict = self._judge.preview([choice.make("")])
        except IomkgError as error:
            note(str(error))
            return
        names = Names(Draft(self._store))
        paragraph(f"To {choice.label} would change:", dim=True)
        lines = [*told(verdict.lost_facts, names, "−"), *told(verdict.gained, names, "+")]
        for line in lines or ["nothing in the view"]:
            paragraph(line, 2, hanging=2)

    def _carry_out(self, choice: Choice) -> bool:
        try:
            answer = click.prompt(choice.asks, default="", show_default=False) if choice.asks else ""
            if choice.asks and not answer.strip():
                note("Left undecided.")
                return False
            made = choice.make(answer.strip())
            self._judge.judge([made])
        except IomkgError as error:
            note(str(error))
            for line in getattr(error, "__notes__", ()):
                note(line)
            return False
        self._done.append(made)
        return True

    def _undo(self) -> None:
        if not self._done:
            note("Nothing to undo in this session; `iomkg undo` takes earlier judgements back.")
            return
        last = self._done.pop()
        self._judge.judge([self._make.undo(last.id)])
        note(f"Taken back: {last.kind} of {last.about or 'the last item'}; it waits again.")

    def _key(self) -> str:
        """The next key; empty at the end of the input."""
        if sys.stdin.isatty():
            return click.getchar().lower()
        while (key := sys.stdin.read(1)) and key.isspace():
            continue
        return key.lower()


def _keys(offered: list[Choice]) -> str:
    listed = [(choice.key, choice.label) for choice in offered]
    return "   ".join(f"[{key}] {label}" for key, label in (*listed, *_ALWAYS))
