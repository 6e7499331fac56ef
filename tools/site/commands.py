"""The reference of the command line, from the commands themselves."""

from __future__ import annotations

import html
import inspect
from collections.abc import Iterator

import click

from iomkg.cli import main


def page() -> str:
    """A section for every command, with its arguments, options and examples, in the order of `iomkg --help`."""
    context = click.Context(main, info_name="iomkg")
    parts = ["# Commands", "", "What `iomkg --help` and `iomkg COMMAND --help` say.", "", "## iomkg", ""]
    parts += [*_usage(main, context), *_options(main, context)]
    for name, command in _commands(main, context):
        parts += _section(name, command, context, "##")
    return "\n".join(parts) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield name, command


def _section(name: str, command: click.Command, parent: click.Context, level: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    text, _, examples = inspect.cleandoc(command.help or "").replace("\b\n", "").partition("Examples:")
    yield from (f"{level} {context.command_path}", "", *_told(text), *_usage(command, context))
    yield from _options(command, context)
    if examples.strip():
        yield from ("Examples:", "", "```console")
        yield from (f"$ {line.strip()}" for line in examples.strip().splitlines())
        yield from ("```", "")
    if isinstance(command, click.Group):
        for each, inner in _commands(command, context):
            yield from _section(each, inner, context, level + "#")


def _told(text: str) -> Iterator[str]:
    """The paragraphs of a help text; what looks like a tag or a list there is none."""
    for paragraph in text.strip().split("\n\n"):
        yield from (_escaped(" ".join(paragraph.split())), "")


def _usage(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from ("```text", " ".join([context.command_path, *command.collect_usage_pieces(context)]), "```", "")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [(names, " ".join(told.split())) for names, told in filter(None, records) if told]
    if rows:
        yield from ('<div class="options" markdown>', "", "| option | says |", "|---|---|")
        yield from (
            f"| <code>{html.escape(names).replace('|', '&#124;')}</code> | {_cell(told)} |" for names, told in rows
        )
        yield from ("", "</div>", "")


def _cell(text: str) -> str:
    return _escaped(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    """Text whose angle brackets and asterisks, outside of code, are shown and not read as Markdown."""
    pieces = text.split("`")
    pieces[::2] = [piece.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_") for piece in pieces[::2]]
    return "`".join(pieces)
