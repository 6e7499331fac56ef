"""The frame of the program: commands imported when called, errors told in one line, exit codes.

0 done, 1 the data is at fault, 2 the call is at fault; 130 after Ctrl-C, 143 after SIGTERM, 124 when the time for an
answer was up, 141 when the reader of the output went away.
"""

from __future__ import annotations

import importlib
import os
import sys
import textwrap
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from click.shell_completion import CompletionItem

from iomkg.cli.interrupts import StoppedFromOutside
from iomkg.cli.output import width
from iomkg.cli.places import PlaceType
from iomkg.errors import IomkgError, UsageError
from iomkg.unseen import visible

F = TypeVar("F", bound=Callable[..., Any])
INTERRUPTED: Final = 130
_READER_GONE: Final = 141


@dataclass(slots=True)
class Settings:
    """What holds for every command. `store` is None until someone chooses one."""

    store: Path | str | None = None

    @property
    def place(self) -> Path | str:
        """Where the store is: the chosen folder or address of a server, else one in the user's data folder."""
        if self.store is not None:
            return self.store
        from iomkg.store import usual_place

        return usual_place()

    @property
    def folder(self) -> Path:
        """`place`, for what only a store in a folder can do. Raises UsageError for a server."""
        if isinstance(self.place, Path):
            return self.place
        name = click.get_current_context().info_name
        raise UsageError(f"{self.place} is a server: `iomkg {name}` takes a store in a folder")


class Program(click.Group):
    """A group whose commands are imported only when called. `commands_at` maps names to `module` (its `command`) or
    `module:name`, and short help."""

    def __init__(self, *args: Any, commands_at: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in self._commands_at:
            return None
        module, _, name = self._commands_at[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name or "command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and for a name that is none say which comes close."""
        if args[0] not in self._commands_at and not ctx.resilient_parsing:
            import difflib

            close = difflib.get_close_matches(args[0], self._commands_at, 1)
            ctx.fail(f"no such command {args[0]!r}" + (f" (did you mean {close[0]}?)" if close else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self._commands_at.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Names of commands with their short help, without importing one; after a dash, options."""
        names = [
            CompletionItem(name, help=short)
            for name, (_, short) in self._commands_at.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run, and leave with the exit code. Without `standalone_mode`, errors are the caller's."""
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        try:
            code = run(*args, standalone_mode=False, **extra)
        except StoppedFromOutside as stopped:
            code = stopped.exit_code
        except Exception as error:
            code = _told(error)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Nothing more can be written there, the interpreter's own flush at the end included.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_READER_GONE)
        return answer


def store_option(command: F) -> F:
    """`--store DIR|URL` after the command's name, which overrides the one before it."""

    def choose(ctx: click.Context, _: click.Parameter, place: Path | str | None) -> None:
        if place is not None:
            ctx.ensure_object(Settings).store = place

    return click.option(
        "--store",
        type=PlaceType(),
        metavar="DIR|URL",
        expose_value=False,
        callback=choose,
        help="The store's folder, or the server that holds it. Default: IOMKG_STORE, else your user data folder.",
    )(command)


def lexicon_option(command: F) -> F:
    """`--lexicon DIR`: read with a curator's own lexicon too."""

    def choose(ctx: click.Context, _: click.Parameter, path: Path | None) -> None:
        if path is None:
            return
        from iomkg import lexicon_files

        # The environment, because processes that read beside this one inherit it.
        os.environ[lexicon_files.VARIABLE] = str(lexicon_files.checked(path))
        ctx.call_on_close(lambda: os.environ.pop(lexicon_files.VARIABLE, None))

    return click.option(
        "--lexicon",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=choose,
        help="A folder with cues of your own; see `iomkg lexicon --help`. Default: IOMKG_LEXICON.",
    )(command)


def scheduler_option(command: F) -> F:
    """`--scheduler ADDRESS`: have releases read by a Dask cluster."""
    return click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Read with the workers of the Dask scheduler there (tcp://host:8786) instead of processes here; the same "
        "comes of it. Needs pip install 'iomkg[cluster]', and the same iomkg and lexicon on the workers.",
    )(command)


def _told(error: Exception) -> int:
    """Say on standard error what went wrong, and return the exit code."""
    if os.environ.get("IOMKG_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, IomkgError):
        _say(str(error), error)
        return error.exit_code
    if isinstance(error, click.ClickException):
        _say(_usage(error))
        return error.exit_code
    if isinstance(error, OSError):
        _say(f"{error.filename or 'standard output'}: {error.strerror}")
        return 1
    _say(
        f"unexpected {type(error).__name__}: {' '.join(str(error).split())}; this is a fault of iomkg: "
        "please report it with what IOMKG_DEBUG=1 shows"
    )
    return 1


def _say(message: str, error: Exception | None = None) -> None:
    click.echo(f"iomkg: {visible(' '.join(message.splitlines()))}", err=True)
    for note in getattr(error, "__notes__", ()):
        for line in textwrap.wrap(visible(note), width(), subsequent_indent=" " * 6, break_on_hyphens=False):
            click.echo(line, err=True)


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    if "unexpected extra argument" in message and "=" in message:
        message += ", a parameter is given with --param"
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else None
    return f"{message}; see `{path} --help`" if path else message
