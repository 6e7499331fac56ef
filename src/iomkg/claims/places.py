"""Where a project works below its countries and across them: areas and towns, regions and routes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from iomkg.claims.countries import Located, named_countries
from iomkg.claims.projects import Project, is_about
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.whereabouts import is_someone_elses, is_venue, is_within, is_word_of_title, own_title
from iomkg.model import Mention
from iomkg.namespaces import kind_of
from iomkg.values import NamedPlace

_SEVERAL = 3  # places in one sentence: a list of where the work is
_LATE = 0.8  # the share of a release after which it tells of other things
_OF_THE_PROJECT = frozenset({"project", "purpose", "activity", "implementer", "output", "donor", "support"})


def localities(scene: Scene, project: Project, home: set[str], event_spans: Iterable[tuple[int, int]]) -> list[Located]:
    """Areas, towns and posts of a project: those its sentences name, but for a venue, a dateline, somebody's office."""
    found: dict[object, Located] = {}
    venues, named = list(event_spans), named_countries(scene)
    for mention in scene.mentions:
        sentence = scene.sentence_at(mention.start)
        if mention.kind != "place" or sentence is None or not is_about(scene, sentence, project, mention.start):
            continue
        if not (
            isinstance(mention.value, NamedPlace)
            or (mention.candidates and kind_of(mention.candidates[0]) != "country")
        ):
            continue
        if own_title(scene, project, mention) is False or scene.in_role(mention) or is_someone_elses(scene, mention):
            continue
        if scene.in_title(mention.start, mention.end) and is_word_of_title(scene, mention):
            continue
        dateline = scene.document.dateline
        if dateline and dateline[0] <= mention.start < dateline[1]:
            continue
        trains = bool(sentence.cues("event", "training"))  # a training's towns count
        venue = any(start <= mention.start < end for start, end in venues) or is_venue(scene, sentence, mention)
        if (venue and not trains) or sentence.cues("not-project"):
            continue
        country = scene.reference.country_of(mention.candidates[0]) if mention.candidates else None
        elsewhere = bool(country and home and country not in home)
        namesake = elsewhere and country not in named and is_within(scene, sentence, mention)
        if elsewhere and not namesake:
            continue
        iri = mention.candidates[0] if mention.candidates and not namesake else None
        if namesake:  # a place of the same name that the reference data does not hold
            mention = replace(mention, candidates=(), value=NamedPlace(mention.text, "area"))
        key = iri or mention.text
        if key not in found:
            strength, method = _standing(scene, sentence, mention)
            found[key] = Located(iri, mention, strength, f"place/{method}")
    return list(found.values())


def _standing(scene: Scene, sentence: Sentence, mention: Mention) -> tuple[float, str]:
    """How a place stands in a release: one of several in a sentence, or far from what the project is told by."""
    if sum(other.kind == "place" for other in sentence.mentions) >= _SEVERAL:
        return 0.88, "listed"
    told = any(hit.cue.role in _OF_THE_PROJECT for hit in sentence.hits)
    if sentence.of_kind("person"):
        return 0.62, "beside-a-person"
    if not told and mention.start > _LATE * len(scene.text):
        return 0.6, "aside"
    return 0.72, "named"


def across(scene: Scene, project: Project, kind: str, home: Iterable[str] = ()) -> list[Located]:
    """The regions (`region`) or routes (`route`) a project's title or sentences name, but for mere context.

    A region that holds none of the countries the project works in (`home`) is doubtful.
    """
    found: dict[str, Located] = {}
    countries = list(home)
    for mention in scene.mentions:
        sentence = scene.sentence_at(mention.start)
        if mention.kind != kind or sentence is None or not mention.candidates:
            continue
        own = own_title(scene, project, mention)
        if own is False or scene.in_role(mention):
            continue
        iri = next((c for c in mention.candidates if kind_of(c) == kind), None)
        if iri is None or (own is None and sentence.number not in project.sentences):
            continue
        elsewhere = kind == "region" and bool(countries) and scene.reference.lies_elsewhere(iri, countries)
        confidence = 0.4 if elsewhere else 0.93 if own else 0.62
        if iri not in found or found[iri].confidence < confidence:
            found[iri] = Located(iri, mention, confidence, f"{kind}/{'title' if own else 'named'}")
    return list(found.values())
