"""Activities read from files of ours: one with every field, one with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from iomkg.activities import Read, read
from iomkg.model import Release
from iomkg.readers import sources
from iomkg.reference import Reference

HERE = Path(__file__).parent


def releases(name: str) -> list[Release]:
    return list(sources.read(HERE / name))


@pytest.fixture(scope="session")
def full() -> Read:
    """The activity with every field."""
    (release,) = releases("full.xml")
    return read(release, Reference.load())


@pytest.fixture(scope="session")
def dirty() -> Read:
    """The activity with every fault."""
    return read(releases("dirty.xml")[0], Reference.load())
