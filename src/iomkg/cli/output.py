"""How results look on a terminal: calm, aligned, within its width."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

import click

from iomkg.unseen import visible

_NARROWEST: Final = 40
_WIDEST: Final = 110
# Stand for the start and end of marked words while text is wrapped; each is one character of no text.
MARK_ON: Final = "\x02"
MARK_OFF: Final = "\x03"


_MARKS: Final = re.compile(f"([{MARK_ON}{MARK_OFF}])")


def width() -> int:
    """The columns to use: the terminal's, within reason; 80 where there is none."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))


def note(text: str) -> None:
    """Tell something beside the result: wrapped, on standard error."""
    for line in wrapped(text, width()):
        aside(line)


def aside(line: str) -> None:
    """A line on standard error. A progress bar stays below it, which takes `print`: click writes past the bar."""
    print(line if _in_colour(sys.stderr) else click.unstyle(line), file=sys.stderr)


def heading(text: str) -> None:
    """A bold line."""
    for line in wrapped(text, width()):
        click.secho(line, bold=True)


def paragraph(text: str, indent: int = 0, hanging: int = 0, dim: bool = False) -> None:
    """Wrapped text; lines after the first stand `hanging` columns further in. Marked words are shown as such."""
    for line in wrapped(text, width() - indent, " " * hanging):
        click.echo(" " * indent + (click.style(line, dim=True) if dim else shown(line)))


def quotation(text: str, indent: int = 0) -> None:
    """Somebody else's words: wrapped, with a bar before each line. Marked words are shown as such."""
    bar = click.style("│", dim=True)
    for line in wrapped(text, width() - indent - 2):
        click.echo(f"{' ' * indent}{bar} {shown(line)}")


def pairs(rows: Iterable[tuple[str, str]], indent: int = 0) -> None:
    """Names on the left, wrapped texts on the right, aligned. Lines of a text stay lines."""
    listed = list(rows)
    left = min(max((len(name) for name, _ in listed), default=0), width() // 3)
    for name, text in listed:
        room = width() - indent - left - 2
        several = "\n" in text
        lines = [line for part in text.split("\n") for line in wrapped(part, room, "  " if several else "")] or [""]
        for line in wrapped(name, left)[:-1]:
            click.echo(" " * indent + click.style(line, dim=True))
        last = (wrapped(name, left) or [""])[-1]
        for number, line in enumerate(lines):
            label = click.style(f"{last:<{left}}", dim=True) if number == 0 else " " * left
            click.echo(f"{' ' * indent}{label}  {shown(line)}".rstrip())


def marked(text: str, span: tuple[int, int] | None) -> str:
    """`text` with the characters of `span` marked."""
    if span is None:
        return text
    return text[: span[0]] + MARK_ON + text[span[0] : span[1]] + MARK_OFF + text[span[1] :]


def spotted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the characters of several spans marked; spans that touch make one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    for span in reversed(whole):
        text = marked(text, span)
    return text


def shown(line: str) -> str:
    """Marks made visible: bold on a terminal, asterisks elsewhere."""
    if MARK_ON not in line and MARK_OFF not in line:
        return line
    if _in_colour(sys.stdout):
        return line.replace(MARK_ON, "\x1b[1;4m").replace(MARK_OFF, "\x1b[0m")
    return line.replace(MARK_ON, "**").replace(MARK_OFF, "**")


def wrapped(text: str, columns: int, hanging: str = "") -> list[str]:
    """`text` in lines of at most `columns`; longer words are broken, unless there is an address, to be copied whole."""
    plain = safe(" ".join(text.split()))
    room = columns if MARK_ON not in plain or _in_colour(sys.stdout) else columns - 4  # for the asterisks
    lines = textwrap.wrap(
        plain,
        max(room, 10),
        subsequent_indent=hanging,
        break_on_hyphens=False,
        break_long_words="://" not in plain,
    )
    return _with_whole_marks(lines)


def safe(text: str) -> str:
    """`text` with whatever a terminal would act on written out, but for our own marks."""
    return "".join(part if part in (MARK_ON, MARK_OFF) else visible(part) for part in _MARKS.split(text))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 release`, `2 releases`, `no releases`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"


def _with_whole_marks(lines: Sequence[str]) -> list[str]:
    """Close a mark at the end of a line and open it again on the next, so that each line stands by itself."""
    whole: list[str] = []
    inside = False
    for line in lines:
        body = line.lstrip()
        indent = line[: len(line) - len(body)]
        begun = indent + (MARK_ON if inside else "") + body
        inside = begun.count(MARK_ON) > begun.count(MARK_OFF)
        whole.append(begun + (MARK_OFF if inside else ""))
    return whole


def _in_colour(stream: TextIO) -> bool:
    context = click.get_current_context(silent=True)
    if context is not None and context.color is not None:
        return context.color
    return stream.isatty()
