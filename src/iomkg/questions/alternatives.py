"""Another question of the library that may be meant."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from iomkg.model import Language
from iomkg.namespaces import ID, SCHEME
from iomkg.queries import Query


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another question of the library that may be meant, with the parameters to ask it with."""

    query: Query
    parameters: Mapping[str, str]

    def told(self, language: Language) -> str:
        """What it asks and the call that asks it: `Where do … work? iomkg query cq07-… --param donor=state/ita`."""
        given = [f" --param {shlex.quote(f'{name}={_typed(value)}')}" for name, value in self.parameters.items()]
        return f"{self.query.summary.get(language, '')} iomkg query {self.query.name}{''.join(given)}".strip()


def _typed(value: str) -> str:
    """The value as it is typed: an entity by the end of its IRI."""
    return value.removeprefix(ID).removeprefix(SCHEME)
