"""`iomkg completion`, and what a shell is offered for words that only iomkg knows.

Things of the graph are not offered: a store takes longer to open than anybody waits after a Tab.
"""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes a SHELL (bash from 4.4, zsh or fish) complete commands, options, files and the names
    of questions. Have it read when the shell starts, in ~/.bashrc, ~/.zshrc (after compinit) or
    ~/.config/fish/config.fish:

    \b
      eval "$(iomkg completion bash)"
      eval "$(iomkg completion zsh)"
      iomkg completion fish | source

    \b
    Examples:
      iomkg completion bash
    """
    program = ctx.find_root()
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(program.command, {}, "iomkg", "_IOMKG_COMPLETE").source(), nl=False)


def questions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:  # noqa: ARG001 - click's signature
    """The questions of the library, with what each asks."""
    from iomkg import queries

    return [
        CompletionItem(query.name, help=query.summary.get("en") or query.description)
        for query in queries.library().values()
        if query.name.startswith(incomplete)
    ]


def questions_or_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """The same, or files where no question begins so."""
    return questions(ctx, param, incomplete) or [CompletionItem(incomplete, type="file")]


def parameters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:  # noqa: ARG001 - click's signature
    """The parameters of the question that stands in the line as NAME."""
    from iomkg import queries
    from iomkg.errors import IomkgError

    # Before an option that has no value yet, click leaves arguments unnamed.
    name = ctx.params.get("name") or " ".join(ctx.args)
    try:
        found = queries.find(name).parameters
    except IomkgError:
        return []
    return [CompletionItem(each.name, help=each.description) for each in found if each.name.startswith(incomplete)]
