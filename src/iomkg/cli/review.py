"""`iomkg review`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iomkg.cli import review_release
from iomkg.cli.judging import brief, carried_out, conclude, maker
from iomkg.cli.keys import Keys
from iomkg.cli.output import counted, heading, note, pairs, paragraph, quotation, width
from iomkg.cli.output_said import by_sentence, details, quoted
from iomkg.cli.program import Settings, store_option
from iomkg.curation import coding, finding
from iomkg.curation.choices import Choice, choices
from iomkg.curation.making import Maker
from iomkg.curation.skipped import Skipped
from iomkg.draft import Draft
from iomkg.errors import DataError, IomkgError, UsageError
from iomkg.judgements import Judgement
from iomkg.naming import phrase
from iomkg.pipeline import Judge
from iomkg.store import Store
from iomkg.waiting import KINDS, Item, Queue, still_waiting

_FILE = click.Path(path_type=Path)
_ALWAYS = (
    ("o", "one by one", "decide its parts one by one"),
    ("s", "skip", "leave it; it comes again with --again"),
    ("p", "preview", "show what the first of these decisions would change, and change nothing"),
    ("u", "undo last", "take the last decision of this session back, with all it decided"),
    ("q", "quit", "stop; every decision was kept when it was made"),
    ("?", "help", "show this"),
)
_MOST_TOLD = 3  # titles of items that were decided with another


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

    Shows one thing after the other with its sentences; ? explains the keys, p shows what the likeliest decision would
    change. What reads as one fact is decided as one, or part by part with o. Each decision is kept at once, so quitting
    loses nothing; what is skipped comes again with --again. Other processes can read the store meanwhile, but not load
    into it or judge.

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
    with Store.open(settings.place) as store:
        make = maker(store, coder if blind else by, "")
        make.blind = blind
        key = finding.release(make.draft, release) if release else ""
        if target or source:
            _exchange(store, make, kind, target, source)
        elif blind:
            _Session(store, make, None, coding.items(make.draft, make.by, key)).run()
        elif key:
            review_release.review(store, make, key)
        else:
            skipped = Skipped(store.folder, make.by, again)
            _Session(store, make, skipped, _waiting(make.draft, kind, skipped)).run()


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
        conclude(Judge(store).judge([judgement for row in rows_read for judgement in row.judgements]))


def _waiting(draft: Draft, kind: str | None, skipped: Skipped) -> list[Item]:
    note("Gathering what waits; this takes a moment.")
    queue = Queue(draft)
    return [item for each in KINDS if kind in (None, each) for item in queue.items(each) if item.iri not in skipped]


class _Session:
    """Goes through items on a terminal, or through keys given on standard input, one a line or in a row."""

    def __init__(self, store: Store, make: Maker, skipped: Skipped | None, items: list[Item]) -> None:
        self._store = store
        self._make = make
        self._judge = Judge(store)
        self._skipped = skipped
        self._items = items
        self._waiting = self._still_waiting()
        self._keys = Keys()
        self._done: list[tuple[int, tuple[Judgement, ...]]] = []
        self._news = ""

    def run(self) -> None:
        """Show each item until all are decided or skipped, or the curator quits."""
        at: int | None = 0
        with self._keys:
            while at is not None and at < len(self._items):
                at = self._decide(at)
        if self._news:
            note(self._news)
        if at is not None:
            note("That was all." if self._items else "Nothing waits.")
        made = sum(len(judgements) for _, judgements in self._done)
        note(f"{counted(made, 'judgement')} made" + ("; `iomkg undo` takes one back" if made else ""))

    def _decide(self, at: int) -> int | None:
        """Show an item and act on keys until it is decided; the place of the next one, None when the curator quits."""
        item = self._items[at] if self._make.blind else still_waiting(self._make.draft, self._items[at])
        if item is None:
            return at + 1
        offered = choices(self._make, item)
        keys = _keys(item, offered)
        self._show(item, f"{at + 1} of {len(self._items)}", keys)
        while True:
            key = self._keys.next()
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
            elif key == "?":
                self._help(item, offered)
            elif key == "o" and _has_parts(item):
                self._items[at : at + 1] = Queue(self._make.draft).parts(item)
                self._waiting = self._still_waiting()
                return at
            elif choice := next((c for c in offered if c.key == key), None):
                if self._carry_out(choice, at):
                    return at + 1
            else:
                note(f"no decision has the key {key!r}: {' · '.join(keys)}")

    def _show(self, item: Item, place: str, keys: list[str]) -> None:
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
        sentences = [(said,) for said in item.said] if item.kind == "conflict" else by_sentence(item.said)
        for sentence in sentences:
            click.echo()
            if item.kind == "conflict":
                paragraph(f"{item.said.index(sentence[0]) + 1}. {sentence[0].value.text}")
            quotation(quoted(sentence), 2)
            paragraph(details(sentence[0].origin), 2, dim=True)
            for said in sentence if not self._make.blind else ():
                number = f"{item.said.index(said) + 1}. " if _has_parts(item) else ""
                what = f"{phrase(said.property, said.value.text)}: " if _has_parts(item) else ""
                paragraph(f"{number}{what}confidence {said.confidence:.2f}, {said.method}", 2, 3, dim=True)
        click.echo()
        _print_keys(keys)

    def _preview(self, choice: Choice) -> None:
        if choice.asks or self._make.blind:
            note("Nothing to preview before it is decided.")
            return
        try:
            _, lines = carried_out(self._store, self._judge, choice.make(""), dry_run=True)
        except IomkgError as error:
            note(str(error))
            return
        paragraph(f"To {choice.label} would change:", dim=True)
        for line in lines or ["nothing in the view"]:
            paragraph(line, 2, hanging=2)

    def _help(self, item: Item, offered: list[Choice]) -> None:
        told_keys = [
            (choice.key, f"{choice.label}: {choice.means}" if choice.means else choice.label) for choice in offered
        ]
        further = [(key, means) for key, _, means in _ALWAYS if key != "o" or _has_parts(item)]
        pairs([*told_keys, *further], 2)

    def _carry_out(self, choice: Choice, at: int) -> bool:
        try:
            answer = self._asked(choice) if choice.asks else ""
            if choice.asks and not answer.strip():
                note("Left undecided.")
                return False
            if sys.stdout.isatty():
                paragraph(f"→ {choice.label}", dim=True)
            made = choice.make(answer.strip())
            self._judge.judge(made)
        except IomkgError as error:
            note(str(error))
            for line in getattr(error, "__notes__", ()):
                note(line)
            return False
        self._done.append((at, made))
        self._news = f"Decided: {choice.label}" + (f" {answer}" if answer else "") + ". [u] takes it back."
        self._tell_of_others(at)
        return True

    def _tell_of_others(self, at: int) -> None:
        """Say which other items are decided with one."""
        before, self._waiting = self._waiting, self._still_waiting()
        also = [brief(self._items[other].title) for other in sorted(before - self._waiting) if other > at]
        if also:
            more = f"; and {len(also) - _MOST_TOLD} more" if len(also) > _MOST_TOLD else ""
            self._news += f" Also decided: {'; '.join(also[:_MOST_TOLD])}{more}."

    def _still_waiting(self) -> set[int]:
        """The places of the items that wait."""
        if self._make.blind:
            return set()
        draft = self._make.draft
        return {at for at, item in enumerate(self._items) if still_waiting(draft, item) is not None}

    def _undo(self) -> int | None:
        """Take the last decision back; the place of what it was about."""
        if not self._done:
            note("Nothing to undo in this session; `iomkg undo` takes earlier judgements back.")
            return None
        at, last = self._done.pop()
        self._judge.judge([self._make.undo(judgement.id) for judgement in last])
        self._waiting = self._still_waiting()
        self._news = f"Taken back: {last[0].kind}."
        return at

    def _asked(self, choice: Choice) -> str:
        """What the curator types; empty to leave the item undecided, by Enter alone or Ctrl-C."""
        for line in choice.offers():
            paragraph(line, 2, hanging=3)
        try:
            with self._keys.typing():
                question = f"{choice.asks} (Enter alone: leave it)"
                return str(click.prompt(question, default="", show_default=False))
        except click.Abort:
            return ""


def _has_parts(item: Item) -> bool:
    return item.kind == "claim" and len(item.said) > 1


def _keys(item: Item, offered: list[Choice]) -> list[str]:
    listed = [(choice.key, choice.label) for choice in offered]
    always = [(key, label) for key, label, _ in _ALWAYS if key != "o" or _has_parts(item)]
    return [f"[{key}] {label}" for key, label in (*listed, *always)]


def _print_keys(keys: list[str]) -> None:
    """The keys, as many in a line as there is room for."""
    line = ""
    for key in keys:
        if line and len(f"{line} · {key}") > width():
            paragraph(line)
            line = ""
        line = f"{line} · {key}" if line else key
    paragraph(line)
