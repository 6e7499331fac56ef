"""`iomkg match`"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from iomkg.cli.judging import conclude, maker, reason_option
from iomkg.cli.output import counted, note
from iomkg.cli.places import FileType
from iomkg.cli.program import Settings, store_option
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.naming import Names
from iomkg.pipeline import Judge, Loader, prepare
from iomkg.store import Store
from iomkg.writing import written


@click.command()
@click.argument("file", required=False, type=FileType(), metavar="LIST")
@click.option("--type", "kind", type=click.Choice(["organisation", "project", "place"]), help="What the list is of.")
@click.option("--name", metavar="HEADER", help="The column with names, where its header is not understood.")
@click.option("--identifier", metavar="HEADER", help="The column with identifiers or acronyms.")
@click.option("--country", metavar="HEADER", help="The column with countries.")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE (.csv or .xlsx).")
@click.option("--import", "decided", type=FileType(), metavar="FILE", help="Take decisions from FILE.")
@click.option("--by", envvar="IOMKG_CURATOR", metavar="NAME", help="Who decided, for --import. Default: IOMKG_CURATOR.")
@reason_option("Why; kept with the judgements.")
@store_option
@click.pass_obj
def command(
    settings: Settings,
    file: Path | None,
    kind: str | None,
    name: str | None,
    identifier: str | None,
    country: str | None,
    output: Path | None,
    decided: Path | None,
    by: str | None,
    reason: str,
) -> None:
    """Match a list of your own (.csv, .tsv, .xlsx, .ods) against what the graph knows.

    Each row gets its candidates with scores and reasons, or "no match". Names are compared in all languages, with
    spelling mistakes and short forms; an identifier and a country count where the list has them. Fill in the column
    `decision` with same, different, or new (known to you and not to the graph), and give the file to --import: rows
    that are the same or new are read in, and what you decided becomes judgements that can be undone.

    \b
    Examples:
      iomkg match data/examples/partners.csv --type organisation
      iomkg match --import matches.xlsx --by Ana
    """
    if decided is not None:
        if file is not None:
            raise UsageError(f"--import takes the decisions of {decided}; give no list beside it")
        _import(settings.place, decided, by, reason)
        return
    if file is None or kind is None:
        raise UsageError("give a LIST and its --type: organisation, project or place")
    from iomkg.matching import Entities, Matcher, read, sheet

    listed = read(file, (name, identifier, country))
    with Store.open(settings.place, writable=False) as store:
        draft = Draft(store)
        matcher = Matcher(Entities(draft, kind))
        matched = [matcher.match(given) for given in listed.rows]
        content = sheet.as_bytes(listed, kind, matched, Names(draft), output is not None and output.suffix == ".xlsx")
    if output is None:
        sys.stdout.write(content.decode().removeprefix("\ufeff").replace("\r\n", "\n"))
    else:
        with written(output) as stream:
            stream.write(content)
        note(f"the candidates are written to {output}; fill in the column `decision` and give it to --import")
    proposed = sum(each.proposed is not None for each in matched)
    nothing = sum(not each.candidates for each in matched)
    told = f"{proposed} with a match to confirm, {len(matched) - proposed - nothing} to choose in, {nothing} without"
    note(f"{counted(len(matched), 'row')}: {told}")


def _import(place: Path | str, decided: Path, by: str | None, reason: str) -> None:
    """Read decided rows in, and judge as was decided."""
    from iomkg.curation import matched
    from iomkg.matching import sheet

    rows = sheet.read(decided)
    with Store.open(place, create=True) as store:
        prepare(store)
        make = maker(store, by, reason)
        loader = Loader(store)
        taken = [row for row in rows if row.same or row.new]
        states: Counter[str] = Counter()
        for release in matched.releases(make.draft, taken):
            outcome = loader.load(release)
            states[outcome.status] += 1
            if outcome.status == "refused":
                note(f"{outcome.name}: refused: {outcome.reason}")
        judgements = matched.judgements(maker(store, by, reason), taken)
        told = ", ".join(f"{count} {status}" for status, count in states.items())
        note(f"{counted(len(taken), 'row')} read in: {told or 'none'}")
        if len(rows) > len(taken):
            note(f"{counted(len(rows) - len(taken), 'row')} with nothing the same: write new to read them in")
        conclude(Judge(store).judge(judgements))
