"""The reference of the library of questions, from the headers of its queries."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from iomkg.queries import Parameter, Query, library


def page() -> str:
    """A section for every question: it in three languages, its parameters, an example, its SPARQL."""
    parts = [
        "# Questions",
        "",
        'The questions of the library. The beginning of a name is enough: `iomkg query cq01`, `kg.query("cq01")`. '
        "The SPARQL of each may be the beginning of one of your own; what keeps that quick on a large graph stands in "
        "[benchmarks](../benchmarks.md#how-to-write-a-question-that-the-engine-answers-quickly).",
        "",
    ]
    for query in library().values():
        parts += _question(query)
    return "\n".join(parts) + "\n"


def _question(query: Query) -> Iterator[str]:
    yield from (f"## {query.name}", "", query.summary["en"], "")
    yield from (f"*{query.summary['fr']}*  ", f"*{query.summary['es']}*", "")
    if query.description:
        yield from (query.description, "")
    if query.parameters:
        yield from ("| parameter | is | default | |", "|---|---|---|---|", *map(_row, query.parameters), "")
    given = [f"--param {shlex.quote(f'{name}={value}')}" for name, value in query.example.items()]
    yield from ("```console", " ".join(["$ iomkg query", query.name, *given]), "```", "")
    yield from (
        '??? note "SPARQL"',
        "",
        "    ```sparql",
        *(f"    {line}" for line in query.sparql.strip().splitlines()),
    )
    yield from ("    ```", "")


def _row(parameter: Parameter) -> str:
    kinds = " or ".join(parameter.types)
    if parameter.choices:
        kinds = kinds.replace("choice", f"one of {', '.join(parameter.choices)}")
    if parameter.of:
        kinds += f" of the {parameter.of}"
    default = "to be given" if parameter.default is None else f"`{parameter.default}`"
    return f"| `{parameter.name}` | {kinds} | {default} | {' '.join(parameter.description.split())} |"
