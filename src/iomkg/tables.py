"""CSV tables of the graph, whole or of some things, and the Data Package (frictionless data, version 1) of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

from iomkg.answers import labels
from iomkg.answers.words import iris_of
from iomkg.engine import Engine, nodes
from iomkg.model import Term
from iomkg.namespaces import shortened

DESCRIPTOR: Final = "datapackage.json"
_ONLY: Final = "#only#"  # in a query: where it is restricted to some things
_TOGETHER: Final = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type in the Data Package, and what it says."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table: its name, what a row is, its columns, and the query that fills them in this order,
    ordered by `?this`, what a row is about."""

    name: str
    says: str
    columns: tuple[Column, ...]
    sparql: str


def write(table: CsvTable, engine: Engine, stream: IO[bytes], only: Iterable[str] | None = None) -> int:
    """Write a table of the whole graph, or of the things of `only` (sorted IRIs) a batch at a time; how many rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_header(table))
    count = 0
    for restriction in [""] if only is None else _restrictions(only):
        rows = _rows(engine, table, restriction)
        writer.writerows(rows)
        count += len(rows)
    text.detach()
    return count


def descriptor(rows: Mapping[str, int], version: str | None = None) -> bytes:
    """The Data Package of the tables, with the number of rows of each."""
    told = {
        "profile": "tabular-data-package",
        "name": "iomkg",
        "title": "iomkg: who governs migration, with whose money, where, and who says so",
        **({"version": version} if version else {}),
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_described(table, rows[table.name]) for table in TABLES],
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _restrictions(only: Iterable[str]) -> Iterator[str]:
    remaining = iter(only)
    while some := list(islice(remaining, _TOGETHER)):
        yield f"VALUES ?this {{ {nodes(some)} }}"


def _rows(engine: Engine, table: CsvTable, restriction: str) -> list[list[str]]:
    """The rows as text; beside each column of things one with their labels."""
    found = engine.select(table.sparql.replace(_ONLY, restriction)).rows
    iris = {iri for row in found for value in row if value is not None for iri in iris_of(value)}
    named = labels(engine, iris, "en")
    return [[cell for column, value in zip(table.columns, row, strict=True) for cell in _cells(column, value, named)]
            for row in found]  # fmt: skip


def _cells(column: Column, value: Term | None, named: dict[str, str]) -> list[str]:
    text = "" if value is None else value.value
    if column.kind != "thing":
        return [text]
    iris = iris_of(value) if value is not None else ()
    return [text, "; ".join(named.get(iri) or shortened(iri) for iri in iris)]


def _header(table: CsvTable) -> list[str]:
    return [name for column in table.columns for name in _names(column)]


def _names(column: Column) -> list[str]:
    return [column.name, f"{column.name}_label"] if column.kind == "thing" else [column.name]


def _described(table: CsvTable, rows: int) -> dict[str, object]:
    fields = []
    for column in table.columns:
        kind = "string" if column.kind == "thing" else column.kind
        fields += [{"name": name, "type": kind, "description": column.says} for name in _names(column)]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": table.says,
        "encoding": "utf-8",
        "rows": rows,
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _joined(name: str, pattern: str) -> str:
    """A column of several things: their IRIs with spaces between, in an order of their own."""
    return f"""OPTIONAL {{ SELECT ?this (GROUP_CONCAT(STR(?one); SEPARATOR = " ") AS ?{name}) WHERE {{
        {{ SELECT DISTINCT ?this ?one WHERE {{ {_ONLY} {pattern} }} ORDER BY ?this ?one }} }} GROUP BY ?this }}"""


TABLES: Final = (
    CsvTable(
        "releases",
        "Releases that were read",
        (
            Column("release", "string", "IRI of the release"),
            Column("headline", "string", "its headline"),
            Column("language", "string", "ISO 639-1"),
            Column("publisher", "string", "who published it"),
            Column("published", "string", "as exact as stated"),
            Column("url", "string", "where it was published"),
            Column("licence", "string", "its licence, where one is known"),
        ),
        """SELECT ?this ?headline ?language ?publisher ?published ?url ?licence WHERE { #only#
          GRAPH ?g { ?this iomkg:releaseKey ?key ; iomkg:language ?language .
            OPTIONAL { ?this iomkg:headline ?headline } OPTIONAL { ?this iomkg:publisherName ?publisher }
            OPTIONAL { ?this iomkg:publishedOn ?date . ?date iomkg:dateStated ?published }
            OPTIONAL { ?this iomkg:sourceUrl ?url } OPTIONAL { ?this iomkg:licence ?licence } }
        } ORDER BY ?this""",
    ),
    CsvTable(
        "projects",
        "Projects",
        (
            Column("project", "thing", "IRI of the project"),
            Column("start", "string", "as exact as stated"),
            Column("end", "string", "as exact as stated"),
            Column("duration_months", "integer", "how long it lasts, in months"),
            Column("main_theme", "thing", "what it is mostly about"),
            Column("themes", "thing", "all it is about"),
            Column("donors", "thing", "who pays"),
            Column("implementers", "thing", "who carries it out"),
            Column("places", "thing", "where it works"),
        ),
        f"""SELECT ?this ?start ?end ?months ?main ?themes ?donors ?implementers ?places WHERE {{ #only#
          ?this a iomkg:Project .
          OPTIONAL {{ ?this iomkg:start/iomkg:dateStated ?start }} OPTIONAL {{ ?this iomkg:end/iomkg:dateStated ?end }}
          OPTIONAL {{ ?this iomkg:durationMonths ?months }} OPTIONAL {{ ?this iomkg:mainTheme ?main }}
          {_joined("themes", "?this iomkg:hasTheme ?one")} {_joined("donors", "?this iomkg:hasDonor ?one")}
          {_joined("implementers", "?this iomkg:hasImplementer ?one")}
          {_joined("places", "?this iomkg:targetsPlace ?one")}
        }} ORDER BY ?this""",
    ),
    CsvTable(
        "fundings",
        "Sums of money. Not to be added up: stages, currencies and joint sums differ, parts stand beside wholes",
        (
            Column("funding", "string", "IRI of the funding"),
            Column("kind", "thing", "contribution or budget"),
            Column("stage", "thing", "announced, committed, disbursed…"),
            Column("amount", "number", "as stated"),
            Column("currency", "thing", "of the amount"),
            Column("qualifier", "thing", "exact, up to, about"),
            Column("covers", "thing", "what part of the project it pays"),
            Column("donors", "thing", "who pays; a joint sum is not split"),
            Column("projects", "thing", "what for; one sum may be for several"),
        ),
        f"""SELECT ?this ?kind ?stage ?amount ?currency ?qualifier ?covers ?donors ?projects WHERE {{ #only#
          ?this a iomkg:Funding .
          OPTIONAL {{ ?this iomkg:fundingKind ?kind }} OPTIONAL {{ ?this iomkg:stage ?stage }}
          OPTIONAL {{ ?this iomkg:amount ?amount }} OPTIONAL {{ ?this iomkg:currency ?currency }}
          OPTIONAL {{ ?this iomkg:amountQualifier ?qualifier }} OPTIONAL {{ ?this iomkg:covers ?covers }}
          {_joined("donors", "?this iomkg:donor ?one")} {_joined("projects", "?this iomkg:fundedProject ?one")}
        }} ORDER BY ?this""",
    ),
    CsvTable(
        "participations",
        "Who has which role in which project or event",
        (
            Column("participation", "string", "IRI of the participation"),
            Column("participant", "thing", "who"),
            Column("role", "thing", "implementing, partner, host…"),
            Column("project", "thing", "in which project"),
            Column("event", "thing", "in which event"),
        ),
        """SELECT ?this ?who ?role ?project ?event WHERE { #only#
          ?this a iomkg:Participation ; iomkg:participant ?who ; iomkg:role ?role .
          OPTIONAL { ?this iomkg:inProject ?project } OPTIONAL { ?this iomkg:inEvent ?event }
        } ORDER BY ?this ?who ?role ?project ?event""",
    ),
    CsvTable(
        "claims",
        "What each release says, with the sentence it says it in",
        (
            Column("claim", "string", "IRI of the claim"),
            Column("release", "string", "IRI of the release"),
            Column("subject", "string", "what it is about, as the release introduces it"),
            Column("entity", "thing", "what that is in the merged graph"),
            Column("property", "string", "IRI of the property"),
            Column("value", "thing", "the value, as the release has it"),
            Column("worded", "string", "the words for it"),
            Column("quote", "string", "the sentence, at most 300 characters"),
            Column("confidence", "number", "0 to 1, as measured"),
            Column("coded_by", "string", "iomkg (the machine) or curator"),
        ),
        """SELECT ?this ?release ?subject ?entity ?property ?value ?worded ?quote ?confidence ?coder WHERE { #only#
          GRAPH ?claims { ?this iomkg:inRelease ?release ; rdf:subject ?subject ; rdf:predicate ?property ;
            rdf:object ?value ; iomkg:confidence ?confidence ; iomkg:codedBy ?coder .
            OPTIONAL { ?this iomkg:objectAsWorded ?worded } OPTIONAL { ?this iomkg:quote ?quote } }
          OPTIONAL { GRAPH graph:links { ?subject iomkg:linkedTo ?linked } }
          BIND(COALESCE(?linked, ?subject) AS ?entity)
        } ORDER BY ?this""",
    ),
)
