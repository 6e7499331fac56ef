"""The command line. Each command stands in a module of its own and is imported only when it is called."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from iomkg import __version__
from iomkg.cli.places import PlaceType
from iomkg.cli.program import Program, Settings

# In the order of the work: what goes in, what comes out, what looks after the store.
_COMMANDS: Final = {
    "load": ("iomkg.cli.load", "Read releases into the store."),
    "table": ("iomkg.cli.table", "Draft what the columns of a table mean."),
    "extract": ("iomkg.cli.extract", "Write what releases say as JSON records."),
    "query": ("iomkg.cli.query", "Answer a question of the library, or any SPARQL query."),
    "ask": ("iomkg.cli.ask", "Answer a question in words."),
    "cite": ("iomkg.cli.cite", "Cite the graph, and the releases behind an answer or an entity."),
    "queries": ("iomkg.cli.queries", "List the questions of the library, or describe one."),
    "total": ("iomkg.cli.total", "Add up money without counting any of it twice."),
    "show": ("iomkg.cli.show", "Show what is known about an entity."),
    "explain": ("iomkg.cli.explain", "Show the sentence behind each fact about an entity."),
    "conflicts": ("iomkg.cli.conflicts", "Show where sources disagree, and which value holds."),
    "compare": ("iomkg.cli.compare", "Show what press, IATI and tables each say of a project."),
    "match": ("iomkg.cli.match", "Match a list of your own against what is known."),
    "queue": ("iomkg.cli.queue", "Show what waits for a person to decide."),
    "review": ("iomkg.cli.review", "Decide on what waits, one key each."),
    "accept": ("iomkg.cli.verdicts:accept", "Believe claims."),
    "reject": ("iomkg.cli.verdicts:reject", "Say that claims are wrong."),
    "prefer": ("iomkg.cli.verdicts:prefer", "Let a claim hold where sources disagree."),
    "correct": ("iomkg.cli.verdicts:correct", "Give the value a claim should have."),
    "add": ("iomkg.cli.add", "Add a fact the reader missed."),
    "merge": ("iomkg.cli.linking:merge", "Say that entities are one."),
    "split": ("iomkg.cli.linking:split", "Say that things are not one."),
    "withdraw": ("iomkg.cli.withdraw:withdraw", "Take a release out of the view."),
    "undo": ("iomkg.cli.withdraw:undo", "Take judgements back."),
    "judgements": ("iomkg.cli.judgements", "List judgements, or take them to and from a file."),
    "agreement": ("iomkg.cli.agreement", "Tell how well people who coded the same claims agree."),
    "lexicon": ("iomkg.cli.lexicon", "See which cue produced which statement, and what a new cue changes."),
    "validate": ("iomkg.cli.validate", "Check the whole store."),
    "reason": ("iomkg.cli.reason", "Ask a reasoner whether the store makes sense."),
    "export": ("iomkg.cli.export", "Write the graph to a file."),
    "publish": ("iomkg.cli.publish", "Publish a version for others to use and cite."),
    "serve": ("iomkg.cli.serve", "Serve the graph on the web."),
    "backup": ("iomkg.cli.backup", "Copy the store, texts included, to a new folder."),
    "restore": ("iomkg.cli.restore", "Make a backup the store again."),
    "forget": ("iomkg.cli.forget", "Remove a person from the store for good."),
    "log": ("iomkg.cli.log", "Show what changed the store, and when."),
    "history": ("iomkg.cli.history", "Show what changed in what is known of an entity."),
    "status": ("iomkg.cli.status", "Say what the store holds."),
    "completion": ("iomkg.cli.completion", "Print what makes a shell complete commands."),
}


@click.group(
    cls=Program,
    commands_at=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.option(
    "--store",
    type=PlaceType(),
    metavar="DIR|URL",
    envvar="IOMKG_STORE",
    help="The store's folder, or the server that holds it; also accepted after the command, or as IOMKG_STORE. "
    "Default: your user data folder.",
)
@click.version_option(__version__, message="iomkg %(version)s")
@click.pass_context
def main(ctx: click.Context, store: Path | str | None) -> None:
    """A knowledge graph of who governs migration, with whose money, where, and who says so.

    \b
    iomkg load data/releases --manifest data/releases/sources.csv
    iomkg query cq01-donors-of-theme-in-region
    iomkg COMMAND --help
    """
    ctx.obj = Settings(store)
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
