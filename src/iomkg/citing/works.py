"""What there is to cite: the dataset in one of its states, and releases."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import NamedNode

from iomkg.answers import Answer, Version
from iomkg.engine import Engine, batches, nodes
from iomkg.namespaces import BASE, concept, slug, term
from iomkg.queries.known import tail

TITLE: Final = "iomkg: a knowledge graph of who governs migration, with whose money, where, and who says so"


@dataclass(frozen=True, slots=True)
class Work:
    """A dataset, a press release or a news report, as a bibliography needs it.

    `key` is a citation key of lower-case letters, digits and hyphens, `author` a body, `published` a stated date
    (`2024-03`, `--03-06`), `retrieved` an ISO day, `language` a code, `note` what else has to be said, in a line.
    """

    key: str
    kind: OneOf["dataset", "release", "news"]
    title: str
    author: str | None = None
    language: str | None = None
    published: str | None = None
    url: str | None = None
    retrieved: str | None = None
    version: str | None = None
    note: str | None = None

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day as far as they are stated; nothing without a year."""
        if self.published is None or self.published.startswith("-"):
            return ()
        return tuple(int(part) for part in self.published.split("-"))


def dataset(version: Version, note: str | None = None) -> Work:
    """The graph in one of its states; `note` says what part of it is cited: a query with its parameters, an entity."""
    at = version.at
    return Work(
        key="-".join(filter(None, ("iomkg", str(version.commit or "")))),
        kind="dataset",
        title=TITLE,
        author="The iomkg maintainers",
        language="en",
        published=f"{at:%Y-%m-%d}" if at is not None else None,
        url=BASE,
        version=version_in_words(version),
        note=note,
    )


def of_answer(answer: Answer) -> Work:
    """The graph in the state that answered, with the query and its parameters."""
    given = ", ".join(f"{name}={tail(value.text)}" for name, value in answer.parameters.items())
    if answer.query.summary:
        asked = f"query {answer.query.name}"
    else:
        asked = f"SPARQL query with the SHA-256 {hashlib.sha256(answer.sparql.encode()).hexdigest()}"
    return dataset(answer.version, f"{asked} ({given})" if given else asked)


def sources_of(engine: Engine, answer: Answer) -> tuple[Work, ...]:
    """The releases whose sentences the rows of an answer rest on."""
    return releases(engine, (said.release for row in answer.evidence for said in row))


def version_in_words(version: Version) -> str:
    """`state 13, made by iomkg 0.1.0`; what is not known is left out."""
    state = f"state {version.commit}" if version.commit is not None else "state not known"
    return f"{state}, made by iomkg {version.software}" if version.software else state


def releases(engine: Engine, iris: Iterable[str]) -> tuple[Work, ...]:
    """Releases as works, by date, publisher and title; those without a date last."""
    wanted = set(iris)
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for some in batches(wanted):
        asked = f"VALUES ?release {{ {nodes(some)} }} VALUES ?p {{ {_PROPERTIES} }} GRAPH ?stated {{ ?release ?p ?o }}"
        for release, name, value in engine.select(f"SELECT ?release ?p ?o {{ {asked} }}").rows:
            if release and name and value:
                facts = told[release.value]
                facts[name.value] = min(value.value, facts.get(name.value, value.value))
    return tuple(sorted((_work(iri, told[iri]) for iri in wanted), key=_order))


def releases_on(engine: Engine, entity: str) -> tuple[Work, ...]:
    """The releases with an accepted claim about an entity or with it as value."""
    node = NamedNode(entity)
    found = engine.select(
        f"""SELECT DISTINCT ?release {{
          {{ BIND({node} AS ?said) }} UNION {{ GRAPH graph:links {{ ?said iomkg:linkedTo {node} }} }}
          GRAPH ?claims {{
            {{ ?claim rdf:subject ?said }} UNION {{ ?claim rdf:object ?said }}
            ?claim iomkg:claimStatus <scheme/claim-status/accepted> ; iomkg:inRelease ?release .
          }}
        }}"""
    )
    return releases(engine, (row[0].value for row in found.rows if row[0] is not None))


def _work(iri: str, facts: Mapping[str, str]) -> Work:
    def told(name: str) -> str | None:
        return facts.get(term(name))

    key = iri.rsplit("/", 1)[-1]
    published = told("publishedOn")
    return Work(
        key="-".join(filter(None, (slug(told("publisherName") or "release"), key))),
        kind="news" if told("sourceClass") == concept("source-class", "news") else "release",
        title=told("headline") or f"Release {key}",
        author=told("publisherName"),
        language=told("language"),
        published=published.rsplit("/", 1)[-1] if published else None,
        url=told("sourceUrl"),
        retrieved=told("retrievedOn"),
        note=f"in the graph as {iri}",
    )


def _order(work: Work) -> tuple[bool, tuple[int, ...], str, str, str]:
    return not work.date_parts, work.date_parts, work.author or "", work.title, work.key


_PROPERTIES: Final = " ".join(
    f"iomkg:{name}"
    for name in ("headline", "publisherName", "sourceUrl", "sourceClass", "publishedOn", "language", "retrievedOn")
)
