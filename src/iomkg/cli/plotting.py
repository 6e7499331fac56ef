"""`--plot FILE`: an answer drawn beside what is shown of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from iomkg import forms, plots
from iomkg.answers import Answer
from iomkg.errors import UsageError
from iomkg.writing import written

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Plot:
    """The file a picture goes to, and its kind where one was asked for."""

    target: Path
    kind: str | None = None

    def write(self, picture: plots.Picture, about: plots.About) -> None:
        """Draw a picture. Raises UsageError when what draws it is not installed."""
        drawn = plots.drawn(picture, about, plots.form_of(self.target))
        with written(self.target) as stream:
            stream.write(drawn)


def plot_options(command: F) -> F:
    """`--plot FILE` and `--plot-kind KIND`, given to the command as `plot`: a Plot, or None."""

    @click.option(
        "--plot", "target_of_plot", type=click.Path(path_type=Path), metavar="FILE",
        help="Draw the rows too: .svg, .png or .html.",
    )  # fmt: skip
    @click.option("--plot-kind", type=click.Choice(plots.KINDS), help="What to draw. Default: what suits the columns.")
    @functools.wraps(command)
    def with_plot(*given: Any, target_of_plot: Path | None, plot_kind: str | None, **more: Any) -> Any:
        if plot_kind and target_of_plot is None:
            raise UsageError("--plot-kind says what --plot FILE draws; give that too")
        if target_of_plot is not None:
            plots.form_of(target_of_plot)
            plots.check_drawable()
        plot = None if target_of_plot is None else Plot(target_of_plot, plot_kind)
        return command(*given, plot=plot, **more)

    return with_plot  # type: ignore[return-value]  # click's own decorators change the signature alike


def draw(answer: forms.Given, plot: Plot | None) -> None:
    """Draw an answer where that is asked for. Raises UsageError when it has no rows or cannot be drawn so."""
    if plot is None:
        return
    if not isinstance(answer, Answer):
        raise UsageError("only rows can be drawn, and the query is not a SELECT")
    picture = plots.picture(answer, plot.kind)
    plot.write(picture, plots.about(answer, picture))
