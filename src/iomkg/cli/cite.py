"""`iomkg cite`"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from iomkg import citing, history, lookup
from iomkg.answers import Answer, Answerer, Version
from iomkg.citing import Work
from iomkg.cli.completion import questions
from iomkg.cli.output import note
from iomkg.cli.output_history import as_of_option, opened
from iomkg.cli.program import Settings, store_option
from iomkg.cli.query import answered, asked_query, given_parameters
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.namespaces import kind_of
from iomkg.naming import Names
from iomkg.store import Store


@click.command()
@click.argument("what", required=False, metavar="[QUERY|ENTITY|VERSION]", shell_complete=questions)
@click.option(
    "--format", "style", type=click.Choice(tuple(citing.STYLES)), default="text", help="Default: text. csl is CSL-JSON."
)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; repeatable.")
@click.option("--published", type=click.Path(path_type=Path), metavar="DIR",
              help="Ask a version published there, and keep the answer with it, under an address to cite.")  # fmt: skip
@click.option("--version", "version", metavar="NAME", help="With --published: which. Default: the newest.")
@as_of_option
@store_option
@click.pass_obj
def command(
    settings: Settings,
    what: str | None,
    style: str,
    params: tuple[str, ...],
    published: Path | None,
    version: str | None,
    as_of: str | None,
) -> None:
    """Cite the graph in the state it is in, and the press releases behind an answer or an entity.

    QUERY is one of the library, a file or standard input (-), as `iomkg query` takes it; ENTITY a name or an IRI;
    VERSION the number of a change in `iomkg log`. Without any of them the graph alone is cited.

    \b
    Examples:
      iomkg cite
      iomkg cite cq01 --param region=sahel --format bibtex
      iomkg cite "Balke" --format ris
    """
    given = given_parameters(params)
    if published is not None:
        if what is None or not _is_query(what):
            raise UsageError("--published keeps the answer to a query; name one of `iomkg queries`")
        click.echo(citing.written(_kept(published, version, what, given), style), nl=False)
        return
    if version is not None:
        raise UsageError("--version is for --published; --as-of asks the store as it stood")
    with opened(settings, as_of) as store:
        click.echo(citing.written(_works(store, what, given), style), nl=False)


def _works(store: Store, what: str | None, given: dict[str, str]) -> list[Work]:
    if what is not None and _is_query(what):
        return _of_query(store, what, given)
    if given:
        raise UsageError("--param is for a query; name one of `iomkg queries`")
    if what is None:
        return [citing.dataset(Answerer(store).version)]
    return [citing.dataset(_version(store, int(what)))] if what.isdigit() else _of_entity(store, what)


def _is_query(what: str) -> bool:
    return what == "-" or _QUERY.match(what) is not None or Path(what).is_file()


def _of_query(store: Store, what: str, given: dict[str, str]) -> list[Work]:
    answer = answered(store, asked_query(what), given, "en")
    if not isinstance(answer, Answer):
        raise UsageError("only the answer to a SELECT has sources to cite")
    return [citing.of_answer(answer), *citing.sources_of(store, answer)]


def _kept(published: Path, version: str | None, what: str, given: dict[str, str]) -> list[Work]:
    """The answer of a published version, kept with it, and the releases behind."""
    from iomkg.publication import Shelf, keep

    shelf = Shelf(published)
    chosen = shelf.version(version) if version else shelf.newest()
    kept = keep(chosen, asked_query(what), given, "en")
    note(f"Kept at {kept.folder}")
    work = replace(citing.of_answer(kept.answer), url=kept.iri, version=chosen.name)
    with Store.open(chosen.store, writable=False) as store:
        return [work, *citing.sources_of(store, kept.answer)]


def _of_entity(store: Store, what: str) -> list[Work]:
    draft = Draft(store)
    iri = lookup.entity(draft, what)
    remark = f"{Names(draft).entity(iri)} ({iri})"
    found = citing.releases(store, [iri]) if kind_of(iri) == "release" else citing.releases_on(store, iri)
    return [citing.dataset(Answerer(store).version, remark), *found]


def _version(store: Store, number: int) -> Version:
    commit = history.numbered(store, number)
    if commit is None:
        newest = history.last(store)
        last = f"the newest is {newest.number}" if newest else "it has none"
        raise UsageError(f"the store has no change {number}; {last}")
    return Version(commit.number, commit.at, commit.version)


_QUERY: Final = re.compile(r"cq\d", re.IGNORECASE)  # as every question of the library begins
