"""`iomkg lexicon`"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from iomkg import lexicon, lexicon_files, tracing
from iomkg.cli.output import aside, counted, heading, note, paragraph, quotation, spotted
from iomkg.cli.output_progress import with_progress
from iomkg.cli.places import PlaceType
from iomkg.cli.program import lexicon_option
from iomkg.errors import ReadingError
from iomkg.model import Release
from iomkg.readers import press
from iomkg.tracing import Difference, Traced

_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...", type=PlaceType())


@click.group()
def command() -> None:
    """See which way of speaking led to which statement, and what a new one would change.

    The lexicon says how releases speak: "financed by" is a cue that makes what follows a donor. It is a folder of text
    files, one per language; common.toml explains at its head how a cue is written. To add cues of your own, make a
    folder with a file of the same name (es.toml) that holds only what is new:

    \b
      [[cue]]
      role = "donor"
      name = "purse"
      side = "right"
      confidence = 0.9
      forms = ["con cargo a los fondos de"]

    Then compare what is read with it and without it. IOMKG_LEXICON makes every command read with your lexicon.

    \b
    Examples:
      iomkg lexicon trace data/releases/2022-02-niger-frontieres.fr.txt
      iomkg lexicon compare data/releases --lexicon my-lexicon
    """


@command.command()
@_paths
@click.option("--method", metavar="METHOD", help="Only statements read by this method (donor), or cue (donor/purse).")
@lexicon_option
def trace(paths: tuple[str | Path, ...], method: str | None) -> None:
    """Show which cue produced which statement of a release.

    Under each sentence stand the statements read from it: what is said of what, how sure it is, by which method, and
    the words and the lexicon's form that made it so. In the sentence the words of cues are marked.

    \b
    Examples:
      iomkg lexicon trace data/releases/2022-02-niger-frontieres.fr.txt --method donor
    """
    lexicon_files.own_folder()
    failed = False
    for number, release in enumerate(_releases(press.discover(paths))):
        found = tracing.trace(release)
        if found.problem:
            aside(f"iomkg: {found.problem}")
            failed = True
            continue
        if number:
            click.echo()
        heading(f"{found.name}: {found.headline}")
        statements = [traced for traced in found.statements if method is None or _is_by(traced, method)]
        _sentences(statements)
        if not statements:
            note("Nothing was read from it." if method is None else f"Nothing was read from it by {method}.")
    if failed:
        raise SystemExit(1)


@command.command()
@_paths
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Compare with this lexicon instead of the one that comes with iomkg.",
)
@lexicon_option
def compare(paths: tuple[str | Path, ...], against: Path | None) -> None:
    """Show which releases read differently with your lexicon.

    + is what only your lexicon reads, - what is read only without it, ~ what becomes more or less sure.

    \b
    Examples:
      iomkg lexicon compare data/releases --lexicon my-lexicon
    """
    own = lexicon_files.own_folder()
    if own is None:
        raise click.UsageError("--lexicon DIR (or IOMKG_LEXICON) should name the lexicon to compare")
    lexicon.check_own()
    before = lexicon_files.checked(against) if against else None
    files = press.discover(paths)
    read = with_progress(files, "comparing")
    changed = 0
    for difference in tracing.differences(_releases(read), before, own):
        if changed:
            click.echo()
        changed += 1
        _changes(difference)
    if changed:
        click.echo()
    click.echo(f"{counted(changed, 'release')} of {len(files)} read differently")


@command.command()
def files() -> None:
    """Say where the files of the lexicon are.

    \b
    Examples:
      iomkg lexicon files
    """
    for folder in filter(None, (lexicon_files.shipped_folder(), lexicon_files.own_folder())):
        for path in sorted(folder.glob("*.toml")):
            click.echo(path)


def _releases(places: Iterable[press.Place]) -> Iterator[Release]:
    for place in places:
        try:
            yield from press.read(place)
        except ReadingError as error:
            aside(f"iomkg: {error}")


def _is_by(traced: Traced, method: str) -> bool:
    return traced.method == method or traced.method.startswith(method + "/")


def _sentences(statements: Iterable[Traced]) -> None:
    by_sentence: dict[str, list[Traced]] = {}
    for traced in statements:
        by_sentence.setdefault(traced.sentence, []).append(traced)
    for sentence, group in by_sentence.items():
        click.echo()
        quotation(spotted(sentence, [traced.cue_at for traced in group if traced.cue_at]))
        for subject, said in itertools.groupby(group, key=lambda traced: traced.subject):
            paragraph(subject, indent=2, dim=True)
            for traced in said:
                _statement(traced)


def _statement(traced: Traced, sign: str = "") -> None:
    paragraph(f"{sign}{traced.predicate}: {traced.value}", indent=4, hanging=2)
    paragraph(_how(traced), indent=6, hanging=2, dim=True)


def _how(traced: Traced) -> str:
    words = " ".join(traced.sentence[slice(*traced.cue_at)].split()) if traced.cue_at else ""
    behind = f' by the form "{traced.form}"' if traced.form else ""
    return f"{traced.confidence:.2f}, {traced.method}" + (f": “{words}”{behind}" if words else "")


def _changes(difference: Difference) -> None:
    heading(f"{difference.name}: {difference.headline}")
    for sign, statements in (("+ ", difference.more), ("- ", difference.fewer)):
        for subject, said in itertools.groupby(statements, key=lambda traced: traced.subject):
            paragraph(subject, indent=2, dim=True)
            for traced in said:
                _statement(traced, sign)
    for before, after in difference.otherwise:
        paragraph(after.subject, indent=2, dim=True)
        paragraph(f"~ {after.predicate}: {after.value}", indent=4, hanging=2)
        paragraph(f"{before.confidence:.2f} becomes {_how(after)}", indent=6, hanging=2, dim=True)
