"""Where things are: what `load` and `extract` read, and the store."""

from __future__ import annotations

import os
from pathlib import Path

import click


class FileType(click.Path):
    """A path to read from; what is given as an address is copied here first."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        completing = ctx is not None and ctx.resilient_parsing  # a Tab in a shell fetches nothing
        if isinstance(value, str) and "://" in value and not completing:
            from iomkg.readers import elsewhere

            return elsewhere.local(value)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


class PlaceType(click.Path):
    """A path, or a web address, which stays the text it is."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | Path:
        return (
            value
            if isinstance(value, str) and "://" in value
            else Path(os.fsdecode(super().convert(value, param, ctx)))
        )
