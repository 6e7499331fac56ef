"""Document, Mentions -> Claims: who is said to do what, where, with whose money, and by which sentence.

The engine knows no language: the ways of speaking are the cues of `data/lexicon`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iomkg.claims import announcing, calibration, happenings, parties, projects, rows, statements
from iomkg.claims.cast import Cast
from iomkg.claims.countries import home_country
from iomkg.claims.scene import Scene
from iomkg.claims.scribe import Scribe
from iomkg.model import Claim, Document, Mention
from iomkg.reference import Reference

__all__ = ["of_fields", "read", "stated"]


def read(document: Document, mentions: Sequence[Mention], reference: Reference) -> tuple[Claim, ...]:
    """Everything the release states, each statement with the sentences it rests on and a measured confidence.

    `document.text[c.evidence.start:c.evidence.end] == c.evidence.quote` holds for every claim.
    """
    return calibration.load().calibrated(document, stated(document, mentions, reference))


def stated(document: Document, mentions: Sequence[Mention], reference: Reference) -> tuple[Claim, ...]:
    """As `read`, but with the strength of each claim's rule in place of its confidence."""
    if not document.sentences:
        return ()
    scene = Scene(document, mentions, reference)
    scribe = Scribe(document)
    home = home_country(scene)
    cast = Cast(scene, scribe, reference.state_of_country(home))
    statement = statements.Statement(scene, scribe, cast, home)
    statement.bodies()
    announced = announcing.announced(scene, cast)
    projects.assign(scene, announced)
    who = parties.find(scene, cast, announced)
    events = happenings.find(scene)
    statement.write(announced, who, events)
    return scribe.claims()


def of_fields(document: Document, names: Mapping[tuple[int, int], Mention], reference: Reference) -> tuple[Claim, ...]:
    """Everything a table's row states, each statement with its cell; `names` are what `mentions.of_fields` found."""
    scene = Scene(document, (), reference)
    scribe = Scribe(document)
    rows.Row(document, names, reference, scribe, Cast(scene, scribe)).write()
    return rows.placed(scribe.claims(), document)
