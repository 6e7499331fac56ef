"""A query file: comments that say what it asks and which parameters it takes, then SPARQL with placeholders.

The grammar of the comments is in queries/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from iomkg.errors import QueryError
from iomkg.namespaces import expanded
from iomkg.sparql.tokens import TOKEN

#: What a parameter's value may be, besides the classes of `iomkg.queries.values`.
PLAIN_TYPES: Final = ("date", "integer", "string", "choice")
ENTITY_TYPES: Final = (
    "theme", "region", "definition", "route", "country", "place", "state", "actor", "payer", "project", "entity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `types` are tried in order; `choices` are the words the type `choice` allows.

    `of` names the parameter whose value this one has to belong to (a definition of the region asked for).
    Without a `default` the parameter has to be given.
    """

    name: str
    types: tuple[str, ...]
    description: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact of the view that each row rests on: every part is a column (`?donor`), a parameter (`?_donor`) or an
    IRI in full."""

    subject: str
    predicate: str
    value: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library.

    `summary` has the question by language, `notes` the templates of the remarks that go with every answer; `labels`
    are the columns that hold things with labels, `words` those that hold words of our own, `evidence` the facts each
    row rests on, `fields` the extraction fields whose measured precision and recall tell how far to trust an answer.
    Where it is `counted`, it selects the projects in scope, and the answer is a total of their sums. `when_empty` names
    the query that explains an empty one, `example` has values for its main parameters.
    """

    name: str
    sparql: str
    summary: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    evidence: tuple[Pattern, ...] = ()
    fields: tuple[str, ...] = ()
    counted: bool = False
    when_empty: str | None = None
    example: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()

    def notes_in(self, language: str) -> tuple[str, ...]:
        """The templates of its remarks in a language, in English where it has none in that."""
        return self.notes.get(language) or self.notes.get("en", ())


def parse(text: str, name: str) -> Query:
    """Read the text of a query file. Without header comments it is a query without parameters.

    Raises QueryError, naming the line, when the header does not follow the grammar or a placeholder is undeclared.
    """
    sections, body = _split(text, name)
    unknown = sections.keys() - _SECTIONS
    if unknown:
        raise QueryError(f"query {name}: unknown header {min(unknown)!r}; known are {', '.join(sorted(_SECTIONS))}")
    parameters = tuple(_parameter(line, name) for line in sections.get("parameters", ()))
    query = Query(
        name=name,
        sparql=body,
        summary=dict(_in_language(line, name) for line in sections.get("summary", ())),
        description=" ".join(sections.get("description", ())),
        parameters=parameters,
        notes=_notes(sections.get("notes", ()), name),
        labels=tuple(_separate(sections.get("labels", ()))),
        words=tuple(_separate(sections.get("words", ()))),
        evidence=tuple(_pattern(text, name) for text in _statements(sections.get("evidence", ()))),
        fields=tuple(_separate(sections.get("fields", ()))),
        counted=_truth(sections.get("counted", ()), name),
        when_empty=" ".join(sections.get("when empty", ())) or None,
        example=dict(_given(pair, name) for pair in _separate(sections.get("example", ()))),
        tags=tuple(_separate(sections.get("tags", ()))),
    )
    _check_names(query)
    return query


def placeholders(sparql: str) -> set[str]:
    """The names of the placeholders in a query: `theme` for `?_theme`."""
    return {match["name"] for match in TOKEN.finditer(sparql) if match["name"]}


def _split(text: str, name: str) -> tuple[dict[str, list[str]], str]:
    """The lines of each section of the header, and the SPARQL below it."""
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    lines = text.lstrip("\ufeff").splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.startswith("#+"):
            continue
        opening = _SECTION.fullmatch(line)
        if opening:
            if opening["key"] in sections:
                raise QueryError(f"query {name}, line {number}: a second {opening['key']!r}; write it once")
            current = sections.setdefault(opening["key"], [])
            if opening["value"].strip():
                current.append(opening["value"].strip())
        elif line.startswith("#+     ") and current:
            current[-1] += f" {line[7:].strip()}"
        elif line.startswith("#+   ") and line[5:].strip() and current is not None:
            current.append(line[5:].strip())
        else:
            raise QueryError(f"query {name}, line {number}: write '#+ key: value', or '#+   ' and more of the value")
    return sections, "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"


def _in_language(line: str, name: str) -> tuple[str, str]:
    language, colon, text = line.partition(": ")
    if not colon or not re.fullmatch(r"[a-z]{2}", language):
        raise QueryError(f"query {name}: {line!r} lacks its language; write 'en: the words'")
    return language, text


def _notes(lines: Sequence[str], name: str) -> dict[str, tuple[str, ...]]:
    """The remarks by language, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for language, text in (_in_language(line, name) for line in lines):
        found[language] = (*found.get(language, ()), text)
    return found


def _separate(lines: Sequence[str]) -> list[str]:
    """What stands between the commas of a section."""
    return [part.strip() for part in ",".join(lines).split(",") if part.strip()]


def _given(pair: str, name: str) -> tuple[str, str]:
    parameter, equals, value = pair.partition("=")
    if not equals or not parameter or not value:
        raise QueryError(f"query {name}: the example {pair!r} is not 'parameter=value'")
    return parameter, value


def _truth(lines: Sequence[str], name: str) -> bool:
    if lines and list(lines) != ["yes"]:
        raise QueryError(f"query {name}: 'counted' is 'yes' or left out, not {' '.join(lines)!r}")
    return bool(lines)


def _statements(lines: Sequence[str]) -> list[str]:
    """What stands between the full stops of a section; a full stop within a name or an IRI ends nothing."""
    return [part.strip() for part in re.split(r"\s+\.(?=\s|$)", " . ".join(lines)) if part.strip()]


def _pattern(text: str, name: str) -> Pattern:
    parts = text.split()
    if len(parts) != 3 or not all(_PART.fullmatch(part) for part in parts) or not parts[0].startswith("?"):
        raise QueryError(f"query {name}: the evidence {text!r} is not '?column iomkg:property ?column'")
    subject, predicate, value = (part if part.startswith("?") else expanded(part.strip("<>")) for part in parts)
    return Pattern(subject, predicate, value)


def _parameter(line: str, name: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if not match:
        raise QueryError(f"query {name}: parameter {line!r} is not 'name: type = default -- what it is'")
    types: list[str] = []
    choices: tuple[str, ...] = ()
    of = None
    for alternative in match["types"].split(" or "):
        kind = _TYPE.fullmatch(alternative.strip())
        if (
            not kind
            or kind["type"] not in (*PLAIN_TYPES, *ENTITY_TYPES)
            or (kind["type"] == "choice") != bool(kind["choices"])
        ):
            known = ", ".join((*PLAIN_TYPES, *ENTITY_TYPES))
            raise QueryError(f"query {name}: {alternative.strip()!r} is no type of parameter; known are {known}")
        types.append(kind["type"])
        choices += tuple(choice.strip() for choice in (kind["choices"] or "").split(",") if choice.strip())
        of = kind["of"] or of
    return Parameter(match["name"], tuple(types), match["description"].strip(), match["default"], choices, of)


def _check_names(query: Query) -> None:
    declared = [parameter.name for parameter in query.parameters]
    for name in declared:
        if declared.count(name) > 1:
            raise QueryError(f"query {query.name}: the parameter {name!r} is declared twice")
    undeclared = placeholders(query.sparql) - set(declared)
    if undeclared and query.parameters:
        raise QueryError(f"query {query.name}: ?_{min(undeclared)} is not among its parameters; declare it")
    parts = {part for each in query.evidence for part in (each.subject, each.predicate, each.value)}
    for name in sorted(part[2:] for part in parts if part.startswith("?_")):
        if name not in declared:
            raise QueryError(f"query {query.name}: the evidence names ?_{name}, which is not among its parameters")
    for name in query.example:
        if name not in declared:
            raise QueryError(f"query {query.name}: the example gives {name!r}, which is not among its parameters")
    for parameter in query.parameters:
        if parameter.of is not None and parameter.of not in declared[: declared.index(parameter.name)]:
            raise QueryError(f"query {query.name}: {parameter.name!r} depends on {parameter.of!r}; declare that first")


_SECTIONS: Final = {
    "summary", "description", "parameters", "notes", "labels", "words", "evidence", "fields", "counted", "when empty",
    "example", "tags",
}  # fmt: skip
_SECTION: Final = re.compile(r"#\+ (?P<key>[a-z][a-z ]*):(?P<value>.*)")
_PARAMETER: Final = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*): (?P<types>[^=]*?)(?: = (?P<default>.*?))?(?: -- (?P<description>.*))"
)
_TYPE: Final = re.compile(r"(?P<type>[a-z]+)(?:\((?P<choices>[^()]+)\))?(?: of (?P<of>[a-z][a-z0-9_]*))?")
# A column, a parameter, a name with a prefix of ours, an IRI in full.
_PART: Final = re.compile(r"\?_?[A-Za-z][A-Za-z0-9_]*|[a-z]+:[A-Za-z][\w-]*|<[^<>\"{}|^`\\\s]+>")
