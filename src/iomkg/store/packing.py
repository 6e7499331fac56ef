"""Bytes as texts that literals can hold: compressed by zlib, written in base 85, and cut into pieces that each begin
with their number."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_LONGEST: Final = 200_000  # characters of a piece, its number apart


def packed(body: bytes) -> Iterator[str]:
    """The pieces that hold a body."""
    text = base64.b85encode(zlib.compress(body)).decode("ascii")
    for number, start in enumerate(range(0, len(text), _LONGEST)):
        yield f"{number:05d} {text[start : start + _LONGEST]}"


def unpacked(pieces: Iterable[str]) -> bytes:
    """What `packed` was given, from its pieces in any order; nothing from none. Raises ValueError when one lacks or is
    damaged."""
    text = "".join(piece.partition(" ")[2] for piece in sorted(pieces))
    try:
        return zlib.decompress(base64.b85decode(text)) if text else b""
    except zlib.error as error:
        raise ValueError(str(error)) from error
