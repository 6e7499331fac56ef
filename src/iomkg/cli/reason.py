"""`iomkg reason`"""

from __future__ import annotations

import time
from pathlib import Path

import click

from iomkg.checking.sense import Nonsense, Part, judged, parts
from iomkg.cli.output import counted, heading, note, paragraph
from iomkg.cli.output_progress import with_progress, working
from iomkg.cli.program import Settings, store_option
from iomkg.errors import UsageError
from iomkg.namespaces import RELEASE_GRAPHS
from iomkg.store import Store

_ALL = "all"


@click.command()
@click.option("--release", "release", metavar="KEY|all", help="Only this release, or only the releases, all of them.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    help="How long to look for the reason of a contradiction.",
)
@click.option(
    "--materialise",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.nt",
    help="Instead, write what follows from ontology and view by the rules of OWL 2 RL to FILE.nt.",
)
@store_option
@click.pass_obj
def command(settings: Settings, release: str | None, seconds: float, materialise: Path | None) -> None:
    """Ask the HermiT reasoner whether the store makes sense: the ontology with the reference data, the view, and each
    release by itself, since sources may disagree.

    Where it does not, the statements that contradict each other are told in words, each of them needed for that. Needs
    a Java runtime of version 11 or later. The exit code is 1 when anything makes no sense.

    \b
    Examples:
      iomkg reason --release 06275f3394d56dc5
      iomkg reason --materialise entailed.nt
    """
    with Store.open(settings.place, writable=False) as store:
        if materialise is not None:
            _materialise(store, materialise)
            return
        begun = time.monotonic()
        keys = _keys(store, release)
        with working("reading the ontology"):
            listed = list(parts(store, keys))
        wrong = 0
        for part in with_progress(listed, "reasoning"):
            nonsense = judged(part, store, seconds)
            if nonsense is not None:
                wrong += 1
                _print(part, nonsense)
    makes = f"{wrong} of {counted(len(listed), 'part')} {'makes' if wrong == 1 else 'make'} no sense"
    click.echo(makes if wrong else f"{counted(len(listed), 'part')} made sense")
    note(f"HermiT took {time.monotonic() - begun:.0f} seconds.")
    if wrong:
        raise SystemExit(1)


def _keys(store: Store, release: str | None) -> list[str] | None:
    if release is None:
        return None
    known = [name.removeprefix(RELEASE_GRAPHS) for name in store.graphs() if name.startswith(RELEASE_GRAPHS)]
    if release == _ALL:
        return known
    if release not in known:
        raise UsageError(f"--release {release}: no release has this key; `iomkg export - --graph release` names them")
    return [release]


def _print(part: Part, nonsense: Nonsense) -> None:
    heading(part.name)
    for name in nonsense.empty:
        paragraph(f"nothing can be “{name}”: correct its definition in the ontology", indent=2, hanging=2)
    if not nonsense.empty:
        paragraph("It is said that", indent=2)
        for text in nonsense.said:
            paragraph(text, indent=4, hanging=2)
        paragraph("but by the ontology", indent=2)
        for text in nonsense.axioms:
            paragraph(text, indent=4, hanging=2)
    if not nonsense.minimal:
        paragraph("Time was up: not all of this may be needed for the contradiction; give more --seconds.", indent=2)
    click.echo()


def _materialise(store: Store, path: Path) -> None:
    from iomkg.checking.entailed import write_entailed

    begun = time.monotonic()
    with working("reasoning"):
        entailed = write_entailed(store, path)
    note(f"{counted(entailed, 'entailed triple')} written to {path} in {time.monotonic() - begun:.0f} seconds.")
