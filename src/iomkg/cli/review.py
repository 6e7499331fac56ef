"""`iomkg review`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg.cli import review_release
from iomkg.cli.judging import conclude, maker, told
from iomkg.cli.output import counted, heading, marked, note, paragraph, quotation
from iomkg.cli.output_said import details
from iomkg.cli.program import Settings, store_option
from iomkg.curation import coding, finding
from iomkg.curation.choices import Choice, choices
from iomkg.curation.making import Maker
from iomkg.curation.skipped import Skipped
from iomkg.draft import Draft
from iomkg.errors import DataError, IomkgError, UsageError
from iomkg.judgements import Judgement
from iomkg.naming import Names
from iomkg.pipeline import Judge
from iomkg.store import Store
from iomkg.waiting import KINDS, Item, Queue, still_waits

_FILE = click.Path(path_type=Path)
_ALWAYS = (("s", "skip"), ("p", "preview"), ("u", "undo last"), ("q", "quit"))


@click.command()
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only what is of this kind.")
@click.option("--release", metavar="RELEASE", help="One release whole, its text beside its claims.")
@click.option("--again", is_flag=True, help="Also what was skipped before.")
@click.option("--blind", is_flag=True, help="Code claims without seeing what anybody else made of them.")
@click.option("--coder", metavar="NAME", help="Who codes; with --blind.")
@click.option(
    "--export", "target", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Write what waits there."
)
@click.option(
    "--import",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="Take the decisions filled in there.",
)
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
    target: Path | None,
    source: Path | None,
    by: str | None,
) -> None:
    """Decide on what waits, one key each; or read one release whole.

    Shows one thing after the other with its sentences and what the likeliest decision would change. Each decision is
    kept at once, so quitting loses nothing; what is skipped comes again with --again. Other processes can read the
    store meanwhile, but not load into it or judge.

    --export writes what waits to a spreadsheet, a row each: fill in the columns decision, value and reason, and take
    the file back with --import. Rows that cannot be carried out are told, and then none is.

    --release shows a release's text beside its claims, numbered, and takes lines: accept 3, reject 4 5, correct 6 24,
    add donor Spain, undo, quit.

    With --blind --coder NAME a second person codes claims without seeing what the first one, or the reader, made of
    them; `iomkg agreement` then tells how well they agree. Codings change nothing in the view.

    \b
    Examples:
      iomkg review --by Ana
      iomkg review --kind pair --by Ana
      iomkg review --release 06275f3394d56dc5 --by Ana
      iomkg review --export queue.xlsx --by Ana
      iomkg review --import queue.xlsx --by Ana
      iomkg review --blind --coder Luis --release 06275f3394d56dc5
    """
    if blind and not coder:
        raise UsageError("--blind needs --coder NAME, so that codings can be compared")
    with Store.open(settings.store_path) as store:
        make = maker(store, coder if blind else by, "")
        make.blind = blind
        key = finding.release(make.draft, release) if release else ""
        if target or source:
            _exchange(store, make, kind, target, source)
        elif blind:
            _Session(store, make, None).run(coding.items(make.draft, make.by, key))
        elif key:
            review_release.review(store, make, key)
        else:
            skipped = Skipped(settings.store_path, make.by, again)
            _Session(store, make, skipped).run(_waiting(make.draft, kind, skipped))


def _exchange(store: Store, make: Maker, kind: str | None, target: Path | None, source: Path | None) -> None:
    """Write the queue to a spreadsheet, or carry out what was filled in."""
    from iomkg.curation import sheet

    if target:
        rows = sheet.export(Queue(make.draft), make, target, [kind] if kind else KINDS)
        note(f"{counted(rows, 'row')} written to {target}; fill in the column `decision`, then --import it.")
    if source:
        rows_read = sheet.read(make, source)
        faulty = [row for row in rows_read if row.fault]
        for row in faulty:
            note(f"row {row.number}: {row.fault}")
        if faulty:
            raise DataError(f"{counted(len(faulty), 'row')} of {source} cannot be carried out; nothing was changed")
        conclude(Judge(store).judge([row.judgement for row in rows_read if row.judgement]))


def _waiting(draft: Draft, kind: str | None, skipped: Skipped) -> list[Item]:
    note("Gathering what waits; this takes a moment.")
    queue = Queue(draft)
    return [item for each in KINDS if kind in (None, each) for item in queue.items(each) if item.iri not in skipped]


class _Session:
    """Goes through items on a terminal, or through keys given on standard input, one a line or in a row."""

    def __init__(self, store: Store, make: Maker, skipped: Skipped | None) -> None:
        self._store = store
        self._make = make
        self._judge = Judge(store)
        self._skipped = skipped
        self._done: list[tuple[int, Judgement]] = []
        self._news = ""

    def run(self, items: list[Item]) -> None:
        """Show each item until all are decided or skipped, or the curator quits."""
        at: int | None = 0
        while at is not None and at < len(items):
            at = self._decide(items[at], at, f"{at + 1} of {len(items)}")
        if at is not None:
            note("That was all." if items else "Nothing waits.")
        note(f"{counted(len(self._done), 'judgement')} made" + ("; `iomkg undo` takes one back" if self._done else ""))

    def _decide(self, item: Item, at: int, place: str) -> int | None:
        """Show an item and act on keys until it is decided; the place of the next one, None when the curator quits."""
        if not self._make.blind and not still_waits(self._make.draft, item):
            return at + 1
        offered = choices(self._make, item)
        self._show(item, place, offered)
        while True:
            key = self._key()
            if key in ("q", ""):
                return None
            if key == "s":
                if self._skipped is not None:
                    self._skipped.add(item.iri)
                return at + 1
            if key == "u":
                before = self._undo()
                if before is not None:
                    return before
            elif key == "p":
                self._preview(offered[0])
            elif choice := next((c for c in offered if c.key == key), None):
                if self._carry_out(choice, at):
                    return at + 1
            else:
                note(f"no decision has the key {key!r}: {_keys(offered)}")

    def _show(self, item: Item, place: str, offered: list[Choice]) -> None:
        if sys.stdout.isatty():
            click.clear()
        if self._news:
            paragraph(self._news, dim=True)
            self._news = ""
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

    def _carry_out(self, choice: Choice, at: int) -> bool:
        try:
            answer = _asked(choice.asks) if choice.asks else ""
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
        self._done.append((at, made))
        self._news = f"Decided: {choice.label}" + (f" {answer}" if answer else "") + ". [u] takes it back."
        return True

    def _undo(self) -> int | None:
        """Take the last decision back; the place of what it was about."""
        if not self._done:
            note("Nothing to undo in this session; `iomkg undo` takes earlier judgements back.")
            return None
        at, last = self._done.pop()
        self._judge.judge([self._make.undo(last.id)])
        self._news = f"Taken back: {last.kind}."
        return at

    def _key(self) -> str:
        """The next key; empty at the end of the input."""
        if sys.stdin.isatty():
            while (key := click.getchar().lower()).isspace():
                continue
            return key
        while (key := sys.stdin.read(1)) and key.isspace():
            continue
        return key.lower()


def _asked(question: str) -> str:
    """What the curator types; empty to leave the item undecided, by Enter alone or Ctrl-C."""
    try:
        return str(click.prompt(f"{question} (Enter alone: leave it)", default="", show_default=False))
    except click.Abort:
        return ""


def _keys(offered: list[Choice]) -> str:
    listed = [(choice.key, choice.label) for choice in offered]
    return " · ".join(f"[{key}] {label}" for key, label in (*listed, *_ALWAYS))
