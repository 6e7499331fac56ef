"""How much of the world a graph can know of, and which state of it answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from iomkg.answers.answer import Coverage, Version
from iomkg.engine import Engine


def coverage(engine: Engine) -> Coverage:
    """Count the releases loaded, those withdrawn left out."""
    rows = engine.select(
        """SELECT ?language ?publisher (COUNT(?release) AS ?releases) (MIN(?day) AS ?first) (MAX(?day) AS ?last) {
          GRAPH ?stated {
            ?release iomkg:releaseKey ?key ; iomkg:language ?language .
            OPTIONAL { ?release iomkg:publisherName ?publisher }
            OPTIONAL { ?release iomkg:effectiveOn ?day }
            FILTER NOT EXISTS { ?release iomkg:withdrawnOn ?withdrawn }
          }
        } GROUP BY ?language ?publisher"""
    ).rows
    languages: Counter[str] = Counter()
    publishers: Counter[str] = Counter()
    days: list[str] = []
    for language, publisher, counted, *span in rows:
        if language and counted:
            languages[language.value] += int(counted.value)
            if publisher:
                publishers[publisher.value] += int(counted.value)
            days += (day.value for day in span if day)
    return Coverage(
        releases=languages.total(),
        languages=dict(sorted(languages.items())),
        publishers=dict(sorted(publishers.items())),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def version(engine: Engine) -> Version:
    """The last commit of the log, as far as the engine tells of it."""
    rows = engine.select(
        """SELECT ?number ?at ?software {
          GRAPH graph:log {
            graph:log iomkg:lastCommit ?commit .
            ?commit iomkg:commitNumber ?number ; iomkg:committedAt ?at ; iomkg:softwareVersion ?software
          }
        }"""
    ).rows
    for number, at, software in rows:
        if number and at and software:
            return Version(int(number.value), dt.datetime.fromisoformat(at.value), software.value)
    return Version(None, None, None)
